//! Looking at the log is an entry: once for each person, way and hour, and only where everybody's entries are seen.

use activity_log::serve::Role;

use crate::fake::{Server, Who, console};
use crate::sample;

#[tokio::test]
async fn everybody_elses_entries_are_not_looked_at_unseen() {
    let server = Server::with(sample::day());
    for path in
        ["/log?fragment=1", "/log?fragment=1&before=5", "/log/1", "/widget?fragment=1", "/api/v1/entries"]
    {
        assert_eq!(server.get(&Who::superuser(), path).await.status, 200, "{path}");
    }
    {
        let looks = server.looks.lock().unwrap();
        let [look] = &looks[..] else { panic!("{looks:?}") };
        assert_eq!((look.activity.as_str(), look.instance.as_str()), ("auditlog.viewed", "main"));
        assert_eq!(
            (look.actor.login.as_deref(), look.actor.role.as_deref()),
            (Some("root"), Some("superuser"))
        );
        assert_eq!(
            (&look.request.params["way"], look.client.peer.as_deref()),
            (&"matomo".into(), Some("203.0.113.99"))
        );
    }
    let operator = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    server.get(&operator, "/log").await;
    server.get(&operator, "/api/v1/matomo/entries").await;
    let root = Who::Console(server.cookie(console("root", Role::Superuser)).await);
    server.get(&root, "/log").await;
    let looks = server.looks.lock().unwrap();
    let ways: Vec<_> =
        looks.iter().map(|look| (look.actor.login.clone(), look.request.params["way"].clone())).collect();
    let console: serde_json::Value = "console".into();
    assert_eq!(ways[1..], [(None, console.clone()), (Some("root".into()), console)]);
}

#[tokio::test]
async fn whoever_still_looks_in_the_next_hour_is_told_of_again() {
    let server = Server::with(sample::day());
    let first = server.get(&Who::superuser(), "/log?fragment=1").await;
    assert_eq!(first.status, 200);
    server.hands.set("2026-11-22T20:59:59Z".parse().unwrap());
    server.get(&Who::superuser(), "/log?fragment=1").await;
    server.hands.set("2026-11-22T21:00:00Z".parse().unwrap());
    server.get(&Who::superuser(), "/log?fragment=1").await;
    let looks = server.looks.lock().unwrap().clone();
    assert_eq!(looks.len(), 2);
    assert_ne!(looks[0].id, looks[1].id);
    // A server that was started anew within the hour says the same once more, under the same id.
    let again = Server::with(sample::day());
    again.get(&Who::superuser(), "/log?fragment=1").await;
    assert_eq!(again.looks.lock().unwrap()[0].id, looks[0].id);
}

#[tokio::test]
async fn ones_own_entries_and_other_pages_leave_no_trace() {
    let server = Server::with(sample::day());
    for path in ["/log?fragment=1", "/log/1", "/api/v1/entries", "/api/v1/matomo/count", "/widget?fragment=1"]
    {
        assert_eq!(server.get(&Who::user("alice"), path).await.status, 200, "{path}");
        server.get(&Who::Anonymous, path).await;
    }
    for path in ["/api/v1/activities", "/api/v1/usage", "/healthz"] {
        server.get(&Who::superuser(), path).await;
    }
    assert_eq!(server.looks.lock().unwrap().len(), 0);
}
