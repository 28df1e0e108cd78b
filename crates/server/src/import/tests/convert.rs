use activity_log_core::Event;
use activity_log_core::event::{ActorKind, Outcome};
use serde_json::json;

use crate::import::convert::{Converted, Converter};
use crate::import::types::Types;
use crate::import::{Cell, Row};

fn row(id: u64, login: &str, kind: &str, parameters: &str, ip: &[u8]) -> Row {
    let bytes = |text: &str| Cell::Bytes(text.as_bytes().to_vec());
    Row([
        bytes(&id.to_string()),
        bytes(login),
        bytes(kind),
        bytes(parameters),
        bytes("2024-02-29 23:59:59"),
        bytes("de"),
        Cell::Bytes(ip.to_vec()),
    ])
}

fn converter() -> Converter {
    Converter::new("main", Types::read(None).unwrap())
}

fn event(row: &Row) -> Event {
    let Converted { event, unread } = converter().convert(row).unwrap();
    assert_eq!(unread, None);
    event
}

const TAG: &str = r#"a:4:{s:4:"site";a:2:{s:7:"site_id";s:1:"3";s:9:"site_name";s:4:"Shop";}s:7:"version";s:2:"v1";s:9:"container";a:2:{s:2:"id";s:6:"aBcDeF";s:4:"name";s:4:"Main";}s:12:"containertag";a:2:{s:2:"id";i:7;s:4:"name";s:10:"Newsletter";}}"#;

#[test]
fn a_row_of_tag_manager() {
    let event = event(&row(12, "alice", "TagManager/TagAdded", TAG, b"203.0.113.7"));
    let told = json!([
        event.activity,
        event.actor.login,
        event.target,
        event.site,
        event.client,
        event.source,
        event.request.method
    ]);
    assert_eq!(
        told,
        json!(["tagmanager.tag.created", "alice", {"type": "tag", "id": "7", "name": "Newsletter"}, {"id": 3, "name": "Shop"},
            {"ip": "203.0.113.7", "peer": null, "country": "DE", "agent": null}, "import", "TagManager/TagAdded"])
    );
    assert_eq!(event.time.to_string(), "2024-02-29T23:59:59.000000Z");
    assert_eq!(event.request.params["container"], json!({"id": "aBcDeF", "name": "Main"}));
}

#[test]
fn an_id_is_that_of_matomo_row_and_time() {
    let first = event(&row(12, "alice", "x", "", b""));
    assert_eq!(first.id, event(&row(12, "alice", "y", "N;", b"203.0.113.7")).id);
    assert_ne!(first.id, event(&row(13, "alice", "x", "", b"")).id);
    let other =
        Converter::new("shop", Types::read(None).unwrap()).convert(&row(12, "alice", "x", "", b"")).unwrap();
    assert_ne!(first.id, other.event.id);
}

#[test]
fn unknown_types_are_kept_with_their_name_and_parameters() {
    let text = r#"a:3:{s:5:"thing";a:2:{s:2:"id";i:4;s:4:"name";s:1:"T";}s:9:"api_token";s:7:"hunter2";s:1:"o";O:1:"X":0:{}}"#;
    let sixteen_event = event;
    let event = event(&row(1, "anonymous", "Some\\Thing\u{202e}<b>", text, &[203, 0, 113, 7]));
    assert_eq!((event.activity.as_str(), event.actor.kind), ("imported.some.thing.b", ActorKind::Anonymous));
    assert_eq!(event.request.method.as_deref(), Some("Some\\Thing\u{202e}<b>"));
    assert_eq!(event.client.ip.as_deref(), Some("203.0.113.7"));
    assert_eq!(
        json!(event.request.params),
        json!({"thing": {"id": 4, "name": "T"}, "api_token": {"$hidden": true}, "o": {"$object": "X"}})
    );
    assert_eq!(json!(event.target), json!({"type": "thing", "id": "4", "name": "T"}));
    let sixteen = sixteen_event(&row(
        1,
        "system",
        "x",
        "",
        &"2001:db8::1".parse::<std::net::Ipv6Addr>().unwrap().octets(),
    ));
    assert_eq!((sixteen.client.ip.as_deref(), sixteen.actor.kind), (Some("2001:db8::1"), ActorKind::System));
}

#[test]
fn what_was_typed_at_a_failed_sign_in_is_kept_only_of_users() {
    let mut converter = converter();
    let text = r#"a:1:{s:5:"login";s:7:"hunter2";}"#;
    let mut fail = |login: &str, text: &str| {
        converter.convert(&row(1, login, "Login/LoginFailed", text, b"")).unwrap().event
    };
    let unknown = fail("anonymous", text);
    assert_eq!(
        (unknown.activity.as_str(), unknown.outcome, unknown.actor.kind),
        ("auth.login.failed", Outcome::Failure, ActorKind::Anonymous)
    );
    assert!(!serde_json::to_string(&unknown).unwrap().contains("hunter2"));
    assert_eq!(unknown.target.unwrap().name.as_deref(), Some("hu…"));
    assert!(!serde_json::to_string(&fail("hunter2", "N;")).unwrap().contains("hunter2"));
    converter.convert(&row(2, "alice", "x", "", b"")).unwrap();
    let known = converter.convert(&row(3, "alice", "Login/LoginFailed", "", b"")).unwrap().event;
    assert_eq!((known.actor.kind, known.actor.login.as_deref()), (ActorKind::Anonymous, Some("alice")));
    assert_eq!(known.owners(), ["alice"]);
}

#[test]
fn parameters_that_cannot_be_read_cost_only_themselves() {
    for (cell, part) in [
        (Cell::Bytes(b"a:1:{s:8:\"password\";s:7:\"hunter2".to_vec()), "PHP-serialised"),
        (Cell::TooLong(5_000_000), "too long: 5000000 bytes"),
    ] {
        let mut row = row(1, "alice", "SiteUpdated", "", b"");
        row.0[3] = cell;
        let converted = converter().convert(&row).unwrap();
        assert!(converted.unread.as_ref().unwrap().contains(part), "{converted:?}");
        assert_eq!(json!(converted.event.request.params), json!({"parameters": {"$hidden": true}}));
        assert_eq!(converted.event.activity, "website.updated");
    }
}

#[test]
fn rows_without_number_or_date_are_none() {
    for (place, text) in [
        (0, "x"),
        (0, ""),
        (0, "-1"),
        (4, "0000-00-00 00:00:00"),
        (4, "soon"),
        (4, ""),
        (4, "1969-01-01 00:00:00"),
    ] {
        let mut row = row(1, "alice", "x", "", b"");
        row.0[place] = Cell::Bytes(text.as_bytes().to_vec());
        assert!(converter().convert(&row).is_err(), "{text}");
    }
    let mut late = row(1, "alice", "x", "", b"");
    late.0[4] = Cell::Bytes(b"2024-02-29 23:59:59.250000".to_vec());
    assert_eq!(event(&late).time.to_string(), "2024-02-29T23:59:59.250000Z");
}

#[test]
fn an_event_stays_small() {
    let long = "x".repeat(100_000);
    let text = format!("a:2:{{s:1:\"a\";s:100000:\"{long}\";s:1:\"b\";s:100000:\"{long}\";}}");
    let mut row = row(1, &long, &long, &text, long.as_bytes());
    row.0[5] = Cell::Bytes(long.into_bytes());
    let event = event(&row);
    assert!(serde_json::to_string(&event).unwrap().len() < 20_000);
    assert_eq!((event.client.country, event.client.ip), (None, None));
}
