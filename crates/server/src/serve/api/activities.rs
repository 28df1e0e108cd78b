//! `GET /api/v1/activities`: what can happen.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::serve::app::App;
use crate::serve::auth::Viewer;

/// One activity of the catalogue.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ActivityJson {
    /// Such as `goal.updated`.
    id: String,
    /// Name in the reader's language.
    label: String,
    /// Group of activities.
    category: String,
    /// Usual severity: info, notice, warning, critical.
    severity: String,
}

/// All activities of the catalogue.
#[utoipa::path(get, path = "/api/v1/activities", tag = "activities", responses(
    (status = 200, body = Vec<ActivityJson>),
    (status = 401, description = "Not signed in.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn list(State(app): State<App>, viewer: Viewer) -> Json<Vec<ActivityJson>> {
    let locale = viewer.locale();
    let list = app.activities.iter().map(|activity| ActivityJson {
        id: activity.id.clone(),
        label: locale.activity(&activity.id),
        category: activity.category.clone(),
        severity: activity.severity.to_string(),
    });
    Json(list.collect())
}
