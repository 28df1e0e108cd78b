//! Entries that stand next to each other and say the same become one row with a count.
//!
//! A flood of wrong passwords must not push everything else off the page, and not one of them may be lost from the
//! count. Nothing is folded in the store, in exports or in the API.

use std::collections::BTreeSet;

use activity_log_core::event::{ActorKind, Event, Outcome};
use activity_log_core::query::Query;
use activity_log_core::{Entry, Seq};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page};
use crate::store::PAGE_ENTRIES_MAX;

/// Entries read for one page before it is shown as it is; a longer run of like entries goes on on the next page.
const ENTRIES_MAX: usize = 5_000;

/// Entries that say the same.
#[derive(Debug)]
pub(super) struct Group {
    /// It speaks for the others.
    pub(super) newest: Entry,
    /// The same in a group of one.
    pub(super) oldest: Seq,
    /// When the oldest was done.
    pub(super) since: activity_log_core::Time,
    /// How many, both included.
    pub(super) count: u64,
    /// Different names of what it was done to.
    pub(super) names: BTreeSet<String>,
    /// Different addresses it came from.
    pub(super) addresses: BTreeSet<String>,
    /// Not all have the same login, or none at all.
    pub(super) has_logins: bool,
}

/// A page of groups, newest first; the rest as in [`crate::store::Found`].
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub(super) groups: Vec<Group>,
    pub(super) older: Option<Seq>,
    pub(super) newer: Option<Seq>,
    pub(super) exhausted: bool,
}

/// Reads as many entries as it takes to fill the page.
pub(super) async fn page(
    finder: &Finder,
    query: &Query,
    page: Page,
    zone: &TimeZone,
) -> Result<Groups, ServeError> {
    let upward = page.after.is_some() && page.before.is_none();
    let mut ask = Page { limit: page.limit + 1, ..page };
    let mut found = finder.page(query.clone(), ask, PAGE_BUDGET).await?;
    while !found.exhausted
        && found.entries.len() < ENTRIES_MAX
        && starts(&found.entries, zone).count() <= page.limit
    {
        match (upward, found.older, found.newer) {
            (true, _, Some(newer)) => ask.after = Some(newer),
            (false, Some(older), _) => ask.before = Some(older),
            _ => break,
        }
        ask.limit = (ask.limit * 2).min(PAGE_ENTRIES_MAX);
        let mut more = finder.page(query.clone(), ask, PAGE_BUDGET).await?;
        if upward {
            more.entries.extend(found.entries);
            more.older = found.older;
        } else {
            found.entries.extend(more.entries);
            more.entries = found.entries;
        }
        found = more;
    }
    let mut groups = fold(found.entries, zone);
    let (mut older, mut newer) = (found.older, found.newer);
    let too_many = groups.len().saturating_sub(page.limit);
    if too_many > 0 && upward {
        groups.drain(..too_many);
        newer = groups.first().map(|group| group.newest.seq);
    } else if too_many > 0 {
        groups.truncate(page.limit);
        older = groups.last().map(|group| group.oldest);
    }
    Ok(Groups { groups, older, newer, exhausted: found.exhausted && too_many == 0 })
}

/// Every entry for itself.
pub(super) fn unfolded(found: crate::store::Found) -> Groups {
    let groups = found.entries.into_iter().map(Group::new).collect();
    Groups { groups, older: found.older, newer: found.newer, exhausted: found.exhausted }
}

/// Where groups begin.
fn starts(entries: &[Entry], zone: &TimeZone) -> impl Iterator<Item = usize> {
    (0..entries.len()).filter(move |&i| i == 0 || !are_alike(&entries[i - 1], &entries[i], zone))
}

fn fold(entries: Vec<Entry>, zone: &TimeZone) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some(group) if are_alike(&group.newest, &entry, zone) => group.take(&entry),
            _ => groups.push(Group::new(entry)),
        }
    }
    groups
}

/// Whether one row can speak for both. It is an equivalence, so that it does not matter which of a group is compared.
fn are_alike(one: &Entry, other: &Entry, zone: &TimeZone) -> bool {
    let (a, b) = (&one.event, &other.event);
    a.activity == b.activity
        && a.outcome == b.outcome
        && a.severity == b.severity
        && a.is_root() == b.is_root()
        && a.actor.kind == b.actor.kind
        && a.site == b.site
        && a.told.iter().map(|told| &told.text).eq(b.told.iter().map(|told| &told.text))
        && is_attempt(a) == is_attempt(b)
        // Whoever guesses passwords tries many names from many addresses: that is one thing that happened.
        && (is_attempt(a)
            || (a.actor.login == b.actor.login
                && a.actor.os_user == b.actor.os_user
                && a.actor.acting_as == b.actor.acting_as
                && a.target == b.target
                && a.reason == b.reason
                && a.client.ip == b.client.ip))
        && day(one, zone) == day(other, zone)
}

/// Something that nobody who is known tried in vain.
fn is_attempt(event: &Event) -> bool {
    event.actor.kind == ActorKind::Anonymous && event.outcome != Outcome::Success
}

fn day(entry: &Entry, zone: &TimeZone) -> Date {
    zone.to_datetime(entry.event.time.timestamp()).date()
}

impl Group {
    fn new(entry: Entry) -> Group {
        let mut group = Group {
            oldest: entry.seq,
            since: entry.event.time,
            count: 1,
            names: BTreeSet::new(),
            addresses: BTreeSet::new(),
            has_logins: false,
            newest: entry,
        };
        group.names.extend(name(&group.newest.event));
        group.addresses.extend(group.newest.event.client.ip.clone());
        group
    }

    fn take(&mut self, entry: &Entry) {
        self.oldest = entry.seq;
        self.since = self.since.min(entry.event.time);
        self.count += 1;
        self.names.extend(name(&entry.event));
        self.addresses.extend(entry.event.client.ip.clone());
        self.has_logins |= entry.event.actor.login != self.newest.event.actor.login;
    }
}

fn name(event: &Event) -> Option<String> {
    let target = event.target.as_ref()?;
    target.name.clone().or_else(|| target.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample;
    use activity_log_core::event::Told;

    const HOUR: i64 = 3_600_000_000;

    /// Entries as a page has them: newest first.
    fn entries(events: Vec<Event>) -> Vec<Entry> {
        let number =
            |(index, event): (usize, Event)| Entry { seq: index as Seq + 1, received: event.time, event };
        let mut entries: Vec<Entry> = events.into_iter().enumerate().map(number).collect();
        entries.reverse();
        entries
    }

    fn like(change: impl FnOnce(&mut Event)) -> Event {
        let mut event = sample::event(0);
        change(&mut event);
        event
    }

    fn attempt(name: &str, address: &str) -> Event {
        like(|event| {
            event.actor.kind = ActorKind::Anonymous;
            event.actor.login = None;
            event.outcome = Outcome::Failure;
            event.client.ip = Some(address.into());
            event.target.as_mut().unwrap().name = Some(name.into());
        })
    }

    fn counts(events: Vec<Event>) -> Vec<u64> {
        fold(entries(events), &TimeZone::UTC).iter().map(|group| group.count).collect()
    }

    #[test]
    fn only_neighbours_that_say_the_same_are_folded() {
        let other = |change: fn(&mut Event)| counts(vec![like(|_| {}), like(change), like(|_| {})]);
        assert_eq!(counts(vec![like(|_| {}), like(|_| {}), like(|_| {})]), [3]);
        for change in [
            (|event| event.actor.login = Some("bob".into())) as fn(&mut Event),
            |event| event.activity = "goal.deleted".into(),
            |event| event.outcome = Outcome::Denied,
            |event| event.target.as_mut().unwrap().id = Some("77".into()),
            |event| event.site = None,
            |event| event.told = vec![Told { text: "sold tea".into(), ..Told::default() }],
            |event| event.client.ip = Some("198.51.100.1".into()),
            |event| event.cause = Some(uuid::Uuid::nil()),
            |event| event.time = activity_log_core::Time::from_micros(event.time.micros() + 24 * HOUR),
        ] {
            assert_eq!(other(change), [1, 1, 1]);
        }
    }

    #[test]
    fn guesses_are_one_flood_whatever_name_and_address() {
        let flood = vec![
            attempt("alice", "203.0.113.7"),
            attempt("bob", "203.0.113.8"),
            attempt("bob", "203.0.113.7"),
            sample::event(0),
            attempt("carol", "203.0.113.7"),
        ];
        let groups = fold(entries(flood), &TimeZone::UTC);
        assert_eq!(groups.iter().map(|group| group.count).collect::<Vec<_>>(), [1, 1, 3]);
        let flood = &groups[2];
        assert_eq!((flood.newest.seq, flood.oldest, flood.names.len(), flood.addresses.len()), (3, 1, 2, 2));
    }

    #[test]
    fn the_day_is_the_readers() {
        let evening = |hours| like(|event| event.time = activity_log_core::Time::from_micros(hours * HOUR));
        let events = entries(vec![evening(22), evening(23)]);
        assert_eq!(starts(&events, &TimeZone::UTC).count(), 1);
        assert_eq!(starts(&events, &TimeZone::fixed(jiff::tz::offset(1))).count(), 2);
    }
}
