//! Signs assertions as the plugin does (docs/formats/assertion-v1.md), to ask the server on behalf of anybody.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;

/// Name of the header.
pub const HEADER: &str = "X-Activity-Log-Assertion";

/// Value of the header for one GET request.
pub fn sign(secret: &str, login: &str, role: &str, path: &str) -> String {
    sign_as("GET", secret, login, role, path)
}

/// Value of the header for one request without a body.
pub fn sign_as(method: &str, secret: &str, login: &str, role: &str, path: &str) -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let payload = json!({
        "instance": "main", "login": login, "role": role, "lang": "en", "tz": "UTC", "method": method, "path": path,
        "body": "", "time": since.as_secs(), "nonce": format!("{:032x}", since.as_nanos()), "plugin": "0.1.0"
    });
    let text = format!("v1.{}", URL_SAFE_NO_PAD.encode(payload.to_string()));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}
