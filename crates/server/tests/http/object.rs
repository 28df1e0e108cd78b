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

#[tokio::test]
async fn the_head_is_that_of_the_whole_history_on_every_page() {
    let mut events = vec![with("bob", "goal.created", 3, "First name")];
    let mut renamed = with("alice", "goal.updated", 3, "Second name");
    renamed.changes = vec![activity_log_core::event::Change {
        field: "name".into(),
        old: "First name".into(),
        new: "Second name".into(),
    }];
    events.push(renamed);
    events.extend((0..500).map(|_| with("alice", "goal.updated", 3, "Second name")));
    let mut tried = with("mallory", "goal.deleted", 3, "Second name");
    tried.outcome = activity_log_core::event::Outcome::Denied;
    events.push(tried);
    events.push(with("carol", "goal.deleted", 3, "Last name"));
    let server = Server::with(events);
    let mut path = "/object?type=goal&id=7&site=3&fragment=1".to_owned();
    for steps in [100, 100, 100, 100, 100, 4] {
        let page = server.get(&Who::superuser(), &path).await.text;
        let (head, rows) = page.split_once("newest first").unwrap();
        assert_eq!(rows.matches("<li class=\"oal-row").count(), steps);
        assert!(head.contains(">Last name<") && head.contains(">deleted<"), "{head}");
        let earlier = head.split("Earlier names").nth(1).unwrap().split("</p>").next().unwrap();
        assert!(earlier.contains(">Second name<") && earlier.contains(">First name<"), "{earlier}");
        let made = head.split("<h3>Made</h3>").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(made.contains(">bob<"), "{made}");
        let gone = head.split("<h3>Deleted</h3>").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(gone.contains(">carol<") && !gone.contains("mallory"), "{gone}");
        let next = rows.split("rel=\"next\" href=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
        match next {
            Some(next) => {
                let before = next.split("before=").nth(1).unwrap();
                path = format!("/object?type=goal&id=7&site=3&fragment=1&before={before}");
            }
            None => assert_eq!(steps, 4),
        }
    }
    // A plain user's head knows of their own steps only.
    let own = server.get(&Who::user("alice"), "/object?type=goal&id=7&site=3&fragment=1").await.text;
    assert!(
        !own.contains("<h3>Made</h3>") && !own.contains("<h3>Deleted</h3>") && !own.contains("Last name")
    );
}
