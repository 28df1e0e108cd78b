//! `GET /widget`: the newest entries, for a dashboard.

use activity_log_core::query::Query;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::fold;
use super::given::Given;
use super::row::Row;
use super::shell::{Place, Shell};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, Page};
use crate::serve::locale::Locale;

/// Most entries of a widget.
const ENTRIES_MAX: usize = 50;

#[derive(Template)]
#[template(path = "widget.html")]
struct Widget {
    l: &'static Locale,
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
    let page = Page { limit: given.limit.min(ENTRIES_MAX), ..Page::default() };
    let found =
        fold::page(&Finder::of(&app, &viewer, given.log)?, &Query::default(), page, &shell.zone).await?;
    let now = app.clock.now();
    let rows =
        found.groups.iter().map(|group| Row::of_group(group, &shell, "", Place::default(), now)).collect();
    let widget = Widget { l: shell.l, rows, all: shell.search("") };
    shell.page(StatusCode::OK, &shell.l.t("log-title"), &widget)
}
