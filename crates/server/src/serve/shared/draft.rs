//! What somebody asks for when they make a link, checked.

use std::collections::BTreeSet;

use activity_log_core::query::QUERY_CHARS_MAX;
use jiff::SignedDuration;

use super::{Kind, SharedError};

/// Days after which a link ends, to choose from.
pub(crate) const DAYS: [i64; 3] = [30, 90, 365];
/// Longest name.
pub(crate) const NAME_CHARS_MAX: usize = 80;
/// Most websites that may show one view.
pub(crate) const ORIGINS_MAX: usize = 5;
/// Longest name of one of them with its port (a name of a host has at most 253 characters).
const AUTHORITY_BYTES_MAX: usize = 260;

/// See the module.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) q: String,
    pub(super) origins: BTreeSet<String>,
    pub(super) lasts: SignedDuration,
}

impl Draft {
    /// From what was typed; `origins` has one website per line or between spaces.
    pub(crate) fn new(
        kind: &str,
        name: &str,
        q: &str,
        origins: &str,
        days: &str,
    ) -> Result<Draft, SharedError> {
        let kind = Kind::of(kind).ok_or(SharedError::Kind)?;
        let has_letters = name.contains(char::is_alphanumeric);
        if !has_letters || name.chars().count() > NAME_CHARS_MAX || name.contains(char::is_control) {
            return Err(SharedError::Name);
        }
        if q.chars().count() > QUERY_CHARS_MAX {
            return Err(SharedError::TooLong);
        }
        let days = DAYS.into_iter().find(|known| known.to_string() == days).ok_or(SharedError::Days)?;
        let origins = match kind {
            Kind::Feed => BTreeSet::new(),
            Kind::Embed => origins
                .split(|c: char| c.is_whitespace() || c == ',')
                .filter(|text| !text.is_empty())
                .map(origin)
                .collect::<Result<_, _>>()?,
        };
        if kind == Kind::Embed && !(1..=ORIGINS_MAX).contains(&origins.len()) {
            return Err(SharedError::Origins);
        }
        let lasts = SignedDuration::from_hours(24 * days);
        Ok(Draft { kind, name: name.to_owned(), q: q.to_owned(), origins, lasts })
    }
}

/// Scheme, name and port, written so that nothing else can come into a `frame-ancestors` of Content-Security-Policy
/// (<https://www.w3.org/TR/CSP3/#grammardef-host-source>, of which this is the part without wildcards and paths).
fn origin(text: &str) -> Result<String, SharedError> {
    let wrong = || SharedError::Origin(text.chars().take(NAME_CHARS_MAX).collect());
    let lower = text.to_ascii_lowercase();
    let (scheme, rest) = lower.split_once("://").ok_or_else(wrong)?;
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let is_host = !host.is_empty()
        && host.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        });
    let is_port = port.is_none_or(|port| {
        port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    });
    let is_good =
        ["http", "https"].contains(&scheme) && authority.len() <= AUTHORITY_BYTES_MAX && is_host && is_port;
    if is_good { Ok(format!("{scheme}://{authority}")) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_websites_may_show_a_view() {
        let origins = |text: &str| Draft::new("embed", "wall", "", text, "30").map(|draft| draft.origins);
        let good =
            origins("HTTPS://Intranet.example.org/\nhttp://localhost:8080, https://intranet.example.org")
                .unwrap();
        assert_eq!(
            good.iter().map(String::as_str).collect::<Vec<_>>(),
            ["http://localhost:8080", "https://intranet.example.org"]
        );
        for bad in [
            "*",
            "https://*",
            "https://*.example.org",
            "example.org",
            "https://a.example/path",
            "https://a.example;script-src",
            "https://a.example'none'",
            "https://a..example",
            "https://-a.example",
            "https://a.example:",
            "https://a.example:port",
            "https://a.example:0",
            "https://a.example:99999",
            "https://",
            "javascript://a.example",
            "https://user@a.example",
            "https://exämple.org",
        ] {
            assert!(matches!(origins(bad), Err(SharedError::Origin(_))), "{bad}");
        }
        assert!(matches!(origins(" "), Err(SharedError::Origins)));
        let many: Vec<String> = (0..=ORIGINS_MAX).map(|number| format!("https://{number}.example")).collect();
        assert!(matches!(origins(&many.join(" ")), Err(SharedError::Origins)));
        assert!(Draft::new("feed", "wall", "", "nonsense", "30").unwrap().origins.is_empty());
    }

    #[test]
    fn a_draft_is_checked() {
        let draft = |kind: &str, name: &str, q: &str, days: &str| Draft::new(kind, name, q, "", days);
        assert!(draft("feed", "a", "site:3", "365").is_ok());
        assert!(matches!(draft("", "a", "", "30"), Err(SharedError::Kind)));
        for name in ["", "\u{2060}", "two\nlines", &"x".repeat(NAME_CHARS_MAX + 1)] {
            assert!(matches!(draft("feed", name, "", "30"), Err(SharedError::Name)), "{name}");
        }
        assert!(matches!(
            draft("feed", "a", &"x".repeat(QUERY_CHARS_MAX + 1), "30"),
            Err(SharedError::TooLong)
        ));
        for days in ["", "31", "-1", "4000000000"] {
            assert!(matches!(draft("feed", "a", "", days), Err(SharedError::Days)), "{days}");
        }
    }
}
