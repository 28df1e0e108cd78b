//! `GET /people`: everybody who has access or left a trace, and who of them still has access without being there.

use std::collections::{BTreeMap, HashMap};

use activity_log_core::query::{Field, Query};
use askama::Template;
use axum::extract::State as Extract;
use axum::response::Response;
use jiff::ToSpan;

use super::given::Given;
use super::link::Link;
use super::params::Params;
use super::present::{Present, State};
use super::shell::Shell;
use super::tabs::Tab;
use super::when::When;
use super::{show, terms};
use crate::inventory::people::people;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET};
use crate::serve::locale::Locale;
use crate::store::tally::VALUES_MAX;

/// People on a page.
const PAGE_ROWS: usize = 50;
/// Days without an entry after which somebody with access is called quiet.
const QUIET_DAYS: i64 = 90;
/// What can be chosen.
const FILTERS: [&str; 5] = ["all", "active", "quiet", "gone-with-access", "gone"];

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage<'a> {
    l: &'static Locale,
    shell: &'a Shell,
    filters: Vec<Link>,
    which: &'a str,
    search: &'a str,
    count: String,
    rows: Vec<PersonRow>,
    more: Option<String>,
    first: Option<String>,
    /// When the inventory was taken; nothing: there is none yet.
    taken: Option<String>,
}

struct PersonRow {
    name: String,
    href: String,
    state: &'static str,
    words: String,
    rights: String,
    tokens: String,
    entries: String,
    all: String,
    last: Option<String>,
}

/// What is known of one login before it is shown.
struct Known {
    login: String,
    state: State,
    power: (bool, usize, usize),
    rights: String,
    tokens: usize,
    entries: u64,
    is_active: bool,
}

/// `GET /people`
pub(crate) async fn show(
    Extract(app): Extract<App>,
    viewer: Viewer,
    given: Given,
    params: Params,
) -> Result<Response, ServeError> {
    let finder = Finder::new(&app, &viewer)?;
    let shell = Shell::of(&viewer, &given);
    let (l, now) = (shell.l, app.clock.now());
    let search = params.get("login");
    let which = FILTERS.into_iter().find(|name| *name == params.get("show")).unwrap_or(FILTERS[0]);
    let (mut known, taken) = everybody(&app, &viewer, &finder, l).await?;
    let needle = search.to_lowercase();
    known.retain(|person| person.login.to_lowercase().contains(&needle));
    known.retain(|person| match which {
        "active" => person.is_active,
        "quiet" => !person.is_active && matches!(person.state, State::Super | State::Here | State::Invited),
        "gone-with-access" => person.state == State::GoneWithAccess,
        "gone" => person.state == State::Gone,
        _ => true,
    });
    known.sort_by(|a, b| {
        let urgent = |person: &Known| person.state == State::GoneWithAccess;
        (urgent(b), b.power, b.entries)
            .cmp(&(urgent(a), a.power, a.entries))
            .then_with(|| a.login.cmp(&b.login))
    });
    let all = known.len();
    let from = params.number("row").unwrap_or(0) as usize;
    let shown: Vec<Known> = known.into_iter().skip(from).take(PAGE_ROWS).collect();
    let logins = shown.iter().map(|person| person.login.clone()).collect();
    let newest = finder.newest_of_each(Field::User, logins, PAGE_BUDGET).await?;
    let next = from + shown.len();
    let when = |time| When::new(time, &shell.zone, now, l).short;
    let here = |row: String| shell.to("people", &[("show", which), ("login", search), ("row", &row)]);
    let rows = shown.into_iter().zip(newest).map(|(person, (_, last))| PersonRow {
        href: shell.to("person", &[("login", &person.login)]),
        state: person.state.name(),
        words: l.word("person-state", person.state.name()),
        tokens: l.number(person.tokens as u64),
        entries: l.number(person.entries),
        all: shell.search(&format!("{} -actor:anonymous", terms::is(Field::User, &person.login))),
        last: last.map(|entry| when(entry.event.time)),
        rights: person.rights,
        name: show::name(&person.login),
    });
    let page = PeoplePage {
        l,
        filters: FILTERS
            .into_iter()
            .map(|name| Link {
                label: l.word("people-show", name),
                href: shell.to("people", &[("show", name), ("login", search)]),
                is_here: name == which,
            })
            .collect(),
        which,
        search,
        count: l.count("usage-people", all as u64),
        rows: rows.collect(),
        more: (next < all).then(|| here(next.to_string())),
        first: (from > 0).then(|| here(String::new())),
        taken: taken.map(when),
        shell: &shell,
    };
    shell.tab(Tab::People, &l.t("people-title"), &page)
}

/// Inventory and log together, by login; and when the inventory was taken.
async fn everybody(
    app: &App,
    viewer: &Viewer,
    finder: &Finder,
    l: &Locale,
) -> Result<(Vec<Known>, Option<activity_log_core::Time>), ServeError> {
    let present = Present::of(app, viewer, finder).await?;
    let inventory = present.inventory.clone();
    let now = app.clock.now();
    let since = now.checked_sub((QUIET_DAYS * 24).hours()).unwrap_or(now);
    let edges = [i64::MIN, activity_log_core::Time::from(since).micros(), i64::MAX];
    let edges = edges.map(activity_log_core::Time::from_micros).to_vec();
    let query: Query = finder.parse("-actor:anonymous")?;
    let seen = finder.tally(query, Some(Field::User), edges, VALUES_MAX).await?;
    let mut seen: HashMap<String, (u64, u64)> =
        seen.rows.into_iter().map(|row| (row.value, (row.counts[0], row.counts[1]))).collect();
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    if let Some(inventory) = &inventory {
        for person in people(inventory, 0, usize::MAX) {
            let (before, lately) = seen.remove(&person.login).unwrap_or_default();
            let rights: Vec<String> = match person.is_super {
                true => vec![l.word("role", "superuser")],
                false => person.access.keys().map(|right| show::name(&l.word("role", right))).collect(),
            };
            let power = (person.is_super, person.access.len(), person.tokens.len());
            known.insert(
                person.login.clone(),
                Known {
                    state: present.user(&person.login),
                    power,
                    rights: if rights.is_empty() { l.word("role", "none") } else { rights.join(", ") },
                    tokens: person.tokens.len(),
                    entries: before + lately,
                    is_active: lately > 0,
                    login: person.login,
                },
            );
        }
    }
    let mut remains: HashMap<&str, (Vec<String>, usize)> = HashMap::new();
    if let Some(inventory) = &inventory {
        for (login, right) in inventory.access.keys() {
            remains.entry(login).or_default().0.push(show::name(&l.word("role", right)));
        }
        for token in inventory.tokens.values() {
            remains.entry(&token.login).or_default().1 += 1;
        }
    }
    let others = seen.keys().cloned().chain(present.owners().cloned()).collect::<Vec<_>>();
    for login in others {
        let (before, lately) = seen.get(&login).copied().unwrap_or_default();
        let state = present.user(&login);
        let left = remains.get(login.as_str()).filter(|_| state == State::GoneWithAccess);
        known.entry(login.clone()).or_insert_with(|| Known {
            power: (false, 0, 0),
            rights: left.map(|(rights, _)| rights.join(", ")).unwrap_or_default(),
            tokens: left.map_or(0, |(_, tokens)| *tokens),
            entries: before + lately,
            is_active: lately > 0,
            state,
            login,
        });
    }
    Ok((known.into_values().collect(), inventory.map(|inventory| inventory.began)))
}
