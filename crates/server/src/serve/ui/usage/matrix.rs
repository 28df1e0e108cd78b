//! People × features.

use std::collections::{BTreeMap, HashMap};

use activity_log_core::query::{Field, Query};

use super::super::lower::Lower;
use super::super::{show, terms};
use super::{Asked, Shows};
use crate::serve::error::ServeError;
use crate::serve::find::Finder;
use crate::serve::ui::span::edge;
use crate::store::tally::{Tallied, VALUES_MAX};

/// Columns of their own; the rest is added up.
const COLUMNS: usize = 10;
/// Categories whose changes are told apart by person: each is a question to the log.
const CATEGORIES_MAX: usize = COLUMNS;
/// Features named as not used any more.
const OLDER_MAX: usize = 30;

/// Before and now.
type Pair = (u64, u64);

/// Numbers by feature and person.
pub(super) struct Columns {
    by_feature: BTreeMap<String, HashMap<String, Pair>>,
    /// Where there are more features than were told apart: what each person has in all.
    sums: HashMap<String, Pair>,
    complete: bool,
}

/// Laid out.
pub(super) struct Matrix {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<PersonRow>,
    /// How many people there are in all.
    pub(super) people: usize,
    pub(super) complete: bool,
    /// The last column is all others together.
    pub(super) has_others: bool,
}

pub(super) struct Column {
    pub(super) label: String,
    pub(super) href: Option<String>,
    pub(super) cell: Cell,
}

pub(super) struct PersonRow {
    pub(super) name: String,
    /// Nobody in particular: the hour had too many people to tell apart.
    pub(super) is_somebody: bool,
    pub(super) page: String,
    pub(super) cells: Vec<Cell>,
    pub(super) sum: Cell,
}

/// One number.
pub(super) struct Cell {
    pub(super) number: String,
    pub(super) href: Option<String>,
    /// `up`, `down`, or nothing.
    pub(super) trend: &'static str,
    pub(super) before: String,
    /// How dark, 0 to 5.
    pub(super) shade: u64,
}

impl Columns {
    pub(super) fn new(complete: bool) -> Columns {
        Columns { by_feature: BTreeMap::new(), sums: HashMap::new(), complete }
    }

    pub(super) fn add(&mut self, login: &str, feature: &str, before: u64, now: u64) {
        let pair =
            self.by_feature.entry(feature.to_owned()).or_default().entry(login.to_owned()).or_default();
        *pair = (pair.0 + before, pair.1 + now);
        self.add_sum(login, before, now);
    }

    fn add_sum(&mut self, login: &str, before: u64, now: u64) {
        let pair = self.sums.entry(login.to_owned()).or_default();
        *pair = (pair.0 + before, pair.1 + now);
    }

    fn total(people: &HashMap<String, Pair>) -> Pair {
        people.values().fold((0, 0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1))
    }

    /// Features that were used in the span before and are not now, with their links.
    pub(super) fn not_any_more(&self, asked: &Asked<'_>) -> Vec<(String, String)> {
        let totals = self.by_feature.iter().map(|(feature, people)| (feature, Columns::total(people)));
        let gone = totals.filter(|(_, (before, now))| *before > 0 && *now == 0);
        gone.take(OLDER_MAX).map(|(feature, _)| (label(asked, feature), asked.feature(feature))).collect()
    }

    pub(super) fn matrix(self, asked: &Asked<'_>, from: usize, most: usize) -> Matrix {
        let mut features: Vec<(&String, &HashMap<String, Pair>, Pair)> =
            self.by_feature.iter().map(|(name, people)| (name, people, Columns::total(people))).collect();
        features.retain(|(_, _, total)| total.1 > 0);
        features.sort_by_key(|(_, _, total)| std::cmp::Reverse(total.1));
        let shown = &features[..features.len().min(COLUMNS)];
        let all = Columns::total(&self.sums);
        let in_columns = shown.iter().fold((0, 0), |sum, (_, _, total)| (sum.0 + total.0, sum.1 + total.1));
        let others = (all.0.saturating_sub(in_columns.0), all.1.saturating_sub(in_columns.1));
        let has_others = others.1 > 0;
        let mut people: Vec<(&String, &Pair)> = self.sums.iter().filter(|(_, pair)| pair.1 > 0).collect();
        people.sort_by(|a, b| b.1.1.cmp(&a.1.1).then_with(|| a.0.cmp(b.0)));
        let most_of_a_cell = shown
            .iter()
            .flat_map(|(_, people, _)| people.values().map(|pair| pair.1))
            .max()
            .unwrap_or(1)
            .max(1);
        let lower = |number| Lower { number, is_exact: self.complete }.shown(asked.l);
        let cell = |(before, now): Pair, href: Option<String>, is_shaded: bool| Cell {
            number: lower(now),
            href: href.filter(|_| now > 0),
            trend: if now > before {
                "up"
            } else if now < before {
                "down"
            } else {
                ""
            },
            before: asked.l.with("overview-before", &[("number", &lower(before))]),
            // Steps of a root: few and many can both be told apart.
            shade: if is_shaded && now > 0 {
                1 + ((now as f64 / most_of_a_cell as f64).sqrt() * 4.0) as u64
            } else {
                0
            },
        };
        let mut columns: Vec<Column> = shown
            .iter()
            .map(|(feature, _, total)| Column {
                label: label(asked, feature),
                href: Some(asked.feature(feature)),
                cell: cell(*total, None, false),
            })
            .collect();
        if has_others {
            columns.push(Column {
                label: asked.l.t("overview-other"),
                href: None,
                cell: cell(others, None, false),
            });
        }
        let row = |(login, sum): &(&String, &Pair)| {
            let pairs: Vec<Pair> =
                shown.iter().map(|(_, people, _)| people.get(*login).copied().unwrap_or_default()).collect();
            let mut cells: Vec<Cell> = shown
                .iter()
                .zip(&pairs)
                .map(|((feature, _, _), pair)| cell(*pair, asked.cell(login, feature), true))
                .collect();
            if has_others {
                let known = pairs.iter().fold((0, 0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1));
                let rest = (sum.0.saturating_sub(known.0), sum.1.saturating_sub(known.1));
                cells.push(cell(rest, None, true));
            }
            PersonRow {
                name: if login.is_empty() { asked.l.t("usage-others") } else { show::name(login) },
                is_somebody: !login.is_empty(),
                page: asked.shell.to("person", &[("login", login)]),
                cells,
                sum: cell(**sum, asked.cell(login, ""), false),
            }
        };
        Matrix {
            rows: people.iter().skip(from).take(most).map(row).collect(),
            people: people.len(),
            columns,
            complete: self.complete,
            has_others,
        }
    }
}

/// The feature as people know it.
fn label(asked: &Asked<'_>, feature: &str) -> String {
    match asked.shows {
        Shows::Changes => show::name(&asked.l.word("category", feature)),
        Shows::Views => show::name(feature),
    }
}

impl Asked<'_> {
    /// Where the head of a column leads.
    fn feature(&self, feature: &str) -> String {
        match self.shows {
            Shows::Views if self.within.is_empty() => self.here(&[("feature", feature)]),
            Shows::Views => self.here(&[]),
            Shows::Changes => {
                self.shell.search(&format!("{} {}", terms::is(Field::Category, feature), self.span.terms()))
            }
        }
    }

    /// Where a number leads: to the entries it counts, or to what one person looks at. An empty feature: all of them.
    fn cell(&self, login: &str, feature: &str) -> Option<String> {
        if login.is_empty() {
            return None;
        }
        match self.shows {
            Shows::Views => {
                Some(self.here(&[("login", login), ("feature", feature)])).filter(|_| self.within.is_empty())
            }
            Shows::Changes => {
                let category = match feature {
                    "" => String::new(),
                    feature => format!("{} ", terms::is(Field::Category, feature)),
                };
                Some(self.shell.search(&format!(
                    "{} {category}{}",
                    terms::is(Field::User, login),
                    self.span.terms()
                )))
            }
        }
    }
}

/// Numbers from entries: which categories occur, then each by person.
pub(super) async fn changes(asked: &Asked<'_>, finder: &Finder) -> Result<Columns, ServeError> {
    let edges = vec![edge(&asked.span.before), edge(&asked.span.from), edge(&asked.span.until)];
    let person = match asked.login {
        "" => String::new(),
        login => format!("{} ", terms::is(Field::User, login)),
    };
    // Signing in and looking change nothing.
    let base = format!("{person}-category:auditlog,authentication,personal_data -actor:anonymous");
    let ask = |terms: String| -> Result<Query, ServeError> { Ok(finder.parse(&terms)?) };
    let categories =
        finder.tally(ask(base.clone())?, Some(Field::Category), edges.clone(), VALUES_MAX).await?;
    let everybody = finder.tally(ask(base.clone())?, Some(Field::User), edges.clone(), VALUES_MAX).await?;
    // Whoever is beyond the bound of a tally is missing from the sums.
    let is_whole = |tallied: &Tallied| tallied.complete && !tallied.is_cut;
    let mut complete = is_whole(&categories) && is_whole(&everybody);
    let mut columns = Columns::new(true);
    let mut rows = categories.rows;
    rows.sort_by_key(|row| std::cmp::Reverse(row.counts[1]));
    for row in rows.iter().filter(|row| row.counts[1] > 0).take(CATEGORIES_MAX) {
        let query = ask(format!("{base} {}", terms::is(Field::Category, &row.value)))?;
        let people = finder.tally(query, Some(Field::User), edges.clone(), VALUES_MAX).await?;
        complete &= is_whole(&people);
        for person in people.rows {
            let pair = (person.counts[0], person.counts[1]);
            columns.by_feature.entry(row.value.clone()).or_default().insert(person.value, pair);
        }
    }
    // What is not used any more needs its total only.
    for row in rows.into_iter().filter(|row| row.counts[1] == 0) {
        columns.by_feature.entry(row.value).or_default().insert(String::new(), (row.counts[0], 0));
    }
    for person in everybody.rows {
        columns.add_sum(&person.value, person.counts[0], person.counts[1]);
    }
    columns.complete = complete;
    Ok(columns)
}
