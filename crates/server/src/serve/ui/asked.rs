//! Further parameters of an address, for pages that ask for more than [`super::given`] knows. Read as leniently.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

/// Longest value.
const VALUE_BYTES_MAX: usize = 4_000;

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Asked(Vec<(String, String)>);

impl Asked {
    /// The first parameter of this name, as it was sent; empty when there is none or it is too long.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value);
        if found.len() <= VALUE_BYTES_MAX { found } else { "" }
    }
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        Ok(Asked(pairs.map(|Query(pairs)| pairs).unwrap_or_default()))
    }
}
