//! Style, script and icon. Their addresses carry a hash of their content, so browsers may keep them for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::ops::random::to_hex;
use crate::serve::error::ServeError;

struct Asset {
    address: String,
    kind: &'static str,
    content: &'static [u8],
}

static ALL: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        asset("app", "css", "text/css; charset=utf-8", include_bytes!("../../../assets/app.css")),
        asset("app", "js", "text/javascript; charset=utf-8", include_bytes!("../../../assets/app.js")),
        asset("icon", "svg", "image/svg+xml", include_bytes!("../../../assets/icon.svg")),
    ]
});

fn asset(name: &str, end: &str, kind: &'static str, content: &'static [u8]) -> Asset {
    let hash = to_hex(&Sha256::digest(content)[..8]);
    Asset { address: format!("/assets/{name}.{hash}.{end}"), kind, content }
}

pub(super) fn css() -> &'static str {
    &ALL[0].address
}

pub(super) fn js() -> &'static str {
    &ALL[1].address
}

pub(super) fn icon() -> &'static str {
    &ALL[2].address
}

/// `GET /assets/{file}`
pub(crate) async fn show(Path(file): Path<String>) -> Response {
    let address = format!("/assets/{file}");
    match ALL.iter().find(|asset| asset.address == address) {
        Some(asset) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
                (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
            ];
            (StatusCode::OK, headers, asset.content).into_response()
        }
        None => ServeError::NotFound.into_response(),
    }
}
