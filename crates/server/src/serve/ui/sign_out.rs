//! `POST /sign-out`: ends the session, here and for whoever else has its cookie.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::serve::app::App;
use crate::serve::auth::{origin, session};
use crate::serve::error::ServeError;

/// `POST /sign-out`
pub(crate) async fn submit(State(app): State<App>, headers: HeaderMap) -> Result<Response, ServeError> {
    if !origin::is_ours(&headers) {
        return Err(ServeError::CrossSite);
    }
    session::forget(&app, &headers);
    Ok(([(header::SET_COOKIE, session::end(&app))], Redirect::to("/sign-in")).into_response())
}
