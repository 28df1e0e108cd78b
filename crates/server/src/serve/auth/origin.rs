//! Whether a request that changes something came from our own pages.

use axum::http::HeaderMap;
use axum::http::{Uri, header};

/// True when the browser says it was our own page that sent this; false when it says nothing.
pub(crate) fn is_ours(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin";
    }
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => {
            let authority = origin.parse::<Uri>().ok().and_then(|uri| uri.into_parts().authority);
            authority.is_some_and(|authority| authority.as_str().eq_ignore_ascii_case(host))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_our_own_pages_send() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            let mut map = HeaderMap::new();
            pairs.iter().for_each(|(name, value)| {
                map.insert(*name, value.parse().unwrap());
            });
            map
        };
        assert!(is_ours(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(is_ours(&headers(&[("origin", "http://localhost:8740"), ("host", "localhost:8740")])));
        assert!(!is_ours(&headers(&[
            ("sec-fetch-site", "same-site"),
            ("origin", "http://a"),
            ("host", "a")
        ])));
        assert!(!is_ours(&headers(&[("origin", "http://evil"), ("host", "localhost:8740")])));
        assert!(!is_ours(&headers(&[("origin", "null"), ("host", "localhost:8740")])));
        assert!(!is_ours(&headers(&[("host", "localhost:8740")])));
    }
}
