//! A list that stands open hears of what came since, and of nothing else.

use axum::http::StatusCode;
use serde_json::Value;

use crate::fake::{FakeStore, Server, Who};
use crate::sample;

async fn ask(server: &Server, who: &Who, given: &str) -> Value {
    let answer = server.get(who, &format!("/live?{given}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{given}: {}", answer.text);
    answer.json()
}

/// Links to entries, newest first.
fn entries(answer: &Value) -> Vec<u64> {
    let links = answer["html"].as_str().unwrap().split("href=\"/log/").skip(1);
    let mut seqs: Vec<u64> =
        links.filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()).collect();
    seqs.dedup();
    seqs
}

fn named(login: &str, name: &str) -> activity_log_core::Event {
    let mut event = sample::event(login, "goal.created");
    event.target.as_mut().unwrap().name = Some(name.into());
    event
}

#[tokio::test]
async fn only_what_is_newer() {
    let server = Server::with(sample::day());
    let root = Who::superuser();
    let head = sample::day().len() as u64;
    let none = ask(&server, &root, &format!("after_seq={head}")).await;
    assert_eq!((&none["rows"], &none["after"], &none["html"]), (&0.into(), &head.into(), &"".into()));
    server.append(named("alice", "first"));
    server.append(named("bob", "second"));
    let some = ask(&server, &root, &format!("after_seq={head}")).await;
    assert_eq!(
        (&some["rows"], &some["after"], &some["more"]),
        (&2.into(), &(head + 2).into(), &false.into())
    );
    assert_eq!(entries(&some), [head + 2, head + 1]);
    let last = ask(&server, &root, &format!("after_seq={}", head + 1)).await;
    assert_eq!(entries(&last), [head + 2]);
    let again = ask(&server, &root, &format!("after_seq={}", some["after"])).await;
    assert_eq!(again["rows"], 0);
}

#[tokio::test]
async fn the_filter_applies_and_the_place_moves_on_without_rows() {
    let server = Server::with(sample::day());
    let head = sample::day().len() as u64;
    server.append(named("alice", "first"));
    server.append(named("bob", "second"));
    let bobs = ask(&server, &Who::superuser(), &format!("q=user%3Abob&after_seq={head}")).await;
    assert_eq!(entries(&bobs), [head + 2]);
    let carols = ask(&server, &Who::superuser(), &format!("q=user%3Acarol&after_seq={head}")).await;
    assert_eq!((&carols["rows"], &carols["after"]), (&0.into(), &(head + 2).into()));
    let wrong = server.get(&Who::superuser(), &format!("/live?q=colour%3Ared&after_seq={}", head)).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.json()["error"].as_str().unwrap().contains("colour"), "{}", wrong.text);
}

#[tokio::test]
async fn a_plain_user_hears_of_their_own_and_not_how_much_others_do() {
    let server = Server::with(sample::day());
    let head = sample::day().len() as u64;
    let alice = Who::user("alice");
    server.append(named("bob", "of bob"));
    let none = ask(&server, &alice, &format!("after_seq={head}")).await;
    assert_eq!((&none["rows"], &none["after"], &none["more"]), (&0.into(), &head.into(), &false.into()));
    server.append(named("alice", "of alice"));
    server.append(named("bob", "of bob"));
    let some = ask(&server, &alice, &format!("after_seq={head}")).await;
    assert_eq!(entries(&some), [head + 2]);
    assert_eq!(some["after"], head + 2, "the place is that of their own entry");
    assert!(!some["html"].as_str().unwrap().contains("of bob"));
    let others = ask(&server, &alice, &format!("q=user%3Abob&after_seq={head}")).await;
    assert_eq!(others["rows"], 0);
    // Whatever place they name, the answer does not say where the log ends.
    assert_eq!(ask(&server, &alice, "after_seq=1000000").await["after"], 1_000_000);
}

#[tokio::test]
async fn a_place_that_is_none_is_refused_with_a_sentence() {
    let server = Server::with(sample::day());
    for (given, says) in [
        ("", "is the number of an entry"),
        ("after_seq=", "is the number of an entry"),
        ("after_seq=-1", "is the number of an entry"),
        ("after_seq=%3Cscript%3E", "is the number of an entry"),
        ("after_seq=99999999999999999999", "is the number of an entry"),
        ("after_seq=1000000", "Load the page again."),
    ] {
        let answer = server.get(&Who::superuser(), &format!("/live?{given}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{given}");
        assert!(answer.json()["error"].as_str().unwrap().contains(says), "{given}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_flood_comes_in_parts_and_nothing_is_lost() {
    let events = (0..130).map(|number| named("alice", &number.to_string())).collect();
    let server = Server::over(FakeStore::of(events));
    let (mut after, mut seen) = (0, Vec::new());
    for more in [true, true, false] {
        let part = ask(&server, &Who::superuser(), &format!("fold=0&after_seq={after}")).await;
        assert_eq!(part["more"], more);
        let mut entries = entries(&part);
        assert!(entries.len() <= 50);
        entries.reverse();
        seen.extend(entries);
        after = part["after"].as_u64().unwrap();
    }
    assert_eq!(seen, (1..=130).collect::<Vec<u64>>());
}

#[tokio::test]
async fn hostile_text_stays_text() {
    let events: Vec<_> = sample::hostile().iter().map(|text| sample::hostile_event(text)).collect();
    let count = events.len();
    let server = Server::with(events);
    let answer = ask(&server, &Who::superuser(), "fold=0&after_seq=0").await;
    assert_eq!(answer["rows"], count);
    let html = answer["html"].as_str().unwrap();
    assert!(!html.contains("<script>alert") && !html.contains("<img src=x") && !html.contains("<svg/"));
    assert!(!html.contains('\u{202e}') && !html.contains('\0'));
}
