//! Counts requests that did not prove who asks: one entry per source and minute, however many there were.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use activity_log_core::event::{Actor, ActorKind, Client, Outcome, Request, Severity};
use activity_log_core::{Event, Time};
use jiff::Timestamp;
use prometheus_client::metrics::counter::Counter;
use serde_json::{Map, Value};

use crate::ops::random;

/// Most sources that are told apart within the minutes not yet handed over; the rest is counted together.
const SOURCES_MAX: usize = 1_000;
/// Stands for sources beyond [`SOURCES_MAX`].
const OTHERS: &str = "others";

/// What was wrong. Never told to whoever asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    Missing,
    Malformed,
    UnknownInstance,
    WrongKey,
    Expired,
    OtherRequest,
    Replayed,
    TooMany,
    SignInLinkUsed,
    SharedLinkUnknown,
}

impl Why {
    fn as_str(self) -> &'static str {
        match self {
            Why::Missing => "missing",
            Why::Malformed => "malformed",
            Why::UnknownInstance => "unknown instance",
            Why::WrongKey => "wrong key",
            Why::Expired => "expired",
            Why::OtherRequest => "made for another request",
            Why::Replayed => "used twice",
            Why::TooMany => "too many at once",
            Why::SharedLinkUnknown => "link for elsewhere that does not exist",
            Why::SignInLinkUsed => "sign-in link used, expired or unknown",
        }
    }
}

type Minute = i64;
type Counts = BTreeMap<Why, u64>;

/// See the module.
pub(crate) struct Refusals {
    waiting: Mutex<HashMap<(String, Minute), Counts>>,
    hand_over: Arc<dyn Fn(Event) + Send + Sync>,
    counter: Counter,
}

impl Refusals {
    pub(crate) fn new(hand_over: Arc<dyn Fn(Event) + Send + Sync>, counter: Counter) -> Refusals {
        Refusals { waiting: Mutex::default(), hand_over, counter }
    }

    /// Counts one.
    pub(crate) fn refused(&self, source: &str, why: Why, now: Timestamp) {
        self.counter.inc();
        tracing::debug!(source, why = why.as_str(), "a request was refused");
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = now.as_second().div_euclid(60);
        let mut key = (source.to_owned(), minute);
        if waiting.len() >= SOURCES_MAX && !waiting.contains_key(&key) {
            key.0 = OTHERS.to_owned();
        }
        *waiting.entry(key).or_default().entry(why).or_default() += 1;
    }

    /// Hands over what belongs to minutes before this one, or everything.
    pub(crate) fn flush(&self, now: Timestamp, all: bool) {
        let this_minute = now.as_second().div_euclid(60);
        let mut ready: Vec<_> = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.extract_if(|(_, minute), _| all || *minute < this_minute).collect()
        };
        ready.sort_by(|((a_source, a), _), ((b_source, b), _)| (a, a_source).cmp(&(b, b_source)));
        for ((source, minute), counts) in ready {
            (self.hand_over)(event(&source, minute, &counts));
        }
    }
}

/// The instance stays empty: whoever takes the event knows which log keeps it.
fn event(source: &str, minute: Minute, counts: &Counts) -> Event {
    let mut params = Map::new();
    params.insert("source".into(), source.into());
    params.insert("count".into(), counts.values().sum::<u64>().into());
    let reasons: Map<String, Value> =
        counts.iter().map(|(why, count)| (why.as_str().to_owned(), (*count).into())).collect();
    params.insert("reasons".into(), reasons.into());
    let time = Time::from_micros(minute.saturating_mul(60_000_000));
    // The random part keeps two halves of one minute apart, before and after a restart.
    let nonce = random::hex::<8>().unwrap_or_default();
    let ip = source.parse::<IpAddr>().is_ok().then(|| source.to_owned());
    Event {
        id: random::stable_id(time, &["refused", source, &nonce]),
        time,
        instance: String::new(),
        source: "server".into(),
        activity: "auditlog.assertion_refused".into(),
        category: "auditlog".into(),
        verb: "refused".into(),
        severity: Severity::Warning,
        outcome: Outcome::Denied,
        reason: Some("not signed in".into()),
        also: Vec::new(),
        actor: Actor::nobody(ActorKind::Anonymous),
        client: Client { ip: ip.clone(), peer: ip, ..Client::default() },
        target: None,
        site: None,
        changes: Vec::new(),
        told: Vec::new(),
        request: Request { id: None, method: None, params },
        cause: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_entry_per_source_and_minute() {
        let got: Arc<Mutex<Vec<Event>>> = Arc::default();
        let sink = got.clone();
        let refusals =
            Refusals::new(Arc::new(move |event| sink.lock().unwrap().push(event)), Counter::default());
        let at = |second| Timestamp::from_second(second).unwrap();
        for second in 0..50 {
            refusals.refused("203.0.113.7", Why::WrongKey, at(second));
        }
        refusals.refused("203.0.113.8", Why::Expired, at(59));
        refusals.refused("203.0.113.7", Why::Replayed, at(61));
        refusals.flush(at(62), false);
        let events = got.lock().unwrap().clone();
        assert_eq!(events.len(), 2);
        assert_eq!(events[0].request.params["count"], 50);
        assert_eq!(events[0].client.ip.as_deref(), Some("203.0.113.7"));
        refusals.flush(at(62), true);
        assert_eq!(got.lock().unwrap().len(), 3);
    }

    #[test]
    fn many_sources_are_counted_together() {
        let got: Arc<Mutex<Vec<Event>>> = Arc::default();
        let sink = got.clone();
        let refusals =
            Refusals::new(Arc::new(move |event| sink.lock().unwrap().push(event)), Counter::default());
        for source in 0..SOURCES_MAX + 500 {
            refusals.refused(&source.to_string(), Why::WrongKey, Timestamp::UNIX_EPOCH);
        }
        refusals.flush(Timestamp::UNIX_EPOCH, true);
        let events = got.lock().unwrap();
        assert_eq!(events.len(), SOURCES_MAX + 1);
        let others = events.iter().find(|event| event.request.params["source"] == OTHERS).unwrap();
        assert_eq!(others.request.params["count"], 500);
    }
}
