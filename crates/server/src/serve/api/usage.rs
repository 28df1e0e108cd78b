//! `GET /api/v1/usage`: how often reports were looked at, by hour, login and feature.

use activity_log_core::Time;
use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::input::Input;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::store::views::{Asked, Hour, PAGE_ROWS_MAX, Row, hour_of};

/// Which counts.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// First day, `YYYY-MM-DD`, in the reader's zone.
    #[serde(default)]
    from: String,
    /// Last day, included.
    #[serde(default)]
    to: String,
    /// Only this login.
    user: Option<String>,
    /// Only this feature, such as `Goals.get`.
    feature: Option<String>,
    /// Most rows, 1 to 1,000; 1,000 when absent.
    limit: Option<usize>,
    /// For the next page give the `next` of the last answer.
    after: Option<String>,
}

/// One page of counts.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct UsageJson {
    /// Earliest first.
    rows: Vec<UsageRow>,
    /// There are more: ask again with `after` = this.
    next: Option<String>,
}

/// How often one person looked at one thing in one hour.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct UsageRow {
    /// Beginning of the hour, UTC.
    hour: String,
    /// Who; empty where too many were told apart in this hour.
    login: String,
    /// What: Matomo plugin and report or method.
    feature: String,
    /// How often.
    count: u64,
}

impl From<Row> for UsageRow {
    fn from(row: Row) -> Self {
        let hour = Timestamp::from_second(row.hour.saturating_mul(3_600)).unwrap_or_default();
        UsageRow { hour: hour.to_string(), login: row.login, feature: row.feature, count: row.count }
    }
}

/// How often reports were looked at. A plain user gets their own counts only.
#[utoipa::path(get, path = "/api/v1/usage", tag = "usage", params(Params), responses(
    (status = 200, body = UsageJson),
    (status = 400, description = "Wrong parameters.", body = crate::serve::error::ErrorBody),
    (status = 401, description = "Not signed in.", body = crate::serve::error::ErrorBody),
    (status = 503, description = "Busy; try again.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Input(params): Input<Params>,
) -> Result<Json<UsageJson>, ServeError> {
    let log = app.log_of(&viewer).ok_or(ServeError::NotSignedIn)?;
    let limit = params.limit.unwrap_or(PAGE_ROWS_MAX);
    if !(1..=PAGE_ROWS_MAX).contains(&limit) {
        return Err(ServeError::Wrong(format!("“limit” is a number from 1 to {PAGE_ROWS_MAX}.")));
    }
    let wrong = |_| ServeError::Wrong("“after” is the “next” of an answer.".into());
    let asked = Asked {
        from: hour(&params.from, 0, "from", &viewer)?,
        until: hour(&params.to, 1, "to", &viewer)?,
        login: params.user,
        feature: params.feature,
        after: params.after.as_deref().map(str::parse).transpose().map_err(wrong)?,
        limit,
    };
    let scope = viewer.scope();
    let usage = app.blocking.run(move || log.views.usage(&asked, &scope)).await?;
    let next = usage.next.map(|next| next.to_string());
    Ok(Json(UsageJson { rows: usage.rows.into_iter().map(Into::into).collect(), next }))
}

/// The hour in which a day (or one so many days later) begins where the reader is. In zones that are off by half an hour that
/// hour belongs to both days.
fn hour(text: &str, later: i64, name: &str, viewer: &Viewer) -> Result<Option<Hour>, ServeError> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || ServeError::Wrong(format!("“{name}” is a date such as 2026-11-01."));
    let day: Date = text.parse().map_err(|_| wrong())?;
    let day = day.checked_add(later.days()).map_err(|_| wrong())?;
    let begin: Time = day.to_zoned(viewer.zone()).map_err(|_| wrong())?.timestamp().into();
    Ok(Some(hour_of(begin)))
}
