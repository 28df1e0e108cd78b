//! The history of one object: names, deletion, other websites' objects of the same id, and other people's entries.

use crate::fake::{Server, Who};
use crate::sample;
use activity_log_core::Event;

fn with(login: &str, activity: &str, site: i64, name: &str) -> Event {
    let mut event = sample::event(login, activity);
    event.site.as_mut().unwrap().id = site;
    event.target.as_mut().unwrap().name = Some(name.into());
    event.changes.clear();
    event
}

fn server() -> Server {
    let mut renamed = with("alice", "goal.updated", 3, "Order placed");
    renamed.changes = sample::event("alice", "goal.updated").changes;
    Server::with(vec![
        with("bob", "goal.created", 3, "Signup"),
        renamed,
        with("carol", "goal.created", 4, "Of another website"),
        with("bob", "goal.deleted", 3, "Order placed"),
    ])
}

#[tokio::test]
async fn a_deleted_one_is_told_with_its_names_and_steps() {
    let answer = server().get(&Who::superuser(), "/object?type=goal&id=7&site=3&fragment=1").await;
    assert_eq!(answer.status, 200);
    let (head, steps) = answer.text.split_once("newest first").unwrap();
    assert!(head.contains("Order placed") && head.contains("Earlier names") && head.contains(">deleted<"));
    assert_eq!(steps.matches("<li class=\"oal-row").count(), 3, "{steps}");
    assert!(steps.contains("oal-old") && steps.contains("Signup done"), "{steps}");
    assert!(!answer.text.contains("Of another website"));
}

#[tokio::test]
async fn others_entries_are_not_found() {
    let server = server();
    let answer = server.get(&Who::user("alice"), "/object?type=goal&id=7&site=3&fragment=1").await;
    assert!(answer.text.contains("only your own entries") && !answer.text.contains("bob"), "{}", answer.text);
    for (login, path) in [
        ("alice", "/object?type=goal&id=7&site=4"),
        ("dave", "/object?type=goal&id=7"),
        ("alice", "/object"),
        ("alice", "/object?type=goal&id=7&site=x"),
    ] {
        assert_eq!(server.get(&Who::user(login), path).await.status, 404, "{login} {path}");
    }
}

#[tokio::test]
async fn made_again_under_the_same_id_is_not_deleted() {
    let events = ["goal.created", "goal.deleted", "goal.created"].map(|id| with("bob", id, 3, "Signup"));
    let answer = Server::with(events.to_vec()).get(&Who::superuser(), "/object?type=goal&id=7").await;
    assert!(!answer.text.contains("oal-is-critical\">deleted"), "{}", answer.text);
}
