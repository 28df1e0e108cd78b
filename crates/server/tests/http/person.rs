//! Pages of people and websites, and who uses what.

use activity_log::serve::Role;
use activity_log_core::Event;
use activity_log_core::event::{ActorKind, Outcome, Target};
use axum::http::StatusCode;

use crate::fake::{Server, Who, console};
use crate::sample;

fn events() -> Vec<Event> {
    let mut events = Vec::new();
    for n in 1..=4 {
        let mut event = sample::event("alice", "goal.updated");
        event.time = format!("2026-11-1{n}T10:00:00Z").parse().unwrap();
        events.push(event);
    }
    let mut login = sample::event("alice", "auth.login.succeeded");
    login.category = "authentication".into();
    login.time = "2026-11-20T09:00:00Z".parse().unwrap();
    events.push(login);
    let mut failed = sample::event("alice", "auth.login.failed");
    failed.category = "authentication".into();
    failed.actor.kind = ActorKind::Anonymous;
    failed.outcome = Outcome::Failure;
    events.push(failed);
    let mut granted = sample::event("root", "user.access.changed");
    granted.target =
        Some(Target { kind: "user".into(), id: Some("alice".into()), name: Some("alice".into()) });
    events.push(granted);
    let mut gone = sample::event("root", "user.deleted");
    gone.target = Some(Target { kind: "user".into(), id: Some("<i>mallory</i>".into()), name: None });
    gone.time = "2026-11-21T00:00:00Z".parse().unwrap();
    events.push(gone);
    let mut typed = sample::event("nobody", "auth.login.failed");
    typed.category = "authentication".into();
    typed.actor.kind = ActorKind::Anonymous;
    events.push(typed);
    events
}

/// What stands behind a term of the list of facts.
fn fact(page: &str, label: &str) -> String {
    let value = page.split(&format!("<dt>{label}</dt>")).nth(1).unwrap().split("</dd>").next().unwrap();
    value.rsplit_once("</a>").map_or(value, |(value, _)| value).rsplit('>').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_is_what_the_log_knows_and_each_number_leads_there() {
    let server = Server::with(events());
    let who = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let page = server.get(&who, "/person?login=alice").await.text;
    assert_eq!(fact(&page, "Entries"), "5");
    assert_eq!(fact(&page, "Sign-ins"), "1");
    assert_eq!(fact(&page, "Failed sign-ins"), "1");
    assert_eq!(fact(&page, "First entry"), "11 Nov 2026, 10:00");
    assert!(page.contains("Firefox, Linux") && page.contains("/replay?session=b3623d1d"));
    let history = page.split("Rights and account over time").nth(1).unwrap();
    assert!(history.split("</section>").next().unwrap().contains(">root<"), "who granted it");
    let mallory = server.get(&who, "/person?login=%3Ci%3Emallory%3C%2Fi%3E").await;
    assert_eq!(mallory.status, StatusCode::OK);
    assert!(mallory.text.contains("no account any more") && !mallory.text.contains("<i>mallory"));
    for nobody in ["nobody", "none", ""] {
        let answer = server.get(&who, &format!("/person?login={nobody}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nobody}: typed at a sign-in is nobody");
    }
}

#[tokio::test]
async fn a_plain_user_has_their_own_page_only() {
    let server = Server::with(events());
    assert_eq!(
        server.get(&Who::user("alice"), "/person?fragment=1&login=alice").await.status,
        StatusCode::OK
    );
    for other in ["root", "none"] {
        let answer = server.get(&Who::user("alice"), &format!("/person?fragment=1&login={other}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{other}");
    }
    let site = server.get(&Who::user("alice"), "/website?fragment=1&site=3").await.text;
    assert!(!site.contains("root"), "others' entries stay theirs");
    assert_eq!(
        server.get(&Who::user("bob"), "/website?fragment=1&site=3").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn lists_know_who_and_what_is_in_the_log() {
    let server = Server::with(events());
    let people = server.get(&Who::superuser(), "/people?fragment=1").await.text;
    assert!(people.contains(">alice<") && people.contains(">root<") && !people.contains(">nobody<"));
    let found = server.get(&Who::superuser(), "/people?fragment=1&login=ROO").await.text;
    assert!(found.contains(">root<") && !found.contains(">alice<"));
    let websites = server.get(&Who::superuser(), "/websites?fragment=1").await.text;
    assert!(websites.contains(">Shop<") && websites.contains("page=website&#38;site=3"));
    let nothing = server.get(&Who::superuser(), "/websites?fragment=1&login=zzz").await.text;
    assert!(nothing.contains("No website matches."));
}

#[tokio::test]
async fn usage_counts_changes_by_person_and_feature() {
    let server = Server::with(events());
    let page = server.get(&Who::superuser(), "/usage?fragment=1&show=changes&range=30d").await.text;
    let alice = page.split("<tr>").find(|row| row.contains(">alice<")).unwrap();
    assert!(alice.contains("user%3Aalice%20category%3Agoal") && alice.contains(">4</a>"), "{alice}");
    assert!(page.contains("known once the first inventory"), "says what to do");
    let views = server.get(&Who::superuser(), "/usage?fragment=1").await.text;
    assert!(views.contains("Views are counted while"), "nothing was looked at yet");
}
