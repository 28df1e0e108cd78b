//! `GET /overview`: what goes on, for who sees everything. Every number leads to its entries.

use activity_log_core::query::{Field, Query};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::chart::Bars;
use super::fold;
use super::given::Given;
use super::link::Link;
use super::params::Params;
use super::ranked::{Names, Ranked};
use super::row::Row;
use super::shell::{Place, Shell};
use super::span::{RANGES, Span, Unit, edge};
use super::tabs::Tab;
use super::when::zone_name;
use super::{show, terms};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, Page};
use crate::serve::locale::Locale;
use crate::store::tally::{Tallied, VALUES_MAX};

/// Categories that have a colour of their own; the others are counted together.
const SERIES: usize = 7;
/// Rows of each list.
const ROWS: usize = 8;
/// Entries shown of the newest that need a look.
const ENTRIES: usize = 6;
/// Which entries need a look.
const SERIOUS: &str = "severity:warning,critical";
/// Which entries are attempts to get in that failed.
const FAILED_LOGINS: &str = "category:authentication outcome:failure,denied";
/// Which entries are somebody getting in.
const LOGINS: &str = "activity:auth.login.succeeded outcome:success";
/// What did not work.
const FAILED: &str = "outcome:failure,denied";

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview<'a> {
    l: &'static Locale,
    shell: &'a Shell,
    span: &'a Span,
    words: String,
    before: String,
    zone: String,
    ranges: Vec<Link>,
    units: Vec<Link>,
    tiles: Vec<Tile>,
    activity: Chart,
    logins: Chart,
    people: Vec<Ranked>,
    sites: Vec<Ranked>,
    activities: Vec<Ranked>,
    serious: Vec<Row>,
    all_serious: String,
    different: Vec<Different>,
    is_complete: bool,
    is_empty: bool,
    everything: String,
}

/// One number at the top.
struct Tile {
    label: String,
    number: String,
    change: String,
    href: String,
}

/// A chart with its table.
struct Chart {
    bars: Bars,
    top: String,
    first: String,
    last: String,
    legend: Vec<Series>,
    rows: Vec<TableRow>,
}

struct Series {
    label: String,
    sum: String,
    href: String,
}

struct TableRow {
    label: String,
    href: String,
    numbers: Vec<String>,
}

/// What is not as in the period before.
struct Different {
    text: String,
    name: Option<String>,
    numbers: String,
    href: String,
}

/// `GET /overview`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    params: Params,
) -> Result<Response, ServeError> {
    let finder = Finder::new(&app, &viewer)?;
    let shell = Shell::of(&viewer, &given);
    let (l, now) = (shell.l, app.clock.now());
    let span = Span::of(&params, &shell.zone, now);
    let counted = Counted::new(&finder, &span).await?;
    let asker = Asker { shell: &shell, span: &span, l };
    let serious = Page { limit: ENTRIES, ..Page::default() };
    let serious = fold::page(&finder, &asked(&finder, SERIOUS)?, serious, &shell.zone).await?;
    let three = Names { shell: &shell, terms: span.terms(), at: 2, before: Some(1) };
    let two = Names { shell: &shell, terms: span.terms(), at: 1, before: Some(0) };
    let page = Overview {
        l,
        words: span.words(l),
        before: span.words_before(l),
        zone: zone_name(&shell.zone, now),
        ranges: asker.ranges(),
        units: asker.units(),
        tiles: asker.tiles(&counted),
        activity: asker.activity(&counted.categories),
        logins: asker.logins(&counted.failed_logins),
        people: three.people(&counted.people, ROWS),
        sites: two.sites(&finder, &counted.sites, ROWS).await?,
        activities: three.activities(&counted.activities, ROWS),
        serious: serious
            .groups
            .iter()
            .map(|group| Row::of_group(group, &shell, SERIOUS, Place::default(), now))
            .collect(),
        all_serious: shell.search(SERIOUS),
        different: asker.different(&counted),
        is_complete: counted.is_complete(),
        is_empty: finder.is_empty().await?,
        everything: shell.search(&span.terms()),
        shell: &shell,
        span: &span,
    };
    shell.tab(Tab::Overview, &l.t("overview-title"), &page)
}

fn asked(finder: &Finder, text: &str) -> Result<Query, ServeError> {
    Ok(finder.parse(text)?)
}

/// Everything that is counted: each over the whole span before, and the span itself.
struct Counted {
    /// By category: the span before, then each piece.
    categories: Tallied,
    /// The same, in all.
    failed_logins: Tallied,
    /// These have three spans: everything earlier, the span before, the span.
    people: Tallied,
    addresses: Tallied,
    activities: Tallied,
    /// These have two.
    sites: Tallied,
    failed: Tallied,
    serious: Tallied,
}

impl Counted {
    async fn new(finder: &Finder, span: &Span) -> Result<Counted, ServeError> {
        let mut pieces = vec![edge(&span.before), edge(&span.from)];
        pieces.extend(span.pieces().iter().map(|piece| edge(&piece.until)));
        let two = vec![edge(&span.before), edge(&span.from), edge(&span.until)];
        let mut three = two.clone();
        three.insert(0, activity_log_core::Time::from_micros(i64::MIN));
        let all = || Query::default();
        let tally = |query, by, edges: &Vec<_>| finder.tally(query, by, edges.clone(), VALUES_MAX);
        let (categories, failed_logins, people, addresses, activities, sites, failed, serious) = tokio::try_join!(
            tally(all(), Some(Field::Category), &pieces),
            tally(asked(finder, FAILED_LOGINS)?, None, &pieces),
            tally(all(), Some(Field::User), &three),
            tally(asked(finder, LOGINS)?, Some(Field::Ip), &three),
            tally(all(), Some(Field::Activity), &three),
            tally(all(), Some(Field::Site), &two),
            tally(asked(finder, FAILED)?, None, &two),
            tally(asked(finder, SERIOUS)?, None, &two),
        )?;
        Ok(Counted { categories, failed_logins, people, addresses, activities, sites, failed, serious })
    }

    fn is_complete(&self) -> bool {
        let Counted { categories, failed_logins, people, addresses, activities, sites, failed, serious } =
            self;
        [categories, failed_logins, people, addresses, activities, sites, failed, serious]
            .iter()
            .all(|tallied| tallied.complete)
    }
}

/// Puts numbers and links together.
struct Asker<'a> {
    shell: &'a Shell,
    span: &'a Span,
    l: &'static Locale,
}

impl Asker<'_> {
    fn here(&self, more: &[(&str, &str)]) -> String {
        let span = self.span.params();
        let mut params: Vec<(&str, &str)> =
            span.iter().map(|(name, value)| (*name, value.as_str())).collect();
        params.extend_from_slice(more);
        self.shell.to("overview", &params)
    }

    fn ranges(&self) -> Vec<Link> {
        let link = |(name, _): (&str, i64)| Link {
            label: self.l.word("range", name),
            href: self.shell.to("overview", &[("range", name)]),
            is_here: self.span.range == name,
        };
        RANGES.into_iter().map(link).collect()
    }

    fn units(&self) -> Vec<Link> {
        let link = |unit: Unit| Link {
            label: self.l.word("unit", unit.name()),
            href: self.here(&[("unit", unit.name())]),
            is_here: self.span.unit == unit,
        };
        Unit::ALL.into_iter().filter(|unit| self.span.offers(*unit)).map(link).collect()
    }

    /// The entries of the span with these terms.
    fn entries(&self, terms: &str) -> String {
        self.shell.search(format!("{terms} {}", self.span.terms()).trim())
    }

    fn tiles(&self, counted: &Counted) -> Vec<Tile> {
        let tile = |label: String, before: u64, now: u64, href: String| Tile {
            label,
            number: self.l.number(now),
            change: self.l.with("overview-before", &[("number", &self.l.number(before))]),
            href,
        };
        let after_first = |tallied: &Tallied| tallied.totals.iter().skip(1).sum::<u64>();
        let first = |tallied: &Tallied| tallied.totals.first().copied().unwrap_or_default();
        let seen = |at: usize| {
            counted
                .people
                .rows
                .iter()
                .filter(|row| row.counts.get(at).is_some_and(|count| *count > 0))
                .count() as u64
        };
        let Counted { categories, failed, failed_logins, serious, .. } = counted;
        vec![
            tile(self.l.t("overview-entries"), first(categories), after_first(categories), self.entries("")),
            tile(self.l.t("overview-people-active"), seen(1), seen(2), "#oal-people".to_owned()),
            tile(self.l.t("overview-failed"), first(failed), after_first(failed), self.entries(FAILED)),
            tile(
                self.l.t("overview-failed-logins"),
                first(failed_logins),
                after_first(failed_logins),
                self.entries(FAILED_LOGINS),
            ),
            tile(self.l.t("overview-serious"), first(serious), after_first(serious), self.entries(SERIOUS)),
        ]
    }

    fn activity(&self, tallied: &Tallied) -> Chart {
        let mut rows: Vec<_> = tallied.rows.iter().map(|row| (&row.value, &row.counts[1..])).collect();
        rows.retain(|(_, counts)| counts.iter().any(|count| *count > 0));
        rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<u64>()));
        let (shown, others) = rows.split_at(rows.len().min(SERIES));
        let mut series: Vec<(String, String, Vec<u64>)> = shown
            .iter()
            .map(|(category, counts)| {
                let query = terms::is(Field::Category, category.as_str());
                (show::name(&self.l.word("category", category)), query, counts.to_vec())
            })
            .collect();
        if !others.is_empty() {
            let mut sums = vec![0; others[0].1.len()];
            for (_, counts) in others {
                sums.iter_mut().zip(*counts).for_each(|(sum, count)| *sum += count);
            }
            let names: Vec<&str> = shown.iter().map(|(category, _)| category.as_str()).collect();
            series.push((self.l.t("overview-other"), terms::is_none_of(Field::Category, &names), sums));
        }
        self.chart(series)
    }

    fn logins(&self, tallied: &Tallied) -> Chart {
        let counts = tallied.totals.get(1..).unwrap_or_default().to_vec();
        self.chart(vec![(self.l.t("overview-failed-logins"), FAILED_LOGINS.to_owned(), counts)])
    }

    /// Each series: its name, its query, its number in each piece.
    fn chart(&self, series: Vec<(String, String, Vec<u64>)>) -> Chart {
        let pieces = self.span.pieces();
        let column =
            |at: usize| series.iter().map(|(_, _, counts)| counts.get(at).copied().unwrap_or(0)).collect();
        let columns: Vec<Vec<u64>> = (0..pieces.len()).map(column).collect();
        let only = if series.len() == 1 { series[0].1.as_str() } else { "" };
        let label = |at: usize| pieces[at].label(self.span.unit, self.l);
        let bars = Bars::new(&columns, |at| {
            let sum = self.l.count("overview-entries-count", columns[at].iter().sum());
            (format!("{}: {sum}", label(at)), self.zoom(&pieces[at], only))
        });
        let row = |at: usize| TableRow {
            label: label(at),
            href: self.shell.search(format!("{only} {}", pieces[at].terms()).trim()),
            numbers: columns[at].iter().map(|number| self.l.number(*number)).collect(),
        };
        let legend = |(label, query, counts): &(String, String, Vec<u64>)| Series {
            label: label.clone(),
            sum: self.l.number(counts.iter().sum()),
            href: self.entries(query),
        };
        Chart {
            top: self.l.number(bars.top),
            first: label(0),
            last: label(pieces.len().saturating_sub(1)),
            legend: series.iter().map(legend).collect(),
            rows: (0..pieces.len()).rev().filter(|at| columns[*at].iter().any(|n| *n > 0)).map(row).collect(),
            bars,
        }
    }

    /// A piece looked at more closely; what is an hour leads to its entries.
    fn zoom(&self, piece: &super::span::Piece, only: &str) -> String {
        if self.span.unit == Unit::Hour {
            return self.shell.search(format!("{only} {}", piece.terms()).trim());
        }
        let [(from, first), (to, last)] = piece.zoom();
        self.shell.to("overview", &[(from, &first), (to, &last)])
    }

    fn different(&self, counted: &Counted) -> Vec<Different> {
        let mut found = Vec::new();
        let fresh = |tallied: &Tallied| -> Vec<(String, u64)> {
            let is_new = |counts: &[u64]| counts[0] == 0 && counts[1] == 0 && counts[2] > 0;
            let rows = tallied.rows.iter().filter(|row| is_new(&row.counts));
            rows.take(ROWS).map(|row| (row.value.clone(), row.counts[2])).collect()
        };
        let times = |count: u64| self.l.count("overview-entries-count", count);
        for (login, count) in fresh(&counted.people) {
            let href = self.shell.to("person", &[("login", &login)]);
            let (text, name) = (self.l.t("overview-new-person"), Some(show::name(&login)));
            found.push(Different { text, name, numbers: times(count), href });
        }
        for (address, count) in fresh(&counted.addresses) {
            let href = self.entries(&format!("{LOGINS} ip:{address}"));
            found.push(Different {
                text: self.l.t("overview-new-address"),
                name: Some(address),
                numbers: times(count),
                href,
            });
        }
        let mut moved: Vec<(&str, u64, u64)> = counted
            .activities
            .rows
            .iter()
            .map(|row| (row.value.as_str(), row.counts[1], row.counts[2]))
            .collect();
        moved.retain(|(_, before, now)| before != now);
        moved.sort_by_key(|(_, before, now)| std::cmp::Reverse(before.abs_diff(*now)));
        for (activity, before, now) in moved.into_iter().take(ROWS) {
            let id = if now > before { "overview-more" } else { "overview-less" };
            let numbers = [("before", &*self.l.number(before)), ("now", &*self.l.number(now))];
            found.push(Different {
                text: show::name(&self.l.activity(activity)),
                name: None,
                numbers: if id == "overview-more" {
                    self.l.with("overview-more", &numbers)
                } else {
                    self.l.with("overview-less", &numbers)
                },
                href: self.entries(&terms::is(Field::Activity, activity)),
            });
        }
        found
    }
}
