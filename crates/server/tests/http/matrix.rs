//! Roles × routes: every route of the router is asked as everybody.

use activity_log::serve::Role;
use activity_log::serve::router::{self, Route};
use axum::http::StatusCode;

use crate::fake::{Claims, MAIN_SECRET, OTHER_SECRET, Server, Who, console};
use crate::sample;

/// How each route is asked for, and what a request that is in order gets as: super user in Matomo, plain user in Matomo,
/// operator in the console, plain user in the console, anonymous, right bearer, wrong bearer.
const MATRIX: &[(&str, &str, &str, [u16; 7])] = &[
    ("GET", "/", "/", [303, 303, 303, 303, 303, 303, 303]),
    ("GET", "/overview", "/overview?fragment=1", [200, 403, 200, 403, 401, 401, 401]),
    ("GET", "/log", "/log?fragment=1", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/log/{seq}", "/log/1", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/people", "/people?fragment=1", [200, 403, 200, 403, 401, 401, 401]),
    ("GET", "/person", "/person?fragment=1&login=alice", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/replay", "/replay?fragment=1&session=b3623d1d", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/guide", "/guide?session=b3623d1d&guide=undo", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/websites", "/websites?fragment=1", [200, 403, 200, 403, 401, 401, 401]),
    ("GET", "/website", "/website?fragment=1&site=3", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/usage", "/usage?fragment=1", [200, 403, 200, 403, 401, 401, 401]),
    ("GET", "/complete", "/complete?q=us&at=2", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/live", "/live?after_seq=1", [200, 200, 200, 200, 401, 401, 401]),
    // An empty form; the console's came from nowhere.
    ("POST", "/views", "/views", [400, 400, 403, 403, 401, 401, 401]),
    ("GET", "/exports", "/exports?fragment=1", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/export", "/export?as=csv", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/export/progress", "/export/progress?job=abc", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/links", "/links?fragment=1", [200, 200, 200, 200, 401, 401, 401]),
    ("POST", "/links", "/links", [400, 400, 403, 403, 401, 401, 401]),
    // Who they are counts for nothing there.
    ("GET", "/feed/{token}", "/feed/none", [404, 404, 404, 404, 404, 404, 404]),
    ("GET", "/embed/{token}", "/embed/none", [404, 404, 404, 404, 404, 404, 404]),
    ("GET", "/recorded", "/recorded?fragment=1", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/object", "/object?type=user&id=alice&fragment=1", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/widget", "/widget?fragment=1&limit=5", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/sign-in", "/sign-in", [200, 200, 200, 200, 200, 200, 200]),
    ("POST", "/sign-out", "/sign-out", [403, 403, 403, 403, 403, 403, 403]),
    ("GET", "/assets/{file}", "/assets/none.css", [404, 404, 404, 404, 404, 404, 404]),
    ("POST", "/api/v1/events", "/api/v1/events", [401, 401, 401, 401, 401, 200, 401]),
    ("GET", "/api/v1/entries", "/api/v1/entries", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/api/v1/entries/{seq}", "/api/v1/entries/1", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/api/v1/activities", "/api/v1/activities", [200, 200, 200, 200, 401, 401, 401]),
    // Nobody took one yet.
    ("GET", "/api/v1/inventory", "/api/v1/inventory", [404, 403, 404, 403, 401, 401, 401]),
    ("GET", "/api/v1/usage", "/api/v1/usage", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/api/v1/matomo/entries", "/api/v1/matomo/entries?limit=-1", [200, 200, 200, 200, 401, 401, 401]),
    ("GET", "/api/v1/matomo/count", "/api/v1/matomo/count", [200, 200, 200, 200, 401, 401, 401]),
    (
        "GET",
        "/api/v1/matomo/activity-types",
        "/api/v1/matomo/activity-types?limit=3",
        [200, 200, 200, 200, 401, 401, 401],
    ),
    ("POST", "/api/v1/sign-in-links", "/api/v1/sign-in-links", [200, 200, 403, 403, 401, 401, 401]),
    ("GET", "/api/v1/openapi.json", "/api/v1/openapi.json", [200, 200, 200, 200, 200, 200, 200]),
    ("GET", "/healthz", "/healthz", [200, 200, 200, 200, 200, 200, 200]),
    ("GET", "/metrics", "/metrics", [403, 403, 200, 403, 401, 401, 401]),
];

/// Ways to spoil an assertion.
fn spoiled() -> Vec<(&'static str, Claims)> {
    let with = |change: fn(&mut Claims)| {
        let mut claims = Who::claims("root", "superuser");
        change(&mut claims);
        claims
    };
    vec![
        ("wrong key", with(|claims| claims.secret = "c".repeat(64))),
        ("other instance's key", with(|claims| claims.secret = OTHER_SECRET.into())),
        ("other instance's name", with(|claims| claims.instance = "other".into())),
        ("unknown instance", with(|claims| claims.instance = "none".into())),
        ("too old", with(|claims| claims.seconds_off = -31)),
        ("too new", with(|claims| claims.seconds_off = 31)),
        ("made for another path", with(|claims| claims.other_path = true)),
        ("made for another method", with(|claims| claims.other_method = true)),
        ("made for another body", with(|claims| claims.other_body = true)),
        ("no login", with(|claims| claims.login.clear())),
        ("short nonce", with(|claims| claims.nonce = Some("abc".into()))),
    ]
}

fn server() -> Server {
    // Entry 1 is alice's.
    Server::with(sample::day())
}

#[test]
fn every_route_stands_in_the_matrix() {
    let routes: Vec<(String, &str)> =
        router::routes().into_iter().map(|Route { method, path, .. }| (method.to_string(), path)).collect();
    let matrix: Vec<(String, &str)> =
        MATRIX.iter().map(|(method, route, ..)| ((*method).to_owned(), *route)).collect();
    assert_eq!(matrix, routes);
}

#[tokio::test]
async fn everybody_gets_what_they_may() {
    for (method, _, path, expected) in MATRIX {
        let server = server();
        let everybody = [
            ("super user", Who::superuser()),
            ("user", Who::user("alice")),
            ("operator", Who::Console(server.cookie(console("operator", Role::Operator)).await)),
            ("console user", Who::Console(server.cookie(console("alice", Role::User)).await)),
            ("anonymous", Who::Anonymous),
            ("bearer", Who::Bearer(MAIN_SECRET.into())),
            ("wrong bearer", Who::Bearer("c".repeat(64))),
        ];
        for ((name, who), expected) in everybody.iter().zip(expected) {
            let answer = server.ask(who.request(&server, method, path, "")).await;
            assert_eq!(answer.status.as_u16(), *expected, "{method} {path} as {name}: {}", answer.text);
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        }
    }
}

#[tokio::test]
async fn a_spoiled_assertion_opens_nothing() {
    for (method, _, path, expected) in MATRIX {
        let server = server();
        for (name, claims) in spoiled() {
            let answer = server.ask(Who::Matomo(claims).request(&server, method, path, "")).await;
            // Like nobody; on the operator's page too, which otherwise tells a super user that it is not theirs.
            assert_eq!(answer.status.as_u16(), expected[4], "{method} {path}: {name}");
            if answer.status == StatusCode::UNAUTHORIZED {
                assert_eq!(answer.text, r#"{"error":"not signed in"}"#, "{method} {path}: {name}");
            }
        }
    }
}

#[tokio::test]
async fn an_assertion_works_once() {
    for (method, _, path, expected) in MATRIX.iter().filter(|(_, _, _, expected)| expected[4] == 401) {
        let server = server();
        let mut claims = Who::claims("root", "superuser");
        claims.nonce = Some("0123456789abcdef0123456789abcdef".into());
        let who = Who::Matomo(claims);
        let first = server.ask(who.request(&server, method, path, "")).await;
        assert_eq!(first.status.as_u16(), expected[0]);
        let again = server.ask(who.request(&server, method, path, "")).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED, "{method} {path}");
    }
}

#[tokio::test]
async fn broken_headers_are_refused() {
    let server = server();
    for text in ["", "v1.", "v1..", "v2.e30.AA", "v1.e30.AA", "v1.!!.??", "nonsense", &"v1.".repeat(20_000)] {
        let mut request = Who::Anonymous.request(&server, "GET", "/log?fragment=1", "");
        request.headers_mut().insert("x-activity-log-assertion", text.parse().unwrap());
        assert_eq!(server.ask(request).await.status, StatusCode::UNAUTHORIZED, "{}", text.len());
    }
    // Two assertions, the first in order.
    let mut request = Who::superuser().request(&server, "GET", "/log?fragment=1", "");
    request.headers_mut().append("x-activity-log-assertion", "v1.e30.AA".parse().unwrap());
    assert_eq!(server.ask(request).await.status, StatusCode::UNAUTHORIZED);
    // A cookie does not help a spoiled assertion.
    let cookie = server.cookie(console("operator", Role::Operator)).await;
    let mut request = Who::Console(cookie).request(&server, "GET", "/log?fragment=1", "");
    request.headers_mut().append("x-activity-log-assertion", "v1.e30.AA".parse().unwrap());
    assert_eq!(server.ask(request).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn metrics_are_for_programs_on_this_machine() {
    use activity_log::serve::listen::Peer;
    let server = server();
    let ask = |peer: Peer, host: &'static str, forwarded: bool| {
        let mut request = Who::Anonymous.request(&server, "GET", "/metrics", "");
        request.extensions_mut().insert(peer);
        request.headers_mut().insert("host", host.parse().unwrap());
        if forwarded {
            request.headers_mut().insert("x-forwarded-for", "203.0.113.1".parse().unwrap());
        }
        server.ask(request)
    };
    let local = Peer::Tcp("127.0.0.1:4444".parse().unwrap());
    let answer = ask(local, "127.0.0.1:8740", false).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("activity_log_entries{instance=\"main\"} 13"), "{}", answer.text);
    assert!(answer.text.ends_with("# EOF\n"));
    assert_eq!(ask(local, "127.0.0.1:8740", true).await.status, StatusCode::UNAUTHORIZED);
    let remote = Peer::Tcp("203.0.113.1:4444".parse().unwrap());
    assert_eq!(ask(remote, "127.0.0.1:8740", false).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn names_of_other_hosts_are_not_answered() {
    let server = server();
    let cookie = server.cookie(console("operator", Role::Operator)).await;
    let mut request = Who::Console(cookie).request(&server, "GET", "/log", "");
    request.headers_mut().insert("host", "rebind.example:8740".parse().unwrap());
    assert_eq!(server.ask(request).await.status, StatusCode::MISDIRECTED_REQUEST);
    // The plugin may know the server by any name: an assertion cannot be sent by a browser on its own.
    let mut request = Who::superuser().request(&server, "GET", "/log?fragment=1", "");
    request.headers_mut().insert("host", "activity-log:8740".parse().unwrap());
    assert_eq!(server.ask(request).await.status, StatusCode::OK);
}
