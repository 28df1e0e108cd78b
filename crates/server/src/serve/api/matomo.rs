//! `GET /api/v1/matomo/…`: what the plugin's own API class asks (docs/formats/reader-v1.md): pages by offset and
//! limit, one user, one activity, a range of dates.

use std::collections::BTreeMap;

use activity_log_core::query::{Field, Query, Test};
use axum::Json;
use axum::extract::State;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::input::Input;
use super::shape::EntryJson;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, Page, WHOLE_BUDGET, exactly};
use crate::store::PAGE_ENTRIES_MAX;

/// `offset` + `limit` at most: pages deep in the past are what `before` is for.
const REACH_MAX: usize = 10_000;
/// Entries of a page when nobody says otherwise.
const LIMIT: i64 = 25;

/// Which entries.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Entries to leave out at the beginning.
    #[serde(default)]
    offset: usize,
    /// Most entries; -1 for all, as long as there are no more than 10,000.
    limit: Option<i64>,
    /// Login.
    #[serde(default)]
    user: String,
    /// Activity id.
    #[serde(default)]
    activity: String,
    /// First day, `YYYY-MM-DD`, in the reader's zone.
    #[serde(default)]
    from: String,
    /// Last day, included.
    #[serde(default)]
    to: String,
}

impl Filter {
    fn query(&self, finder: &Finder) -> Result<Query, ServeError> {
        let mut query = Query::default();
        if !self.user.is_empty() {
            query = query.and(exactly(Field::User, &self.user));
        }
        if !self.activity.is_empty() {
            query = query.and(exactly(Field::Activity, &self.activity));
        }
        if let Some(from) = day(&self.from, "from")? {
            query = query.and(Test::After(start(from, finder)?));
        }
        if let Some(to) = day(&self.to, "to")? {
            let next = to.checked_add(1.day()).map_err(|error| ServeError::Wrong(error.to_string()))?;
            query = query.and(Test::Before(start(next, finder)?));
        }
        Ok(query)
    }
}

fn day(text: &str, name: &str) -> Result<Option<Date>, ServeError> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || ServeError::Wrong(format!("“{name}” is a date such as 2026-11-01."));
    text.parse().map(Some).map_err(|_| wrong())
}

fn start(day: Date, finder: &Finder) -> Result<activity_log_core::Time, ServeError> {
    let zoned = day.to_zoned(finder.context().zone).map_err(|error| ServeError::Wrong(error.to_string()))?;
    Ok(zoned.timestamp().into())
}

fn too_deep() -> ServeError {
    ServeError::Wrong(format!(
        "“offset” and “limit” reach {REACH_MAX} entries at most. Ask for a shorter time, or use the query language and \
         “before” of /api/v1/entries."
    ))
}

/// A list of entries by offset and limit.
#[utoipa::path(get, path = "/api/v1/matomo/entries", tag = "matomo", params(Filter), responses(
    (status = 200, body = Vec<super::shape::EntrySchema>),
    (status = 400, description = "Wrong parameters, or deeper than 10,000.", body = crate::serve::error::ErrorBody),
    (status = 401, description = "Not signed in.", body = crate::serve::error::ErrorBody),
    (status = 503, description = "Busy, or too much to read.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn entries(
    State(app): State<App>,
    viewer: Viewer,
    Input(filter): Input<Filter>,
) -> Result<Json<Vec<EntryJson>>, ServeError> {
    let finder = Finder::new(&app, &viewer)?;
    let query = filter.query(&finder)?;
    let limit = filter.limit.unwrap_or(LIMIT);
    let reach = match usize::try_from(limit) {
        Ok(limit) => filter.offset.saturating_add(limit),
        // One more than may be given, to notice that there are more.
        Err(_) if limit == -1 && filter.offset <= REACH_MAX => REACH_MAX + 1,
        Err(_) => return Err(ServeError::Wrong("“limit” is a number from 0, or -1 for all.".into())),
    };
    if reach > REACH_MAX && limit >= 0 {
        return Err(too_deep());
    }
    let mut list = Vec::new();
    let (mut seen, mut before) = (0, None);
    while seen < reach {
        let page = Page { before, after: None, limit: (reach - seen).min(PAGE_ENTRIES_MAX) };
        let found = finder.page(query.clone(), page, WHOLE_BUDGET).await?;
        if found.exhausted {
            return Err(ServeError::TooMuchWork);
        }
        for entry in found.entries {
            if seen >= filter.offset {
                list.push(EntryJson::new(entry, &viewer));
            }
            seen += 1;
        }
        before = found.older;
        if before.is_none() {
            break;
        }
    }
    if seen > REACH_MAX { Err(too_deep()) } else { Ok(Json(list)) }
}

/// How many.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CountJson {
    /// Entries that match.
    count: u64,
}

/// How many entries match; offset and limit do not matter.
#[utoipa::path(get, path = "/api/v1/matomo/count", tag = "matomo", params(Filter), responses(
    (status = 200, body = CountJson),
    (status = 400, description = "Wrong parameters.", body = crate::serve::error::ErrorBody),
    (status = 401, description = "Not signed in.", body = crate::serve::error::ErrorBody),
    (status = 503, description = "Busy, or too much to read.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn count(
    State(app): State<App>,
    viewer: Viewer,
    Input(filter): Input<Filter>,
) -> Result<Json<CountJson>, ServeError> {
    let finder = Finder::new(&app, &viewer)?;
    let count = finder.count(filter.query(&finder)?, WHOLE_BUDGET).await?;
    if !count.complete {
        return Err(ServeError::TooMuchWork);
    }
    Ok(Json(CountJson { count: count.entries }))
}

/// How many kinds.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Most {
    /// Most activities; -1 or absent for all.
    limit: Option<i64>,
}

/// Names of activities, grouped by Matomo plugin: `{"Goals":{"goal.created":"Goal created"}}`.
#[utoipa::path(get, path = "/api/v1/matomo/activity-types", tag = "matomo", params(Most), responses(
    (status = 200, body = BTreeMap<String, BTreeMap<String, String>>),
    (status = 400, description = "Wrong parameters.", body = crate::serve::error::ErrorBody),
    (status = 401, description = "Not signed in.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn activity_types(
    State(app): State<App>,
    viewer: Viewer,
    Input(most): Input<Most>,
) -> Json<BTreeMap<String, BTreeMap<String, String>>> {
    let locale = viewer.locale();
    let most = most.limit.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    let mut types: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for activity in app.activities.iter().take(most) {
        let plugin = types.entry(activity.plugin.clone()).or_default();
        plugin.insert(activity.id.clone(), locale.activity(&activity.id));
    }
    Json(types)
}
