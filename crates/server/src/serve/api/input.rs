//! Query strings of the API, read strictly: what is not understood is an error, never ignored in silence.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::serve::error::ServeError;

/// The parameters of the query string.
pub struct Input<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Input<T> {
    type Rejection = ServeError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ServeError> {
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(input)) => Ok(Input(input)),
            Err(error) => {
                Err(ServeError::Wrong(format!("The parameters are not right: {}.", error.body_text())))
            }
        }
    }
}
