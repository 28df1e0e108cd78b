//! `GET /log`: the list with its filters.

use activity_log_core::event::{Outcome, Severity};
use activity_log_core::query::Query;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::days::{Day, days, rows};
use super::filter::{Filter, Wrong};
use super::fold::{self, Groups};
use super::given::{Given, LIMIT, LIMITS};
use super::link::Link;
use super::live::{self, Live};
use super::menus::{Choice, Group, words};
use super::own::Own;
use super::ranges;
use super::row::Row;
use super::saved as views;
use super::shell::{Place, Shell};
use super::tabs::Tab;
use super::when::zone_name;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page, Which};
use crate::serve::locale::Locale;
use crate::serve::saved::{self, NAME_CHARS_MAX};

/// Name (`log-example-…` in the locale) and query.
const EXAMPLES: [(&str, &str); 9] = [
    ("failed", "activity:auth.login.failed after:7d"),
    ("deleted", "activity:website.deleted,goal.deleted"),
    ("severity", "severity:warning,critical"),
    ("denied", "outcome:denied"),
    ("not", "-category:authentication after:today"),
    ("words", "\"order page\""),
    ("network", "ip:203.0.113.0/24"),
    ("object", "object:goal/7"),
    ("nested", "nested:yes,no after:24h"),
];

#[derive(Template)]
#[template(path = "log.html")]
struct LogPage<'a> {
    l: &'static Locale,
    shell: &'a Shell,
    filter: &'a Filter,
    /// A plain user's own numbers, above the beginning of their whole list.
    own: Option<Own>,
    wrong: Option<WrongShown>,
    /// Its characters in the box.
    wrong_place: (usize, usize),
    chips: Vec<Chip>,
    people: &'a [String],
    activities: Vec<Group>,
    sites: Option<Vec<Choice>>,
    outcomes: Vec<Choice>,
    severities: Vec<Choice>,
    limits: Vec<Choice>,
    /// Travels with a search when it is not the usual one.
    limit: Option<usize>,
    days: Vec<Day>,
    /// Nothing is folded; where it is.
    folded: Option<String>,
    empty: Option<Empty>,
    zone: String,
    newest: Option<String>,
    newer: Option<String>,
    older: Option<String>,
    is_exhausted: bool,
    /// Where a search that stopped early goes on.
    go_on: Option<String>,
    all: String,
    /// The same search in what was witnessed and in what was imported, where there is both.
    logs: Option<(String, String)>,
    ranges: Vec<Link>,
    views: Vec<views::Shown>,
    /// Longest name of a view.
    name_chars: usize,
    /// Name of the view that opened by itself.
    opened: Option<String>,
    /// What a form did.
    said: Option<String>,
    /// New entries can appear by themselves.
    live: Option<Live>,
    /// Where completions are asked for.
    complete: String,
    /// Searches as examples: query, what it finds, where.
    examples: Vec<(&'static str, String, String)>,
}

/// What is wrong with the query, with the place marked.
struct WrongShown {
    field: Option<String>,
    message: String,
    before: String,
    marked: String,
    behind: String,
}

/// A term, and the list without it.
struct Chip {
    text: String,
    without: String,
}

/// Why there is nothing to see.
#[derive(PartialEq, Eq)]
enum Empty {
    /// Nothing was ever recorded.
    Log,
    /// Nothing of it was imported that the viewer may see.
    Imported,
    /// Nothing of the viewer's own.
    Own,
    /// Nothing that matches.
    Match,
}

/// `GET /log`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
) -> Result<Response, ServeError> {
    let shelf = saved::of(&app, &viewer).await?;
    let (mut given, mut finder) = (given, Finder::new(&app, &viewer)?);
    let first = shelf.first().filter(|view| given.is_bare && (!view.imported || finder.has_imported()));
    if let Some(view) = first {
        given = views::opened_first(given, view);
    }
    if given.log != finder.which() {
        finder = Finder::of(&app, &viewer, given.log)?;
    }
    let (given, opened) = (given, first.map(|view| super::show::within(&view.name)));
    let shell = Shell::of(&viewer, &given);
    let filter = Filter::new(&given, &finder.context());
    // Before the search: what comes while it is under way is not shown yet.
    let head = live::head(&finder, &shell).await?;
    let found = match &filter.query {
        Ok(query) => search(&finder, query, &given, &shell).await?,
        Err(_) => Groups::default(),
    };
    let menu = app.menus.of(&app, &viewer, &finder).await?;
    let l = shell.l;
    let here = Place::of(&given);
    let now = app.clock.now();
    let rows = rows(&found.groups, |group| Row::of_group(group, &shell, &filter.q, here, now));
    let fields = &filter.fields;
    let link = |before, after| shell.list(&filter.q, Place { before, after, ..here });
    let in_log = |log| shell.in_log(log).list(&filter.q, here.first());
    let is_past = given.before.is_some() || given.after.is_some();
    let is_upward = given.after.is_some() && given.before.is_none();
    let newest = found.groups.first().map(|group| group.newest.seq);
    let is_live = !is_past && filter.query.is_ok() && !shell.is_imported();
    let live = is_live.then(|| Live::of(&given, &filter, &shell, head.or(newest).unwrap_or_default()));
    // Whoever came from newer ones finds them again, and the same for older ones.
    let newer = if is_upward { found.newer } else { given.before.and(newest) };
    let older = found.older;
    // A part of the list that was asked for keeps its end.
    let bottom = given.before.and(given.after);
    let is_start =
        filter.q.is_empty() && here.before.is_none() && here.after.is_none() && !shell.is_imported();
    let own = if is_start { Own::of(&app, &viewer, &finder, &shell).await? } else { None };
    let page = LogPage {
        l,
        shell: &shell,
        own,
        wrong: filter.query.as_ref().err().map(|wrong| WrongShown::new(wrong, &filter.q, l)),
        wrong_place: wrong_place(&filter),
        chips: chips(&filter, &shell, here),
        people: if shell.is_own() { &[] } else { &menu.people },
        activities: menu.activities(&app, l, &fields.activity),
        sites: menu.sites(l, &fields.site),
        outcomes: words(l, "outcome", Outcome::ALL.iter().map(|value| value.as_str()), &fields.outcome),
        severities: words(l, "severity", Severity::ALL.iter().map(|value| value.as_str()), &fields.severity),
        limits: limits(given.limit),
        limit: (given.limit != LIMIT).then_some(given.limit),
        empty: empty(&finder, &shell, &filter, &found).await?,
        days: days(rows),
        zone: zone_name(&shell.zone, now),
        newest: is_past.then(|| link(None, None)),
        newer: newer.map(|newer| link(None, Some(newer))),
        go_on: if is_upward {
            newer.map(|newer| link(None, Some(newer)))
        } else {
            older.map(|older| link(Some(older), bottom))
        },
        older: older.map(|older| link(Some(older), bottom)),
        is_exhausted: found.exhausted,
        folded: given.unfolded.then(|| shell.list(&filter.q, Place { unfolded: false, ..here.first() })),
        all: shell.list("", here.first()),
        logs: finder.has_imported().then(|| (in_log(Which::Witnessed), in_log(Which::Imported))),
        ranges: ranges::quick(&filter, &shell, here),
        views: views::all(&shelf, &filter, &given, &shell),
        name_chars: NAME_CHARS_MAX,
        opened,
        said: given.said.map(|said| l.word("log-said", said)),
        live,
        complete: shell.data("complete", &[]),
        examples: examples(&shell),
        filter: &filter,
    };
    shell.tab(Tab::Log, &l.t("log-title"), &page)
}

/// One page, folded unless every entry is asked for.
pub(super) async fn search(
    finder: &Finder,
    query: &Query,
    given: &Given,
    shell: &Shell,
) -> Result<Groups, ServeError> {
    let page = Page { before: given.before, after: given.after, limit: given.limit };
    if given.unfolded {
        return Ok(fold::unfolded(finder.page(query.clone(), page, PAGE_BUDGET).await?));
    }
    fold::page(finder, query, page, &shell.zone).await
}

async fn empty(
    finder: &Finder,
    shell: &Shell,
    filter: &Filter,
    found: &Groups,
) -> Result<Option<Empty>, ServeError> {
    if !found.groups.is_empty() || found.exhausted || filter.query.is_err() {
        return Ok(None);
    }
    let is_all = filter.q.is_empty();
    Ok(Some(if shell.is_imported() {
        if is_all { Empty::Imported } else { Empty::Match }
    } else if finder.is_empty().await? {
        Empty::Log
    } else if is_all && shell.is_own() {
        Empty::Own
    } else {
        Empty::Match
    }))
}

/// Which characters of the box are wrong; none when a field of the form is.
fn wrong_place(filter: &Filter) -> (usize, usize) {
    match &filter.query {
        Err(Wrong { field: None, error }) => (error.from, error.to),
        _ => (0, 0),
    }
}

fn examples(shell: &Shell) -> Vec<(&'static str, String, String)> {
    let example = |(id, q): (&str, &'static str)| (q, shell.l.word("log-example", id), shell.search(q));
    EXAMPLES.into_iter().map(example).collect()
}

fn limits(limit: usize) -> Vec<Choice> {
    let mut sizes = LIMITS.to_vec();
    if !sizes.contains(&limit) {
        sizes.push(limit);
        sizes.sort_unstable();
    }
    let choice =
        |size: usize| Choice { value: size.to_string(), label: size.to_string(), selected: size == limit };
    sizes.into_iter().map(choice).collect()
}

fn chips(filter: &Filter, shell: &Shell, here: Place) -> Vec<Chip> {
    let chip = |(index, piece): (usize, &String)| Chip {
        text: super::show::name(piece),
        without: shell.list(&filter.without(index), here.first()),
    };
    filter.pieces.iter().enumerate().map(chip).collect()
}

impl WrongShown {
    fn new(wrong: &Wrong, q: &str, l: &Locale) -> WrongShown {
        let part = |from: usize, to: usize| -> String {
            let chars = q.chars().skip(from).take(to.saturating_sub(from));
            super::show::visible(&chars.collect::<String>())
        };
        let (from, to) = (wrong.error.from, wrong.error.to);
        // The place in a field is the field itself.
        let in_query = wrong.field.is_none();
        let text = |from, to| if in_query { part(from, to) } else { String::new() };
        WrongShown {
            field: wrong.field.map(|name| l.word("filter", name)),
            message: super::show::visible(&l.query_error(&wrong.error)),
            before: text(0, from),
            marked: text(from, to),
            behind: text(to, usize::MAX),
        }
    }
}
