//! The shared secret itself, for sending events.

use std::sync::Arc;

use axum::http::{HeaderMap, header};

use super::Why;
use crate::serve::app::{InstanceLog, Logs};

/// The log whose secret the request carries. Every log is compared, so that time tells nothing.
pub(crate) fn check(headers: &HeaderMap, logs: &dyn Logs) -> Result<Arc<InstanceLog>, Why> {
    let value = headers.get(header::AUTHORIZATION).ok_or(Why::Missing)?;
    let token = value.as_bytes().strip_prefix(b"Bearer ").ok_or(Why::Malformed)?.trim_ascii();
    let mut found = None;
    for log in logs.all() {
        if log.secret.equals(token) && found.is_none() {
            found = Some(log);
        }
    }
    found.ok_or(Why::WrongKey)
}
