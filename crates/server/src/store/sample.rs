//! Events and queries for tests, drawn from few values so that they meet.

use activity_log_core::event::{
    Actor, ActorKind, Auth, Change, Client, Outcome, Request, Severity, Site, Target, Token,
};
use activity_log_core::query::{Field, Pattern, Query, Term, Test};
use activity_log_core::{Event, Time};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use uuid::Uuid;

const LOGINS: &[&str] = &["alice", "bob", "Алла", "al", "o'neil"];
const ACTIVITIES: &[&str] = &["goal.updated", "goal.created", "auth.login.failed", "segment.deleted"];
const TEXTS: &[&str] =
    &["Signup done", "sign-up", "İstanbul Straße", "checkout/cart", "42", "", "a<b>c", "done signup done"];
const IPS: &[&str] =
    &["203.0.113.7", "203.0.113.200", "10.0.0.2", "2001:db8::1", "::ffff:10.0.0.2", "no address"];

/// A plain event; the number decides id, time and person.
pub fn event(number: u64) -> Event {
    let login = LOGINS[(number % 3) as usize];
    Event {
        id: Uuid::from_u128(1 << 127 | u128::from(number)),
        time: Time::from_micros(1_700_000_000_000_000 + number as i64 * 1_000_000),
        instance: "main".into(),
        source: "plugin".into(),
        activity: ACTIVITIES[(number % 4) as usize].into(),
        category: "goal".into(),
        verb: "updated".into(),
        severity: Severity::ALL[(number % 4) as usize],
        outcome: Outcome::ALL[(number % 3) as usize],
        reason: None,
        also: Vec::new(),
        actor: Actor {
            kind: ActorKind::User,
            login: Some(login.into()),
            acting_as: None,
            role: None,
            auth: Auth::Session,
            token: None,
            os_user: None,
            session: Some(format!("{number:08x}")),
        },
        client: Client { ip: Some(format!("203.0.113.{}", number % 250)), ..Client::default() },
        target: Some(Target { kind: "goal".into(), id: Some((number % 5).to_string()), name: None }),
        site: Some(Site { id: (number % 4) as i64, name: Some("Shop".into()) }),
        changes: Vec::new(),
        told: Vec::new(),
        request: Request::default(),
        cause: None,
    }
}

/// Any event; ids never repeat unless the caller makes them.
pub fn events() -> impl Strategy<Value = Event> {
    let who = (select(LOGINS), select(ActorKind::ALL), select(Auth::ALL), any::<bool>(), any::<u64>());
    let what = (select(ACTIVITIES), select(Severity::ALL), select(Outcome::ALL), 0..5i64, any::<bool>());
    let from = (select(IPS), select(IPS), 0..40i64, select(TEXTS), select(TEXTS), select(LOGINS));
    (who, what, from).prop_map(|(who, what, from)| {
        let mut event = event(who.4 >> 32);
        event.id = Uuid::from_u128(1 << 127 | u128::from(who.4) << 32 | u128::from(who.4));
        event.actor.kind = who.1;
        event.actor.login = who.3.then(|| who.0.to_owned());
        event.actor.auth = who.2;
        event.actor.token = what.4.then(|| Token { id: what.3, description: from.3.into() });
        event.activity = what.0.into();
        event.category = if what.4 { "authentication" } else { "goal" }.into();
        event.also = if from.2 % 7 == 0 { vec!["goal.changed".into()] } else { Vec::new() };
        event.severity = what.1;
        event.outcome = what.2;
        event.time = Time::from_micros(1_700_000_000_000_000 + from.2 * 1_000);
        event.client.ip = (what.3 != 2).then(|| from.0.into());
        event.client.peer = Some(from.1.into());
        let target = if what.4 { ("user", from.5) } else { ("goal", from.3) };
        event.target = (what.3 != 3).then(|| Target {
            kind: target.0.into(),
            id: Some(target.1.into()),
            name: Some(from.4.into()),
        });
        event.site = (what.3 != 4).then_some(Site { id: what.3, name: None });
        event.changes = vec![Change { field: "name".into(), old: json!(from.3), new: json!([from.4, 7]) }];
        event.request.method = Some("x".repeat(if from.2 == 5 { 200 } else { from.2 as usize % 4 + 125 }));
        event.cause = (from.2 % 3 == 0).then(|| Uuid::from_u128(from.2 as u128));
        event
    })
}

fn values() -> impl Strategy<Value = String> {
    let all: Vec<String> =
        [LOGINS, ACTIVITIES, TEXTS, IPS, &["user", "goal/42", "yes", "authentication", "plugin"]]
            .iter()
            .flat_map(|list| list.iter().map(|text| (*text).to_owned()))
            .chain((124..=129).chain([200]).map(|count| "x".repeat(count)))
            .chain(
                ["success", "warning", "none", "00000000-0000-0000-0000-000000000006", "2", "3"]
                    .map(str::to_owned),
            )
            .collect();
    select(all)
}

fn tests() -> impl Strategy<Value = Test> {
    let cut = |(text, from, length): (String, usize, usize)| -> String {
        text.to_lowercase().chars().skip(from).take(length).collect()
    };
    let pattern = (values(), any::<bool>(), 0..9usize).prop_map(|(text, prefix, length)| match prefix {
        true => Pattern::Prefix(if length == 8 { text } else { text.chars().take(length).collect() }),
        false => Pattern::Exact(text),
    });
    let time = (-2..42i64).prop_map(|millis| Time::from_micros(1_700_000_000_000_000 + millis * 1_000));
    let nets =
        select(vec!["203.0.113.0/24", "203.0.113.7/32", "0.0.0.0/0", "::/0", "2001:db8::/32", "10.0.0.0/31"]);
    prop_oneof![
        4 => (select(Field::ALL), proptest::collection::vec(pattern, 1..3)).prop_map(|(field, patterns)| Test::Facet(field, patterns)),
        1 => proptest::collection::vec(nets, 1..3)
            .prop_map(|nets| Test::Ip(nets.iter().filter_map(|net| net.parse().ok()).collect())),
        1 => time.clone().prop_map(Test::After),
        1 => time.prop_map(Test::Before),
        3 => (values(), 0..4usize, 1..12usize).prop_map(cut).prop_filter("empty", |text| !text.trim().is_empty()).prop_map(Test::Text),
    ]
}

/// Any query of up to three terms.
pub fn queries() -> impl Strategy<Value = Query> {
    let term = (tests(), any::<bool>()).prop_map(|(test, negated)| Term { negated, test });
    proptest::collection::vec(term, 0..4).prop_map(|terms| Query { terms })
}
