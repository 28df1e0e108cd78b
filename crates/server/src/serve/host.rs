//! Which `Host` names this server answers to.
//!
//! A website can point its own name at 127.0.0.1 and so let a visitor's browser talk to this server (DNS rebinding).
//! So cookies count only where the name in the address is ours: a loopback name, an IP address, or the host of
//! `public_url`. Requests that prove themselves by a header no browser sends on its own are free of this rule.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{Uri, header, uri::Authority};
use axum::middleware::Next;
use axum::response::Response;

use super::app::App;
use super::auth::ASSERTION_HEADER;
use super::error::ServeError;
use super::listen::Peer;
use super::locale::Locale;
use super::ui;

/// Refuses requests for hosts that are not ours.
pub(crate) async fn check(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Result<Response, ServeError> {
    let headers = request.headers();
    let proven = headers.contains_key(ASSERTION_HEADER) || headers.contains_key(header::AUTHORIZATION);
    let over_unix = matches!(Peer::of(request.extensions()), Some(Peer::Unix));
    if !proven && !over_unix {
        let host = host_of(&request);
        if !host.is_some_and(|host| is_ours(&host, app.public_url.as_ref())) {
            return if request.uri().path().starts_with("/api/") {
                Err(ServeError::WrongHost)
            } else {
                Ok(ui::errors::page(&ServeError::WrongHost, Locale::accepted(request.headers())))
            };
        }
    }
    Ok(next.run(request).await)
}

/// The host that the request names, without its port.
pub(crate) fn host_of(request: &Request) -> Option<String> {
    let text = match request.headers().get(header::HOST) {
        Some(value) => value.to_str().ok()?.to_owned(),
        None => request.uri().authority()?.to_string(),
    };
    let authority: Authority = text.parse().ok()?;
    Some(authority.host().trim_end_matches('.').to_ascii_lowercase())
}

fn is_ours(host: &str, public_url: Option<&Uri>) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || bare.parse::<IpAddr>().is_ok()
        || public_url.and_then(Uri::host).is_some_and(|ours| ours.eq_ignore_ascii_case(host))
}

/// Whether the host is the machine itself.
pub(crate) fn is_loopback_name(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_others_are_refused() {
        let public: Uri = "https://audit.example.org/".parse().unwrap();
        for host in ["localhost", "127.0.0.1", "[::1]", "192.168.1.7", "audit.example.org"] {
            assert!(is_ours(host, Some(&public)), "{host}");
        }
        for host in
            ["evil.example", "audit.example.org.evil.example", "127.0.0.1.nip.io", "localhost.evil", ""]
        {
            assert!(!is_ours(host, Some(&public)), "{host}");
        }
        assert!(!is_ours("audit.example.org", None));
    }
}
