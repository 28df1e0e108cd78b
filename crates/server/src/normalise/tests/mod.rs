#![allow(clippy::unwrap_used)]

mod actors;
mod complaints;
mod foreign;
mod hostile;
mod objects;
mod rows;
mod seen;
mod users;

use activity_log_core::Event;
use activity_log_core::catalog::Catalog;
use activity_log_core::event::Change;
use activity_log_core::fact::Fact;
use serde_json::{Value, json};

/// A fact of alice, an admin, with these members more.
fn fact(event: &str, more: Value) -> Fact {
    let mut line = json!({
        "v": 1, "kind": "fact", "n": 1, "id": "01930000-0000-7000-8000-000000000001", "cause": null,
        "time": "2026-11-22T20:41:21.123456Z", "event": event, "outcome": "success", "params": {},
        "actor": {"login": "alice", "super": false, "role": "admin", "auth": "session", "session": "b3623d1d"},
        "client": {"ip": "203.0.113.7", "peer": "::ffff:10.0.0.2", "agent": "Browser"},
        "request": {"id": "a1b2c", "verb": "POST", "module": "API", "sapi": "fpm-fcgi"},
        "matomo": "5.2.0", "plugin": "0.1.0",
    });
    for (name, value) in more.as_object().unwrap() {
        line[name] = value.clone();
    }
    // Not through the parser: generated facts may be longer than a line may be, and must be bounded all the same.
    serde_json::from_value(line).unwrap()
}

fn event(name: &str, more: Value) -> Event {
    super::normalise(fact(name, more), "main", "plugin", Catalog::builtin())
}

/// Changes as `field: old → new`.
fn told(event: &Event) -> Vec<String> {
    event.changes.iter().map(|Change { field, old, new }| format!("{field}: {old} → {new}")).collect()
}

fn target(event: &Event) -> (&str, Option<&str>, Option<&str>) {
    let target = event.target.as_ref().unwrap();
    (&target.kind, target.id.as_deref(), target.name.as_deref())
}
