//! A session step by step, and guides made of it.

use activity_log_core::Event;
use activity_log_core::event::{Change, Outcome};
use axum::http::StatusCode;
use serde_json::json;

use crate::fake::{Server, Who};
use crate::sample;

/// Signs in, makes a goal, renames it (a secret with it), fails, deletes it; later and in another session something else.
fn events() -> Vec<Event> {
    let step = |activity: &str, time: &str| {
        let mut event = sample::event("alice", activity);
        event.time = time.parse().unwrap();
        event.changes.clear();
        event
    };
    let mut login = step("auth.login.succeeded", "2026-11-22T10:00:00Z");
    login.category = "authentication".into();
    let mut made = step("goal.created", "2026-11-22T10:01:00Z");
    made.changes = vec![Change { field: "name".into(), old: json!(null), new: json!("Signup") }];
    let mut renamed = step("goal.updated", "2026-11-22T10:13:00Z");
    renamed.changes = vec![
        Change { field: "name".into(), old: json!("<b>Signup</b>"), new: json!("Signup done") },
        Change { field: "key".into(), old: json!({"$hidden": true}), new: json!({"$hidden": true}) },
    ];
    let mut failed = step("goal.updated", "2026-11-22T10:13:30Z");
    failed.outcome = Outcome::Failure;
    let mut looked = step("visits.viewed", "2026-11-22T10:13:40Z");
    looked.category = "personal_data".into();
    let mut used = step("token.first_used", "2026-11-22T10:13:50Z");
    (used.category, used.verb) = ("token".into(), "used".into());
    let deleted = step("goal.deleted", "2026-11-22T10:14:00Z");
    let mut other = step("segment.created", "2026-11-22T10:15:00Z");
    other.actor.session = Some("ffffffff".into());
    vec![login, made, renamed, failed, looked, used, deleted, other]
}

#[tokio::test]
async fn steps_stand_in_their_order_with_pauses_between() {
    let server = Server::with(events());
    let page = server.get(&Who::superuser(), "/replay?fragment=1&session=b3623d1d").await.text;
    assert_eq!(page.matches("oal-card oal-step").count(), 7, "not the other session's");
    let places: Vec<usize> = ["10:00:00", "10:01:00", "10:13:00", "10:13:30", "10:14:00"]
        .iter()
        .map(|time| {
            page.find(&format!(">{}<", time.replace("10:", "11:"))).unwrap_or_else(|| panic!("{time}"))
        })
        .collect();
    assert!(places.is_sorted(), "Berlin's clock, oldest first");
    assert_eq!(page.matches("12 minutes nothing").count(), 1);
    assert!(page.contains("&#60;b&#62;Signup&#60;/b&#62;") && !page.contains("<b>Signup"));
    let failures =
        server.get(&Who::superuser(), "/replay?fragment=1&session=b3623d1d&show=failures").await.text;
    assert_eq!(failures.matches("oal-card oal-step").count(), 1);
    let changes =
        server.get(&Who::superuser(), "/replay?fragment=1&session=b3623d1d&show=changes").await.text;
    assert_eq!(changes.matches("oal-card oal-step").count(), 3, "made, renamed, deleted");
    let day = "/replay?fragment=1&login=alice&from=2026-11-22&to=2026-11-22";
    let day = server.get(&Who::superuser(), day).await.text;
    assert_eq!(day.matches("oal-card oal-step").count(), 8, "work without a session");
}

#[tokio::test]
async fn guides_say_what_to_do_and_what_cannot_be_undone() {
    let server = Server::with(events());
    let undo = server.get(&Who::superuser(), "/replay?fragment=1&session=b3623d1d&guide=undo").await.text;
    let steps: Vec<&str> = undo.split("<li class=\"oal-card\">").skip(1).collect();
    assert_eq!(steps.len(), 3, "no sign-in, no failure, no look");
    assert!(steps[0].contains("Deleted data does not come back"), "the last one first: {}", steps[0]);
    assert!(steps[1].contains("values from before") && steps[1].contains("&#60;b&#62;Signup"));
    assert!(steps[1].contains("was not recorded") && steps[1].contains("Administration › Websites › Goals"));
    assert!(steps[2].contains("Delete what was created then") && !steps[2].contains("oal-table"));
    assert!(undo.contains("4 entries left out"));
    let repeat = server.get(&Who::superuser(), "/replay?fragment=1&session=b3623d1d&guide=repeat").await.text;
    let steps: Vec<&str> = repeat.split("<li class=\"oal-card\">").skip(1).collect();
    assert!(steps[0].contains("Create it with these values") && steps[0].contains("Signup"));
    assert!(steps[1].contains("Signup done") && steps[2].contains("Delete it"));
}

#[tokio::test]
async fn nobody_replays_what_they_may_not_see() {
    let server = Server::with(events());
    let status = async |who: &Who, path: &str| server.get(who, path).await.status;
    assert_eq!(status(&Who::user("bob"), "/replay?fragment=1&session=b3623d1d").await, StatusCode::NOT_FOUND);
    assert_eq!(status(&Who::user("alice"), "/replay?fragment=1&session=b3623d1d").await, StatusCode::OK);
    for nothing in
        ["", "&session=none", "&login=alice", "&login=alice&from=x&to=y", "&session=%22%20user%3Abob"]
    {
        assert_eq!(
            status(&Who::superuser(), &format!("/replay?fragment=1{nothing}")).await,
            StatusCode::NOT_FOUND
        );
    }
}
