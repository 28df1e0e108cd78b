//! `GET /`: leads to the list.

use axum::response::Redirect;

/// `GET /`
pub(crate) async fn show() -> Redirect {
    Redirect::to("/log")
}
