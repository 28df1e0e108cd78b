//! Who or what has most entries in a span, as a list with bars.

use activity_log_core::query::Field;

use super::lower::Lower;
use super::shell::Shell;
use super::{show, terms};
use crate::serve::error::ServeError;
use crate::serve::find::Finder;
use crate::store::tally::{Tallied, TallyRow};

/// Work to find the name of one website.
const NAME_BUDGET: u64 = 1_000;

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Ranked {
    pub(super) label: String,
    /// Its own page, where it has one.
    pub(super) page: Option<String>,
    pub(super) number: String,
    pub(super) before: Option<String>,
    /// Its entries.
    pub(super) href: String,
    /// Width of its bar, of 100.
    pub(super) width: u64,
}

/// Names and links for rows.
pub(super) struct Names<'a> {
    pub(super) shell: &'a Shell,
    /// What links to entries also ask for, such as a span of time.
    pub(super) terms: String,
    /// The span of the tally that is shown, and the one it is compared with.
    pub(super) at: usize,
    pub(super) before: Option<usize>,
}

impl Names<'_> {
    fn rows(
        &self,
        (rows, is_exact): (Vec<&TallyRow>, bool),
        most: usize,
        look: impl Fn(&str) -> (String, Option<String>, String),
    ) -> Vec<Ranked> {
        let at = self.at;
        let mut rows: Vec<_> = rows.into_iter().filter(|row| row.counts[at] > 0).collect();
        rows.sort_by(|a, b| b.counts[at].cmp(&a.counts[at]).then_with(|| a.value.cmp(&b.value)));
        let top = rows.first().map_or(1, |row| row.counts[at]);
        let l = self.shell.l;
        let number = |number| Lower { number, is_exact }.shown(l);
        let row = |row: &TallyRow| {
            let (label, page, query) = look(&row.value);
            Ranked {
                label,
                page,
                number: number(row.counts[at]),
                before: self
                    .before
                    .map(|before| l.with("overview-before", &[("number", &number(row.counts[before]))])),
                href: self.shell.search(format!("{query} {}", self.terms).trim()),
                width: (row.counts[at] * 100).div_ceil(top),
            }
        };
        rows.into_iter().take(most).map(row).collect()
    }

    /// People, by login.
    pub(super) fn people(&self, tallied: &Tallied, most: usize) -> Vec<Ranked> {
        self.rows((tallied.rows.iter().collect(), tallied.complete), most, |login| {
            let page = self.shell.to("person", &[("login", login)]);
            (show::name(login), Some(page), terms::is(Field::User, login))
        })
    }

    /// Activities.
    pub(super) fn activities(&self, tallied: &Tallied, most: usize) -> Vec<Ranked> {
        self.rows((tallied.rows.iter().collect(), tallied.complete), most, |id| {
            (show::name(&self.shell.l.activity(id)), None, terms::is(Field::Activity, id))
        })
    }

    /// Categories.
    pub(super) fn categories(&self, tallied: &Tallied, most: usize) -> Vec<Ranked> {
        self.rows((tallied.rows.iter().collect(), tallied.complete), most, |id| {
            (show::name(&self.shell.l.word("category", id)), None, terms::is(Field::Category, id))
        })
    }

    /// Addresses.
    pub(super) fn addresses(&self, tallied: &Tallied, most: usize) -> Vec<Ranked> {
        self.rows((tallied.rows.iter().collect(), tallied.complete), most, |ip| {
            (ip.to_owned(), None, format!("ip:{ip}"))
        })
    }

    /// Websites, by their newest names.
    pub(super) async fn sites(
        &self,
        finder: &Finder,
        tallied: &Tallied,
        most: usize,
    ) -> Result<Vec<Ranked>, ServeError> {
        let mut top: Vec<&TallyRow> = tallied.rows.iter().filter(|row| row.counts[self.at] > 0).collect();
        top.sort_by(|a, b| b.counts[self.at].cmp(&a.counts[self.at]).then_with(|| a.value.cmp(&b.value)));
        top.truncate(most);
        let ids = top.iter().map(|row| row.value.clone()).collect();
        let names = self.names_of_sites(finder, ids).await?;
        Ok(self.rows((top, tallied.complete), most, |id| {
            let named = names.iter().find(|(known, _)| known == id);
            let label = named.map_or_else(|| id.to_owned(), |(_, name)| name.clone());
            (label, Some(self.shell.to("website", &[("site", id)])), format!("site:{id}"))
        }))
    }

    /// Newest names of websites by id.
    pub(super) async fn names_of_sites(
        &self,
        finder: &Finder,
        ids: Vec<String>,
    ) -> Result<Vec<(String, String)>, ServeError> {
        let l = self.shell.l;
        let newest = finder.newest_of_each(Field::Site, ids, NAME_BUDGET).await?;
        let name = |(id, entry): (String, Option<activity_log_core::Entry>)| {
            let name = entry.and_then(|entry| entry.event.site).and_then(|site| site.name);
            let name = name.map_or_else(|| l.with("site-number", &[("id", &id)]), |name| show::name(&name));
            (id, name)
        };
        Ok(newest.into_iter().map(name).collect())
    }
}
