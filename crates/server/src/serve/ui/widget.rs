//! `GET /widget`: the last days and the newest entries, for a dashboard.

use activity_log_core::query::Query;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::fold;
use super::given::Given;
use super::own::{Own, Recent};
use super::row::Row;
use super::shell::{Place, Shell};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page};
use crate::serve::locale::Locale;

/// Most entries of a widget.
const ENTRIES_MAX: usize = 50;
/// Attempts to get in, today.
const FAILED_TODAY: &str = "category:authentication outcome:failure,denied after:today";

#[derive(Template)]
#[template(path = "widget.html")]
struct Widget<'a> {
    l: &'static Locale,
    shell: &'a Shell,
    /// A plain user's numbers.
    own: Option<Own>,
    /// For those who see everything: the last days, and today's failed sign-ins with their link.
    days: Option<Recent>,
    failed: Option<(String, String)>,
    rows: Vec<Row>,
    all: String,
}

/// `GET /widget`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
) -> Result<Response, ServeError> {
    let shell = Shell::of(&viewer, &given);
    let finder = Finder::of(&app, &viewer, given.log)?;
    let page = Page { limit: given.limit.min(ENTRIES_MAX), ..Page::default() };
    let found = fold::page(&finder, &Query::default(), page, &shell.zone).await?;
    let now = app.clock.now();
    let row = |group| Row::of_group(group, &shell, "", Place::default(), now);
    let own = Own::of(&app, &viewer, &finder, &shell).await?;
    let (mut days, mut failed) = (None, None);
    if own.is_none() && !found.groups.is_empty() {
        days = Some(Recent::of(&app, &finder, &shell).await?);
        let count = finder.count(finder.parse(FAILED_TODAY)?, PAGE_BUDGET).await?.entries;
        failed = Some((shell.l.count("widget-failed", count), shell.search(FAILED_TODAY)));
    }
    let widget = Widget {
        l: shell.l,
        rows: found.groups.iter().map(row).collect(),
        all: shell.search(""),
        own,
        days,
        failed,
        shell: &shell,
    };
    shell.page(StatusCode::OK, &shell.l.t("log-title"), &widget)
}
