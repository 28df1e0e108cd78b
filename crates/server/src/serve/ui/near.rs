//! Entries around one entry: the same object's, the same person's, and the next ones of the list it was opened from.

use activity_log_core::Entry;
use activity_log_core::event::Event;
use activity_log_core::query::{Field, QUERY_CHARS_MAX, Query};
use jiff::Timestamp;

use super::given::Given;
use super::row::Row;
use super::shell::{Place, Shell};
use super::terms;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, Page, exactly};

/// Most entries of the object's history.
const HISTORY_MAX: usize = 5;
/// Most entries of the person on each side.
const AROUND_MAX: usize = 3;
/// Work of each of these searches: they only stand beside the entry.
const BUDGET: u64 = 10_000;
/// Objects whose numbers begin anew in each website.
const PER_SITE: [&str; 2] = ["goal", "custom_dimension"];

/// See the module.
pub(super) struct Near {
    /// The next newer and older entry of the list.
    pub(super) newer: Option<String>,
    pub(super) older: Option<String>,
    /// The object's last entries, and where all of them are.
    pub(super) history: Vec<Row>,
    pub(super) history_all: Option<String>,
    /// The person's entries before and after, this one among them, and where all of them are.
    pub(super) around: Vec<Row>,
    pub(super) around_all: Option<String>,
}

impl Near {
    pub(super) async fn of(
        entry: &Entry,
        finder: &Finder,
        shell: &Shell,
        given: &Given,
        now: Timestamp,
    ) -> Result<Near, ServeError> {
        let place = Place::of(given);
        let row = |found: &Entry| Row {
            is_this: found.seq == entry.seq,
            ..Row::new(found, shell, &given.q, place, now)
        };
        let page = |query: &Query, page: Page| finder.page(query.clone(), page, BUDGET);
        let older = |limit| Page { before: Some(entry.seq), limit, ..Page::default() };
        let newer = |limit| Page { after: Some(entry.seq), limit, ..Page::default() };

        // A list that cannot be read has no next entry.
        let (mut next, mut previous) = (None, None);
        if let Ok(list) = finder.parse(&given.q) {
            let link = |found: Vec<Entry>| found.first().map(|found| shell.entry(found.seq, &given.q, place));
            let (above, below) = tokio::try_join!(page(&list, newer(1)), page(&list, older(1)))?;
            (next, previous) = (link(above.entries), link(below.entries));
        }
        let (mut history, mut history_all) = (Vec::new(), None);
        if let Some(query) = object(&entry.event) {
            let found = page(&query, Page { limit: HISTORY_MAX, ..Page::default() }).await?;
            // With nothing but this one there is no history.
            if found.entries.iter().any(|found| found.seq != entry.seq) {
                history = found.entries.iter().map(row).collect();
                history_all = found.older.and_then(|_| search(shell, &query));
            }
        }
        let (mut around, mut around_all) = (Vec::new(), None);
        if let Some(login) = &entry.event.actor.login {
            let query = Query::one(exactly(Field::User, login));
            let (above, below) =
                tokio::try_join!(page(&query, newer(AROUND_MAX)), page(&query, older(AROUND_MAX)))?;
            if !(above.entries.is_empty() && below.entries.is_empty()) {
                let all = above.entries.iter().chain([entry]).chain(&below.entries);
                around = all.map(row).collect();
                around_all = search(shell, &query);
            }
        }
        Ok(Near { newer: next, older: previous, history, history_all, around, around_all })
    }
}

/// Everything that happened to the entry's object.
pub(super) fn object(event: &Event) -> Option<Query> {
    let target = event.target.as_ref()?;
    Some(terms::history(&target.kind, target.id.as_ref()?, per_site(event).as_deref()))
}

/// The website that an object's number counts in.
pub(super) fn per_site(event: &Event) -> Option<String> {
    let is_one = event.target.as_ref().is_some_and(|target| PER_SITE.contains(&target.kind.as_str()));
    event.site.as_ref().filter(|_| is_one).map(|site| site.id.to_string())
}

/// Its list; what the query language would refuse needs no link.
pub(super) fn search(shell: &Shell, query: &Query) -> Option<String> {
    let text = query.to_string();
    (text.chars().count() < QUERY_CHARS_MAX).then(|| shell.search(&text))
}
