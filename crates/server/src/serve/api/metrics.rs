//! `GET /metrics`: figures for monitoring, for programs on this machine and for the operator.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::serve::app::App;
use crate::serve::error::ServeError;
use crate::serve::metrics::OfInstance;
use crate::store::StoreError;

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Figures as OpenMetrics text.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses(
    (status = 200, description = "OpenMetrics text.", content_type = "application/openmetrics-text", body = String),
    (status = 401, description = "Neither a program on this machine nor signed in.", body = crate::serve::error::ErrorBody),
    (status = 403, description = "Not the operator.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn show(State(app): State<App>) -> Result<Response, ServeError> {
    let logs = app.logs.all();
    let read = move || -> Result<Vec<_>, StoreError> {
        logs.iter().map(|log| Ok((log.name.clone(), log.store.figures()?))).collect()
    };
    for (instance, figures) in app.blocking.run(read).await? {
        let of = OfInstance { instance };
        app.metrics.entries.get_or_create(&of).set(figures.entries);
        app.metrics.head.get_or_create(&of).set(figures.head);
        app.metrics.bytes.get_or_create(&of).set(figures.bytes);
    }
    let text = app.metrics.text().map_err(|error| ServeError::Internal(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response())
}
