//! What the address of a page asks for besides what all lists know ([`super::given`]). Read leniently: a page always appears.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

/// Longest value.
const VALUE_BYTES_MAX: usize = 2_000;
/// Most parameters.
const PARAMS_MAX: usize = 100;

/// Parameters by name; of several with one name the first.
#[derive(Clone, Debug, Default)]
pub struct Params(HashMap<String, String>);

impl Params {
    /// The value; empty when there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// A number; `None` when there is none or it makes no sense.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.get(name).parse().ok()
    }
}

impl<S: Sync> FromRequestParts<S> for Params {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let pairs = pairs.map(|Query(pairs)| pairs).unwrap_or_default();
        let mut params = HashMap::new();
        for (name, value) in pairs.into_iter().take(PARAMS_MAX) {
            if value.len() <= VALUE_BYTES_MAX {
                params.entry(name).or_insert_with(|| value.trim().to_owned());
            }
        }
        Ok(Params(params))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::serve::ui) fn params(query: &str) -> Params {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        Params(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}
