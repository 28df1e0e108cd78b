//! The plugin speaks for a person: docs/formats/assertion-v1.md.

use axum::http::{HeaderValue, Method};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::once::Once;
use super::{OnceMemory, Role, Via, Viewer, Why};
use crate::ops::random::to_hex;
use crate::serve::app::Logs;

/// Longest header that is read at all; a path with the longest query fits.
const HEADER_BYTES_MAX: usize = 32 * 1024;
/// How far the plugin's clock may be off.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(30);
/// Longest login, language or zone.
const NAME_BYTES_MAX: usize = 400;

#[derive(Deserialize)]
struct Claims {
    instance: String,
    login: String,
    role: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    tz: String,
    method: String,
    path: String,
    #[serde(default)]
    body: String,
    time: i64,
    nonce: String,
}

/// The request that the assertion must fit.
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a Method,
    /// Path with query, as sent.
    pub(crate) path: &'a str,
    pub(crate) body: &'a [u8],
    pub(crate) now: Timestamp,
}

/// Checks the header against the request. Nothing of it is believed before its MAC was right.
pub(crate) fn check(
    header: &HeaderValue,
    asked: &Asked<'_>,
    logs: &dyn Logs,
    nonces: &OnceMemory,
) -> Result<Viewer, Why> {
    let text = header.to_str().map_err(|_| Why::Malformed)?;
    if text.len() > HEADER_BYTES_MAX {
        return Err(Why::Malformed);
    }
    let (signed, mac) = text.rsplit_once('.').ok_or(Why::Malformed)?;
    let payload = signed.strip_prefix("v1.").ok_or(Why::Malformed)?;
    let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| Why::Malformed)?;
    let mac = URL_SAFE_NO_PAD.decode(mac).map_err(|_| Why::Malformed)?;
    let claims: Claims = serde_json::from_slice(&payload).map_err(|_| Why::Malformed)?;
    let log = logs.instance(&claims.instance).ok_or(Why::UnknownInstance)?;
    if !log.secret.verifies(signed.as_bytes(), &mac) {
        return Err(Why::WrongKey);
    }
    let time = Timestamp::from_second(claims.time).map_err(|_| Why::Malformed)?;
    if asked.now.duration_since(time).abs() > TOLERANCE {
        return Err(Why::Expired);
    }
    let body = if asked.body.is_empty() { String::new() } else { to_hex(&Sha256::digest(asked.body)) };
    if claims.method != asked.method.as_str() || claims.path != asked.path || claims.body != body {
        return Err(Why::OtherRequest);
    }
    let too_long = [&claims.login, &claims.lang, &claims.tz].iter().any(|text| text.len() > NAME_BYTES_MAX);
    if claims.login.is_empty() || too_long || !is_nonce(&claims.nonce) {
        return Err(Why::Malformed);
    }
    // The nonce comes last, so that only assertions that are otherwise right can fill the memory.
    let key = Sha256::digest(format!("{}\n{}", claims.instance, claims.nonce)).into();
    match nonces.first_time(key, asked.now, asked.now + TOLERANCE + TOLERANCE) {
        Once::First => {}
        Once::Again => return Err(Why::Replayed),
        Once::Full => return Err(Why::TooMany),
    }
    let role = if claims.role == "superuser" { Role::Superuser } else { Role::User };
    Ok(Viewer {
        instance: claims.instance,
        login: claims.login,
        role,
        lang: claims.lang,
        tz: claims.tz,
        via: Via::Matomo,
        since: None,
        avatars: false,
    })
}

fn is_nonce(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}
