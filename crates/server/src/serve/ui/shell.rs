//! Where a page stands: inside Matomo or in the console. Decides the frame and where links lead, nothing else.

use activity_log_core::Seq;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;

use super::assets;
use super::given::{Given, LIMIT};
use super::link::Link;
use super::tabs::{self, Tab};
use crate::serve::auth::{Role, Via, Viewer};
use crate::serve::error::ServeError;
use crate::serve::find::Which;
use crate::serve::locale::Locale;

/// Where Matomo shows our pages.
const MATOMO_PAGE: &str = "index.php?module=OpenActivityLog&action=index";
/// Where scripts on our pages ask Matomo.
const MATOMO_DATA: &str = "index.php?module=OpenActivityLog&action=data";

/// See the module.
#[derive(Clone)]
pub(super) struct Shell {
    pub(super) fragment: bool,
    /// The log that links lead to.
    pub(super) log: Which,
    pub(super) l: &'static Locale,
    pub(super) zone: TimeZone,
    viewer: Option<Viewer>,
    /// What forms by POST carry inside Matomo.
    nonce: String,
}

/// Which part of the list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) before: Option<Seq>,
    pub(super) after: Option<Seq>,
    pub(super) limit: usize,
    pub(super) unfolded: bool,
}

impl Place {
    pub(super) fn newest(limit: usize) -> Place {
        Place { limit, ..Place::default() }
    }

    /// Where the reader is.
    pub(super) fn of(given: &Given) -> Place {
        Place { before: given.before, after: given.after, limit: given.limit, unfolded: given.unfolded }
    }

    /// The beginning of the same list.
    pub(super) fn first(self) -> Place {
        Place { before: None, after: None, ..self }
    }
}

impl Shell {
    /// For somebody who was recognised.
    pub(super) fn of(viewer: &Viewer, given: &Given) -> Shell {
        Shell {
            fragment: given.fragment && viewer.via == Via::Matomo,
            log: given.log,
            l: viewer.locale(),
            zone: viewer.zone(),
            viewer: Some(viewer.clone()),
            nonce: given.nonce.clone(),
        }
    }

    /// For anybody.
    pub(super) fn public() -> Shell {
        Shell {
            fragment: false,
            log: Which::Witnessed,
            l: Locale::complete(),
            zone: TimeZone::UTC,
            viewer: None,
            nonce: String::new(),
        }
    }

    /// Whether the viewer sees only their own entries.
    pub(super) fn is_own(&self) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.role == Role::User)
    }

    /// Whether people have pictures.
    pub(super) fn has_avatars(&self) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.avatars)
    }

    /// Whether what is shown was imported.
    pub(super) fn is_imported(&self) -> bool {
        self.log == Which::Imported
    }

    /// The same place, with links into another log.
    pub(super) fn in_log(&self, log: Which) -> Shell {
        Shell { log, ..self.clone() }
    }

    /// Address of the list.
    pub(super) fn list(&self, q: &str, place: Place) -> String {
        self.address(None, q, place)
    }

    /// Address of the newest entries of a query.
    pub(super) fn search(&self, q: &str) -> String {
        self.address(None, q, Place::newest(LIMIT))
    }

    /// Address of the page that says what is recorded.
    pub(super) fn recorded(&self) -> String {
        self.in_log(Which::Witnessed).to("recorded", &[])
    }

    /// Address of a page by its name; the plugin's controller knows the same names. Empty parameters are left out.
    pub(super) fn to(&self, page: &str, params: &[(&str, &str)]) -> String {
        let mut address = match (self.fragment, page) {
            (true, "log") => MATOMO_PAGE.to_owned(),
            (true, page) => format!("{MATOMO_PAGE}&page={page}"),
            (false, page) => format!("/{page}"),
        };
        if self.is_imported() {
            add(&mut address, "log", "imported");
        }
        for (name, value) in params.iter().filter(|(_, value)| !value.is_empty()) {
            add(&mut address, name, &percent(value));
        }
        address
    }

    /// Address of what scripts ask for, by its name; inside Matomo the plugin's `data` action passes it on.
    pub(super) fn data(&self, name: &str, params: &[(&str, &str)]) -> String {
        let mut address = match self.fragment {
            true => format!("{MATOMO_DATA}&page={name}"),
            false => format!("/{name}"),
        };
        if self.is_imported() {
            add(&mut address, "log", "imported");
        }
        for (name, value) in params.iter().filter(|(_, value)| !value.is_empty()) {
            add(&mut address, name, &percent(value));
        }
        address
    }

    /// The page of a person, where this viewer may see it.
    pub(super) fn person(&self, login: &str) -> Option<String> {
        let is_me = self.viewer.as_ref().is_some_and(|viewer| viewer.login == login);
        (!self.is_own() || is_me).then(|| self.to("person", &[("login", login)]))
    }

    /// The page of a website, where this viewer may see it.
    pub(super) fn website(&self, id: i64) -> Option<String> {
        (!self.is_own()).then(|| self.to("website", &[("site", &id.to_string())]))
    }

    /// Address of a file to download; inside Matomo its plugin hands it on.
    pub(super) fn download(&self, name: &str, params: &[(&str, &str)]) -> String {
        let address = self.to(name, params);
        match name {
            "export" => address.replacen("&action=index&page=export", "&action=export", 1),
            _ => address.replacen("&action=index&", "&action=export&", 1),
        }
    }

    /// Where to ask how far an export is.
    pub(super) fn export_progress(&self) -> String {
        if self.fragment {
            "index.php?module=OpenActivityLog&action=exportProgress".to_owned()
        } else {
            "/export/progress".to_owned()
        }
    }

    /// Address of an entry; query and place are those of the list it is opened from.
    pub(super) fn entry(&self, seq: Seq, q: &str, place: Place) -> String {
        self.address(Some(seq), q, place)
    }

    fn address(&self, entry: Option<Seq>, q: &str, place: Place) -> String {
        let mut address = match (self.fragment, entry) {
            (true, None) => MATOMO_PAGE.to_owned(),
            (true, Some(seq)) => format!("{MATOMO_PAGE}&entry={seq}"),
            (false, None) => "/log".to_owned(),
            (false, Some(seq)) => format!("/log/{seq}"),
        };
        if self.is_imported() {
            add(&mut address, "log", "imported");
        }
        if !q.is_empty() {
            add(&mut address, "q", &percent(q));
        }
        let numbers = [
            ("before", place.before),
            ("after_seq", place.after),
            ("fold", place.unfolded.then_some(0)),
            ("limit", (place.limit != LIMIT && place.limit > 0).then_some(place.limit as Seq)),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                add(&mut address, name, &number.to_string());
            }
        }
        // Asks for everything, and not for the view that the reader opens first.
        if entry.is_none() && [MATOMO_PAGE, "/log"].contains(&address.as_str()) {
            add(&mut address, "all", "1");
        }
        address
    }

    /// Where a form by GET that asks for a page leads; `parts::hidden` prints the fields it needs.
    pub(super) fn form_action(&self, page: &str) -> String {
        if self.fragment { "index.php".to_owned() } else { format!("/{page}") }
    }

    /// The fields that a form by GET needs to reach the page.
    pub(super) fn form_fields(&self, page: &'static str) -> Vec<(&'static str, &'static str)> {
        let mut fields = Vec::new();
        if self.fragment {
            fields.extend([("module", "OpenActivityLog"), ("action", "index")]);
            fields.extend((page != "log").then_some(("page", page)));
        }
        fields.extend(self.is_imported().then_some(("log", "imported")));
        fields
    }

    /// Where a form by POST leads. Matomo wants its own nonce there: [`Shell::nonce`].
    pub(super) fn post_action(&self, page: &str) -> String {
        if self.fragment {
            format!("index.php?module=OpenActivityLog&action=change&page={page}")
        } else {
            format!("/{page}")
        }
    }

    /// Goes into forms by POST as `nonce`, where there is one.
    pub(super) fn nonce(&self) -> &str {
        &self.nonce
    }

    /// The answer to a form by POST: go there now.
    pub(super) fn go(&self, address: &str) -> Response {
        if self.fragment {
            axum::Json(serde_json::json!({"go": address})).into_response()
        } else {
            Redirect::to(address).into_response()
        }
    }

    /// Headings of a level that fits to what stands above: inside Matomo our page's title is its `h2`, so that templates have sections as
    /// `h3`; in the console the title is the `h1`. What somebody typed is escaped and cannot look like a heading.
    pub(super) fn headings(&self, html: String) -> String {
        if self.fragment {
            return html;
        }
        let levels = [("<h3", "<h2"), ("</h3>", "</h2>"), ("<h4", "<h3"), ("</h4>", "</h3>")];
        levels.iter().fold(html, |html, (inside, alone)| html.replace(inside, alone))
    }

    /// A page with the bar at its top, framed if it stands alone.
    pub(super) fn tab(&self, tab: Tab, title: &str, body: &impl Template) -> Result<Response, ServeError> {
        let body = body.render().map_err(|error| ServeError::Internal(error.to_string()))?;
        let whole = Whole { l: self.l, tabs: tabs::bar(self, tab, self.l), body: &body };
        self.page(StatusCode::OK, title, &whole)
    }

    /// The page, framed if it stands alone.
    pub(super) fn page(
        &self,
        status: StatusCode,
        title: &str,
        body: &impl Template,
    ) -> Result<Response, ServeError> {
        let body = body.render().map_err(|error| ServeError::Internal(error.to_string()))?;
        if self.fragment {
            return Ok((status, Html(body)).into_response());
        }
        let body = self.headings(body);
        let frame = Frame {
            l: self.l,
            title,
            body: &body,
            role: match &self.viewer {
                // Their login says it already.
                Some(Viewer { role: Role::Operator, .. }) | None => String::new(),
                Some(viewer) => self.l.word("role", viewer.role.as_str()),
            },
            viewer: self.viewer.as_ref(),
            css: assets::css(),
            js: assets::js(),
            icon: assets::icon(),
        };
        let page = frame.render().map_err(|error| ServeError::Internal(error.to_string()))?;
        Ok((status, Html(page)).into_response())
    }
}

#[derive(Template)]
#[template(path = "page.html")]
struct Whole<'a> {
    l: &'static Locale,
    tabs: Vec<Link>,
    body: &'a str,
}

#[derive(Template)]
#[template(path = "frame.html")]
struct Frame<'a> {
    l: &'static Locale,
    title: &'a str,
    body: &'a str,
    viewer: Option<&'a Viewer>,
    role: String,
    css: &'static str,
    js: &'static str,
    icon: &'static str,
}

fn add(address: &mut String, name: &str, value: &str) {
    let mark = if address.contains('?') { '&' } else { '?' };
    address.push_str(&format!("{mark}{name}={value}"));
}

/// Percent-encodes everything but letters, digits and `-._~`.
fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let mut shell = Shell::public();
        let place = Place { before: Some(7), limit: 50, ..Place::default() };
        assert_eq!(shell.list("user:a b&c", place), "/log?q=user%3Aa%20b%26c&before=7&limit=50");
        assert_eq!(shell.entry(3, "", Place::newest(LIMIT)), "/log/3");
        assert_eq!(shell.recorded(), "/recorded");
        assert_eq!(shell.to("person", &[("login", "a&b"), ("site", "")]), "/person?login=a%26b");
        assert_eq!(shell.list("", Place { unfolded: true, ..place }), "/log?before=7&fold=0&limit=50");
        let imported = shell.in_log(Which::Imported);
        assert_eq!(imported.entry(3, "a", Place::newest(LIMIT)), "/log/3?log=imported&q=a");
        shell.fragment = true;
        let matomo = "index.php?module=OpenActivityLog&action=index";
        assert_eq!(shell.to("log", &[]), matomo);
        assert_eq!(shell.to("person", &[("login", "ä")]), format!("{matomo}&page=person&login=%C3%A4"));
        assert_eq!(shell.search(""), format!("{matomo}&all=1"));
        assert_eq!(shell.data("complete", &[]), "index.php?module=OpenActivityLog&action=data&page=complete");
        assert_eq!(shell.search("ä"), format!("{matomo}&q=%C3%A4"));
        assert_eq!(shell.entry(3, "", place), format!("{matomo}&entry=3&before=7&limit=50"));
    }
}
