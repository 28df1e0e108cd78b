//! Style, script and icon. Their addresses carry a hash of their content, so browsers may keep them for ever.
//!
//! Style and script are several files for whoever writes them and one for whoever reads them; the plugin ships copies of the files.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use crate::ops::random::to_hex;
use crate::serve::error::ServeError;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets");

struct Asset {
    address: String,
    kind: &'static str,
    content: Vec<u8>,
}

static ALL: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        asset("app", "css", "text/css; charset=utf-8", joined("css")),
        asset("app", "js", "text/javascript; charset=utf-8", joined("js")),
        asset("icon", "svg", "image/svg+xml", include_bytes!("../../../assets/icon.svg").to_vec()),
    ]
});

fn asset(name: &str, end: &str, kind: &'static str, content: Vec<u8>) -> Asset {
    let hash = to_hex(&Sha256::digest(&content)[..8]);
    Asset { address: format!("/assets/{name}.{hash}.{end}"), kind, content }
}

/// All files of a folder, `app` first, then by name.
fn joined(folder: &str) -> Vec<u8> {
    let mut files: Vec<_> = FILES.get_dir(folder).into_iter().flat_map(Dir::files).collect();
    files.sort_by_key(|file| (file.path().file_stem() != Some("app".as_ref()), file.path()));
    files.iter().flat_map(|file| [file.contents(), b"\n"].concat()).collect()
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
            (StatusCode::OK, headers, asset.content.as_slice()).into_response()
        }
        None => ServeError::NotFound.into_response(),
    }
}
