//! Links that sign in, sessions, signing out.

use std::time::Duration;

use activity_log::serve::{Role, Viewer};
use axum::http::StatusCode;

use crate::fake::{FakeStore, Server, Who, console};
use crate::sample;

fn path(link: &str) -> String {
    link.strip_prefix("http://127.0.0.1:8740").unwrap().to_owned()
}

fn move_on(server: &Server, seconds: i64) {
    let now = server.hands.clock()();
    server.hands.set(activity_log_core::Time::from_micros(now.micros() + seconds * 1_000_000));
}

#[tokio::test]
async fn a_link_from_matomo_works_once_for_the_same_person() {
    let server = Server::with(sample::day());
    let link = server.post(&Who::user("bob"), "/api/v1/sign-in-links", "").await.json()["url"].clone();
    let path = path(link.as_str().unwrap());
    let head = server.ask(Who::Anonymous.request(&server, "HEAD", &path, "")).await;
    assert!(head.headers.get("set-cookie").is_none());
    let answer = server.get(&Who::Anonymous, &path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("refresh"), "0; url=/log");
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.starts_with("oal_session=") && cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
    assert!(!cookie.contains("Secure"), "there is no TLS at a local address");
    let who = Who::Console(cookie.split(';').next().unwrap().into());
    let page = server.get(&who, "/log").await;
    assert!(page.text.contains("<bdi>bob</bdi>") && page.text.contains("You see your own actions."));
    assert!(page.text.contains("<!doctype html>"), "a page of its own");
    assert_eq!(server.get(&who, "/log/2").await.status, StatusCode::NOT_FOUND);

    let again = server.get(&Who::Anonymous, &path).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    assert!(again.text.contains("no longer works") && again.headers.get("set-cookie").is_none());
    // It can be asked for only inside Matomo.
    assert_eq!(server.post(&who, "/api/v1/sign-in-links", "").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn links_end() {
    let server = Server::with(sample::day());
    let operator = Viewer::operator("main", "UTC");
    let link = path(&server.app.issue_link(operator.clone(), Duration::from_secs(600)));
    move_on(&server, 601);
    assert_eq!(server.get(&Who::Anonymous, &link).await.status, StatusCode::UNAUTHORIZED);
    for bad in ["", "x", "%00", &"a".repeat(5_000)] {
        let answer = server.get(&Who::Anonymous, &format!("/sign-in?t={bad}")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn sessions_end_and_cannot_be_made() {
    let server = Server::with(sample::day());
    let cookie = server.cookie(console("alice", Role::User)).await;
    let value = cookie.strip_prefix("oal_session=").unwrap();
    assert_eq!(server.get(&Who::Console(cookie.clone()), "/log").await.status, StatusCode::OK);
    let (payload, mac) = value.split_once('.').unwrap();
    let elsewhere = Server::with(sample::day()).cookie(console("alice", Role::Superuser)).await;
    for forged in [
        format!("oal_session={payload}.{}", mac.chars().rev().collect::<String>()),
        format!("oal_session={payload}."),
        format!("oal_session=x{payload}.{mac}"),
        "oal_session=.".into(),
        elsewhere,
    ] {
        let answer = server.get(&Who::Console(forged), "/log").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.text.contains("Two ways to get in"));
    }
    move_on(&server, 12 * 3_600 + 1);
    assert_eq!(server.get(&Who::Console(cookie), "/log").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    let server = Server::with(sample::day());
    let cookie = server.cookie(console("alice", Role::User)).await;
    let other = server.cookie(console("alice", Role::User)).await;
    let post = |origin: Option<&'static str>| {
        let mut request = Who::Console(cookie.clone()).request(&server, "POST", "/sign-out", "");
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        server.ask(request)
    };
    for foreign in [None, Some("http://evil.example"), Some("null")] {
        assert_eq!(post(foreign).await.status, StatusCode::FORBIDDEN);
        assert_eq!(server.get(&Who::Console(cookie.clone()), "/log").await.status, StatusCode::OK);
    }
    let answer = post(Some("http://127.0.0.1:8740")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(server.get(&Who::Console(cookie), "/log").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(server.get(&Who::Console(other), "/log").await.status, StatusCode::OK);
}

#[tokio::test]
async fn behind_tls_the_cookie_says_so() {
    let server = Server::set_up(FakeStore::default(), |setup| {
        setup.public_url = Some("https://audit.example.org".parse().unwrap());
    });
    let link = server.app.issue_link(console("alice", Role::User), Duration::from_secs(60));
    let path = link.strip_prefix("https://audit.example.org").unwrap();
    let mut request = Who::Anonymous.request(&server, "GET", path, "");
    request.headers_mut().insert("host", "audit.example.org".parse().unwrap());
    let answer = server.ask(request).await;
    assert!(answer.header("set-cookie").ends_with("; Secure"), "{}", answer.header("set-cookie"));
}
