//! What stands above the steps of an object, whichever of them are shown: who made it, who deleted it, what it was called.

use activity_log_core::event::Outcome;
use activity_log_core::query::{Field, Pattern, Query, Test};
use activity_log_core::{Entry, Seq};

use crate::serve::activities::Activities;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page, exactly};

/// Newest and oldest entries in which names are looked for.
const NEWEST_LOOKED: usize = 300;
const OLDEST_LOOKED: usize = 100;

/// See the module.
pub(super) struct Head {
    pub(super) made: Option<Entry>,
    pub(super) gone: Option<Entry>,
    /// Newest first, each once.
    pub(super) names: Vec<String>,
}

impl Head {
    /// From the whole history that the viewer may see.
    pub(super) async fn of(
        finder: &Finder,
        history: &Query,
        activities: &Activities,
    ) -> Result<Head, ServeError> {
        let page = |query: Query, page: Page| finder.page(query, page, PAGE_BUDGET);
        let done = |verb: &str| {
            let end = format!(".{verb}");
            let ids = activities.iter().filter(|activity| activity.id.ends_with(&end));
            let ids = ids.map(|activity| Pattern::Exact(activity.id.clone())).collect();
            let query = history.clone().and(Test::Facet(Field::Activity, ids));
            let query = query.and(exactly(Field::Outcome, Outcome::Success.as_str()));
            page(query, Page { limit: 1, ..Page::default() })
        };
        let newest = Page { limit: NEWEST_LOOKED, ..Page::default() };
        let oldest = Page { after: Some(0 as Seq), limit: OLDEST_LOOKED, ..Page::default() };
        let (made, gone, newest, oldest) = tokio::try_join!(
            done("created"),
            done("deleted"),
            page(history.clone(), newest),
            page(history.clone(), oldest),
        )?;
        let mut looked = newest.entries;
        let reached = looked.last().map_or(Seq::MAX, |entry| entry.seq);
        looked.extend(oldest.entries.into_iter().filter(|entry| entry.seq < reached));
        // What only another plugin's class knows is in no catalogue.
        let last = |found: Vec<Entry>, verb: &str| {
            let is_it = |entry: &&Entry| entry.event.verb == verb && entry.event.outcome == Outcome::Success;
            let looked = looked.iter().filter(is_it).cloned();
            found.into_iter().chain(looked).max_by_key(|entry| entry.seq)
        };
        let (made, gone) = (last(made.entries, "created"), last(gone.entries, "deleted"));
        // Whatever came after a deletion under the same id is another life of it.
        let gone = gone.filter(|gone| made.as_ref().is_none_or(|made| made.seq < gone.seq));
        Ok(Head { made, gone, names: names(&looked) })
    }
}

/// What it was called.
fn names(entries: &[Entry]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.event.outcome == Outcome::Success) {
        let renamed = entry.event.changes.iter().filter(|change| change.field == "name");
        let said = entry.event.target.iter().filter_map(|target| target.name.clone());
        let old = renamed.filter_map(|change| change.old.as_str().map(str::to_owned));
        for name in said.chain(old).filter(|name| !name.trim().is_empty()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}
