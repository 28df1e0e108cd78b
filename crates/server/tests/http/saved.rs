//! Saved views through the forms of the list: everybody has their own.

use activity_log::serve::Role;
use activity_log_core::event::{Outcome, Target};
use axum::http::{HeaderValue, StatusCode, header};

use crate::fake::{Answer, Server, Who, console};
use crate::sample;

const LIST: &str = "/log?fragment=1";

async fn send(server: &Server, who: &Who, fields: &[(&str, &str)]) -> Answer {
    let mut request = who.request(server, "POST", "/views?fragment=1&form_nonce=abc", &sample::form(fields));
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    server.ask(request).await
}

async fn save(server: &Server, who: &Who, name: &str, q: &str) -> Answer {
    send(server, who, &[("view_do", "save"), ("view_name", name), ("q", q), ("limit", "50")]).await
}

/// Names of the views that the list offers, in its order.
async fn names(server: &Server, who: &Who) -> Vec<String> {
    let page = server.get(who, &format!("{LIST}&all=1")).await.text;
    let fields = page.split("<input type=\"hidden\" name=\"view_name\" value=\"").skip(1);
    fields.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_view_is_saved_replaced_renamed_opened_first_and_deleted() {
    let server = Server::with(sample::day());
    let root = Who::superuser();
    let saved = save(&server, &root, "Bob", "user:bob").await;
    assert_eq!(saved.status, StatusCode::OK);
    let go = saved.json()["go"].as_str().unwrap().to_owned();
    assert!(
        go.starts_with("index.php?") && go.contains("q=user%3Abob") && go.ends_with("&said=saved"),
        "{go}"
    );
    save(&server, &root, "alice", "user:alice").await;
    assert_eq!(names(&server, &root).await, ["alice", "Bob"]);
    let page = server.get(&root, &format!("{LIST}&all=1")).await.text;
    assert!(page.contains("q=user%3Abob&#38;limit=50"), "it leads to its search");

    save(&server, &root, "Bob", "user:bob site:4").await;
    assert_eq!(names(&server, &root).await, ["alice", "Bob"], "the same name is replaced");
    let taken =
        send(&server, &root, &[("view_do", "rename"), ("view_name", "Bob"), ("view_new", "alice")]).await;
    assert_eq!(taken.status, StatusCode::BAD_REQUEST);
    assert!(taken.text.contains("There is a saved view of this name already."), "{}", taken.text);
    send(&server, &root, &[("view_do", "first"), ("view_name", "Bob")]).await;
    send(&server, &root, &[("view_do", "rename"), ("view_name", "Bob"), ("view_new", "Blog")]).await;
    assert_eq!(names(&server, &root).await, ["alice", "Blog"]);

    // Whoever opens the list without asking for anything gets it; whoever asks does not.
    let first = server.get(&root, LIST).await.text;
    assert!(first.contains("value=\"user:bob site:4\"") && first.contains("Newsletter"));
    assert!(!first.contains("Returning visitors"));
    let asked = server.get(&root, &format!("{LIST}&q=user%3Aalice")).await.text;
    assert!(asked.contains("value=\"user:alice\"") && !asked.contains("Newsletter"));
    send(&server, &root, &[("view_do", "not-first"), ("view_name", "Blog")]).await;
    assert!(server.get(&root, LIST).await.text.contains("Returning visitors"));

    send(&server, &root, &[("view_do", "first"), ("view_name", "Blog")]).await;
    let gone = send(&server, &root, &[("view_do", "delete"), ("view_name", "Blog")]).await;
    assert!(gone.json()["go"].as_str().unwrap().ends_with("said=deleted"));
    assert_eq!(names(&server, &root).await, ["alice"]);
    assert!(
        server.get(&root, LIST).await.text.contains("Returning visitors"),
        "nothing opens first any more"
    );
    for what in ["delete", "rename", "first"] {
        let fields = [("view_do", what), ("view_name", "Blog"), ("view_new", "x")];
        assert_eq!(send(&server, &root, &fields).await.status, StatusCode::BAD_REQUEST, "{what}");
    }
    assert_eq!(send(&server, &root, &[("view_do", "else")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn views_have_limits() {
    let server = Server::with(sample::day());
    let bob = Who::user("bob");
    let long = "x".repeat(81);
    for (name, q) in [("", "a"), (long.as_str(), "a"), ("a\u{7}b", "a"), ("a", &"x".repeat(2_001))] {
        let refused = save(&server, &bob, name, q).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{name:?}");
    }
    assert!(names(&server, &bob).await.is_empty());
    for number in 0..50 {
        assert_eq!(save(&server, &bob, &format!("v{number}"), "a").await.status, StatusCode::OK);
    }
    let refused = save(&server, &bob, "one more", "a").await;
    assert!(refused.text.contains("A person has at most 50 views."), "{}", refused.text);
    assert_eq!(save(&server, &bob, "v7", "b").await.status, StatusCode::OK, "replacing needs no room");
    assert_eq!(names(&server, &bob).await.len(), 50);
    // What a page holds is within bounds, whatever a form says.
    send(&server, &bob, &[("view_do", "save"), ("view_name", "v7"), ("q", "b"), ("limit", "99999999")]).await;
    let page = server.get(&bob, &format!("{LIST}&all=1")).await.text;
    assert!(page.contains("limit=500") && !page.contains("99999999"));
}

#[tokio::test]
async fn nobody_sees_or_changes_those_of_others() {
    let server = Server::with(sample::day());
    let (root, bob) = (Who::superuser(), Who::user("bob"));
    save(&server, &root, "of root", "user:alice").await;
    send(&server, &root, &[("view_do", "first"), ("view_name", "of root")]).await;
    save(&server, &bob, "of bob", "site:4").await;
    // The same login in another Matomo, the operator of the same name, and other users.
    let elsewhere = Who::Matomo(crate::fake::Claims {
        instance: "other".into(),
        secret: crate::fake::OTHER_SECRET.into(),
        ..Who::claims("root", "superuser")
    });
    let operator = Who::Console(server.cookie(console("root", Role::Operator)).await);
    for other in [&elsewhere, &operator, &Who::user("alice")] {
        let page = server.get(other, "/log").await.text;
        assert!(!page.contains("of root") && !page.contains("of bob"), "{other:?}");
        assert!(!page.contains("value=\"user:alice\""), "nobody else's opens first");
    }
    assert_eq!(names(&server, &bob).await, ["of bob"]);
    for what in ["delete", "rename", "first"] {
        let fields = [("view_do", what), ("view_name", "of root"), ("view_new", "mine")];
        assert_eq!(send(&server, &bob, &fields).await.status, StatusCode::BAD_REQUEST, "{what}");
    }
    assert_eq!(names(&server, &root).await, ["of root"]);
}

#[tokio::test]
async fn the_console_takes_forms_of_its_own_pages_only() {
    let server = Server::with(sample::day());
    let operator = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let form = sample::form(&[("view_do", "save"), ("view_name", "mine"), ("q", "site:3")]);
    for (origin, status) in [
        (None, StatusCode::FORBIDDEN),
        (Some("https://evil.example"), StatusCode::FORBIDDEN),
        (Some("null"), StatusCode::FORBIDDEN),
        (Some("http://127.0.0.1:8740"), StatusCode::SEE_OTHER),
    ] {
        let mut request = operator.request(&server, "POST", "/views", &form);
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        if let Some(origin) = origin {
            request.headers_mut().insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        let answer = server.ask(request).await;
        assert_eq!(answer.status, status, "{origin:?}: {}", answer.text);
        let is_there = names(&server, &operator).await == ["mine"];
        assert_eq!(is_there, status == StatusCode::SEE_OTHER, "{origin:?}");
    }
}

#[tokio::test]
async fn whoever_is_deleted_and_made_again_begins_with_none() {
    let server = Server::with(sample::day());
    let (bob, alice) = (Who::user("bob"), Who::user("alice"));
    for who in [&bob, &alice] {
        save(&server, who, "mine", "site:4").await;
    }
    let mut deleted = sample::event("root", "user.deleted");
    deleted.target = Some(Target { kind: "user".into(), id: Some("bob".into()), name: Some("bob".into()) });
    deleted.outcome = Outcome::Denied;
    server.append(deleted.clone());
    assert_eq!(names(&server, &bob).await, ["mine"], "it was only tried");
    deleted.id = uuid::Uuid::now_v7();
    deleted.outcome = Outcome::Success;
    server.append(deleted);
    assert!(names(&server, &bob).await.is_empty());
    assert_eq!(names(&server, &alice).await, ["mine"]);
    save(&server, &bob, "new", "site:3").await;
    assert_eq!(names(&server, &bob).await, ["new"]);
}

#[tokio::test]
async fn hostile_names_stay_text() {
    let server = Server::with(sample::day());
    for (number, text) in sample::hostile().iter().filter(|text| text.chars().count() <= 80).enumerate() {
        let bob = Who::user(&format!("bob{number}"));
        let answer = save(&server, &bob, text, text).await;
        if answer.status == StatusCode::OK {
            let page = server.get(&bob, &format!("{LIST}&all=1")).await.text;
            assert!(
                !page.contains("<script>alert") && !page.contains("<img src=x") && !page.contains("<svg/")
            );
            assert_eq!(names(&server, &bob).await.len(), 1, "{text:?}");
        }
    }
}
