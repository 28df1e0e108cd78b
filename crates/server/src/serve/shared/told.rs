//! The entries about links. None of them has the token in it.

use activity_log_core::event::{Actor, ActorKind, Severity, Target};
use activity_log_core::{Event, Time};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::SharedLink;
use crate::ops::random;
use crate::serve::auth::{Role, Viewer};
use crate::serve::viewed::done_by;

/// A link to everybody's entries gives access away; one to the maker's own does not.
fn severity(link: &SharedLink) -> Severity {
    if link.role == Role::User { Severity::Notice } else { Severity::Warning }
}

fn params(link: &SharedLink) -> Map<String, Value> {
    let mut params = Map::new();
    params.insert("kind".into(), link.kind.as_str().into());
    params.insert("query".into(), link.q.as_str().into());
    params.insert("shows".into(), if link.role == Role::User { "own" } else { "all" }.into());
    params.insert("maker".into(), link.login.as_str().into());
    params.insert("until".into(), link.until.to_string().into());
    if !link.origins.is_empty() {
        params.insert("websites".into(), link.origins.iter().map(String::as_str).collect::<Vec<_>>().into());
    }
    params
}

fn about(event: Event, link: &SharedLink) -> Event {
    let target = Target { kind: "link".into(), id: Some(link.id.to_string()), name: Some(link.name.clone()) };
    Event { target: Some(target), ..event }
}

fn by(viewer: &Viewer, link: &SharedLink, source: &str, what: (&str, Severity), now: Timestamp) -> Event {
    let id = random::stable_id(now.into(), &[what.0, &viewer.instance, &link.id.to_string()]);
    about(done_by(viewer, source, what, id, now, params(link)), link)
}

/// It was made.
pub(super) fn made(viewer: &Viewer, link: &SharedLink, source: &str, now: Timestamp) -> Event {
    by(viewer, link, source, ("auditlog.link_created", severity(link)), now)
}

/// Somebody ended it.
pub(super) fn revoked(viewer: &Viewer, link: &SharedLink, source: &str, now: Timestamp) -> Event {
    by(viewer, link, source, ("auditlog.link_revoked", Severity::Notice), now)
}

/// It ended by itself: its time was over, or its maker may no longer see what it shows.
pub(super) fn ended(instance: &str, link: &SharedLink, now: Timestamp) -> Event {
    let why = if link.until <= now.into() { "expired" } else { "maker" };
    let mut event = by(&link.viewer(instance), link, "", ("auditlog.link_revoked", Severity::Notice), now);
    event.actor = Actor::nobody(ActorKind::System);
    event.request.params.insert("why".into(), why.into());
    event
}

/// Somebody came by it: one entry for each link, address and day.
pub(super) fn used(instance: &str, link: &SharedLink, source: &str, now: Timestamp) -> Event {
    let day = now.as_second().div_euclid(86_400);
    let begin = Time::from_micros(day.saturating_mul(86_400_000_000));
    let id = random::stable_id(begin, &["link_used", instance, &link.id.to_string(), source]);
    let what = ("auditlog.link_used", Severity::Info);
    let mut event = done_by(&link.viewer(instance), source, what, id, now, params(link));
    // Whoever has the address: not its maker, who would seem to be here for as long as something asks for it.
    event.actor = Actor::nobody(ActorKind::Anonymous);
    about(event, link)
}
