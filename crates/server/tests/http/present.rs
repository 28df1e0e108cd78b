//! Pages of people and websites when an inventory was taken: what it says, and what the log says happened since.
use activity_log::inventory::{Inventories, Kept};
use activity_log_core::event::{ActorKind, Outcome, Target};
use activity_log_core::{Event, Time};
use serde_json::{Value, json};

use crate::fake::{Server, Who};
use crate::sample;

const TAKEN: &str = "2026-11-22T03:00:00.000000Z";

fn take(server: &Server, users: &[&str], access: Value, tokens: Value, sites: Value, cut: Value) {
    let users: Vec<Value> = users.iter().map(|l| json!({"login": l, "super": *l == "root"})).collect();
    take_accounts(server, users, access, tokens, sites, cut);
}

pub fn take_accounts(
    server: &Server,
    users: Vec<Value>,
    access: Value,
    tokens: Value,
    sites: Value,
    cut: Value,
) {
    let inventories = Inventories::new(server.inventories.path().join("main"));
    let parts = [
        json!({"section": "begin", "consistent": true}),
        json!({"section": "users", "rows": users}),
        json!({"section": "access", "rows": access}),
        json!({"section": "tokens", "rows": tokens}),
        json!({"section": "sites", "rows": sites}),
        json!({"section": "end", "parts": 6, "cut": cut}),
    ];
    let mut last = Kept::Yes;
    for (index, mut part) in parts.into_iter().enumerate() {
        let head = json!({"v": 1, "kind": "inventory", "id": format!("01890000-0000-7000-8000-00000000000{index}"),
            "time": TAKEN, "inventory": "01890000-0000-7000-8000-000000000009", "part": index + 1});
        part.as_object_mut().unwrap().extend(head.as_object().unwrap().clone());
        let line = serde_json::from_value(part).unwrap();
        last = inventories.keep(&line, Time::default()).unwrap();
    }
    assert_eq!(last, Kept::Yes);
    assert!(inventories.newest().unwrap().is_some(), "the fixture is a whole inventory");
}

fn simple(server: &Server, users: &[&str]) {
    take(
        server,
        users,
        json!([{"login": "alice", "access": "admin", "sites": "1-3"}]),
        json!([]),
        json!([{"id": 3, "name": "Shop"}]),
        json!([]),
    );
}

pub fn at(mut event: Event, time: &str) -> Event {
    event.time = time.parse().unwrap();
    event
}

pub fn about(login: &str, activity: &str, of: &str, kind: &str, time: &str) -> Event {
    let mut event = at(sample::event(login, activity), time);
    event.target = Some(Target { kind: kind.into(), id: Some(of.into()), name: Some(of.into()) });
    event.changes = Vec::new();
    event
}

/// The row of the list that has this name.
pub fn row<'p>(page: &'p str, name: &str) -> &'p str {
    page.split("<tr>")
        .find(|row| row.contains(&format!("<bdi>{name}</bdi>")))
        .unwrap_or_else(|| panic!("no row {name}: {page}"))
}

pub fn links(text: &str) -> Vec<(String, String)> {
    text.split("<a ")
        .skip(1)
        .filter_map(|a| {
            let href =
                a.split("href=\"").nth(1)?.split('"').next()?.replace("&#38;", "&").replace("&amp;", "&");
            let inner = a.split_once('>')?.1.split("</a>").next()?;
            Some((inner.to_owned(), href))
        })
        .collect()
}

#[tokio::test]
async fn created_after_inventory_is_not_gone_on_person() {
    let server = Server::with(vec![
        about("root", "user.created", "newbie", "user", "2026-11-22T10:00:00Z"),
        at(sample::event("newbie", "goal.updated"), "2026-11-22T11:00:00Z"),
    ]);
    simple(&server, &["alice", "root"]);
    let page = server.get(&Who::superuser(), "/person?fragment=1&login=newbie").await.text;
    assert!(!page.contains("no account any more"), "newbie was created after the inventory");
}

#[tokio::test]
async fn created_after_inventory_is_not_gone_on_people() {
    let server = Server::with(vec![
        about("root", "user.created", "newbie", "user", "2026-11-22T10:00:00Z"),
        at(sample::event("newbie", "goal.updated"), "2026-11-22T11:00:00Z"),
    ]);
    simple(&server, &["alice", "root"]);
    let page = server.get(&Who::superuser(), "/people?fragment=1").await.text;
    assert!(!row(&page, "newbie").contains("no account any more"), "{}", row(&page, "newbie"));
}

#[tokio::test]
async fn deleted_after_inventory_is_gone_on_people_as_on_person() {
    let server = Server::with(vec![
        at(sample::event("alice", "goal.updated"), "2026-11-21T11:00:00Z"),
        about("root", "user.deleted", "alice", "user", "2026-11-22T10:00:00Z"),
    ]);
    simple(&server, &["alice", "root"]);
    let person = server.get(&Who::superuser(), "/person?fragment=1&login=alice").await.text;
    assert!(person.contains("no account any more"), "person page knows");
    let page = server.get(&Who::superuser(), "/people?fragment=1").await.text;
    assert!(row(&page, "alice").contains("no account any more"), "{}", row(&page, "alice"));
}

#[tokio::test]
async fn gone_with_access_is_visible_with_what_remains() {
    let server = Server::with(vec![at(sample::event("ghost", "goal.updated"), "2026-11-20T11:00:00Z")]);
    take(
        &server,
        &["root"],
        json!([{"login": "ghost", "access": "admin", "sites": "1-3"}]),
        json!([{"id": 7, "login": "ghost", "description": "ci"}]),
        json!([]),
        json!([]),
    );
    let person = server.get(&Who::superuser(), "/person?fragment=1&login=ghost").await.text;
    assert!(
        person.contains("Rights or API tokens of this account are still there.")
            && person.contains("websites 1-3")
    );
    let page = server.get(&Who::superuser(), "/people?fragment=1&show=gone-with-access").await.text;
    let ghost = row(&page, "ghost");
    assert!(ghost.contains("no account any more, but access") && ghost.contains("<td>1</td>"), "{ghost}");
    assert!(ghost.to_lowercase().contains("admin"), "the list says which rights remain: {ghost}");
}

#[tokio::test]
async fn last_seen_is_not_what_a_stranger_typed() {
    let mut typed = at(sample::event("idle", "auth.login.failed"), "2026-11-22T12:00:00Z");
    typed.category = "authentication".into();
    typed.actor.kind = ActorKind::Anonymous;
    typed.outcome = Outcome::Failure;
    let server = Server::with(vec![typed]);
    simple(&server, &["alice", "idle", "root"]);
    let page = server.get(&Who::superuser(), "/people?fragment=1").await.text;
    let idle = row(&page, "idle");
    assert!(idle.contains("<td>0</td><td>never</td>") || idle.to_lowercase().contains("never"), "{idle}");
}

#[tokio::test]
async fn numbers_of_person_equal_their_lists() {
    let mut events = vec![];
    let mut login = at(sample::event("alice", "auth.login.succeeded"), "2026-11-20T09:00:00Z");
    login.category = "authentication".into();
    events.push(login);
    for _ in 0..3 {
        let mut failed = sample::event("alice", "auth.login.failed");
        failed.id = uuid::Uuid::now_v7();
        failed.category = "authentication".into();
        failed.actor.kind = ActorKind::Anonymous;
        failed.outcome = Outcome::Failure;
        events.push(failed);
    }
    let server = Server::with(events);
    simple(&server, &["alice", "root"]);
    let page = server.get(&Who::superuser(), "/person?fragment=1&login=alice").await.text;
    let mut wrong = Vec::new();
    for head in ["What was changed", "IP addresses"] {
        let part =
            page.split(&format!("<h3>{head}</h3>")).nth(1).unwrap().split("</section>").next().unwrap();
        let (number, href) =
            links(part).into_iter().find(|(inner, _)| inner.chars().all(|c| c.is_ascii_digit())).unwrap();
        let q = href.split("q=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let list = server.get(&Who::superuser(), &format!("/api/v1/entries?limit=100&q={q}")).await.json();
        let listed = list["rows"].as_array().or(list["entries"].as_array()).map(Vec::len);
        wrong.push((head, number.parse::<usize>().ok() != listed, number, listed));
    }
    assert!(wrong.iter().all(|w| !w.1), "{wrong:?}");
}

#[tokio::test]
async fn website_renamed_after_inventory_has_its_new_name() {
    let mut event = at(sample::event("root", "website.updated"), "2026-11-22T10:00:00Z");
    event.site.as_mut().unwrap().name = Some("Store".into());
    let server = Server::with(vec![event]);
    simple(&server, &["root"]);
    let page = server.get(&Who::superuser(), "/website?fragment=1&site=3").await.text;
    let lead = page.split("oal-lead").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(lead.contains("Store"), "{lead}");
}

#[tokio::test]
async fn website_deleted_after_inventory_is_marked() {
    let server = Server::with(vec![about("root", "website.deleted", "3", "website", "2026-11-22T10:00:00Z")]);
    simple(&server, &["root"]);
    let page = server.get(&Who::superuser(), "/website?fragment=1&site=3").await.text;
    let list = server.get(&Who::superuser(), "/websites?fragment=1").await.text;
    let (a, b) = (page.contains("no longer there"), list.contains("no longer there"));
    assert!(a && b, "page {a}, list {b}");
}

#[tokio::test]
async fn website_created_after_inventory_is_not_gone() {
    let mut event = about("root", "website.created", "9", "website", "2026-11-22T10:00:00Z");
    event.site = Some(activity_log_core::event::Site { id: 9, name: Some("Fresh".into()) });
    let server = Server::with(vec![event]);
    simple(&server, &["root"]);
    let list = server.get(&Who::superuser(), "/websites?fragment=1").await.text;
    assert!(!row(&list, "Fresh").contains("no longer there"), "{}", row(&list, "Fresh"));
}

#[tokio::test]
async fn cut_section_proves_nothing() {
    let server = Server::with(vec![at(sample::event("bob", "goal.updated"), "2026-11-20T10:00:00Z")]);
    take(
        &server,
        &["root"],
        json!([{"login": "bob", "access": "view", "sites": "3"}]),
        json!([]),
        json!([]),
        json!(["sites", "users"]),
    );
    let list = server.get(&Who::superuser(), "/websites?fragment=1").await.text;
    let people = server.get(&Who::superuser(), "/people?fragment=1").await.text;
    let (a, b) =
        (row(&list, "Shop").contains("no longer there"), row(&people, "bob").contains("no account any more"));
    assert!(!a && !b, "said gone though the section was cut: site {a}, user {b}");
}

#[tokio::test]
async fn plain_user_learns_nothing_of_others_access() {
    let server = Server::with(vec![
        at(sample::event("bob", "goal.updated"), "2026-11-20T10:00:00Z"),
        at(sample::event("alice", "goal.updated"), "2026-11-20T10:00:00Z"),
    ]);
    take(
        &server,
        &["root", "alice", "bob"],
        json!([{"login": "alice", "access": "admin", "sites": "3"}]),
        json!([{"id": 7, "login": "alice", "description": "alicetoken"}]),
        json!([{"id": 3, "name": "Shop"}, {"id": 8, "name": "Hidden"}]),
        json!([]),
    );
    let own = server.get(&Who::user("bob"), "/person?fragment=1&login=bob").await;
    let site = server.get(&Who::user("bob"), "/website?fragment=1&site=3").await;
    for page in [&own, &site] {
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("alice") && !page.text.contains("root"), "{}", page.text);
    }
    assert_eq!(server.get(&Who::user("bob"), "/website?fragment=1&site=8").await.status, 404);
    assert_eq!(server.get(&Who::user("bob"), "/person?fragment=1&login=alice").await.status, 404);
    assert_eq!(server.get(&Who::user("bob"), "/person?fragment=1&login=BOB").await.status, 404);
}

/// Without tags of inputs and addresses.
fn regex_free(text: &str) -> String {
    text.split("<input")
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) })
        .collect()
}

#[tokio::test]
async fn hostile_names_on_all_four() {
    for text in sample::hostile() {
        let mut event = sample::hostile_event(&text);
        event.category = "goal".into();
        event.activity = "goal.updated".into();
        let server = Server::with(vec![event]);
        simple(&server, &["root"]);
        let login: String = text.bytes().map(|b| format!("%{b:02x}")).collect();
        for path in [
            "/people?fragment=1".into(),
            "/websites?fragment=1".into(),
            "/website?fragment=1&site=3".into(),
            format!("/person?fragment=1&login={login}"),
            format!("/people?fragment=1&login={login}"),
            format!("/websites?fragment=1&login={login}"),
        ] {
            let answer = server.get(&Who::superuser(), &path).await;
            if path.len() > 8_000 {
                continue;
            } // the address itself is refused
            let cut: String = text.chars().take(30).collect();
            assert!(answer.status == 200 || answer.status == 404, "{} {cut} {path:.60}", answer.status);
            // The search box holds what was typed, raw but escaped, so that it can be sent again.
            let answer_text = regex_free(&answer.text);
            for bad in ["<script>alert", "<img src=x", "<svg/onload", "\u{202e}", "<b>y"] {
                assert!(!answer_text.contains(bad), "{path:.40} has {bad}");
            }
        }
    }
}

#[tokio::test]
async fn numbers_of_people_lead_to_entries() {
    let server = Server::with(vec![at(sample::event("alice", "goal.updated"), "2026-11-20T10:00:00Z")]);
    simple(&server, &["root", "alice"]);
    let page = server.get(&Who::superuser(), "/people?fragment=1").await.text;
    assert_eq!(links(row(&page, "alice")).len(), 2, "person and entries: {}", row(&page, "alice"));
}
