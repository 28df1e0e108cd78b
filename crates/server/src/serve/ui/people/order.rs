//! In which order people stand, and when each was seen last.

use std::cmp::Reverse;
use std::collections::HashMap;

use activity_log_core::query::{Field, Query};
use activity_log_core::{Entry, Time};

use super::super::present::State;
use super::known::Known;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, exactly};
use crate::serve::locale::Locale;

/// Most people who are put in order by a time: each is a question to the log.
pub(super) const BY_TIME_MAX: usize = 1_000;

/// The orders that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// What needs a look first: access without an account, then who can do most.
    Urgent,
    Name,
    Seen,
    Login,
    Entries,
    Failures,
}

impl Order {
    pub(super) fn of(name: &str) -> Order {
        let all = [Order::Name, Order::Seen, Order::Login, Order::Entries, Order::Failures];
        all.into_iter().find(|order| order.name() == name).unwrap_or(Order::Urgent)
    }

    /// As in addresses; the usual order has none.
    pub(super) fn name(self) -> &'static str {
        match self {
            Order::Urgent => "",
            Order::Name => "name",
            Order::Seen => "seen",
            Order::Login => "login",
            Order::Entries => "entries",
            Order::Failures => "failures",
        }
    }

    /// For programs that read the page aloud.
    pub(super) fn aria(self) -> &'static str {
        if self == Order::Name { "ascending" } else { "descending" }
    }

    fn is_by_time(self) -> bool {
        matches!(self, Order::Seen | Order::Login)
    }

    /// Puts people in order; false where there are too many for it, then they stand in the usual one.
    pub(super) async fn sort(
        self,
        known: &mut [Known],
        finder: &Finder,
        l: &Locale,
    ) -> Result<bool, ServeError> {
        let is_possible = !self.is_by_time() || known.len() <= BY_TIME_MAX;
        let order = if is_possible { self } else { Order::Urgent };
        match order {
            Order::Urgent => known.sort_by_key(|person| {
                let is_urgent = person.state == State::GoneWithAccess;
                Reverse((is_urgent, person.power, person.entries.number))
            }),
            Order::Name => known.sort_by_cached_key(|person| l.sort_key(&person.login)),
            Order::Entries => known.sort_by_key(|person| Reverse(person.entries.number)),
            Order::Failures => known.sort_by_key(|person| Reverse(person.failures.number)),
            Order::Seen | Order::Login => {
                let logins: Vec<String> = known.iter().map(|person| person.login.clone()).collect();
                let newest = if order == Order::Seen {
                    seen(finder, logins).await?
                } else {
                    signed_in(finder, logins).await?
                };
                known.sort_by_key(|person| Reverse(newest.get(&person.login).copied()));
            }
        }
        Ok(is_possible)
    }
}

fn times(newest: Vec<(String, Option<Entry>)>) -> HashMap<String, Time> {
    newest.into_iter().filter_map(|(login, entry)| Some((login, entry?.event.time))).collect()
}

/// When each did something last.
pub(super) async fn seen(finder: &Finder, logins: Vec<String>) -> Result<HashMap<String, Time>, ServeError> {
    Ok(times(finder.newest_of_each(Field::User, logins, PAGE_BUDGET).await?))
}

/// When each signed in last.
pub(super) async fn signed_in(
    finder: &Finder,
    logins: Vec<String>,
) -> Result<HashMap<String, Time>, ServeError> {
    let query = |login: String| {
        let query = Query::one(exactly(Field::User, login.as_str()))
            .and(exactly(Field::Activity, "auth.login.succeeded"))
            .and(exactly(Field::Outcome, "success"));
        (login, query)
    };
    Ok(times(finder.newest_of(logins.into_iter().map(query).collect(), PAGE_BUDGET).await?))
}
