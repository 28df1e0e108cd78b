//! Errors as pages. Inside Matomo they stay JSON: the plugin shows their sentence itself.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::shell::Shell;
use super::sign_in;
use crate::serve::app::App;
use crate::serve::auth::ASSERTION_HEADER;
use crate::serve::error::{ServeError, Spoken};
use crate::serve::locale::Locale;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    l: &'static Locale,
    text: String,
}

/// Turns errors of a page's handler into pages.
pub(crate) async fn as_pages(State(_): State<App>, request: Request, next: Next) -> Response {
    let is_fragment =
        request.headers().contains_key(ASSERTION_HEADER) || request.uri().query().is_some_and(asks_fragment);
    let accepted = Locale::accepted(request.headers());
    let mut response = next.run(request).await;
    if is_fragment {
        return response;
    }
    let l = response.extensions().get::<Spoken>().map_or(accepted, |spoken| spoken.0);
    match response.extensions_mut().remove::<ServeError>() {
        Some(error) => page(&error, l),
        None => response,
    }
}

/// For addresses that do not exist.
pub(crate) fn not_found(headers: &HeaderMap) -> Response {
    page(&ServeError::NotFound, Locale::accepted(headers))
}

fn asks_fragment(query: &str) -> bool {
    query.split('&').any(|pair| pair == "fragment=1")
}

/// An error as a page of the console, in the language of the viewer or else of their browser.
pub(crate) fn page(error: &ServeError, l: &'static Locale) -> Response {
    let mut shell = Shell::public();
    shell.l = l;
    let page = match error {
        ServeError::NotSignedIn => sign_in::page(StatusCode::UNAUTHORIZED, false, l),
        error => {
            let id = if error.status() == StatusCode::NOT_FOUND { "error-not-found" } else { "error" };
            shell.page(error.status(), &l.t(id), &ErrorPage { l, text: error.said(l) })
        }
    };
    page.unwrap_or_else(IntoResponse::into_response)
}
