//! What the address of a page asks for. Read leniently: what makes no sense is left out, so that a page always appears.

use activity_log_core::Seq;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use super::fields::Fields;
use crate::serve::find::Which;

/// Sizes of a page that are offered.
pub(super) const LIMITS: [usize; 4] = [25, 50, 100, 500];
/// Size when nothing else is asked for.
pub(super) const LIMIT: usize = 25;
/// What says nothing about what is looked for.
const BESIDE: [&str; 4] = ["fragment", "form_nonce", "live", "said"];
/// What forms that were sent may have done.
const SAID: [&str; 6] = ["saved", "renamed", "deleted", "first", "not-first", "revoked"];
/// Longest text of one parameter.
const TEXT_BYTES_MAX: usize = 16_000;

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Inside Matomo.
    pub(super) fragment: bool,
    /// In which log.
    pub(super) log: Which,
    /// Query language, without spaces at its ends.
    pub(super) q: String,
    /// The same as it was typed: places in it count from its very beginning.
    pub(super) typed: String,
    pub(super) before: Option<Seq>,
    pub(super) after: Option<Seq>,
    pub(super) limit: usize,
    /// Every entry for itself, nothing folded.
    pub(super) unfolded: bool,
    /// The form's fields, when it was the form that was sent.
    pub(super) fields: Option<Fields>,
    /// What forms inside Matomo must carry, so that Matomo knows that they are its own.
    pub(super) nonce: String,
    /// Nothing was asked for: whoever opens the list like this gets the view that they open first.
    pub(super) is_bare: bool,
    /// New entries appear by themselves.
    pub(super) live: bool,
    /// Where in the query somebody types.
    pub(super) at: Option<usize>,
    /// What a form that was sent did, to be told once.
    pub(super) said: Option<&'static str>,
    /// Form of an export.
    pub(super) form: String,
    /// Name that the page gave to its export.
    pub(super) job: String,
    /// Token of a sign-in link.
    pub(super) token: Option<String>,
}

impl Given {
    fn read(pairs: Vec<(String, String)>) -> Given {
        let mut given = Given { limit: LIMIT, is_bare: true, ..Given::default() };
        for (name, value) in pairs {
            if value.len() > TEXT_BYTES_MAX {
                continue;
            }
            if !BESIDE.contains(&name.as_str()) {
                given.is_bare = false;
            }
            match name.as_str() {
                "fragment" => given.fragment = value == "1",
                "log" if value == "imported" => given.log = Which::Imported,
                "q" => {
                    given.q = value.trim().to_owned();
                    given.typed = value;
                }
                "before" => given.before = value.parse().ok(),
                "after_seq" => given.after = value.parse().ok(),
                "limit" => given.limit = value.parse().unwrap_or(LIMIT).clamp(1, LIMITS[LIMITS.len() - 1]),
                "live" => given.live = value == "1",
                "at" => given.at = value.parse().ok(),
                "said" => given.said = SAID.into_iter().find(|said| *said == value),
                "fold" => given.unfolded = value == "0",
                "form_nonce" if is_nonce(&value) => given.nonce = value,
                "as" => given.form = value,
                "job" if is_nonce(&value) => given.job = value,
                "t" => given.token = Some(value),
                name => {
                    if let Some(field) = name.strip_prefix("f_") {
                        given.fields.get_or_insert_default().set(field, value.trim());
                    }
                }
            }
        }
        given
    }
}

/// Matomo's are hexadecimal.
fn is_nonce(value: &str) -> bool {
    value.len() <= 128 && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

impl<S: Sync> FromRequestParts<S> for Given {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        Ok(Given::read(pairs.map(|Query(pairs)| pairs).unwrap_or_default()))
    }
}
