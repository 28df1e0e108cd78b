//! `GET /links` and `POST /links`: links for elsewhere; making one, and revoking one.

use activity_log_core::Time;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::given::Given;
use super::sent::Sent;
use super::shell::Shell;
use super::show;
use super::tabs::Tab;
use super::when::When;
use crate::serve::app::App;
use crate::serve::auth::{Role, Via, Viewer};
use crate::serve::error::ServeError;
use crate::serve::find::Finder;
use crate::serve::listen::Peer;
use crate::serve::locale::Locale;
use crate::serve::shared::{self, DAYS, Draft, Kind, LINKS_MAX, NAME_CHARS_MAX, ORIGINS_MAX, SharedLink};

/// How long a link lasts where nothing else is chosen.
const USUAL_DAYS: i64 = DAYS[1];

#[derive(Template)]
#[template(path = "links.html")]
struct LinksPage<'a> {
    l: &'static Locale,
    shell: &'a Shell,
    q: &'a str,
    name_chars: usize,
    origins_max: u64,
    links_max: u64,
    days: Vec<Lasts>,
    /// Links made here would lead nowhere from elsewhere.
    is_out_of_reach: bool,
    /// A link that was just made, and its address, which is never shown again.
    made: Option<Made>,
    /// What is wrong with what was sent.
    wrong: Option<String>,
    /// What was sent then, to be mended.
    again: Again<'a>,
    links: Vec<LinkShown>,
    was_revoked: bool,
    has_others: bool,
    back: String,
}

/// What somebody typed.
#[derive(Default)]
struct Again<'a> {
    kind: &'a str,
    name: &'a str,
    origins: &'a str,
    days: Option<i64>,
}

struct Lasts {
    days: i64,
    label: String,
    is_chosen: bool,
}

struct Made {
    name: String,
    address: String,
    /// For an embedded view: what to put into the page.
    code: Option<String>,
}

struct LinkShown {
    id: String,
    name: String,
    kind: String,
    asked: String,
    href: String,
    origins: Vec<String>,
    maker: String,
    made: String,
    until: String,
    used: String,
}

/// `GET /links`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
) -> Result<Response, ServeError> {
    page(&app, &viewer, &given, &given.q, Told::default()).await
}

/// `POST /links`
pub(crate) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    peer: Option<Extension<Peer>>,
    sent: Sent,
) -> Result<Response, ServeError> {
    let source = peer.map_or_else(String::new, |Extension(peer)| peer.to_string());
    match sent.get("link_do") {
        "make" => {}
        "revoke" => {
            let id = Uuid::try_parse(sent.get("link_id")).unwrap_or_default();
            shared::revoke(&app, &viewer, id, &source).await?;
            let shell = Shell::of(&viewer, &given);
            return Ok(shell.go(&shell.to("links", &[("said", "revoked")])));
        }
        _ => return Err(ServeError::Wrong("This is no form that this page could have sent.".into())),
    }
    let q = sent.get("q");
    let again = Again {
        kind: sent.get("link_kind"),
        name: sent.get("link_name"),
        origins: sent.get("link_websites"),
        days: sent.get("link_days").parse().ok(),
    };
    let told = match make(&app, &viewer, &sent, &source).await {
        Ok(made) => Told { made: Some(made), ..Told::default() },
        // What was typed is still there.
        Err(error @ (ServeError::Shared(_) | ServeError::Query(_))) => {
            Told { wrong: Some(show::visible(&error.said(viewer.locale()))), again, ..Told::default() }
        }
        Err(error) => return Err(error),
    };
    page(&app, &viewer, &given, q, told).await
}

async fn make(app: &App, viewer: &Viewer, sent: &Sent, source: &str) -> Result<Made, ServeError> {
    if is_out_of_reach(app, viewer) {
        // The page has no form then.
        return Err(ServeError::Wrong(viewer.locale().t("links-out-of-reach")));
    }
    let q = sent.get("q");
    // A link to a search that nobody can read would never show anything.
    Finder::new(app, viewer)?.parse(q)?;
    let draft = Draft::new(
        sent.get("link_kind"),
        sent.get("link_name"),
        q,
        sent.get("link_websites"),
        sent.get("link_days"),
    )
    .map_err(ServeError::from)?;
    let (link, token) = shared::make(app, viewer, draft, source).await?;
    let address = format!("{}/{}/{token}", app.base_url(), link.kind.as_str());
    let title = show::name(&link.name).replace(['&', '"', '<', '>'], " ");
    let code = (link.kind == Kind::Embed).then(|| {
        format!("<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"600\" referrerpolicy=\"no-referrer\"></iframe>")
    });
    Ok(Made { name: show::name(&link.name), address, code })
}

/// What the page says besides the links.
#[derive(Default)]
struct Told<'a> {
    made: Option<Made>,
    wrong: Option<String>,
    again: Again<'a>,
}

async fn page(
    app: &App,
    viewer: &Viewer,
    given: &Given,
    q: &str,
    told: Told<'_>,
) -> Result<Response, ServeError> {
    let links = shared::of(app, viewer).await?;
    let shell = Shell::of(viewer, given);
    let l = shell.l;
    let page = LinksPage {
        l,
        shell: &shell,
        q,
        name_chars: NAME_CHARS_MAX,
        origins_max: ORIGINS_MAX as u64,
        links_max: LINKS_MAX as u64,
        days: DAYS
            .map(|days| Lasts {
                days,
                label: l.count("links-days", days.unsigned_abs()),
                is_chosen: days == told.again.days.unwrap_or(USUAL_DAYS),
            })
            .into(),
        is_out_of_reach: is_out_of_reach(app, viewer),
        made: told.made,
        wrong: told.wrong,
        again: told.again,
        has_others: links.iter().any(|link| link.login != viewer.login),
        links: links.iter().map(|link| LinkShown::new(link, &shell, app)).collect(),
        was_revoked: given.said == Some("revoked"),
        back: shell.to("exports", &[("q", q)]),
    };
    shell.tab(Tab::Exports, &l.t("links-title"), &page)
}

impl LinkShown {
    fn new(link: &SharedLink, shell: &Shell, app: &App) -> LinkShown {
        let l = shell.l;
        let when = |time: Time| When::new(time, &shell.zone, app.clock.now(), l).short;
        LinkShown {
            id: link.id.to_string(),
            name: show::name(&link.name),
            kind: l.word("links-kind", link.kind.as_str()),
            asked: if link.q.is_empty() { l.t("exports-everything") } else { show::visible(&link.q) },
            href: shell.search(&link.q),
            origins: link.origins.iter().cloned().collect(),
            maker: match link.role {
                Role::Operator => l.t("links-operator"),
                Role::Superuser | Role::User => show::name(&link.login),
            },
            made: when(link.made),
            until: when(link.until),
            used: link.used.map_or_else(|| l.t("usage-never"), when),
        }
    }
}

/// Without an address where people reach this server from elsewhere, only whoever came straight to it can open its links.
fn is_out_of_reach(app: &App, viewer: &Viewer) -> bool {
    app.public_url.is_none() && viewer.via != Via::Console
}
