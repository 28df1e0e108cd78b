//! The table of everything that is answered, and what surrounds every handler.
//!
//! A route that is not in `table` does not exist; `tests/http/matrix.rs` asks each of them as everybody.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use super::app::App;
use super::auth::{Access, Post, guard};
use super::error::ServeError;
use super::metrics::{Metrics, OfRequest};
use super::{api, headers, host, ui};

/// Longest time for an answer.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(30);
/// Longest body where nothing else is said.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path with `{names}`.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    /// Longest body.
    pub body_bytes_max: usize,
    /// Pages show errors as pages.
    pub is_page: bool,
}

fn line(method: Method, path: &'static str, access: Access, is_page: bool) -> Route {
    Route { method, path, access, body_bytes_max: BODY_BYTES_MAX, is_page }
}

fn page(path: &'static str, access: Access) -> Route {
    line(Method::GET, path, access, true)
}

fn data(path: &'static str, access: Access) -> Route {
    line(Method::GET, path, access, false)
}

fn table() -> Vec<(Route, MethodRouter<App>)> {
    use Access::{Entries, Intake, Operator, Public, SharedLink, Viewer, Whole, WholeEntries};
    let events = Route {
        body_bytes_max: api::events::BODY_BYTES_MAX,
        ..line(Method::POST, "/api/v1/events", Intake, false)
    };
    vec![
        (page("/", Public), get(ui::start::show)),
        (page("/overview", WholeEntries), get(ui::overview::show)),
        (page("/log", Entries), get(ui::log::show)),
        (page("/log/{seq}", Entries), get(ui::entry::show)),
        (page("/people", Whole), get(ui::people::show)),
        (page("/person", Entries), get(ui::person::show)),
        (page("/replay", Entries), get(ui::replay::show)),
        (page("/guide", Entries), get(ui::replay::file::show)),
        (page("/websites", Whole), get(ui::website::list)),
        (page("/website", Entries), get(ui::website::show)),
        (page("/usage", Whole), get(ui::usage::show)),
        (data("/complete", Viewer), get(ui::complete::show)),
        (data("/live", Entries), get(ui::live::show)),
        (line(Method::POST, "/views", Viewer, true), post(ui::saved::submit)),
        (page("/exports", Viewer), get(ui::exports::show)),
        (page("/export", Entries), get(ui::export::show)),
        (page("/export/progress", Viewer), get(ui::export::progress)),
        (page("/links", Viewer), get(ui::links::show)),
        (line(Method::POST, "/links", Viewer, true), post(ui::links::submit)),
        (page("/feed/{token}", SharedLink), get(ui::feed::show)),
        (page("/embed/{token}", SharedLink), get(ui::embed::show)),
        (page("/recorded", Viewer), get(ui::recorded::show)),
        (page("/object", Entries), get(ui::object::show)),
        (page("/widget", Entries), get(ui::widget::show)),
        (page("/sign-in", Public), get(ui::sign_in::show)),
        (line(Method::POST, "/sign-out", Public, true), post(ui::sign_out::submit)),
        (page("/assets/{file}", Public), get(ui::assets::show)),
        (events, post(api::events::submit)),
        (data("/api/v1/entries", Entries), get(api::entries::list)),
        (data("/api/v1/entries/{seq}", Entries), get(api::entry::show)),
        (data("/api/v1/activities", Viewer), get(api::activities::list)),
        (data("/api/v1/inventory", Whole), get(api::inventory::list)),
        (data("/api/v1/usage", Viewer), get(api::usage::list)),
        (data("/api/v1/matomo/entries", Entries), get(api::matomo::entries)),
        (data("/api/v1/matomo/count", Entries), get(api::matomo::count)),
        (data("/api/v1/matomo/activity-types", Viewer), get(api::matomo::activity_types)),
        (line(Method::POST, "/api/v1/sign-in-links", Viewer, false), post(api::sign_in_links::create)),
        (data("/api/v1/openapi.json", Public), get(api::openapi::show)),
        (data("/healthz", Public), get(api::health::show)),
        (data("/metrics", Operator), get(api::metrics::show)),
    ]
}

/// Every route there is.
pub fn routes() -> Vec<Route> {
    table().into_iter().map(|(route, _)| route).collect()
}

/// Everything that is answered.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for (route, handler) in table() {
        let post = Post { app: app.clone(), access: route.access };
        let counted = Counted { metrics: app.metrics.clone(), route: route.clone() };
        let mut handler =
            handler.layer(DefaultBodyLimit::max(route.body_bytes_max)).layer(from_fn_with_state(post, guard));
        if route.is_page {
            handler = handler.layer(from_fn_with_state(app.clone(), ui::errors::as_pages));
        }
        router = router.route(route.path, handler.layer(from_fn_with_state(counted, count)));
    }
    router
        .method_not_allowed_fallback(async || ServeError::WrongMethod)
        .fallback(async |request: Request| {
            let is_api = request.uri().path().starts_with("/api/");
            if is_api {
                ServeError::NotFound.into_response()
            } else {
                ui::errors::not_found(request.headers())
            }
        })
        .layer(from_fn_with_state(app.clone(), host::check))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_TIME_MAX))
        .layer(from_fn(headers::add))
        .with_state(app)
}

#[derive(Clone)]
struct Counted {
    metrics: Metrics,
    route: Route,
}

async fn count(State(counted): State<Counted>, request: Request, next: Next) -> axum::response::Response {
    let response = next.run(request).await;
    let route = counted.route.path;
    let status = response.status().as_u16();
    // Routes have one method each, and HEAD is its GET.
    let method = if counted.route.method == Method::POST { "POST" } else { "GET" };
    counted.metrics.requests.get_or_create(&OfRequest { method, route, status }).inc();
    response
}

fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response<Body> {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    let mut response =
        ServeError::Internal(format!("panic: {}", text.unwrap_or("without words"))).into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
