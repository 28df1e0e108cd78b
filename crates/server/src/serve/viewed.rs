//! Looking at everybody's entries is an entry itself: one for each viewer, way and hour, however many pages they turn and however
//! often an open page asks again. People who see only their own entries leave none: they learn nothing about anybody else.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use activity_log_core::event::{Actor, ActorKind, Auth, Client, Outcome, Request, Severity, Target};
use activity_log_core::{Event, Time};
use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::auth::{Role, Via, Viewer};
use crate::ops::random;
use crate::store::Scope;

/// Most viewers that are remembered within an hour. Beyond them the store still knows who was told of: the id is the same.
const VIEWERS_MAX: usize = 10_000;

/// Who was told of in this hour: instance, login and way.
#[derive(Default)]
struct Told {
    hour: i64,
    viewers: HashSet<(String, String, &'static str)>,
}

/// See the module.
pub(crate) struct Lookers {
    told: Mutex<Told>,
    hand_over: Arc<dyn Fn(Event) + Send + Sync>,
}

impl Lookers {
    pub(crate) fn new(hand_over: Arc<dyn Fn(Event) + Send + Sync>) -> Lookers {
        Lookers { told: Mutex::default(), hand_over }
    }

    /// The entry to hand over, if this viewer sees everybody's entries and looks for the first time in this hour.
    pub(crate) fn first_look(&self, viewer: &Viewer, source: &str, now: Timestamp) -> Option<Event> {
        if viewer.scope() != Scope::All {
            return None;
        }
        let key = (viewer.instance.clone(), viewer.login.clone(), way(viewer));
        self.is_first(key, now).then(|| event(viewer, source, hour_of(now), now))
    }

    fn is_first(&self, key: (String, String, &'static str), now: Timestamp) -> bool {
        let hour = hour_of(now);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.hour != hour || told.viewers.len() >= VIEWERS_MAX {
            *told = Told { hour, viewers: HashSet::new() };
        }
        told.viewers.insert(key)
    }

    /// Stores it. Blocks.
    pub(crate) fn hand_over(&self, event: Event) {
        (self.hand_over)(event);
    }
}

fn hour_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(3_600)
}

fn way(viewer: &Viewer) -> &'static str {
    match viewer.via {
        Via::Matomo => "matomo",
        Via::Console => "console",
        Via::Link => "link",
    }
}

fn event(viewer: &Viewer, source: &str, hour: i64, now: Timestamp) -> Event {
    let begin = Time::from_micros(hour.saturating_mul(3_600_000_000));
    let mut params = Map::new();
    params.insert("way".into(), way(viewer).into());
    params.insert("role".into(), viewer.role.as_str().into());
    let id = random::stable_id(begin, &["viewed", &viewer.instance, &viewer.login, way(viewer)]);
    done_by(viewer, source, ("auditlog.viewed", Severity::Info), id, now, params)
}

/// An entry about something that a viewer did with the log itself. The last word of the activity is its verb.
pub(crate) fn done_by(
    viewer: &Viewer,
    source: &str,
    (activity, severity): (&str, Severity),
    id: Uuid,
    now: Timestamp,
    params: Map<String, Value>,
) -> Event {
    let ip = source.parse::<IpAddr>().ok().map(|address| address.to_canonical().to_string());
    let is_person = viewer.role != Role::Operator;
    let verb = activity.rsplit(['.', '_']).next().unwrap_or(activity);
    Event {
        id,
        time: now.into(),
        instance: viewer.instance.clone(),
        source: "server".into(),
        activity: activity.into(),
        category: "auditlog".into(),
        verb: verb.into(),
        severity,
        outcome: Outcome::Success,
        reason: None,
        also: Vec::new(),
        told: Vec::new(),
        actor: Actor {
            // The operator is nobody in Matomo: who has the link printed at the start of the server.
            kind: if is_person { ActorKind::User } else { ActorKind::Cli },
            login: is_person.then(|| viewer.login.clone()),
            role: (viewer.role == Role::Superuser).then(|| "superuser".to_owned()),
            auth: if is_person { Auth::Session } else { Auth::Console },
            ..Actor::nobody(ActorKind::User)
        },
        // Inside Matomo the peer is the web server; from where the person came stands in Matomo's own entries.
        client: Client {
            peer: ip.clone(),
            ip: ip.filter(|_| viewer.via != Via::Matomo),
            ..Client::default()
        },
        target: Some(Target { kind: "log".into(), id: Some(viewer.instance.clone()), name: None }),
        site: None,
        changes: Vec::new(),
        request: Request { id: None, method: None, params },
        cause: None,
    }
}
