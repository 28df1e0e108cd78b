//! `GET /embed/{token}`: the newest entries of a link for elsewhere, for an iframe in a page of another website.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::{Html, IntoResponse, Response};

use super::assets;
use super::given::Given;
use super::row::Row;
use super::shell::{Place, Shell};
use super::show;
use super::when::{When, zone_name};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page};
use crate::serve::headers::Framed;
use crate::serve::locale::Locale;
use crate::serve::shared::SharedLink;

/// Entries of a view.
const ENTRIES_MAX: usize = 25;

#[derive(Template)]
#[template(path = "embed.html")]
struct Embed {
    l: &'static Locale,
    css: &'static str,
    js: &'static str,
    icon: &'static str,
    title: String,
    asked: String,
    rows: Vec<Row>,
    /// The search was given up before its end.
    is_exhausted: bool,
    /// When this was looked up.
    as_of: When,
    zone: String,
    /// The same in the console.
    home: String,
}

/// `GET /embed/{token}`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Extension(link): Extension<SharedLink>,
) -> Result<Response, ServeError> {
    let shell = Shell::of(&viewer, &Given::default());
    let finder = Finder::new(&app, &viewer)?;
    let page = Page { limit: ENTRIES_MAX, ..Page::default() };
    let found = finder.page(finder.parse(&link.q)?, page, PAGE_BUDGET).await?;
    let (l, now) = (shell.l, app.clock.now());
    // Nothing leads on from here: whoever looks is not signed in.
    let row = |entry| {
        let mut row = Row::new(entry, &shell, "", Place::default(), now);
        row.who.href = None;
        row
    };
    let page = Embed {
        l,
        css: assets::css(),
        js: assets::js(),
        icon: assets::icon(),
        title: show::name(&link.name),
        asked: show::visible(&link.q),
        is_exhausted: found.exhausted,
        as_of: When::new(now.into(), &shell.zone, now, l),
        rows: found.entries.iter().map(row).collect(),
        zone: zone_name(&shell.zone, now),
        home: format!("{}{}", app.base_url(), shell.search(&link.q)),
    };
    let page = page.render().map_err(|error| ServeError::Internal(error.to_string()))?;
    let mut response = Html(page).into_response();
    response.extensions_mut().insert(Framed(policy(&link)));
    Ok(response)
}

/// As closed as any page, but for those who may show it. Their names were checked when the link was made.
fn policy(link: &SharedLink) -> HeaderValue {
    let origins = link.origins.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let text = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; \
         base-uri 'none'; frame-ancestors {origins}"
    );
    HeaderValue::try_from(text)
        .unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}
