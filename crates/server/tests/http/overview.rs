//! The overview: exact numbers, and each leads to as many entries.

use activity_log::serve::Role;
use activity_log_core::Event;
use activity_log_core::event::{ActorKind, Outcome, Severity, Site};

use crate::fake::{Server, Who, console};
use crate::sample;

fn at(mut event: Event, time: &str) -> Event {
    event.time = time.parse().unwrap();
    event
}

/// The clock of the tests says 22 November 2026, 20:41 UTC.
fn events() -> Vec<Event> {
    let mut events = Vec::new();
    for n in 0..5 {
        events.push(at(
            sample::event("alice", "goal.updated"),
            &format!("2026-11-{:02}T10:00:00Z", 12 + 2 * n),
        ));
    }
    events.push(at(sample::event("mallory", "segment.created"), "2026-11-21T00:00:00Z"));
    let mut other = at(sample::event("bob", "website.updated"), "2026-10-01T00:00:00Z");
    other.site = Some(Site { id: 9, name: Some("<b>Old</b>".into()) });
    events.push(other.clone());
    let mut renamed = at(other, "2026-11-22T23:59:59.999Z");
    renamed.id = uuid::Uuid::now_v7();
    renamed.site = Some(Site { id: 9, name: Some("<i>New</i>".into()) });
    events.push(renamed);
    for n in 0..3 {
        let mut failed = at(sample::event("alice", "auth.login.failed"), &format!("2026-11-22T0{n}:00:00Z"));
        failed.category = "authentication".into();
        failed.actor.kind = ActorKind::Anonymous;
        failed.outcome = Outcome::Failure;
        failed.severity = Severity::Warning;
        failed.client.ip = Some(format!("198.51.100.{n}"));
        failed.site = None;
        events.push(failed);
    }
    let mut consequence = at(sample::event("alice", "goal.updated"), "2026-11-22T10:00:00Z");
    consequence.cause = Some(uuid::Uuid::now_v7());
    events.push(consequence);
    events
}

/// The number of a tile and its link.
fn tile(page: &str, label: &str) -> (String, String) {
    let place = page.find(&format!("oal-tile-label\">{label}<")).unwrap();
    let href =
        page[..place].rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&#38;", "&");
    let number = page[place..].split("oal-tile-number\">").nth(1).unwrap().split('<').next().unwrap();
    (number.to_owned(), href)
}

#[tokio::test]
async fn every_number_leads_to_as_many_entries() {
    let server = Server::with(events());
    let who = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let page = server.get(&who, "/overview?range=7d").await.text;
    for (label, number) in [
        ("Entries", "8"),
        ("Failed or denied", "3"),
        ("Failed sign-ins", "3"),
        ("Warnings and critical", "3"),
    ] {
        let (shown, href) = tile(&page, label);
        assert_eq!(shown, number, "{label}");
        let list = server.get(&who, &format!("{href}&fold=0&limit=500")).await.text;
        assert_eq!(list.matches("<li class=\"oal-row").count().to_string(), number, "{label} {href}");
    }
    assert_eq!(tile(&page, "People active").0, "3", "alice, bob, mallory");
    // Seven days, the 16th to the 22nd; before them the 12th and the 14th.
    assert!(page.contains("16 Nov – 22 Nov 2026") && page.contains(">2 before<"), "{page}");
    assert!(page.contains("Seen for the first time: <bdi class=\"oal-value\">mallory</bdi>"));
    assert!(!page.contains("Seen for the first time: <bdi class=\"oal-value\">bob</bdi>"), "seen in October");
    assert!(page.contains("&#60;i&#62;New&#60;/i&#62;") && !page.contains("<i>New"));
    assert!(!page.contains("Old"), "a website has its newest name");
}

#[tokio::test]
async fn charts_zoom_and_have_tables() {
    let server = Server::with(events());
    let page = server.get(&Who::superuser(), "/overview?fragment=1&range=7d").await.text;
    assert!(
        page.contains("page=overview&#38;from=2026-11-22&#38;to=2026-11-22"),
        "a day is looked at more closely"
    );
    let day = server.get(&Who::superuser(), "/overview?fragment=1&from=2026-11-22&to=2026-11-22").await.text;
    assert!(
        day.contains("after%3A2026-11-22T02%3A00%20before%3A2026-11-22T03%3A00"),
        "an hour leads to its entries"
    );
    let table = page.split("<tbody>").nth(1).unwrap();
    let rows = table.split("</tbody>").next().unwrap().matches("<tr>").count();
    assert_eq!(rows, 5, "days with entries: 16, 18, 20, 21, 22");
    for nonsense in ["range=%00", "from=9999-12-31&to=0000-01-01", "from=-9999-01-01", "unit=year&range=1"] {
        assert_eq!(
            server.get(&Who::superuser(), &format!("/overview?fragment=1&{nonsense}")).await.status,
            200
        );
    }
}

#[tokio::test]
async fn an_empty_log_says_what_to_do() {
    let page = Server::with(Vec::new()).get(&Who::superuser(), "/overview?fragment=1").await.text;
    assert!(page.contains("activity-log connect") && !page.contains("<svg"));
}
