//! Entries that the log makes about itself (`auditlog.*`).

use activity_log_core::Time;
use activity_log_core::catalog::Catalog;
use activity_log_core::event::{Actor, ActorKind, Client, Event, Outcome, Request, Severity, Target};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Something the log has to say about itself. `id` should be stable ([`crate::ops::random::stable_id`]), so that it is said once.
pub fn event(id: Uuid, time: Time, instance: &str, activity: &str, params: Map<String, Value>) -> Event {
    let known = Catalog::builtin().activity(activity);
    let outcome = if activity == "auditlog.assertion_refused" { Outcome::Denied } else { Outcome::Success };
    Event {
        id,
        time,
        instance: instance.to_owned(),
        source: "server".to_owned(),
        activity: activity.to_owned(),
        category: known.map_or("auditlog", |known| &known.category).to_owned(),
        verb: known.map_or("happened", |known| &known.verb).to_owned(),
        severity: known.map_or(Severity::Warning, |known| known.severity),
        outcome,
        reason: None,
        also: Vec::new(),
        actor: Actor::nobody(ActorKind::System),
        client: Client::default(),
        target: Some(Target { kind: "log".to_owned(), id: Some(instance.to_owned()), name: None }),
        site: None,
        changes: Vec::new(),
        told: Vec::new(),
        request: Request { id: None, method: None, params },
        cause: None,
    }
}
