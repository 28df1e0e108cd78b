//! `GET /api/v1/entries/{seq}`: one entry.

use activity_log_core::Seq;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use serde::Deserialize;

use super::input::Input;
use super::shape::EntryJson;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, Which};

/// In which log.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// `witnessed` when absent; `imported` for the history that was imported.
    #[serde(default)]
    #[param(inline)]
    log: Which,
}

/// One entry. Somebody else's is 404 for a plain user, like one that does not exist.
#[utoipa::path(get, path = "/api/v1/entries/{seq}", tag = "entries",
    params(("seq" = u64, Path, description = "Place in the log."), Params), responses(
    (status = 200, body = super::shape::EntrySchema),
    (status = 400, description = "A parameter is wrong.", body = crate::serve::error::ErrorBody),
    (status = 401, description = "Not signed in.", body = crate::serve::error::ErrorBody),
    (status = 404, description = "Nothing here that the reader may see.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    seq: Result<Path<Seq>, PathRejection>,
    Input(params): Input<Params>,
) -> Result<Json<EntryJson>, ServeError> {
    let Path(seq) = seq.map_err(|_| ServeError::NotFound)?;
    let entry = Finder::of(&app, &viewer, params.log)?.one(seq).await?;
    Ok(Json(EntryJson::new(entry, &viewer)))
}
