//! `GET /sign-in`: what a sign-in link leads to, and how to get one.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;

use super::given::Given;
use super::shell::Shell;
use crate::serve::app::App;
use crate::serve::auth::{Role, Why, session};
use crate::serve::error::ServeError;
use crate::serve::find::Finder;
use crate::serve::listen::Peer;
use crate::serve::locale::Locale;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    l: &'static Locale,
    /// The link was used before, is too old, or never was one.
    is_worthless: bool,
}

/// Leads on to the list by itself. A redirect would not do: browsers do not send a new `SameSite=Strict` cookie along
/// when the way began at another site, which it does for everybody who comes from Matomo.
#[derive(Template)]
#[template(path = "signed_in.html")]
struct SignedIn {
    l: &'static Locale,
}

/// `GET /sign-in`
pub(crate) async fn show(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    method: Method,
    headers: HeaderMap,
    given: Given,
) -> Result<Response, ServeError> {
    let accepted = Locale::accepted(&headers);
    // Programs that look at links before people do ask for the head only; that must not use the link up.
    let Some(token) = given.token.filter(|_| method == Method::GET) else {
        return page(StatusCode::OK, false, accepted);
    };
    let now = app.clock.now();
    let Some(mut viewer) = app.links.take(&token, now) else {
        let source = peer.map_or_else(|| "unknown".to_owned(), |Extension(peer)| peer.to_string());
        app.refusals.refused(&source, Why::SignInLinkUsed, now);
        return page(StatusCode::UNAUTHORIZED, true, accepted);
    };
    // No Matomo says which language the operator reads; their session keeps that of the browser it began in.
    if viewer.role == Role::Operator {
        accepted.tag().clone_into(&mut viewer.lang);
    }
    viewer.since = Some(Finder::new(&app, &viewer)?.head().await?);
    let cookie = session::begin(&app, &viewer).map_err(|error| ServeError::Internal(error.to_string()))?;
    let shell = Shell::of(&viewer, &Given::default());
    let mut response = shell.page(StatusCode::OK, &shell.l.t("signed-in"), &SignedIn { l: shell.l })?;
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response.headers_mut().insert("refresh", header::HeaderValue::from_static("0; url=/log"));
    Ok(response)
}

/// How to get in.
pub(super) fn page(
    status: StatusCode,
    is_worthless: bool,
    l: &'static Locale,
) -> Result<Response, ServeError> {
    let mut shell = Shell::public();
    shell.l = l;
    shell.page(status, &l.t("sign-in"), &SignIn { l, is_worthless })
}
