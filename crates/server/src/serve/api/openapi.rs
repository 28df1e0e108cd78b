//! `GET /api/v1/openapi.json`: the API describes itself. The same text stands in docs/openapi.json.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{activities, entries, entry, events, health, inventory, matomo, metrics, sign_in_links, usage};
use crate::serve::auth::ASSERTION_HEADER;
use crate::serve::auth::session::COOKIE;
use crate::serve::error::ServeError;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Open Activity Log",
        description = "Reads entries of the log and takes events in. Who asks decides what is seen: super users and the \
                       operator everything, everybody else their own actions.",
    ),
    paths(
        events::submit, entries::list, entry::show, activities::list, inventory::list, usage::list, matomo::entries, matomo::count,
        matomo::activity_types, sign_in_links::create, show, health::show, metrics::show,
    ),
    security(("assertion" = []), ("session" = [])),
    modifiers(&WaysIn),
)]
struct Description;

struct WaysIn;

impl Modify for WaysIn {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_default();
        let assertion = ApiKeyValue::with_description(
            "X-Activity-Log-Assertion",
            "Signed by the plugin for one request: docs/formats/assertion-v1.md.",
        );
        components.add_security_scheme("assertion", SecurityScheme::ApiKey(ApiKey::Header(assertion)));
        let session = ApiKeyValue::with_description(COOKIE, "The console's session.");
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
        let secret = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The shared secret of a Matomo and its log."));
        components.add_security_scheme("shared_secret", SecurityScheme::Http(secret.build()));
        debug_assert!("X-Activity-Log-Assertion".eq_ignore_ascii_case(ASSERTION_HEADER));
    }
}

/// The description as text.
///
/// # Errors
/// Only when the description cannot be written as JSON.
pub fn text() -> Result<String, serde_json::Error> {
    Ok(Description::openapi().to_pretty_json()? + "\n")
}

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "operation", security(()), responses(
    (status = 200, description = "OpenAPI 3.1.", body = serde_json::Value),
))]
pub(crate) async fn show() -> Result<Response, ServeError> {
    let text = text().map_err(|error| ServeError::Internal(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}
