//! `GET /api/v1/entries`: entries by query, newest first.

use activity_log_core::Seq;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::input::Input;
use super::shape::EntryJson;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page, Which};
use crate::store::PAGE_ENTRIES_MAX;

/// Entries of a page when nobody says otherwise.
const LIMIT: usize = 25;

/// Which entries.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Query language; empty for everything. `after:` and `before:` in it mean the event time in the reader's zone.
    #[serde(default)]
    q: String,
    /// `witnessed` when absent; `imported` for the history that was imported, whose `seq` counts for itself. 404 when there is none.
    #[serde(default)]
    #[param(inline)]
    log: Which,
    /// Most entries, 1 to 1,000; 25 when absent.
    limit: Option<usize>,
    /// Only entries with a smaller `seq`: for the next older page give the `older` of the last answer.
    before: Option<Seq>,
    /// Only entries with a greater `seq`. Alone: the page directly above it.
    after: Option<Seq>,
}

/// One page.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Entries {
    /// Newest first.
    #[schema(value_type = Vec<super::shape::EntrySchema>)]
    entries: Vec<EntryJson>,
    /// There may be older ones: ask again with `before` = this.
    older: Option<Seq>,
    /// Only for pages asked for with `after` alone: there may be newer ones: ask again with `after` = this.
    newer: Option<Seq>,
    /// The search stopped before the page was full, because it would have read too much; go on at `older` (with `after`
    /// alone: at `newer`).
    exhausted: bool,
}

/// Entries by query, newest first.
#[utoipa::path(get, path = "/api/v1/entries", tag = "entries", params(Params), responses(
    (status = 200, body = Entries),
    (status = 400, description = "The query is wrong; `where` points at the place.", body = crate::serve::error::ErrorBody),
    (status = 401, description = "Not signed in.", body = crate::serve::error::ErrorBody),
    (status = 404, description = "There is no such log.", body = crate::serve::error::ErrorBody),
    (status = 503, description = "Busy; try again.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Input(params): Input<Params>,
) -> Result<Json<Entries>, ServeError> {
    let finder = Finder::of(&app, &viewer, params.log)?;
    let limit = params.limit.unwrap_or(LIMIT);
    if !(1..=PAGE_ENTRIES_MAX).contains(&limit) {
        return Err(ServeError::Wrong(format!("“limit” is a number from 1 to {PAGE_ENTRIES_MAX}.")));
    }
    let query = finder.parse(&params.q)?;
    let page = Page { before: params.before, after: params.after, limit };
    let found = finder.page(query, page, PAGE_BUDGET).await?;
    let entries = found.entries.into_iter().map(|entry| EntryJson::new(entry, &viewer)).collect();
    Ok(Json(Entries { entries, older: found.older, newer: found.newer, exhausted: found.exhausted }))
}
