//! A session step by step, and guides made of it.

use activity_log::serve::Role;
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

#[tokio::test]
async fn a_guide_is_a_file_of_the_whole_session_that_needs_nothing_else() {
    let mut events = events();
    // More than a page of the replay has.
    for n in 0..250 {
        let mut event = sample::event("alice", "goal.updated");
        event.time = format!("2026-11-22T11:{:02}:{:02}Z", n / 60, n % 60).parse().unwrap();
        event.changes = vec![Change { field: "match_attribute".into(), old: json!(n), new: json!(n + 1) }];
        events.push(event);
    }
    let server = Server::with(events);
    let root = Who::superuser();
    let page = server.get(&root, "/replay?fragment=1&session=b3623d1d&guide=undo").await.text;
    let href = "index.php?module=OpenActivityLog&#38;action=export&#38;page=guide&#38;session=b3623d1d&#38;guide=undo";
    assert!(page.contains(href), "{page}");
    let operator = Who::Console(server.cookie(crate::fake::console("operator", Role::Operator)).await);
    let console = server.get(&operator, "/replay?session=b3623d1d&guide=undo").await.text;
    assert!(console.contains("href=\"/guide?session=b3623d1d&#38;guide=undo\""));

    let file = server.get(&root, "/guide?session=b3623d1d&guide=undo").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"activity-log_main_undo_2026-11-22_2141.html\""
    );
    let style = file.text.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let policy = file.header("content-security-policy");
    assert!(
        policy.contains(&format!("style-src 'sha256-{}'", hash(style))) && !policy.contains("'self'"),
        "{policy}"
    );
    assert_eq!(file.text.matches("<li><p>").count(), 253, "all of it, not the page that is shown");
    assert!(file.text.starts_with("<!doctype html>") && file.text.ends_with("</html>"));
    assert!(file.text.contains("End of the guide. It is whole."));
    let first = file.text.split("<li><p>").nth(1).unwrap();
    assert!(first.contains("<td><pre class=\"oal-text\"><bdi>249</bdi>"), "the last change first: {first}");
    assert!(
        first.contains("What the pattern is compared with") && first.contains("<bdi>match_attribute</bdi>")
    );
    for elsewhere in ["<script", "<link", "<img", "src=", "href=", "@import", "url("] {
        assert!(!file.text.contains(elsewhere), "{elsewhere}");
    }
    let repeat = server.get(&root, "/guide?session=b3623d1d&guide=repeat").await.text;
    assert!(repeat.split("<li><p>").nth(1).unwrap().contains("Create it with these values"));
    let day = server.get(&root, "/guide?login=alice&from=2026-11-22&to=2026-11-22&guide=repeat").await.text;
    assert_eq!(day.matches("<li><p>").count(), 254, "the other session too");

    assert_eq!(
        server.get(&Who::user("bob"), "/guide?session=b3623d1d&guide=undo").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        server.get(&Who::user("alice"), "/guide?session=b3623d1d&guide=undo").await.status,
        StatusCode::OK
    );
    for nothing in
        ["", "?guide=undo", "?session=b3623d1d", "?session=b3623d1d&guide=x", "?session=none&guide=undo"]
    {
        assert_eq!(
            server.get(&root, &format!("/guide{nothing}")).await.status,
            StatusCode::NOT_FOUND,
            "{nothing}"
        );
    }
}

fn hash(text: &str) -> String {
    use base64::Engine;
    use sha2::Digest;
    base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(text))
}

#[tokio::test]
async fn a_guide_that_is_cut_says_so() {
    let events = (0..5_001).map(|_| sample::event("alice", "goal.updated")).collect();
    let server = Server::with(events);
    for (guide, says) in
        [("repeat", "Choose a shorter time for the others."), ("undo", "must be undone before")]
    {
        let file =
            server.get(&Who::superuser(), &format!("/guide?session=b3623d1d&guide={guide}")).await.text;
        assert_eq!(file.matches("<li><p>").count(), 5_000);
        assert!(file.contains("has the first 5,000 entries only") && file.contains(says), "{guide}");
        assert!(!file.contains("It is whole."));
    }
}

#[tokio::test]
async fn hostile_text_stays_text_in_a_guide_file() {
    for text in sample::hostile() {
        let mut event = sample::hostile_event(&text);
        event.outcome = Outcome::Success;
        event.actor.login = Some("alice".into());
        event.actor.session = Some("b3623d1d".into());
        let server = Server::with(vec![event]);
        let file = server.get(&Who::superuser(), "/guide?session=b3623d1d&guide=repeat").await;
        assert_eq!(file.status, StatusCode::OK);
        assert_eq!(file.text.matches("<li><p>").count(), 1, "{text:?}");
        for bad in ["<script", "<img", "<svg", "\u{202e}", "\0"] {
            assert!(!file.text.contains(bad), "{text:?}: {bad:?}");
        }
    }
}
