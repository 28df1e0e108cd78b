//! What can go wrong while answering, and what of it is told.

use activity_log_core::query::QueryError;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::app::IntakeError;
use crate::store::StoreError;

/// What went wrong. Prints as a plain sentence that may be shown to whoever asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ServeError {
    /// Nobody, or not provably somebody. Never says more: details go to the refusals.
    #[error("not signed in")]
    NotSignedIn,
    /// Signed in, but not for this.
    #[error("This is for the operator of the server only.")]
    NotAllowed,
    /// Signed in, but only super users and the operator may see this.
    #[error("This is for super users only.")]
    NotSuperUser,
    /// Nothing there, or nothing that this viewer may see; the two look the same.
    #[error("There is nothing here, or nothing that you may see.")]
    NotFound,
    /// Known address, other method.
    #[error("This address does not take such a request.")]
    WrongMethod,
    /// The request cannot be understood.
    #[error("{0}")]
    Wrong(String),
    /// The query cannot be understood.
    #[error("{0}")]
    Query(#[from] QueryError),
    /// More bytes or events than taken at once.
    #[error("{0}")]
    TooLarge(String),
    /// The request names a host that this server does not answer to.
    #[error(
        "This server does not answer to the name in this address. Open it by its IP address or set public_url."
    )]
    WrongHost,
    /// A page of another website sent this.
    #[error("This request came from another website and was not carried out.")]
    CrossSite,
    /// Too much at once, or too slow.
    #[error("The log is busy at the moment. Try again in a few seconds.")]
    Busy,
    /// The search would have to read too much to give a complete answer.
    #[error("This would read too much of the log at once. Ask for a shorter time or fewer entries.")]
    TooMuchWork,
    /// Something is broken; the text is for the server's own log.
    #[error("Something went wrong in the server. Its log says what.")]
    Internal(String),
}

impl ServeError {
    /// HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            ServeError::NotSignedIn => StatusCode::UNAUTHORIZED,
            ServeError::NotAllowed | ServeError::NotSuperUser | ServeError::CrossSite => {
                StatusCode::FORBIDDEN
            }
            ServeError::NotFound => StatusCode::NOT_FOUND,
            ServeError::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            ServeError::Wrong(_) | ServeError::Query(_) => StatusCode::BAD_REQUEST,
            ServeError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            ServeError::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            ServeError::Busy | ServeError::TooMuchWork => StatusCode::SERVICE_UNAVAILABLE,
            ServeError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        if error.is_retryable() { ServeError::Busy } else { ServeError::Internal(error.to_string()) }
    }
}

impl From<IntakeError> for ServeError {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::Busy(_) => ServeError::Busy,
            IntakeError::Broken(text) => ServeError::Internal(text),
        }
    }
}

/// The JSON form of an error (docs/formats/reader-v1.md).
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Error)]
pub(crate) struct ErrorBody {
    /// A plain sentence.
    error: String,
    /// Which characters of `q` are meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    r#where: Option<Place>,
}

/// Characters `from..to`, counted from 0.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Place {
    from: usize,
    to: usize,
}

/// JSON; the error itself travels along so that pages can show it in their own way (`ui/errors.rs`).
impl IntoResponse for ServeError {
    fn into_response(self) -> Response {
        if let ServeError::Internal(text) = &self {
            tracing::error!(error = %text, "a request failed");
        }
        let place = match &self {
            ServeError::Query(error) => Some(Place { from: error.from, to: error.to }),
            _ => None,
        };
        let body = ErrorBody { error: self.to_string(), r#where: place };
        let mut response = (self.status(), Json(body)).into_response();
        response.extensions_mut().insert(self);
        response
    }
}
