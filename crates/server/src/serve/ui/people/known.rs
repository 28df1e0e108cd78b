//! Inventory and log together, by login: what is known of everybody, before it is ordered and shown.

use std::collections::{BTreeMap, HashMap, HashSet};

use activity_log_core::Time;
use activity_log_core::query::{Field, Query};
use jiff::ToSpan;

use super::super::lower::Lower;
use super::super::present::{Present, State};
use super::super::show;
use crate::inventory::people::{ANONYMOUS, people};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::Finder;
use crate::serve::locale::Locale;
use crate::store::tally::{Tallied, VALUES_MAX};
use crate::store::views::{SumsAsked, hour_of};

/// Days without an entry after which somebody with access is called quiet.
const QUIET_DAYS: i64 = 90;

/// What is known of one login.
pub(super) struct Known {
    pub(super) login: String,
    pub(super) state: State,
    pub(super) rights: String,
    pub(super) tokens: usize,
    pub(super) entries: Lower,
    pub(super) failures: Lower,
    /// What they can do, most first.
    pub(super) power: (bool, usize, usize),
    two_factor: Option<bool>,
    is_active: bool,
}

impl Known {
    fn has_access(&self) -> bool {
        matches!(self.state, State::Super | State::Here | State::Invited)
    }

    /// Whether they belong to what was chosen. `seen`: who has counted views; asked for only where it matters.
    pub(super) fn is_of(&self, which: &str, seen: &HashSet<String>) -> bool {
        match which {
            "super" => self.state == State::Super,
            "active" => self.is_active,
            "quiet" => !self.is_active && self.has_access(),
            "never" => {
                self.has_access()
                    && self.entries == Lower::exactly(0)
                    && !seen.contains(&self.login)
                    && self.login != ANONYMOUS
            }
            "no-two-factor" => {
                matches!(self.state, State::Super | State::Here)
                    && self.two_factor == Some(false)
                    && self.login != ANONYMOUS
            }
            "gone-with-access" => self.state == State::GoneWithAccess,
            "gone" => self.state == State::Gone,
            _ => true,
        }
    }
}

/// Numbers by login.
struct Counts {
    by_login: HashMap<String, (u64, u64)>,
    complete: bool,
    is_cut: bool,
}

impl Counts {
    fn new(tallied: Tallied) -> Counts {
        let Tallied { rows, complete, is_cut, .. } = tallied;
        let pair = |counts: &[u64]| (counts.iter().sum(), counts.last().copied().unwrap_or_default());
        let by_login = rows.into_iter().map(|row| (row.value, pair(&row.counts))).collect();
        Counts { by_login, complete, is_cut }
    }

    /// All, and those of the last span.
    fn of(&self, login: &str) -> (Lower, u64) {
        let known = self.by_login.get(login).copied();
        let (all, lately) = known.unwrap_or_default();
        // Where there were too many logins to answer, whoever is not among them has few, but perhaps some.
        (Lower { number: all, is_exact: self.complete && (known.is_some() || !self.is_cut) }, lately)
    }
}

/// Everybody who has access or left a trace, and whether these are all. `failures` is the query for failed sign-ins.
pub(super) async fn everybody(
    app: &App,
    present: &Present,
    finder: &Finder,
    failures: Query,
    l: &Locale,
) -> Result<(Vec<Known>, bool), ServeError> {
    let now = app.clock.now();
    let since = now.checked_sub((QUIET_DAYS * 24).hours()).unwrap_or(now);
    let edges = [i64::MIN, Time::from(since).micros(), i64::MAX].map(Time::from_micros).to_vec();
    let acted = finder.parse("-actor:anonymous")?;
    let (entries, failures) = tokio::try_join!(
        finder.tally(acted, Some(Field::User), edges, VALUES_MAX),
        finder.tally(failures, Some(Field::User), Vec::new(), VALUES_MAX),
    )?;
    let (entries, failures) = (Counts::new(entries), Counts::new(failures));
    let is_whole = entries.complete && !entries.is_cut;
    let known = |login: &str| {
        let (all, lately) = entries.of(login);
        Known {
            state: present.user(login),
            rights: String::new(),
            tokens: 0,
            entries: all,
            failures: failures.of(login).0,
            power: (false, 0, 0),
            two_factor: None,
            is_active: lately > 0,
            login: login.to_owned(),
        }
    };
    let word = |right: &str| show::name(&l.word("role", right));
    let mut all: BTreeMap<String, Known> = BTreeMap::new();
    let Some(inventory) = &present.inventory else {
        let logins = entries.by_login.keys().map(String::as_str).chain(present.turned());
        let all: BTreeMap<&str, Known> = logins.map(|login| (login, known(login))).collect();
        return Ok((all.into_values().collect(), is_whole));
    };
    for person in people(inventory, 0, usize::MAX) {
        let mut one = known(&person.login);
        // The log may know that it changed since.
        let is_super = one.state == State::Super;
        let rights: Vec<String> = match is_super {
            true => vec![word("superuser")],
            false => person.access.keys().map(|right| word(right)).collect(),
        };
        one.rights = if rights.is_empty() { word("none") } else { rights.join(", ") };
        one.power = (is_super, person.access.len(), person.tokens.len());
        one.tokens = person.tokens.len();
        one.two_factor = Some(person.two_factor);
        all.insert(person.login, one);
    }
    let mut remains: HashMap<&str, (Vec<String>, usize)> = HashMap::new();
    for (login, right) in inventory.access.keys() {
        remains.entry(login).or_default().0.push(word(right));
    }
    for token in inventory.tokens.values() {
        remains.entry(&token.login).or_default().1 += 1;
    }
    let of_log = entries.by_login.keys().map(String::as_str);
    for login in of_log.chain(present.owners().map(String::as_str)).chain(present.turned()) {
        if all.contains_key(login) {
            continue;
        }
        let mut one = known(login);
        if one.state == State::Super {
            one.rights = word("superuser");
            one.power.0 = true;
        }
        if let Some((rights, tokens)) = remains.get(login).filter(|_| one.state == State::GoneWithAccess) {
            (one.rights, one.tokens) = (rights.join(", "), *tokens);
        }
        all.insert(login.to_owned(), one);
    }
    Ok((all.into_values().collect(), is_whole))
}

/// Who looked at anything, as far as views are counted, and whether these are all.
pub(super) async fn lookers(app: &App, viewer: &Viewer) -> Result<(HashSet<String>, bool), ServeError> {
    let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
    let scope = viewer.scope();
    let asked = SumsAsked { from: 0, middle: 0, until: hour_of(app.clock.now().into()) + 1, login: None };
    let views = app.blocking.run(move || log.views.sums(&asked, &scope)).await?;
    Ok((views.sums.into_iter().map(|sum| sum.login).collect(), views.complete))
}
