//! `GET /people`: everybody who has access or left a trace, and who of them still has access without being there.
//!
//! `known` joins inventory and log, `order` sorts.

mod known;
mod order;

use std::collections::{HashMap, HashSet};

use activity_log_core::query::Field;
use askama::Template;
use axum::extract::State as Extract;
use axum::response::Response;
use jiff::ToSpan;

use super::given::Given;
use super::link::Link;
use super::lower::Lower;
use super::params::Params;
use super::present::Present;
use super::shell::Shell;
use super::tabs::Tab;
use super::when::When;
use super::{show, terms};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::Finder;
use crate::serve::locale::Locale;
use known::{Known, everybody, lookers};
use order::{BY_TIME_MAX, Order};

/// People on a page.
const PAGE_ROWS: usize = 50;
/// Days of failed sign-ins.
const FAILURES_DAYS: i64 = 30;
/// What can be chosen.
const FILTERS: [&str; 8] =
    ["all", "super", "active", "quiet", "never", "no-two-factor", "gone-with-access", "gone"];

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage<'a> {
    l: &'static Locale,
    shell: &'a Shell,
    filters: Vec<Link>,
    which: &'a str,
    order: &'static str,
    search: &'a str,
    count: String,
    /// What could not be done as it was asked for.
    notices: Vec<String>,
    heads: Vec<Head>,
    rows: Vec<PersonRow>,
    more: Option<String>,
    first: Option<String>,
    /// When the inventory was taken; nothing: there is none yet.
    taken: Option<String>,
}

/// The heading of a column.
struct Head {
    label: String,
    /// The same list in its order, or in the usual one where it is in its order already.
    href: Option<String>,
    /// `ascending` or `descending` where the list is in its order.
    sorted: Option<&'static str>,
}

struct PersonRow {
    name: String,
    href: String,
    state: &'static str,
    words: String,
    rights: String,
    tokens: String,
    entries: Option<(String, String)>,
    failures: Option<(String, String)>,
    last: Option<String>,
    login: Option<String>,
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
    let order = Order::of(params.get("sort"));
    // From the beginning of a day on, so that a number and its list say the same all day.
    let today = now.to_zoned(shell.zone.clone()).date();
    let failed = format!(
        "activity:auth.login.failed after:{}",
        today.checked_sub(FAILURES_DAYS.days()).unwrap_or(today)
    );
    let present = Present::of(&app, &viewer, &finder).await?;
    let (mut known, is_whole) = everybody(&app, &present, &finder, finder.parse(&failed)?, l).await?;
    let needle = search.to_lowercase();
    known.retain(|person| person.login.to_lowercase().contains(&needle));
    let (looked, is_sure) =
        if which == "never" { lookers(&app, &viewer).await? } else { (HashSet::new(), true) };
    known.retain(|person| person.is_of(which, &looked));
    let is_sorted = order.sort(&mut known, &finder, l).await?;
    let all = known.len();
    let from = params.number("row").unwrap_or(0) as usize;
    let shown: Vec<Known> = known.into_iter().skip(from).take(PAGE_ROWS).collect();
    let logins: Vec<String> = shown.iter().map(|person| person.login.clone()).collect();
    let (seen, signed_in) =
        tokio::try_join!(order::seen(&finder, logins.clone()), order::signed_in(&finder, logins))?;
    let next = from + shown.len();
    let when = |time| When::new(time, &shell.zone, now, l).short;
    let at = |name: &str, sort: &str, row: &str| {
        shell.to("people", &[("show", name), ("login", search), ("sort", sort), ("row", row)])
    };
    let head = |label: &str, own: Option<Order>| {
        let is_here = is_sorted && own == Some(order);
        Head {
            label: if own == Some(Order::Failures) {
                l.count(label, FAILURES_DAYS.unsigned_abs())
            } else {
                l.t(label)
            },
            href: own.map(|own| at(which, if is_here { "" } else { own.name() }, "")),
            sorted: own.filter(|_| is_here).map(Order::aria),
        }
    };
    let row = |person: Known| {
        let who = terms::is(Field::User, &person.login);
        let number = |number: Lower, query: String| {
            (number.number > 0 || !number.is_exact).then(|| (number.shown(l), shell.search(&query)))
        };
        let time = |times: &HashMap<String, _>| times.get(&person.login).map(|time| when(*time));
        PersonRow {
            href: shell.to("person", &[("login", &person.login)]),
            state: person.state.name(),
            words: l.word("person-state", person.state.name()),
            tokens: l.number(person.tokens as u64),
            entries: number(person.entries, format!("{who} -actor:anonymous")),
            failures: number(person.failures, format!("{who} {failed}")),
            last: time(&seen),
            login: time(&signed_in),
            name: show::name(&person.login),
            rights: person.rights,
        }
    };
    let page = PeoplePage {
        l,
        filters: FILTERS
            .into_iter()
            .map(|name| Link {
                label: l.word("people-show", name),
                href: at(name, order.name(), ""),
                is_here: name == which,
            })
            .collect(),
        which,
        order: order.name(),
        search,
        count: Lower { number: all as u64, is_exact: is_whole }.counted("usage-people", l),
        notices: (!is_sorted)
            .then(|| l.count("people-too-many", BY_TIME_MAX as u64))
            .into_iter()
            .chain((!is_sure).then(|| l.t("people-not-sure")))
            .collect(),
        heads: vec![
            head("filter-user", Some(Order::Name)),
            head("people-state", None),
            head("usage-rights", None),
            head("usage-tokens", None),
            head("person-entries", Some(Order::Entries)),
            head("usage-last", Some(Order::Seen)),
            head("person-last-login", Some(Order::Login)),
            head("people-failures", Some(Order::Failures)),
        ],
        rows: shown.into_iter().map(row).collect(),
        more: (next < all).then(|| at(which, order.name(), &next.to_string())),
        first: (from > 0).then(|| at(which, order.name(), "")),
        taken: present.inventory.as_ref().map(|inventory| when(inventory.began)),
        shell: &shell,
    };
    shell.tab(Tab::People, &l.t("people-title"), &page)
}
