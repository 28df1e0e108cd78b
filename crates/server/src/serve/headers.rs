//! Headers that every answer carries.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Nothing from elsewhere, nothing inline, nobody frames us.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Left on an answer that has a style of its own in it: what stands for `style-src 'self'`, and nothing else is allowed then.
#[derive(Clone)]
pub(crate) struct OwnStyle(HeaderValue);

impl OwnStyle {
    /// For a page whose only style is this one; it is otherwise as closed as any.
    pub(crate) fn only(style: &str) -> OwnStyle {
        let hash = STANDARD.encode(Sha256::digest(style));
        let text =
            format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; frame-ancestors 'none'");
        let closed = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
        OwnStyle(HeaderValue::try_from(text).unwrap_or(closed))
    }
}

/// Left on an answer that pages of other websites may show: what stands in place of [`POLICY`], with their names in it.
#[derive(Clone)]
pub(crate) struct Framed(pub(crate) HeaderValue);

/// Adds them. What says nothing about caching is not cached: entries are personal.
pub(crate) async fn add(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let own = response.extensions_mut().remove::<OwnStyle>();
    let framed = response.extensions_mut().remove::<Framed>();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(OwnStyle(policy)) = own {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(Framed(policy)) = framed {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        // It knows no list of names; the policy, which every browser of today follows, does.
        headers.remove(header::X_FRAME_OPTIONS);
        // For pages that demand it of what they show (`Cross-Origin-Embedder-Policy`).
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
