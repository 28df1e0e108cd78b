//! `GET /api/v1/entries/{seq}`: one entry.

use activity_log_core::Seq;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};

use super::shape::EntryJson;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::Finder;

/// One entry. Somebody else's is 404 for a plain user, like one that does not exist.
#[utoipa::path(get, path = "/api/v1/entries/{seq}", tag = "entries",
    params(("seq" = u64, Path, description = "Place in the log.")), responses(
    (status = 200, body = super::shape::EntrySchema),
    (status = 401, description = "Not signed in.", body = crate::serve::error::ErrorBody),
    (status = 404, description = "Nothing here that the reader may see.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    seq: Result<Path<Seq>, PathRejection>,
) -> Result<Json<EntryJson>, ServeError> {
    let Path(seq) = seq.map_err(|_| ServeError::NotFound)?;
    let entry = Finder::new(&app, &viewer)?.one(seq).await?;
    Ok(Json(EntryJson::new(entry, &viewer)))
}
