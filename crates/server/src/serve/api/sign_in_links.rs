//! `POST /api/v1/sign-in-links`: lets somebody inside Matomo go on in the console.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::serve::app::App;
use crate::serve::auth::{Via, Viewer};
use crate::serve::error::ServeError;

/// How long the link can be used.
const LIFETIME: Duration = Duration::from_secs(60);

/// A link that signs somebody in.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct SignInLink {
    /// Works once, within 60 seconds, for the same person and role.
    url: String,
}

/// A link to the console for the person that the plugin speaks for.
#[utoipa::path(post, path = "/api/v1/sign-in-links", tag = "sign-in", responses(
    (status = 200, body = SignInLink),
    (status = 401, description = "Not signed in, or signed in with a cookie: only the plugin may ask.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn create(State(app): State<App>, viewer: Viewer) -> Result<Json<SignInLink>, ServeError> {
    // A console session must not prolong itself.
    if viewer.via != Via::Matomo {
        return Err(ServeError::NotSignedIn);
    }
    Ok(Json(SignInLink { url: app.issue_link(viewer, LIFETIME) }))
}
