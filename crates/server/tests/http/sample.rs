//! Events to look at.

use activity_log_core::Event;
use activity_log_core::event::{
    Actor, ActorKind, Auth, Change, Client, Outcome, Request, Severity, Site, Target, Token, Told,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Something that somebody did to the goal “Signup done”.
pub fn event(login: &str, activity: &str) -> Event {
    let mut words = activity.split('.');
    Event {
        id: Uuid::now_v7(),
        time: "2026-11-22T20:41:21.123456Z".parse().unwrap(),
        instance: "main".into(),
        source: "plugin".into(),
        activity: activity.into(),
        category: words.next().unwrap().into(),
        verb: words.next_back().unwrap_or("done").into(),
        severity: Severity::Info,
        outcome: Outcome::Success,
        reason: None,
        also: Vec::new(),
        actor: Actor {
            kind: ActorKind::User,
            login: Some(login.into()),
            acting_as: None,
            role: Some("admin".into()),
            auth: Auth::Session,
            token: None,
            os_user: None,
            session: Some("b3623d1d".into()),
        },
        client: Client {
            ip: Some("203.0.113.7".into()),
            peer: Some("10.0.0.2".into()),
            country: Some("DE".into()),
            agent: Some("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0".into()),
        },
        target: Some(Target { kind: "goal".into(), id: Some("7".into()), name: Some("Signup done".into()) }),
        site: Some(Site { id: 3, name: Some("Shop".into()) }),
        changes: vec![Change { field: "name".into(), old: json!("Signup"), new: json!("Signup done") }],
        told: Vec::new(),
        request: Request {
            id: Some("a1b2c".into()),
            method: Some("Goals.updateGoal".into()),
            params: json!({"idSite": "3", "idGoal": "7", "password": {"$hidden": true}})
                .as_object()
                .unwrap()
                .clone(),
        },
        cause: None,
    }
}

/// A day's work of a small team, oldest first.
pub fn day() -> Vec<Event> {
    let at = |mut event: Event, time: &str| {
        event.time = time.parse().unwrap();
        event
    };
    let target = |mut event: Event, kind: &str, id: &str, name: &str| {
        event.target = Some(Target { kind: kind.into(), id: Some(id.into()), name: Some(name.into()) });
        event.changes = Vec::new();
        event
    };
    let site = |mut event: Event, id: i64, name: &str| {
        event.site = Some(Site { id, name: Some(name.into()) });
        event
    };
    let mut list = Vec::new();
    let mut login = target(event("alice", "auth.login.succeeded"), "user", "alice", "alice");
    login.category = "authentication".into();
    login.site = None;
    list.push(at(login.clone(), "2026-11-21T07:58:03.5Z"));

    let mut goal = event("alice", "goal.updated");
    goal.changes.push(Change { field: "revenue".into(), old: json!(0), new: json!(25.5) });
    goal.changes.push(Change {
        field: "description".into(),
        old: Value::Null,
        new: json!("Counts a sign-up when the thank-you page is shown. ".repeat(8)),
    });
    goal.changes.push(Change {
        field: "urls".into(),
        old: json!(["https://shop.example"]),
        new: json!(["https://shop.example", "https://www.shop.example", {"$more": 12}]),
    });
    goal.changes.push(Change {
        field: "secret".into(),
        old: json!({"$hidden": "1f0a93c2"}),
        new: json!({"$hidden": "8be0417a"}),
    });
    goal.changes.push(Change {
        field: "pattern".into(),
        old: json!({"$cut": "^/thanks", "bytes": 52_431, "sha256": "00"}),
        new: json!(""),
    });
    list.push(at(goal, "2026-11-21T08:12:44.2Z"));

    let mut failed = target(event("mallory", "auth.login.failed"), "user", "admin", "admin");
    failed.category = "authentication".into();
    failed.actor.kind = ActorKind::Anonymous;
    failed.actor.login = None;
    failed.actor.auth = Auth::None;
    failed.actor.role = None;
    failed.actor.session = None;
    failed.outcome = Outcome::Failure;
    failed.severity = Severity::Warning;
    failed.reason = Some("wrong password".into());
    failed.site = None;
    failed.client.ip = Some("198.51.100.23".into());
    list.push(at(failed.clone(), "2026-11-21T23:01:07Z"));
    failed.id = Uuid::now_v7();
    list.push(at(failed, "2026-11-21T23:01:09Z"));

    let mut rights = target(event("root", "user.superuser_changed"), "user", "bob", "bob");
    rights.activity = "user.superuser_granted".into();
    rights.category = "user".into();
    rights.severity = Severity::Critical;
    rights.site = None;
    rights.changes = vec![Change { field: "superuser_access".into(), old: json!(false), new: json!(true) }];
    list.push(at(rights.clone(), "2026-11-22T09:15:00Z"));
    let mut nested = target(event("root", "user.updated"), "user", "bob", "bob");
    nested.cause = Some(rights.id);
    nested.site = None;
    list.push(at(nested, "2026-11-22T09:15:00.2Z"));

    let mut denied = site(target(event("bob", "website.deleted"), "website", "4", "Blog"), 4, "Blog");
    denied.outcome = Outcome::Denied;
    denied.severity = Severity::Warning;
    denied.reason = Some("You can't access this resource as it requires 'superuser' access.".into());
    denied.actor.auth = Auth::Token;
    denied.actor.token = Some(Token { id: 12, description: "nightly report".into() });
    list.push(at(denied, "2026-11-22T10:20:30Z"));

    let mut console = target(event("x", "console.plugin.activate"), "plugin", "TagManager", "TagManager");
    console.activity = "plugin.activated".into();
    console.category = "plugin".into();
    console.severity = Severity::Notice;
    console.actor.kind = ActorKind::Cli;
    console.actor.login = None;
    console.actor.os_user = Some("www-data".into());
    console.actor.auth = Auth::Console;
    console.client = Client::default();
    console.site = None;
    list.push(at(console, "2026-11-22T11:00:00Z"));

    let mut system = target(event("x", "token.expired_removed"), "token", "9", "old script");
    system.actor.kind = ActorKind::System;
    system.actor.login = None;
    system.actor.auth = Auth::Scheduler;
    system.client = Client::default();
    system.site = None;
    list.push(at(system, "2026-11-22T12:00:00Z"));

    for (index, name) in ["Newsletter", "Whitepaper download", "Contact form sent"].iter().enumerate() {
        let id = (20 + index).to_string();
        let created = target(event("bob", "goal.created"), "goal", &id, name);
        list.push(at(site(created, 4, "Blog"), "2026-11-22T15:30:00Z"));
    }
    list.push(at(
        site(
            target(
                event("carol.långström@example.org", "segment.created"),
                "segment",
                "5",
                "Returning visitors from Köln",
            ),
            3,
            "Shop",
        ),
        "2026-11-22T19:02:10Z",
    ));
    list
}

/// Fields of a form or an address, encoded.
pub fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.join("&")
}

/// Text that tries everything.
pub fn hostile() -> Vec<String> {
    vec![
        "<script>alert(1)</script>".into(),
        "\"><img src=x onerror=alert(1)>".into(),
        "' onmouseover='alert(1)".into(),
        "</title></textarea></details></pre><svg/onload=alert(1)>".into(),
        "javascript:alert(1)".into(),
        "no\u{fffe}character\u{ffff}".into(),
        "=cmd|' /C calc'!A0".into(),
        "\u{202e}evil\u{202c} \u{2066}x".into(),
        "a\0b\u{1b}[31mc\u{7f}".into(),
        "line\r\nSet-Cookie: a=b\nline".into(),
        "{{ 7*7 }} {% raw %} ${7*7} &amp; &lt;".into(),
        "user:bob activity:* \\ \"quoted\" -x".into(),
        "\u{f8f0}x\u{f8f1}<b>y".into(),
        "x".repeat(10_000),
        "ä日本🦀".into(),
        "../../etc/passwd%00".into(),
    ]
}

/// The text everywhere that somebody outside could have put it.
pub fn hostile_event(text: &str) -> Event {
    let mut event = event(text, "goal.updated");
    let text = || text.to_owned();
    event.reason = Some(text());
    event.outcome = Outcome::Failure;
    event.actor.acting_as = Some(text());
    event.actor.role = Some(text());
    event.actor.os_user = Some(text());
    event.actor.session = Some(text());
    event.actor.token = Some(Token { id: 1, description: text() });
    event.client =
        Client { ip: Some(text()), peer: Some(text() + "2"), country: Some(text()), agent: Some(text()) };
    event.target = Some(Target { kind: text(), id: Some(text()), name: Some(text()) });
    event.site = Some(Site { id: 3, name: Some(text()) });
    event.also = vec![text()];
    event.activity = text();
    event.category = text();
    event.source = text();
    event.changes = vec![
        Change { field: text(), old: json!(text()), new: json!([text(), {"$more": 3}]) },
        Change { field: text(), old: json!({"$cut": text(), "bytes": 1}), new: json!({text(): text()}) },
        Change { field: text(), old: json!({"$object": text()}), new: json!({"$hidden": text()}) },
    ];
    let data = json!({text(): text(), "nested": {text(): [text()]}}).as_object().unwrap().clone();
    event.told = vec![Told { class: text(), text: text(), lang: text(), data }];
    event.request = Request {
        id: Some(text()),
        method: Some(text()),
        params: json!({text(): text(), "nested": {"a": [text()]}}).as_object().unwrap().clone(),
    };
    event
}
