use proptest::prelude::*;
use serde_json::json;

use super::super::EVENT_BYTES_MAX;
use super::*;

const NAME: &str = "<script>alert(1)</script>=cmd()\u{202e}\n\"\0end";

#[test]
fn hostile_text_stays_text() {
    let event = event(
        "API.Goals.updateGoal",
        json!({"params": {"idSite": "3", "idGoal": "7", "name": NAME}, "site": {"id": 3, "name": NAME},
               "before": {"goal": [{"idsite": 3, "idgoal": 7, "name": "a"}]}, "after": {"goal": [{"idsite": 3, "idgoal": 7, "name": NAME}]}}),
    );
    let kept = NAME.replace('\0', "\u{fffd}");
    assert_eq!(target(&event).2, Some(kept.as_str()));
    assert_eq!(event.site.unwrap().name.as_deref(), Some(kept.as_str()));
    assert_eq!(event.changes[0].new, kept.as_str());
}

#[test]
fn a_claimed_login_is_one_bounded_line() {
    let failed = |login: &str| {
        let known = json!({"params": {"known": true}, "actor": {"login": login}});
        target(&event("Login.authenticate.failed", known)).1.map(str::to_owned)
    };
    assert_eq!(failed("a\0b").as_deref(), Some("a\u{fffd}b"));
    assert_eq!(failed(&"ß".repeat(5000)).unwrap().chars().count(), 300);
}

#[test]
fn names_and_reasons_are_bounded() {
    let long = "ß".repeat(5000);
    let event = event(
        "API.Goals.updateGoal",
        json!({"params": {"idGoal": "7", "name": long}, "outcome": "failure", "reason": long, "site": {"id": 3, "name": long},
               "actor": {"login": long, "acting_as": long, "os_user": long}, "request": {"id": long}}),
    );
    assert_eq!(target(&event).2.unwrap().chars().count(), 300);
    assert_eq!(event.reason.unwrap().chars().count(), 300);
    assert_eq!(event.actor.login.unwrap().chars().count(), 200);
}

#[test]
fn a_full_line_gives_an_event_within_its_bounds() {
    let row = |fill: char| {
        let columns = activity_log_core::catalog::Catalog::builtin().table("site").unwrap().plain.clone();
        let row: serde_json::Map<_, _> =
            columns.into_iter().map(|column| (column, json!(fill.to_string().repeat(3000)))).collect();
        json!({"site": [row], "access": (0..200).map(|i| json!({"login": "l", "idsite": i, "access": fill})).collect::<Vec<_>>()})
    };
    let settings: Vec<Value> = (0..40)
        .map(|i| json!({"name": format!("n{i}"), "value": "x", "note": "\u{1}".repeat(200)}))
        .collect();
    let event = event(
        "API.SitesManager.updateSite",
        json!({"params": {"idSite": "1", "siteName": "x".repeat(4000), "urls": vec!["\u{1}".repeat(50); 100], "settingValues": settings},
               "before": row('a'), "after": row('b')}),
    );
    let size = serde_json::to_string(&event).unwrap().len();
    assert!(size < EVENT_BYTES_MAX, "{size}");
    assert!(event.changes.iter().any(|change| change.new["bytes"] == 3000));
    assert!(event.changes.iter().any(|change| change.field == "access.l.7" && change.new == "b"));
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::String),
        (1usize..2000).prop_map(|n| Value::String("\u{1}é".repeat(n))),
    ];
    leaf.prop_recursive(3, 30, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::Array),
            prop::collection::btree_map(".{0,8}|name|value|password|\\$cut|\\$hidden|\\$more", inner, 0..8)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn row() -> impl Strategy<Value = Value> {
    prop::collection::btree_map(
        prop::sample::select(vec![
            "idsite", "idgoal", "name", "login", "access", "password", "deleted", "$more", "url",
        ]),
        value(),
        0..6,
    )
    .prop_map(|row| json!(row))
}

fn rows() -> impl Strategy<Value = Value> {
    let table = prop::sample::select(vec![
        "goal", "site", "site_url", "user", "access", "option", "config", "nothing",
    ]);
    prop::collection::btree_map(table, prop::collection::vec(row(), 0..4), 0..4).prop_map(|rows| json!(rows))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_fact_becomes_a_bounded_event(
        name in prop_oneof![
            prop::sample::select(Catalog::builtin().activities().iter().flat_map(|row| &row.events).collect::<Vec<_>>()).prop_map(String::clone),
            ".{0,400}",
        ],
        params in prop::collection::btree_map("idSite|name|userLogin|urls|settingValues|known|.{0,6}", value(), 0..8),
        (before, after) in (rows(), rows()),
        outcome in prop::sample::select(vec!["success", "failure", "denied"]),
        (login, text) in (prop::option::of(".{0,300}"), ".{0,600}"),
    ) {
        let fact = fact(&name, json!({
            "params": params, "before": before, "after": after, "outcome": outcome, "result": text, "reason": text,
            "actor": {"login": login, "os_user": text}, "client": {"ip": text, "agent": text}, "site": {"id": 1, "name": text},
        }));
        let event = super::super::normalise(fact.clone(), "main", "plugin", Catalog::builtin());
        let json = serde_json::to_string(&event).unwrap();
        prop_assert!(json.len() < EVENT_BYTES_MAX);
        prop_assert!(!json.contains("\\u0000"));
        prop_assert_eq!(&super::super::normalise(fact, "main", "plugin", Catalog::builtin()), &event);
        prop_assert_eq!(&serde_json::from_str::<Event>(&json).unwrap(), &event);
    }
}
