//! The list of people: its orders, its filters, and that every number is what its link shows.

use activity_log_core::Event;
use activity_log_core::event::{ActorKind, Outcome};
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::fake::{FakeStore, Server, Who};
use crate::present::{about, at, links, row, take_accounts};
use crate::sample;

fn failed(login: &str, time: &str) -> Event {
    let mut event = at(sample::event(login, "auth.login.failed"), time);
    event.category = "authentication".into();
    event.actor.kind = ActorKind::Anonymous;
    event.outcome = Outcome::Failure;
    event
}

fn signed_in(login: &str, time: &str) -> Event {
    let mut event = at(sample::event(login, "auth.login.succeeded"), time);
    event.category = "authentication".into();
    event
}

fn events() -> Vec<Event> {
    let mut events = vec![
        signed_in("root", "2026-10-01T10:00:00Z"),
        signed_in("alice", "2026-11-01T10:00:00Z"),
        at(sample::event("alice", "goal.updated"), "2026-11-02T10:00:00Z"),
        at(sample::event("alice", "goal.updated"), "2026-11-03T10:00:00Z"),
        signed_in("Bob", "2026-11-10T10:00:00Z"),
        at(sample::event("ghost", "goal.updated"), "2026-05-01T10:00:00Z"),
        at(sample::event("root", "goal.updated"), "2026-11-20T10:00:00Z"),
    ];
    // 23 October is a day too old; in Berlin 00:30 is the day before in UTC.
    events.push(failed("alice", "2026-10-22T21:59:59Z"));
    events.push(failed("alice", "2026-10-22T22:00:00Z"));
    events.push(failed("alice", "2026-11-22T10:00:00Z"));
    events.push(failed("Bob", "2026-11-22T10:00:00Z"));
    events.push(failed("nobody", "2026-11-22T10:00:00Z"));
    events
}

fn take(server: &Server) {
    let user = |login: &str, is_super: bool, two: bool| json!({"login": login, "super": is_super, "two_factor": two});
    let users: Vec<Value> = vec![
        user("root", true, true),
        user("alice", false, false),
        user("Bob", false, true),
        user("idle", false, false),
        user("anonymous", false, false),
        user("second", true, false),
    ];
    let access = json!([{"login": "alice", "access": "admin", "sites": "1-3"}, {"login": "ghost", "access": "view", "sites": "3"}]);
    take_accounts(server, users, access, json!([]), json!([{"id": 3, "name": "Shop"}]), json!([]));
}

fn server() -> Server {
    let server = Server::with(events());
    take(&server);
    server
}

async fn page(server: &Server, given: &str) -> String {
    let answer = server.get(&Who::superuser(), &format!("/people?fragment=1{given}")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.text
}

/// Logins in the order of the page.
fn names(page: &str) -> Vec<String> {
    let rows = page.split("<tbody>").nth(1).unwrap_or_default().split("<tr>").skip(1);
    rows.map(|row| row.split("<bdi>").nth(1).unwrap().split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_order_is_chosen_by_the_headings() {
    let server = server();
    let usual = ["ghost", "root", "second", "alice", "Bob", "anonymous", "idle"];
    for (sort, expected) in [
        ("", usual),
        ("&sort=nonsense", usual),
        ("&sort=name", ["alice", "anonymous", "Bob", "ghost", "idle", "root", "second"]),
        ("&sort=seen", ["root", "Bob", "alice", "ghost", "anonymous", "idle", "second"]),
        ("&sort=login", ["Bob", "alice", "root", "anonymous", "ghost", "idle", "second"]),
        ("&sort=entries", ["alice", "root", "Bob", "ghost", "anonymous", "idle", "second"]),
        ("&sort=failures", ["alice", "Bob", "anonymous", "ghost", "idle", "root", "second"]),
    ] {
        let page = page(&server, sort).await;
        let head = page.split("<thead>").nth(1).unwrap().split("</thead>").next().unwrap();
        if !sort.is_empty() && sort != "&sort=nonsense" {
            assert_eq!(names(&page), expected, "{sort}");
            let sorted = if sort == "&sort=name" { "ascending" } else { "descending" };
            let cell = head.split("<th ").find(|cell| cell.contains("aria-sort")).unwrap();
            assert!(cell.contains(&format!("aria-sort=\"{sorted}\"")), "{cell}");
            assert!(!links(cell)[0].1.contains("sort="), "a second time: the usual order");
            assert_eq!(head.matches("aria-sort").count(), 1);
            let form = page.split("<form").nth(1).unwrap();
            assert!(
                form.contains(&format!("name=\"sort\" value=\"{}\"", &sort[6..])),
                "searching keeps the order"
            );
        } else {
            assert_eq!(names(&page)[..4], expected[..4], "{sort}");
            assert_eq!(head.matches("aria-sort").count(), 0);
            let sorts: Vec<String> = links(head).into_iter().map(|(_, href)| href).collect();
            assert_eq!(sorts.len(), 5);
            assert!(
                sorts.iter().all(|href| href.contains("page=people") && href.contains("sort=")),
                "{sorts:?}"
            );
        }
    }
}

#[tokio::test]
async fn filters_are_links_that_keep_order_and_search() {
    let server = server();
    let log = server.views.clone();
    let mut counts = activity_log::store::views::Counts::default();
    let now = crate::fake::NOW.parse().unwrap();
    counts.add("2026-03-01T10:00:00Z".parse().unwrap(), "second", "Goals.get", 1, now);
    log.add(&counts, &[], now).unwrap();
    for (show, expected) in [
        ("all", vec!["alice", "anonymous", "Bob", "ghost", "idle", "root", "second"]),
        ("super", vec!["root", "second"]),
        ("never", vec!["idle"]),
        ("gone-with-access", vec!["ghost"]),
        ("no-two-factor", vec!["alice", "idle", "second"]),
        ("active", vec!["alice", "Bob", "root"]),
        ("gone", vec![]),
    ] {
        let page = page(&server, &format!("&sort=name&show={show}")).await;
        assert_eq!(names(&page), expected, "{show}");
        let here = page.split("aria-current=\"true\"").next().unwrap().rsplit("<a ").next().unwrap();
        assert!(here.contains(&format!("show={show}")) && here.contains("sort=name"), "{here}");
    }
    let found = page(&server, "&show=no-two-factor&login=AL").await;
    assert_eq!(names(&found), ["alice"]);
    assert!(found.contains("show=super&#38;login=AL"), "another filter keeps the search");
}

#[tokio::test]
async fn every_number_is_what_its_link_shows() {
    let server = server();
    let page = page(&server, "").await;
    let mut numbers = 0;
    for name in names(&page) {
        for (number, href) in links(row(&page, &name)) {
            let Some(q) = href.split("q=").nth(1) else { continue };
            let q = q.split('&').next().unwrap();
            let list =
                server.get(&Who::superuser(), &format!("/api/v1/entries?limit=100&q={q}")).await.json();
            assert_eq!(number, list["entries"].as_array().unwrap().len().to_string(), "{name}: {href}");
            numbers += 1;
        }
    }
    assert_eq!(numbers, 4 + 2, "entries of four, failed sign-ins of two");
    let alice = row(&page, "alice");
    assert!(alice.contains("activity%3Aauth.login.failed%20after%3A2026-10-23\">2</a>"), "{alice}");
    assert!(alice.contains("<td>3 Nov 2026, 11:00</td><td>1 Nov 2026, 11:00</td>"), "{alice}");
    let idle = row(&page, "idle");
    assert!(idle.contains("<td>0</td><td>never</td><td>never</td><td>0</td></tr>"), "{idle}");
}

#[tokio::test]
async fn lower_bounds_are_called_so() {
    let server = Server::over(FakeStore { is_exhausted: true, ..FakeStore::of(events()) });
    take(&server);
    let people = page(&server, "").await;
    assert!(row(&people, "alice").contains(">at least 3</a>"), "{}", row(&people, "alice"));
    assert!(row(&people, "idle").contains(">at least 0</a>"), "{}", row(&people, "idle"));
    assert!(people.contains("<p>at least 7 people</p>"));
    assert!(page(&server, "&show=never").await.contains("Nobody matches."), "nothing proves it");
    let root = Who::superuser();
    for (path, said) in [
        ("/person?fragment=1&login=alice", 4),
        ("/website?fragment=1&site=3", 3),
        ("/websites?fragment=1", 2),
        ("/usage?fragment=1&show=changes&range=90d", 2),
    ] {
        let page = server.get(&root, path).await.text;
        assert!(page.matches("at least").count() >= said, "{path}: {}", page.matches("at least").count());
    }
    let usage = server.get(&root, "/usage?fragment=1").await.text;
    assert!(usage.contains("may have been seen after all"), "who is dormant is not sure either");
}

#[tokio::test]
async fn super_users_of_a_website_are_counted_and_lead_to_their_list() {
    let mut granted = about("root", "user.superuser_changed", "alice", "user", "2026-11-22T10:00:00Z");
    granted.changes = vec![activity_log_core::event::Change {
        field: "superuser_access".into(),
        old: json!(false),
        new: json!(true),
    }];
    let mut revoked = granted.clone();
    revoked.id = uuid::Uuid::now_v7();
    revoked.target.as_mut().unwrap().id = Some("second".into());
    revoked.changes[0].new = json!(false);
    let mut denied = granted.clone();
    denied.id = uuid::Uuid::now_v7();
    denied.target.as_mut().unwrap().id = Some("idle".into());
    denied.outcome = Outcome::Denied;
    for (more, expected) in [
        (vec![], vec!["root", "second"]),
        (vec![granted.clone(), revoked.clone(), denied.clone()], vec!["alice", "root"]),
        (vec![revoked.clone()], vec!["root"]),
    ] {
        let server = Server::with(events().into_iter().chain(more).collect());
        take(&server);
        let website = server.get(&Who::superuser(), "/website?fragment=1&site=3").await.text;
        let access = website.split("Who has access").nth(1).unwrap().split("</section>").next().unwrap();
        let (words, href) =
            links(access).into_iter().find(|(words, _)| words.contains("who may do everything")).unwrap();
        let plural = if expected.len() == 1 { "user" } else { "users" };
        assert_eq!(words, format!("{} super {plural}, who may do everything", expected.len()));
        assert!(href.contains("page=people") && href.contains("show=super"), "{href}");
        let mut listed = names(&page(&server, "&show=super").await);
        listed.sort();
        assert_eq!(listed, expected);
    }
    let plain = server().get(&Who::user("alice"), "/website?fragment=1&site=3").await.text;
    assert!(!plain.contains("who may do everything"), "a plain user learns nothing of others");
}

#[tokio::test]
async fn too_many_people_for_an_order_by_time_are_told_so() {
    let many =
        (0..1_001).map(|n| at(sample::event(&format!("u{n:04}"), "goal.updated"), "2026-11-02T10:00:00Z"));
    let server = Server::with(many.collect());
    let by_time = page(&server, "&sort=seen").await;
    assert!(by_time.contains("There are more than 1,000 people here") && !by_time.contains("aria-sort"));
    let fewer = page(&server, "&sort=seen&login=u000").await;
    assert!(!fewer.contains("There are more than") && fewer.contains("aria-sort"));
    assert!(page(&server, "&sort=name").await.contains("aria-sort"));
    let next = page(&server, "&sort=name&row=1000").await;
    assert_eq!(names(&next), ["u1000"]);
}

#[tokio::test]
async fn a_session_is_counted_as_a_whole() {
    // The first of the session lies before the newest entries that are looked through.
    let mut events: Vec<Event> = vec![sample::event("alice", "goal.created")];
    events.extend((0..400).map(|n| {
        let mut event = sample::event("alice", "goal.updated");
        event.actor.session = Some(if n == 200 { "b3623d1d" } else { "ffffffff" }.into());
        event
    }));
    let server = Server::with(events);
    let page = server.get(&Who::superuser(), "/person?fragment=1&login=alice").await.text;
    let sessions = page.split("Newest sessions").nth(1).unwrap().split("</section>").next().unwrap();
    let counts: Vec<String> = links(sessions)
        .into_iter()
        .filter(|(words, _)| words.contains("entries"))
        .map(|(words, _)| words)
        .collect();
    assert_eq!(counts, ["399 entries", "2 entries"]);
}
