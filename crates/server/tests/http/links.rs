//! Links for elsewhere: what they show and to whom, when they end, and what is told of them.

use std::sync::{Arc, Mutex};

use activity_log::inventory::Inventories;
use activity_log::serve::{Logs, Role};
use activity_log_core::event::{ActorKind, Outcome, Severity, Target};
use activity_log_core::{Event, Time};
use serde_json::json;

use crate::fake::{Answer, FakeStore, NOW, Server, Who, console};
use crate::hostile::assert_whole;
use crate::sample;

/// A server that is reached from elsewhere, and its logs.
fn server(events: Vec<Event>) -> (Server, Arc<dyn Logs>) {
    set_up(FakeStore::received(events, NOW))
}

fn set_up(store: FakeStore) -> (Server, Arc<dyn Logs>) {
    let logs: Arc<Mutex<Option<Arc<dyn Logs>>>> = Arc::default();
    let kept = logs.clone();
    let server = Server::set_up(store, move |setup| {
        setup.public_url = Some("https://audit.example.org".parse().unwrap());
        *kept.lock().unwrap() = Some(setup.logs.clone());
    });
    let logs = logs.lock().unwrap().clone().unwrap();
    (server, logs)
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn make(server: &Server, who: &Who, kind: &str, name: &str, q: &str) -> Answer {
    let body = format!(
        "link_do=make&link_kind={kind}&link_name={}&q={}&link_days=90&link_websites={}",
        encoded(name),
        encoded(q),
        encoded("https://intranet.example.org http://localhost:8080")
    );
    server.post(who, "/links?fragment=1", &body).await
}

/// The path of the link that this page shows.
fn path_of(page: &Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.text);
    let (_, after) = page.text.split_once("value=\"https://audit.example.org/").expect("an address");
    format!("/{}", after.split_once('"').unwrap().0)
}

/// What follows this in the revoke form of the first link.
fn id_of(page: &str) -> String {
    let (_, after) = page.split_once("name=\"link_id\" value=\"").unwrap();
    after.split_once('"').unwrap().0.to_owned()
}

/// Fails where the text is no well-formed XML: tags that do not match, `&` that begins nothing, control characters.
fn assert_well_formed(xml: &str) {
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>").expect("a declaration first");
    // https://www.w3.org/TR/xml/#NT-Char
    let is_none = |c: char| c < ' ' && !['\n', '\t'].contains(&c) || ['\u{fffe}', '\u{ffff}'].contains(&c);
    assert!(!body.contains(is_none), "no characters of XML");
    for (_, after) in body.match_indices('&').map(|(at, _)| body.split_at(at + 1)) {
        let name = after.split_once(';').expect("a reference ends").0;
        let is_number = name.strip_prefix('#').is_some_and(|digits| digits.parse::<u32>().is_ok());
        assert!(is_number || ["amp", "lt", "gt", "quot", "apos"].contains(&name), "&{name};");
    }
    let mut open = Vec::new();
    let mut rest = body;
    while let Some((_, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').expect("a tag ends");
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        assert!(name.bytes().all(|b| b.is_ascii_lowercase()), "<{name}");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[tokio::test]
async fn a_feed_shows_the_newest_entries_of_its_search() {
    let (server, _) = server(sample::day());
    let made = make(&server, &Who::superuser(), "feed", "SOC <feed>", "user:alice").await;
    let path = path_of(&made);
    assert!(path.starts_with("/feed/") && path.len() == "/feed/".len() + 43, "{path}");
    let list = server.get(&Who::superuser(), "/links?fragment=1").await.text;
    let token = path.trim_start_matches("/feed/");
    assert!(list.contains("SOC &#60;feed&#62;") && !list.contains(token), "shown once");
    let feed = server.get(&Who::Anonymous, &path).await;
    assert_eq!(
        (feed.status.as_u16(), feed.header("content-type")),
        (200, "application/atom+xml; charset=utf-8")
    );
    assert_well_formed(&feed.text);
    let alices = server.get(&Who::superuser(), "/api/v1/entries?q=user:alice&limit=100").await.json();
    let entries = alices["entries"].as_array().unwrap();
    assert!(!entries.is_empty());
    assert_eq!(feed.text.matches("<entry>").count(), entries.len());
    for entry in entries {
        assert!(feed.text.contains(&format!("<id>urn:uuid:{}</id>", entry["id"].as_str().unwrap())));
        assert!(feed.text.contains(&format!("href=\"https://audit.example.org/log/{}\"", entry["seq"])));
    }
    assert!(feed.text.contains("<title type=\"text\">SOC &#60;feed&#62;</title>"));
    assert!(!feed.text.contains(token), "the address stands in no feed that a reader passes on");
    // What did not change is not sent again.
    let mut again = Who::Anonymous.request(&server, "GET", &path, "");
    again.headers_mut().insert("if-none-match", feed.header("etag").parse().unwrap());
    let again = server.ask(again).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn a_view_is_shown_by_the_websites_it_names_and_no_others() {
    let (server, _) = server(sample::day());
    let made = make(&server, &Who::superuser(), "embed", "Wall \"1\"", "").await;
    let path = path_of(&made);
    assert!(made.text.contains("&#60;iframe src=&#34;https://audit.example.org/embed/"), "{}", made.text);
    let view = server.get(&Who::Anonymous, &path).await;
    assert_eq!(view.status, 200);
    assert!(
        view.header("content-security-policy")
            .ends_with("frame-ancestors http://localhost:8080 https://intranet.example.org")
    );
    assert!(view.headers.get("x-frame-options").is_none(), "it would forbid what the policy allows");
    assert_eq!(view.header("referrer-policy"), "no-referrer");
    assert!(view.headers.get("set-cookie").is_none());
    assert!(view.text.contains("oal-row") && view.text.contains("<title>Wall &#34;1&#34;"));
    // Nothing in it leads on inside the frame.
    for link in view.text.split("<a ").skip(1) {
        assert!(link.split('>').next().unwrap().contains("target=\"_blank\" rel=\"noopener\""), "{link}");
    }
    // A feed's address opens no view, and the other way round.
    let other = path.replace("/embed/", "/feed/");
    assert_eq!(server.get(&Who::Anonymous, &other).await.status, 404);
}

#[tokio::test]
async fn it_shows_what_its_maker_may_see_and_not_what_the_reader_may() {
    let (server, _) = server(sample::day());
    let own = path_of(&make(&server, &Who::user("alice"), "feed", "mine", "nested:*").await);
    let own = server.get(&Who::superuser(), &own).await.text;
    let alices = server.get(&Who::user("alice"), "/api/v1/entries?q=nested:*&limit=100").await.json();
    assert_eq!(own.matches("<entry>").count(), alices["entries"].as_array().unwrap().len());
    assert!(!own.contains("<name>bob</name>"));
    // Others do not see it in their list, and cannot revoke it; super users do and can.
    let alice = server.get(&Who::user("alice"), "/links?fragment=1").await.text;
    let id = id_of(&alice);
    assert!(!server.get(&Who::user("bob"), "/links?fragment=1").await.text.contains(&id));
    let revoke = format!("link_do=revoke&link_id={id}");
    assert_eq!(server.post(&Who::user("bob"), "/links?fragment=1", &revoke).await.status, 400);
    assert!(server.get(&Who::superuser(), "/links?fragment=1").await.text.contains(&id));
    let other = Who::Matomo(crate::fake::Claims {
        instance: "other".into(),
        secret: crate::fake::OTHER_SECRET.into(),
        ..Who::claims("root", "superuser")
    });
    assert!(!server.get(&other, "/links?fragment=1").await.text.contains(&id), "of another Matomo");
    assert_eq!(server.post(&other, "/links?fragment=1", &revoke).await.status, 400);
    let answer = server.post(&Who::superuser(), "/links?fragment=1", &revoke).await;
    assert_eq!(answer.json()["go"], "index.php?module=OpenActivityLog&action=index&page=links&said=revoked");
}

#[tokio::test]
async fn a_revoked_one_is_gone_and_one_that_never_was_is_refused() {
    let (server, _) = server(sample::day());
    let path = path_of(&make(&server, &Who::superuser(), "feed", "x", "").await);
    assert_eq!(server.get(&Who::Anonymous, &path).await.status, 200);
    let id = id_of(&server.get(&Who::superuser(), "/links?fragment=1").await.text);
    server.post(&Who::superuser(), "/links?fragment=1", &format!("link_do=revoke&link_id={id}")).await;
    let gone = server.get(&Who::Anonymous, &path).await;
    assert_eq!(gone.status, 410);
    assert!(gone.text.contains("This link has ended"), "{}", gone.text);
    server.app.flush_refusals(true);
    assert!(server.refused.lock().unwrap().is_empty(), "a reader that still asks is no attack");
    for path in ["/feed/", "/feed/a/b", "/feed/AAAA", &format!("/feed/{}", "A".repeat(5_000))] {
        assert_eq!(server.get(&Who::Anonymous, path).await.status, 404, "{}", path.len());
    }
    server.app.flush_refusals(true);
    let refused = server.refused.lock().unwrap().clone();
    assert_eq!(refused[0].request.params["reasons"]["link for elsewhere that does not exist"], 2);
}

#[tokio::test]
async fn it_ends_with_its_time() {
    let (server, _) = server(sample::day());
    let path = path_of(&make(&server, &Who::superuser(), "embed", "x", "").await);
    server.hands.set("2027-02-20T20:41:20Z".parse().unwrap());
    assert_eq!(server.get(&Who::Anonymous, &path).await.status, 200);
    server.hands.set("2027-02-20T20:41:21Z".parse().unwrap());
    assert_eq!(server.get(&Who::Anonymous, &path).await.status, 410);
    let looks = server.looks.lock().unwrap();
    let ended = looks.last().unwrap();
    assert_eq!((ended.activity.as_str(), ended.actor.kind), ("auditlog.link_revoked", ActorKind::System));
    assert_eq!(ended.request.params["why"], "expired");
}

/// What was done to somebody's account.
fn done_to(login: &str, activity: &str, severity: Severity, outcome: Outcome) -> Event {
    let mut event = sample::event("admin", activity);
    event.target = Some(Target { kind: "user".into(), id: Some(login.into()), name: None });
    (event.severity, event.outcome) = (severity, outcome);
    event
}

#[tokio::test]
async fn it_ends_when_its_maker_may_see_less() {
    let cases = [
        ("tried", done_to("root", "user.deleted", Severity::Critical, Outcome::Failure), 200, 200),
        ("somebody else", done_to("rooty", "user.deleted", Severity::Critical, Outcome::Success), 200, 200),
        (
            "granted",
            done_to("root", "user.superuser_changed", Severity::Critical, Outcome::Success),
            200,
            200,
        ),
        (
            "no super user any more",
            done_to("root", "user.superuser_changed", Severity::Warning, Outcome::Success),
            410,
            200,
        ),
        ("deleted as typed", done_to("ROOT", "user.deleted", Severity::Critical, Outcome::Success), 410, 410),
        ("deleted", done_to("root", "user.deleted", Severity::Critical, Outcome::Success), 410, 410),
    ];
    for (what, event, all, own) in cases {
        let (server, logs) = server(sample::day());
        // In this order: whoever comes as a plain user is no super user.
        let mine = path_of(&make(&server, &Who::user("root"), "feed", "own", "").await);
        let everybodys = path_of(&make(&server, &Who::superuser(), "feed", "all", "").await);
        let operator = Who::Console(server.cookie(console("operator", Role::Operator)).await);
        // The console's forms come from our own pages.
        let mut request = operator.request(
            &server,
            "POST",
            "/links",
            "link_do=make&link_kind=feed&link_name=o&link_days=30&q=",
        );
        request.headers_mut().insert("sec-fetch-site", "same-origin".parse().unwrap());
        let operators = path_of(&server.ask(request).await);
        logs.instance("main").unwrap().store.append(vec![event], None).unwrap();
        assert_eq!(server.get(&Who::Anonymous, &everybodys).await.status, all, "{what}");
        assert_eq!(server.get(&Who::Anonymous, &mine).await.status, own, "{what}");
        assert_eq!(server.get(&Who::Anonymous, &operators).await.status, 200, "{what}");
    }
}

#[tokio::test]
async fn whoever_lost_what_they_were_makes_no_link_of_an_old_session() {
    let (server, logs) = server(sample::day());
    let root = Who::Console(server.cookie(console("root", Role::Superuser)).await);
    let post = async |who: &Who| {
        let body = "link_do=make&link_kind=feed&link_name=o&link_days=365&q=";
        let mut request = who.request(&server, "POST", "/links", body);
        request.headers_mut().insert("sec-fetch-site", "same-origin".parse().unwrap());
        server.ask(request).await.status
    };
    assert_eq!(post(&root).await, 200);
    let lost = done_to("root", "user.superuser_changed", Severity::Warning, Outcome::Success);
    logs.instance("main").unwrap().store.append(vec![lost], None).unwrap();
    assert_eq!(post(&root).await, 401);
    let again = Who::Console(server.cookie(console("root", Role::Superuser)).await);
    assert_eq!(post(&again).await, 200, "a session that began afterwards is of somebody who is one again");
}

#[tokio::test]
async fn whoever_comes_as_a_plain_user_is_no_super_user() {
    let (server, _) = server(sample::day());
    let everybodys = path_of(&make(&server, &Who::superuser(), "feed", "all", "").await);
    let mine = path_of(&make(&server, &Who::user("root"), "feed", "own", "").await);
    // That was noticed when the second was made.
    assert_eq!(server.get(&Who::Anonymous, &everybodys).await.status, 410);
    assert_eq!(server.get(&Who::Anonymous, &mine).await.status, 200);
}

#[tokio::test]
async fn a_search_that_was_given_up_does_not_look_empty() {
    let store = FakeStore { is_exhausted: true, ..FakeStore::received(sample::day(), NOW) };
    let (server, _) = set_up(store);
    let who = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let make = async |kind: &str| {
        let body = format!(
            "link_do=make&link_kind={kind}&link_name=o&link_days=30&q=nowhere&link_websites=https%3A%2F%2Fa.example"
        );
        let mut request = who.request(&server, "POST", "/links", &body);
        request.headers_mut().insert("sec-fetch-site", "same-origin".parse().unwrap());
        path_of(&server.ask(request).await)
    };
    let view = server.get(&Who::Anonymous, &make("embed").await).await.text;
    assert!(
        view.contains("The search stopped here") && !view.contains("There are no such entries"),
        "{view}"
    );
    let feed = server.get(&Who::Anonymous, &make("feed").await).await.text;
    assert!(feed.contains("The search stopped here"), "{feed}");
}

#[tokio::test]
async fn a_look_at_the_head_is_no_use() {
    let (server, _) = server(sample::day());
    let path = path_of(&make(&server, &Who::superuser(), "feed", "a", "").await);
    let head = server.ask(Who::Anonymous.request(&server, "HEAD", &path, "")).await;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    assert_eq!(server.looks.lock().unwrap().len(), 1, "only that it was made");
    let mut any = Who::Anonymous.request(&server, "GET", &path, "");
    any.headers_mut().insert("if-none-match", "*".parse().unwrap());
    assert_eq!(server.ask(any).await.status, 304);
}

#[tokio::test]
async fn it_ends_when_the_inventory_says_so() {
    let cases = [
        ("before the link", "2026-11-22T03:00:00.000000Z", json!([]), json!([]), 200),
        (
            "still there",
            "2026-11-23T03:00:00.000000Z",
            json!([{"login": "root", "super": true}]),
            json!([]),
            200,
        ),
        (
            "no super user",
            "2026-11-23T03:00:00.000000Z",
            json!([{"login": "root", "super": false}]),
            json!([]),
            410,
        ),
        ("not there", "2026-11-23T03:00:00.000000Z", json!([]), json!([]), 410),
        ("not all were listed", "2026-11-23T03:00:00.000000Z", json!([]), json!(["users"]), 200),
    ];
    for (what, taken, users, cut, status) in cases {
        let (server, _) = server(sample::day());
        let path = path_of(&make(&server, &Who::superuser(), "feed", "all", "").await);
        let inventories = Inventories::new(server.inventories.path().join("main"));
        let parts = [
            json!({"section": "begin", "consistent": true}),
            json!({"section": "users", "rows": users}),
            json!({"section": "end", "parts": 3, "cut": cut}),
        ];
        for (index, mut part) in parts.into_iter().enumerate() {
            let head = json!({"v": 1, "kind": "inventory", "id": format!("01890000-0000-7000-8000-00000000000{index}"),
                "time": taken, "inventory": "01890000-0000-7000-8000-000000000009", "part": index + 1});
            part.as_object_mut().unwrap().extend(head.as_object().unwrap().clone());
            inventories.keep(&serde_json::from_value(part).unwrap(), Time::default()).unwrap();
        }
        assert!(inventories.newest().unwrap().is_some());
        assert_eq!(server.get(&Who::Anonymous, &path).await.status, status, "{what}");
    }
}

#[tokio::test]
async fn making_using_and_revoking_are_entries_without_the_address() {
    let (server, _) = server(sample::day());
    let path = path_of(&make(&server, &Who::superuser(), "embed", "Wall", "site:3").await);
    for _ in 0..3 {
        server.get(&Who::Anonymous, &path).await;
    }
    server.hands.set("2026-11-22T23:30:00Z".parse().unwrap());
    server.get(&Who::Anonymous, &path).await;
    let page = server.get(&Who::superuser(), "/links?fragment=1").await.text;
    server
        .post(&Who::superuser(), "/links?fragment=1", &format!("link_do=revoke&link_id={}", id_of(&page)))
        .await;
    let looks = server.looks.lock().unwrap().clone();
    let ids: Vec<_> = looks.iter().map(|event| event.activity.as_str()).collect();
    assert_eq!(
        ids,
        ["auditlog.link_created", "auditlog.link_used", "auditlog.link_revoked"],
        "one use for an address and day"
    );
    let made = &looks[0];
    assert_eq!((made.severity, made.actor.login.as_deref()), (Severity::Warning, Some("root")));
    assert_eq!(made.target.as_ref().unwrap().name.as_deref(), Some("Wall"));
    assert_eq!(
        (&made.request.params["query"], &made.request.params["kind"]),
        (&"site:3".into(), &"embed".into())
    );
    // Nobody seems to be here because something asks for what they once made.
    assert_eq!((looks[1].actor.kind, &looks[1].actor.login), (ActorKind::Anonymous, &None));
    assert_eq!(looks[1].client.ip.as_deref(), Some("203.0.113.99"));
    let token = path.trim_start_matches("/embed/");
    assert!(looks.iter().all(|event| !serde_json::to_string(event).unwrap().contains(token)));
    assert!(page.contains("22 Nov 2026"), "when it was used last");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_is_still_there() {
    let (server, _) = server(sample::day());
    let german = Who::Matomo(crate::fake::Claims { lang: "de".into(), ..Who::claims("root", "superuser") });
    let send = |body: String| {
        let (server, german) = (&server, &german);
        async move { server.post(german, "/links?fragment=1", &body).await }
    };
    let cases = [
        ("link_kind=embed&link_name=Wand&link_websites=*&link_days=30&q=", "geht hier nicht"),
        ("link_kind=embed&link_name=Wand&link_websites=&link_days=30&q=", "Nennen Sie 1 bis 5 Websites"),
        ("link_kind=feed&link_name=&link_days=30&q=", "braucht einen Namen"),
        ("link_kind=feed&link_name=Wand&link_days=30&q=usr:alice", "usr"),
    ];
    for (body, said) in cases {
        let page = send(format!("link_do=make&{body}")).await;
        assert_eq!(page.status, 200, "{body}");
        let (_, wrong) = page.text.split_once("role=\"alert\"").expect(body);
        assert!(wrong.contains(said), "{body}: {}", page.text);
        assert!(!body.contains("Wand") || page.text.contains("value=\"Wand\""), "{body}");
        assert!(page.text.contains("Es gibt noch keinen Link"), "{body}");
    }
    for number in 0..20 {
        make(&server, &Who::superuser(), "feed", &number.to_string(), "").await;
    }
    let page = send("link_do=make&link_kind=feed&link_name=Wand&link_days=30&q=".into()).await.text;
    assert!(page.contains("hat höchstens 20 Links"), "{page}");
    assert_eq!(
        make(&server, &Who::user("alice"), "feed", "a", "").await.status,
        200,
        "others have their own"
    );
}

#[tokio::test]
async fn without_an_address_from_elsewhere_only_the_console_makes_links() {
    let server = Server::with(sample::day());
    let page = server.get(&Who::superuser(), "/links?fragment=1").await.text;
    assert!(page.contains("public_url") && !page.contains("link_kind"), "{page}");
    assert_eq!(make(&server, &Who::superuser(), "feed", "a", "").await.status, 400);
    let operator = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    assert!(server.get(&operator, "/links").await.text.contains("link_kind"));
}

#[tokio::test]
async fn hostile_text_stays_text() {
    for text in sample::hostile() {
        let (server, _) = server(vec![sample::hostile_event(&text)]);
        let name: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
        let what = name.clone();
        let q = format!("nested:* -user:{}", "nobody");
        let made = make(&server, &Who::superuser(), "embed", &name, &q).await;
        assert_whole(&made.text, &what);
        let view = server.get(&Who::Anonymous, &path_of(&made)).await;
        assert_eq!(view.text.matches("<script").count(), 1, "{what}: only ours");
        assert!(!view.text.contains("<img") && !view.text.contains("<svg/onload"), "{what}");
        let feed = path_of(&make(&server, &Who::superuser(), "feed", &name, &q).await);
        let feed = server.get(&Who::Anonymous, &feed).await.text;
        assert_well_formed(&feed);
        assert_eq!(feed.matches("<entry>").count(), 1, "{what}");
        for c in ['\0', '\u{1b}', '\u{7f}', '\u{202e}', '\u{202c}', '\u{2066}'] {
            assert!(!feed.contains(c) && !view.text.contains(c), "{what}: U+{:04X}", c as u32);
        }
        let list = server.get(&Who::superuser(), "/links?fragment=1").await.text;
        assert_whole(&list, &what);
    }
}
