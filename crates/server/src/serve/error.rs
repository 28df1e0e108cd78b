//! What can go wrong while answering, and what of it is told.

use activity_log_core::query::QueryError;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::app::IntakeError;
use super::locale::Locale;
use super::saved::SavedError;
use super::shared::SharedError;
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
    /// A link for elsewhere that ended.
    #[error("This link has ended. Whoever made it can make a new one.")]
    Gone,
    /// Known address, other method.
    #[error("This address does not take such a request.")]
    WrongMethod,
    /// The request cannot be understood.
    #[error("{0}")]
    Wrong(String),
    /// A view is not saved.
    #[error("{0}")]
    Saved(SavedError),
    /// A link for elsewhere is not made or revoked.
    #[error("{0}")]
    Shared(SharedError),
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
    /// As many exports as can be made at once are being made.
    #[error("Several exports are being made at the moment. Wait until one of them has ended and try again.")]
    TooManyExports,
    /// One person has as many exports as one may have.
    #[error(
        "You are making as many exports as one person can at the same time. Wait until one of them has ended and try again."
    )]
    TooManyOwnExports,
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
            ServeError::Gone => StatusCode::GONE,
            ServeError::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            ServeError::Wrong(_) | ServeError::Saved(_) | ServeError::Shared(_) | ServeError::Query(_) => {
                StatusCode::BAD_REQUEST
            }
            ServeError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            ServeError::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            ServeError::Busy
            | ServeError::TooManyExports
            | ServeError::TooManyOwnExports
            | ServeError::TooMuchWork => StatusCode::SERVICE_UNAVAILABLE,
            ServeError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The sentence in a language. What only programs can do wrong stays English, like the names it speaks of.
    pub(crate) fn said(&self, l: &Locale) -> String {
        match self {
            ServeError::NotSignedIn => l.t("error-not-signed-in"),
            ServeError::NotAllowed => l.t("error-not-allowed"),
            ServeError::NotSuperUser => l.t("error-not-super-user"),
            ServeError::NotFound => l.t("error-nothing-here"),
            ServeError::Gone => l.t("error-gone"),
            ServeError::WrongMethod => l.t("error-wrong-method"),
            ServeError::Wrong(text) | ServeError::TooLarge(text) => text.clone(),
            ServeError::Saved(error) => error.said(l),
            ServeError::Shared(error) => error.said(l),
            ServeError::Query(error) => l.query_error(error),
            ServeError::WrongHost => l.t("error-wrong-host"),
            ServeError::CrossSite => l.t("error-cross-site"),
            ServeError::Busy => l.t("error-busy"),
            ServeError::TooManyExports => l.t("error-too-many-exports"),
            ServeError::TooManyOwnExports => l.t("error-too-many-own-exports"),
            ServeError::TooMuchWork => l.t("error-too-much-work"),
            ServeError::Internal(_) => l.t("error-internal"),
        }
    }

    /// As JSON. The error itself travels along so that pages can show it in their own way (`ui/errors.rs`).
    fn answer(self, l: &Locale) -> Response {
        let place = match &self {
            ServeError::Query(error) => Some(Place { from: error.from, to: error.to }),
            _ => None,
        };
        let body = ErrorBody { error: self.said(l), r#where: place };
        let mut response = (self.status(), Json(body)).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The language of the viewer, left on the answer for whoever makes a page of an error.
#[derive(Clone, Copy)]
pub(crate) struct Spoken(pub(crate) &'static Locale);

/// An error that the answer may be is said in this language: the viewer's, who is known by then.
pub(crate) fn spoken(mut response: Response, l: &'static Locale) -> Response {
    if let Some(error) = response.extensions_mut().remove::<ServeError>() {
        response = error.answer(l);
    }
    response.extensions_mut().insert(Spoken(l));
    response
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

/// English, until somebody is known who speaks another language ([`spoken`]).
impl IntoResponse for ServeError {
    fn into_response(self) -> Response {
        if let ServeError::Internal(text) = &self {
            tracing::error!(error = %text, "a request failed");
        }
        self.answer(Locale::complete())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use activity_log_core::query::{Context, Query};

    #[test]
    fn the_english_of_pages_is_that_of_programs() {
        let l = Locale::complete();
        for error in [
            ServeError::NotSignedIn,
            ServeError::NotAllowed,
            ServeError::NotSuperUser,
            ServeError::NotFound,
            ServeError::Gone,
            ServeError::WrongMethod,
            ServeError::Wrong("x".into()),
            ServeError::TooLarge("x".into()),
            ServeError::WrongHost,
            ServeError::CrossSite,
            ServeError::Busy,
            ServeError::TooManyExports,
            ServeError::TooManyOwnExports,
            ServeError::TooMuchWork,
            ServeError::Internal("secret".into()),
        ] {
            assert_eq!(error.said(l), error.to_string());
        }
        let context = Context::utc(jiff::Timestamp::UNIX_EPOCH);
        let long = "a".repeat(2_001);
        let (many, values) = ("a ".repeat(41), format!("user:a{}", ",a".repeat(100)));
        let wrong = [
            long.as_str(),
            &many,
            &values,
            "- a",
            "\"\"",
            "\"a",
            "usr:{$known}",
            "user:",
            "ip:{text}",
            "outcome:done",
            "site:a",
            "after:{ $text }",
        ];
        let mut seen = std::collections::BTreeSet::new();
        for text in wrong {
            let error = Query::parse(text, &context).unwrap_err();
            assert_eq!(l.query_error(&error), error.to_string());
            assert!(seen.insert(error.kind.name()), "{error}");
            for other in Locale::all() {
                let said = other.query_error(&error);
                assert!(said.ends_with('.') && !said.contains("query-error"), "{}: {said}", other.tag());
            }
        }
        assert_eq!(seen.len(), wrong.len());
    }
}
