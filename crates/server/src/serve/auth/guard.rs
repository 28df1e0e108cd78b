//! Stands before every handler: lets in who may come in, and tells the handler who it is.

use std::net::IpAddr;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::assertion::Asked;
use super::{ASSERTION_HEADER, Role, Via, Viewer, Why, assertion, bearer, origin, session};
use crate::serve::app::App;
use crate::serve::error::{ServeError, spoken};
use crate::serve::host;
use crate::serve::listen::Peer;
use crate::serve::shared::{self, Entered, Kind};
use crate::store::Scope;

/// Longest body of a request that carries an assertion.
const ASSERTED_BODY_BYTES_MAX: usize = 64 * 1024;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody; nothing personal is told.
    Public,
    /// Whoever is recognised; the handler gets a [`Viewer`].
    Viewer,
    /// Whoever may see everything of a log: super users and the operator.
    Whole,
    /// Whoever is recognised, of routes that show entries: a look at everybody's is an entry itself.
    Entries,
    /// Whoever may see everything, of routes that show everybody's entries: the same.
    WholeEntries,
    /// Whoever has the address of a link for elsewhere: `/KIND/TOKEN`; the handler gets its viewer and the link.
    SharedLink,
    /// Whoever carries a log's shared secret; the handler gets the log.
    Intake,
    /// The operator, or a program on this machine.
    Operator,
}

/// What the guard needs to know.
#[derive(Clone)]
pub(crate) struct Post {
    pub(crate) app: App,
    pub(crate) access: Access,
}

/// See the module.
pub(crate) async fn guard(
    State(post): State<Post>,
    request: Request,
    next: Next,
) -> Result<Response, ServeError> {
    let Post { app, access } = post;
    let source = Peer::of(request.extensions()).map_or_else(|| "unknown".to_owned(), |peer| peer.to_string());
    let refuse = |why: Why| {
        app.refusals.refused(&source, why, app.clock.now());
        ServeError::NotSignedIn
    };
    let mut request = request;
    match access {
        Access::Public => {}
        Access::Intake => {
            let log = bearer::check(request.headers(), app.logs.as_ref()).map_err(refuse)?;
            request.extensions_mut().insert(log);
        }
        Access::SharedLink => {
            let _turn = app.places.turn().await?;
            let is_read = request.method() == Method::GET;
            let Entered { viewer, link } = match by_link(&app, request.uri().path(), &source, is_read).await {
                Err(ServeError::NotFound) => {
                    refuse(Why::SharedLinkUnknown);
                    return Err(ServeError::NotFound);
                }
                entered => entered?,
            };
            let l = viewer.locale();
            request.extensions_mut().insert(Viewer { avatars: app.avatars, ..viewer });
            request.extensions_mut().insert(link);
            return Ok(spoken(next.run(request).await, l));
        }
        Access::Operator if is_local_program(&request) => {}
        Access::Viewer | Access::Entries | Access::WholeEntries | Access::Whole | Access::Operator => {
            let (known, viewer) = recognise(&app, request).await;
            request = known;
            let viewer = match viewer {
                Some(Ok(viewer)) => Viewer { avatars: app.avatars, ..viewer },
                Some(Err(why)) => return Err(refuse(why)),
                // Nothing was claimed: that is somebody who has not signed in yet, not an attack.
                None => return Err(ServeError::NotSignedIn),
            };
            let l = viewer.locale();
            if access == Access::Operator && viewer.role != Role::Operator {
                return Ok(spoken(ServeError::NotAllowed.into_response(), l));
            }
            if matches!(access, Access::Whole | Access::WholeEntries) && viewer.scope() != Scope::All {
                return Ok(spoken(ServeError::NotSuperUser.into_response(), l));
            }
            // A cookie comes along from anywhere; an assertion is made for this very request.
            if request.method() == Method::POST
                && viewer.via == Via::Console
                && !origin::is_ours(request.headers())
            {
                return Err(ServeError::CrossSite);
            }
            if matches!(access, Access::Entries | Access::WholeEntries) {
                app.looks(&viewer, &source).await;
            }
            request.extensions_mut().insert(viewer);
            return Ok(spoken(next.run(request).await, l));
        }
    }
    Ok(next.run(request).await)
}

async fn by_link(app: &App, path: &str, source: &str, is_read: bool) -> Result<Entered, ServeError> {
    let (kind, token) = path.trim_start_matches('/').split_once('/').ok_or(ServeError::NotFound)?;
    shared::enter(app, Kind::of(kind).ok_or(ServeError::NotFound)?, token, source, is_read).await
}

/// An assertion decides alone where there is one: a cookie next to it counts for nothing.
async fn recognise(app: &App, request: Request) -> (Request, Option<Result<Viewer, Why>>) {
    if !request.headers().contains_key(ASSERTION_HEADER) {
        let viewer = session::check(app, request.headers());
        return (request, viewer);
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, ASSERTED_BODY_BYTES_MAX).await else {
        return (Request::from_parts(parts, Body::empty()), Some(Err(Why::OtherRequest)));
    };
    let result = assert(app, &parts, &body);
    (Request::from_parts(parts, Body::from(body)), Some(result))
}

/// Exactly one assertion, and it fits.
fn assert(app: &App, parts: &Parts, body: &[u8]) -> Result<Viewer, Why> {
    let mut headers = parts.headers.get_all(ASSERTION_HEADER).iter();
    let (Some(header), None) = (headers.next(), headers.next()) else { return Err(Why::Malformed) };
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let asked = Asked { method: &parts.method, path, body, now: app.clock.now() };
    assertion::check(header, &asked, app.logs.as_ref(), &app.nonces)
}

/// A program on this machine that came straight here. A proxy on this machine is none: it speaks for others.
fn is_local_program(request: &Request) -> bool {
    let forwarded = [header::FORWARDED.as_str(), "x-forwarded-for", "x-real-ip", "via"];
    let direct = !forwarded.iter().any(|name| request.headers().contains_key(*name));
    let local_peer = match Peer::of(request.extensions()) {
        Some(Peer::Tcp(address)) => IpAddr::is_loopback(&address.ip().to_canonical()),
        Some(Peer::Unix) => true,
        None => false,
    };
    direct && local_peer && host::host_of(request).is_some_and(|host| host::is_loopback_name(&host))
}
