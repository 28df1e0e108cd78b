//! What the query box offers where somebody types.

use axum::http::StatusCode;

use crate::fake::{Server, Who};
use crate::sample;

/// `from..to` and what would go into the box. The place of the cursor is marked with `|`.
async fn ask(server: &Server, who: &Who, marked: &str) -> (String, Vec<String>) {
    let at = marked.chars().position(|c| c == '|').unwrap();
    let q: String = marked.chars().filter(|c| *c != '|').collect();
    let answer = server.get(who, &format!("/complete?at={at}&{}", sample::form(&[("q", &q)]))).await;
    assert_eq!(answer.status, StatusCode::OK, "{marked}: {}", answer.text);
    let answer = answer.json();
    let place = |name: &str| usize::try_from(answer[name].as_u64().unwrap()).unwrap();
    let replaced = q.chars().skip(place("from")).take(place("to") - place("from")).collect();
    let texts =
        answer["items"].as_array().unwrap().iter().map(|item| item["text"].as_str().unwrap().to_owned());
    (replaced, texts.collect())
}

async fn offered(server: &Server, who: &Who, marked: &str) -> Vec<String> {
    ask(server, who, marked).await.1
}

#[tokio::test]
async fn fields_and_their_values() {
    let server = Server::with(sample::day());
    let root = Who::superuser();
    let fields = offered(&server, &root, "|").await;
    for field in ["user:", "activity:", "site:", "outcome:", "ip:"] {
        assert!(fields.contains(&field.to_owned()), "{fields:?}");
    }
    assert_eq!(offered(&server, &root, "us|").await[0], "user:");
    assert_eq!(offered(&server, &root, "bef|").await[0], "before:");
    // Somebody who types a name without a field is offered the person.
    assert!(offered(&server, &root, "ali|").await.contains(&"user:alice".to_owned()));
    assert_eq!(offered(&server, &root, "user:ali|").await, ["alice"]);
    assert_eq!(offered(&server, &root, "outcome:d|").await[0], "denied");
    assert_eq!(offered(&server, &root, "site:sho|").await, ["3"], "a website is found by its name");
    assert_eq!(offered(&server, &root, "activity:goal.c|").await, ["goal.created"]);
    assert_eq!(offered(&server, &root, "object:goal/2|").await, ["goal/20", "goal/21", "goal/22"]);
    assert_eq!(offered(&server, &root, "after:yes|").await, ["yesterday"]);
    assert!(offered(&server, &root, "colour:r|").await.is_empty());
    assert!(offered(&server, &root, "user:nobody|").await.is_empty());
}

#[tokio::test]
async fn negation_lists_and_the_cursor_in_the_middle() {
    let server = Server::with(sample::day());
    let root = Who::superuser();
    for (marked, replaced, first) in [
        ("-us|", "us", "user:"),
        ("-user:al|", "al", "alice"),
        ("outcome:denied,fa|", "fa", "failure"),
        // The whole term is typed over.
        ("us|er:alice site:3", "user:alice", "user:"),
        ("user:al|xx site:3", "alxx", "alice"),
        ("site:3 user:bo| outcome:denied", "bo", "bob"),
        ("ünï user:bo|", "bo", "bob"),
        ("  user:bo|", "bo", "bob"),
        ("user:alice |", "", "user:"),
    ] {
        let (place, items) = ask(&server, &root, marked).await;
        assert_eq!((place.as_str(), items[0].as_str()), (replaced, first), "{marked}: {items:?}");
    }
    // Without a place it is the end.
    let end = server.get(&root, "/complete?q=user%3Aal").await.json();
    assert_eq!((&end["from"], &end["to"], &end["items"][0]["text"]), (&5.into(), &7.into(), &"alice".into()));
    let beyond = server.get(&root, "/complete?q=user%3Aal&at=999").await.json();
    assert_eq!(beyond, end);
}

#[tokio::test]
async fn a_value_that_needs_quotes_has_them_and_reads_back() {
    let mut events = sample::day();
    let names = ["a b", "say \"hi\"", "x,y", "back\\slash", "star*", "user:bob", "-minus", "ünï"];
    events.extend(names.iter().map(|login| sample::event(login, "goal.created")));
    let server = Server::with(events);
    let root = Who::superuser();
    let (place, items) = ask(&server, &root, "user:\"a |").await;
    assert_eq!((place.as_str(), items), ("\"a ", vec!["\"a b\"".to_owned()]));
    for name in names {
        let start: String = name.chars().take(2).collect();
        let typed = format!("user:\"{}|", start.replace('\\', "\\\\").replace('"', "\\\""));
        let items = offered(&server, &root, &typed).await;
        let mut found = false;
        for item in &items {
            let path = format!("/api/v1/entries?{}", sample::form(&[("q", &format!("user:{item}"))]));
            let list = server.get(&root, &path).await.json();
            let entries = list["entries"].as_array().unwrap();
            assert!(!entries.is_empty(), "{item} finds nothing");
            found |= entries.iter().all(|entry| entry["actor"]["login"] == *name);
        }
        assert!(found, "{name}: {items:?}");
    }
}

#[tokio::test]
async fn a_plain_user_is_offered_nothing_of_others() {
    let server = Server::with(sample::day());
    let alice = Who::user("alice");
    assert_eq!(offered(&server, &alice, "user:|").await, ["alice"]);
    for marked in
        ["user:bo|", "bo|", "object:website|", "site:blo|", "activity:website|", "token:|", "ip:198|"]
    {
        let mut items = offered(&server, &alice, marked).await;
        // Names of fields are nobody's.
        items.retain(|item| !item.ends_with(':'));
        assert!(items.is_empty(), "{marked}: {items:?}");
    }
    // A super user's menu is remembered and must not be hers.
    assert!(!offered(&server, &Who::superuser(), "user:bo|").await.is_empty());
    assert!(offered(&server, &alice, "user:bo|").await.is_empty());
    // The same login in another Matomo knows nothing of this one.
    let elsewhere = Who::Matomo(crate::fake::Claims {
        instance: "other".into(),
        secret: crate::fake::OTHER_SECRET.into(),
        ..Who::claims("root", "superuser")
    });
    assert!(offered(&server, &elsewhere, "user:bo|").await.is_empty());
}

#[tokio::test]
async fn answers_are_short_whatever_is_asked() {
    let mut events: Vec<_> = (0..60).map(|n| sample::event(&format!("user{n:02}"), "goal.created")).collect();
    events.push(sample::event(&"x".repeat(3_000), "goal.created"));
    let server = Server::with(events);
    let root = Who::superuser();
    assert_eq!(offered(&server, &root, "user:user|").await.len(), 20);
    assert!(offered(&server, &root, "user:xx|").await.is_empty(), "what no query can hold is not offered");
    assert!(offered(&server, &root, &format!("{}|", "u".repeat(2_001))).await.is_empty());
    for text in sample::hostile() {
        ask(&server, &root, &format!("user:{}|", text.replace('|', ""))).await;
    }
}
