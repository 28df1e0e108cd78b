//! `GET /healthz`: for the plugin's system check and for monitoring. Tells nothing about entries.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::serve::app::App;

/// Oldest plugin that this server works with.
const PLUGIN_MIN: &str = "0.1.0";

/// How it is.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Health {
    /// `ok`, or `failing` when a log cannot be read.
    status: &'static str,
    /// Version of the server.
    version: &'static str,
    /// Oldest version of the plugin that fits.
    plugin_min: &'static str,
    /// Newest format of spool lines that is understood.
    spool_format: u32,
    /// Newest format of assertions that is understood.
    assertion_format: u32,
}

/// Whether the server works, and which versions fit.
#[utoipa::path(get, path = "/healthz", tag = "operation", security(()), responses(
    (status = 200, body = Health),
    (status = 503, description = "A log cannot be read.", body = Health),
))]
pub(crate) async fn show(State(app): State<App>) -> Response {
    let logs = app.logs.all();
    let readable = app.blocking.run(move || logs.iter().try_for_each(|log| log.store.head().map(drop)));
    let (code, status) = match readable.await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "failing"),
    };
    let version = env!("CARGO_PKG_VERSION");
    let health = Health { status, version, plugin_min: PLUGIN_MIN, spool_format: 1, assertion_format: 1 };
    (code, Json(health)).into_response()
}
