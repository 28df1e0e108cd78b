//! `GET /websites` and `GET /website`: what happened to a website, deleted ones included.

use std::collections::BTreeMap;

use activity_log_core::Entry;
use activity_log_core::query::{Field, Query};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::given::Given;
use super::lower::Lower;
use super::params::Params;
use super::present::Present;
use super::ranked::{Names, Ranked};
use super::row::Row;
use super::shell::{Place, Shell};
use super::tabs::Tab;
use super::when::{When, zone_name};
use super::{show, terms};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page};
use crate::serve::locale::Locale;
use crate::store::tally::VALUES_MAX;

/// Websites on a page of the list.
const PAGE_ROWS: usize = 50;
/// Rows of each list.
const ROWS: usize = 8;
/// Newest entries shown.
const NEWEST: usize = 15;
/// Newest entries in which former names are looked for.
const NAMES_LOOKED: usize = 300;

#[derive(Template)]
#[template(path = "websites.html")]
struct List<'a> {
    l: &'static Locale,
    shell: &'a Shell,
    search: &'a str,
    count: String,
    rows: Vec<ListRow>,
    first: Option<String>,
    more: Option<String>,
}

struct ListRow {
    id: String,
    name: String,
    href: String,
    entries: String,
    all: String,
    is_gone: bool,
}

#[derive(Template)]
#[template(path = "website.html")]
struct Website {
    l: &'static Locale,
    name: String,
    number: String,
    zone: String,
    is_gone: bool,
    /// When and by whom it was made and deleted: what it says, and the entry.
    made: Option<(String, String)>,
    deleted: Option<(String, String)>,
    earlier: Vec<String>,
    /// Login, right, page of the person; for those who see everything.
    access: Vec<(String, String, String)>,
    more_access: bool,
    /// Who may do everything everywhere: how many, and who they are.
    supers: Option<(String, String)>,
    people: Vec<Ranked>,
    categories: Vec<Ranked>,
    newest: Vec<Row>,
    all: String,
}

/// `GET /websites`
pub(crate) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    params: Params,
) -> Result<Response, ServeError> {
    let finder = Finder::new(&app, &viewer)?;
    let shell = Shell::of(&viewer, &given);
    let l = shell.l;
    let present = Present::of(&app, &viewer, &finder).await?;
    let inventory = present.inventory.clone();
    let counts = finder.tally(Query::default(), Some(Field::Site), Vec::new(), VALUES_MAX).await?;
    let mut known: BTreeMap<u64, (Option<String>, u64)> = BTreeMap::new();
    for (id, name) in inventory.iter().flat_map(|inventory| &inventory.sites) {
        known.insert(*id, (Some(name.clone()), 0));
    }
    let of_log = counts.rows.iter().filter_map(|row| Some((row.value.parse::<u64>().ok()?, row.sum())));
    for (id, entries) in of_log {
        known.entry(id).or_default().1 = entries;
    }
    let nameless =
        known.iter().filter(|(_, (name, _))| name.is_none()).map(|(id, _)| id.to_string()).collect();
    let names = Names { shell: &shell, terms: String::new(), at: 0, before: None };
    let of_log: BTreeMap<String, String> =
        names.names_of_sites(&finder, nameless).await?.into_iter().collect();
    let search = params.get("login").to_lowercase();
    let mut rows: Vec<(u64, String, u64, bool)> = known
        .into_iter()
        .map(|(id, (name, entries))| {
            let is_gone = present.is_site_gone(id);
            let named = name.map(|name| show::name(&name)).or_else(|| of_log.get(&id.to_string()).cloned());
            (id, named.unwrap_or_else(|| l.with("site-number", &[("id", &id.to_string())])), entries, is_gone)
        })
        .collect();
    rows.retain(|(id, name, ..)| name.to_lowercase().contains(&search) || id.to_string() == search);
    rows.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    let all = rows.len();
    let from = params.number("row").unwrap_or(0) as usize;
    let row = |(id, name, number, is_gone): (u64, String, u64, bool)| ListRow {
        href: shell.to("website", &[("site", &id.to_string())]),
        all: shell.search(&format!("site:{id}")),
        // Where there were too many websites to answer, one that is not among them has few entries, but perhaps some.
        entries: Lower { number, is_exact: counts.complete && (number > 0 || !counts.is_cut) }.shown(l),
        id: id.to_string(),
        name,
        is_gone,
    };
    let rows: Vec<ListRow> = rows.into_iter().skip(from).take(PAGE_ROWS).map(row).collect();
    let next = from + rows.len();
    let here = |row: String| shell.to("websites", &[("login", params.get("login")), ("row", &row)]);
    let page = List {
        l,
        search: params.get("login"),
        count: Lower { number: all as u64, is_exact: counts.complete && !counts.is_cut }
            .counted("websites-count", l),
        first: (from > 0).then(|| here(String::new())),
        more: (next < all).then(|| here(next.to_string())),
        rows,
        shell: &shell,
    };
    shell.tab(Tab::Websites, &l.t("websites-title"), &page)
}

/// `GET /website`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    params: Params,
) -> Result<Response, ServeError> {
    let id = params.number("site").ok_or(ServeError::NotFound)?;
    let finder = Finder::of(&app, &viewer, given.log)?;
    let shell = Shell::of(&viewer, &given);
    let (l, now) = (shell.l, app.clock.now());
    // A plain user learns from their own entries only.
    let present = if shell.is_own() { None } else { Some(Present::of(&app, &viewer, &finder).await?) };
    let inventory = present.as_ref().and_then(|present| present.inventory.clone());
    let site = format!("site:{id}");
    let page = |query: String, limit: usize| {
        let (finder, page) = (finder.clone(), Page { limit, ..Page::default() });
        async move {
            let query = finder.parse(&query)?;
            Ok::<_, ServeError>(finder.page(query, page, PAGE_BUDGET).await?.entries)
        }
    };
    let newest = page(site.clone(), NAMES_LOOKED).await?;
    let now_named = inventory.as_ref().and_then(|inventory| inventory.sites.get(&id)).cloned();
    if newest.is_empty() && now_named.is_none() {
        return Err(ServeError::NotFound);
    }
    let ends = |verb: &str| {
        format!(
            "{} activity:website.{verb} outcome:success",
            terms::history("website", &id.to_string(), None)
        )
    };
    let made = page(ends("created"), 1).await?;
    let deleted = page(ends("deleted"), 1).await?;
    let mut earlier: Vec<String> = Vec::new();
    let of_log = newest.iter().filter_map(|entry| entry.event.site.as_ref()?.name.clone());
    // Whatever was seen last has the name of now.
    let is_log_newer =
        inventory.as_ref().zip(newest.first()).is_none_or(|(seen, entry)| entry.event.time > seen.ended);
    let (first, then) = if is_log_newer { (None, now_named.clone()) } else { (now_named.clone(), None) };
    let all_names: Vec<String> = first.into_iter().chain(of_log).chain(then).collect();
    let name = all_names
        .first()
        .map_or_else(|| l.with("site-number", &[("id", &id.to_string())]), |name| show::name(name));
    for former in all_names.iter().map(|name| show::name(name)).filter(|former| *former != name) {
        if !earlier.contains(&former) {
            earlier.push(former);
        }
    }
    earlier.truncate(ROWS);
    let query = finder.parse(&site)?;
    let (people, categories) = tokio::try_join!(
        finder.tally(query.clone(), Some(Field::User), Vec::new(), 1_000),
        finder.tally(query, Some(Field::Category), Vec::new(), 1_000),
    )?;
    let names = Names { shell: &shell, terms: site.clone(), at: 0, before: None };
    let who = |entry: &Entry| {
        let when = When::new(entry.event.time, &shell.zone, now, l).short;
        let login = entry.event.actor.login.as_deref().map(show::name).unwrap_or_default();
        (format!("{when} · {login}"), shell.entry(entry.seq, "", Place::default()))
    };
    let mut access: Vec<(String, String, String)> = Vec::new();
    let mut more_access = false;
    for ((login, right), sites) in inventory.iter().flat_map(|inventory| &inventory.access) {
        if sites.iter().any(|(first, last)| (first..=last).contains(&id)) {
            more_access = access.len() >= PAGE_ROWS;
            if more_access {
                break;
            }
            access.push((
                show::name(login),
                show::name(&l.word("role", right)),
                shell.to("person", &[("login", login)]),
            ));
        }
    }
    let is_gone = present.as_ref().map_or(!deleted.is_empty(), |present| present.is_site_gone(id));
    let supers = present.as_ref().filter(|_| !is_gone).and_then(Present::supers);
    let page = Website {
        l,
        number: l.with("site-number", &[("id", &id.to_string())]),
        zone: zone_name(&shell.zone, now),
        is_gone,
        made: made.first().map(who),
        deleted: deleted.first().map(who),
        earlier,
        access,
        more_access,
        supers: supers.map(|supers| {
            let words = if supers.is_exact { "website-supers" } else { "website-supers-at-least" };
            (l.count(words, supers.number), shell.to("people", &[("show", "super")]))
        }),
        people: if shell.is_own() { Vec::new() } else { names.people(&people, ROWS) },
        categories: names.categories(&categories, ROWS),
        newest: newest
            .iter()
            .take(NEWEST)
            .map(|entry| Row::new(entry, &shell, &site, Place::default(), now))
            .collect(),
        all: shell.search(&site),
        name: name.clone(),
    };
    let tab = if shell.is_own() { Tab::Log } else { Tab::Websites };
    shell.tab(tab, &l.with("website-title", &[("name", &show::within(&name))]), &page)
}
