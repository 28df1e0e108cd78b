//! The console's session: one signed cookie, nothing kept but which sessions were signed out.

use activity_log_core::Seq;
use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Key, Role, Via, Viewer, Why};
use crate::ops::random::bytes;
use crate::serve::app::App;

/// Name of the cookie.
pub(crate) const COOKIE: &str = "oal_session";
/// How long a session lasts.
const LIFETIME: SignedDuration = SignedDuration::from_hours(12);
/// Keeps this use of the server key apart from every other.
const PURPOSE: &str = "oal-session.v1.";

#[derive(Serialize, Deserialize)]
struct Claims {
    /// Makes two sessions of one person differ, so that one can be signed out alone.
    id: u64,
    instance: String,
    login: String,
    role: Role,
    lang: String,
    tz: String,
    /// Unix seconds.
    until: i64,
    /// Last entry of the log when it began.
    #[serde(default)]
    since: Seq,
}

/// The `Set-Cookie` that begins a session. The session never outlives what the viewer was when it began.
pub(crate) fn begin(app: &App, viewer: &Viewer) -> std::io::Result<HeaderValue> {
    let claims = Claims {
        id: u64::from_ne_bytes(bytes()?),
        instance: viewer.instance.clone(),
        login: viewer.login.clone(),
        role: viewer.role,
        lang: viewer.lang.clone(),
        tz: viewer.tz.clone(),
        until: (app.clock.now() + LIFETIME).as_second(),
        since: viewer.since.unwrap_or_default(),
    };
    let value = sign(&app.server_key, &claims);
    Ok(cookie(&value, LIFETIME.as_secs(), app.is_https()))
}

/// The `Set-Cookie` that ends it in the browser.
pub(crate) fn end(app: &App) -> HeaderValue {
    cookie("", 0, app.is_https())
}

/// Makes the session of these headers worthless before its time.
pub(crate) fn forget(app: &App, headers: &HeaderMap) {
    if let Some(value) = cookie_of(headers) {
        let now = app.clock.now();
        app.signed_out.first_time(Sha256::digest(value).into(), now, now + LIFETIME);
    }
}

/// The viewer of the session, `None` without a session.
pub(crate) fn check(app: &App, headers: &HeaderMap) -> Option<Result<Viewer, Why>> {
    let value = cookie_of(headers)?;
    Some(verify(app, value))
}

fn verify(app: &App, value: &str) -> Result<Viewer, Why> {
    let (payload, mac) = value.split_once('.').ok_or(Why::Malformed)?;
    let mac = URL_SAFE_NO_PAD.decode(mac).map_err(|_| Why::Malformed)?;
    if !app.server_key.verifies(format!("{PURPOSE}{payload}").as_bytes(), &mac) {
        return Err(Why::WrongKey);
    }
    let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| Why::Malformed)?;
    let claims: Claims = serde_json::from_slice(&payload).map_err(|_| Why::Malformed)?;
    if claims.until < app.clock.now().as_second() || app.signed_out.has(&Sha256::digest(value).into()) {
        return Err(Why::Expired);
    }
    if app.logs.instance(&claims.instance).is_none() {
        return Err(Why::UnknownInstance);
    }
    Ok(Viewer {
        instance: claims.instance,
        login: claims.login,
        role: claims.role,
        lang: claims.lang,
        tz: claims.tz,
        via: Via::Console,
        since: Some(claims.since),
        avatars: false,
    })
}

fn sign(key: &Key, claims: &Claims) -> String {
    // Serialising plain fields cannot fail; an empty payload would verify as nothing.
    let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(claims).unwrap_or_default());
    let mac = key.mac(format!("{PURPOSE}{payload}").as_bytes());
    format!("{payload}.{}", URL_SAFE_NO_PAD.encode(mac))
}

fn cookie(value: &str, seconds: i64, https: bool) -> HeaderValue {
    let secure = if https { "; Secure" } else { "" };
    let text = format!("{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    // Only base64url and our own words are in it.
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
}

fn cookie_of(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == COOKIE && !value.is_empty())
        .map(|(_, value)| value)
}
