//! `POST /api/v1/events`: events in, one receipt each.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Extension, State};
use serde::Serialize;
use serde_json::Value;

use crate::serve::app::{App, InstanceLog, ItemReceipt};
use crate::serve::error::ServeError;

/// Longest body.
pub(crate) const BODY_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Most events of one request.
const EVENTS_MAX: usize = 1_000;

/// What became of the events.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Receipts {
    /// One per event, in order.
    receipts: Vec<ReceiptJson>,
}

/// What became of one event.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Receipt)]
#[serde(tag = "status", rename_all = "lowercase")]
pub(crate) enum ReceiptJson {
    /// Durable, at this place.
    Stored {
        /// Place in the log.
        seq: u64,
    },
    /// Its id was stored before, at this place; nothing was written.
    Duplicate {
        /// Place in the log.
        seq: u64,
    },
    /// It is a part of an inventory: no entry, but durable.
    Kept,
    /// Views of reports: added up beside the log, now or when they came the first time.
    Counted,
    /// It could not be read; it was kept aside and counted.
    Quarantined {
        /// Why.
        reason: String,
    },
}

impl From<ItemReceipt> for ReceiptJson {
    fn from(receipt: ItemReceipt) -> Self {
        match receipt {
            ItemReceipt::Stored(seq) => ReceiptJson::Stored { seq },
            ItemReceipt::Duplicate(seq) => ReceiptJson::Duplicate { seq },
            ItemReceipt::Kept => ReceiptJson::Kept,
            ItemReceipt::Counted => ReceiptJson::Counted,
            ItemReceipt::Quarantined(reason) => ReceiptJson::Quarantined { reason },
        }
    }
}

/// Takes events (docs/formats/spool-v1.md) as NDJSON, one per line, or as one JSON array. Answers when they are durable.
/// Sending the same event again is harmless: its `id` makes it the same.
#[utoipa::path(post, path = "/api/v1/events", tag = "events", security(("shared_secret" = [])),
    request_body(content = String, content_type = "application/x-ndjson", description = "At most 8 MiB and 1,000 events."),
    responses(
    (status = 200, body = Receipts),
    (status = 400, description = "An array that is no JSON.", body = crate::serve::error::ErrorBody),
    (status = 401, description = "Wrong shared secret.", body = crate::serve::error::ErrorBody),
    (status = 413, description = "Too much at once.", body = crate::serve::error::ErrorBody),
    (status = 503, description = "Nothing was taken; try again.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn submit(
    State(app): State<App>,
    Extension(log): Extension<Arc<InstanceLog>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Receipts>, ServeError> {
    let too_large = || ServeError::TooLarge(format!("A request takes at most {BODY_BYTES_MAX} bytes."));
    let lines = lines(&body.map_err(|_| too_large())?)?;
    if lines.len() > EVENTS_MAX {
        return Err(ServeError::TooLarge(format!("A request takes at most {EVENTS_MAX} events.")));
    }
    let receipts = app.blocking.run(move || log.intake.submit(lines)).await?;
    Ok(Json(Receipts { receipts: receipts.into_iter().map(Into::into).collect() }))
}

/// An array begins with `[`; a line is an object and never does.
fn lines(body: &[u8]) -> Result<Vec<Vec<u8>>, ServeError> {
    let body = body.trim_ascii();
    if body.first() != Some(&b'[') {
        let lines = body.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
        return Ok(lines.filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect());
    }
    let items: Vec<Value> = serde_json::from_slice(body)
        .map_err(|error| ServeError::Wrong(format!("This is no JSON array of events: {error}.")))?;
    Ok(items.iter().map(|item| item.to_string().into_bytes()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_arrays() {
        let text = |body: &str| -> Vec<String> {
            lines(body.as_bytes()).unwrap().into_iter().map(|line| String::from_utf8(line).unwrap()).collect()
        };
        assert_eq!(text("{\"a\":1}\r\n\n{\"b\":2}"), ["{\"a\":1}", "{\"b\":2}"]);
        assert_eq!(text(" [{\"a\":\n1}, 7]"), ["{\"a\":1}", "7"]);
        assert!(text("").is_empty() && text("[]").is_empty());
        assert!(lines(b"[{]").is_err());
    }
}
