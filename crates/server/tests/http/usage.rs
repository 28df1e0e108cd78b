//! Counts of views: who sees whose.

use activity_log::serve::Role;
use activity_log::store::views::Counts;
use activity_log_core::Time;
use serde_json::{Value, json};

use crate::fake::{Server, Who, console};

/// alice and bob on two days.
fn server() -> Server {
    let server = Server::with(Vec::new());
    let now: Time = crate::fake::NOW.parse().unwrap();
    let mut counts = Counts::default();
    for (time, login, feature, count) in [
        ("2026-11-21T22:59:59Z", "alice", "Goals.get", 1),
        ("2026-11-21T23:00:00Z", "alice", "Goals.get", 2),
        ("2026-11-22T10:30:00Z", "bob", "Live.getCounters", 4),
        ("2026-11-22T10:59:59Z", "bob", "Goals.get", 8),
    ] {
        counts.add(time.parse().unwrap(), login, feature, count, now);
    }
    server.views.add(&counts, &[], now).unwrap();
    server
}

async fn counts(server: &Server, who: &Who, query: &str) -> Vec<u64> {
    let answer = server.get(who, &format!("/api/v1/usage{query}")).await;
    let rows = answer.json()["rows"].as_array().cloned().unwrap_or_else(|| panic!("{}", answer.text));
    rows.iter().map(|row| row["count"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn everybody_sees_what_they_may() {
    let server = server();
    let operator = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let in_console = Who::Console(server.cookie(console("bob", Role::User)).await);
    for who in [&Who::superuser(), &operator] {
        assert_eq!(counts(&server, who, "").await, [1, 2, 8, 4]);
        assert_eq!(counts(&server, who, "?user=bob").await, [8, 4]);
    }
    assert_eq!(counts(&server, &Who::user("alice"), "").await, [1, 2]);
    assert_eq!(counts(&server, &in_console, "").await, [8, 4]);
    // By no parameter anybody else's.
    for query in ["?user=bob", "?user=bob&feature=Goals.get", "?after=0/Goals.get/bob&user=bob"] {
        assert_eq!(counts(&server, &Who::user("alice"), query).await, [0_u64; 0], "{query}");
    }
    assert_eq!(counts(&server, &Who::user("operator"), "").await, [0_u64; 0]);
}

#[tokio::test]
async fn rows_say_hour_login_and_feature_and_pages_follow_each_other() {
    let server = server();
    let first = server.get(&Who::superuser(), "/api/v1/usage?feature=Goals.get&limit=2").await.json();
    assert_eq!(
        first["rows"][0],
        json!({"hour": "2026-11-21T22:00:00Z", "login": "alice", "feature": "Goals.get", "count": 1})
    );
    let next = first["next"].as_str().unwrap();
    let path = format!("/api/v1/usage?feature=Goals.get&limit=2&after={next}");
    let second = server.get(&Who::superuser(), &path).await.json();
    assert_eq!((second["rows"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
}

#[tokio::test]
async fn days_are_those_of_the_reader() {
    let server = server();
    // In Berlin the 22nd begins at 23:00 UTC.
    assert_eq!(counts(&server, &Who::superuser(), "?from=2026-11-22").await, [2, 8, 4]);
    assert_eq!(counts(&server, &Who::superuser(), "?to=2026-11-21").await, [1]);
    let operator = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    assert_eq!(counts(&server, &operator, "?from=2026-11-22&to=2026-11-22").await, [8, 4]);
}

#[tokio::test]
async fn wrong_parameters_say_what_would_be_right() {
    let server = server();
    for (query, part) in [
        ("?from=yesterday", "2026-11-01"),
        ("?to=2026-13-01", "2026-11-01"),
        ("?to=9999-12-31", "2026-11-01"),
        ("?limit=0", "1 to 1000"),
        ("?limit=5000", "1 to 1000"),
        ("?after=x", "“next”"),
    ] {
        let answer = server.get(&Who::superuser(), &format!("/api/v1/usage{query}")).await;
        assert_eq!(answer.status.as_u16(), 400, "{query}");
        assert!(answer.text.contains(part), "{query}: {}", answer.text);
    }
}
