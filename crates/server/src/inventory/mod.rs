//! What is there, beside what happened: inventories of a Matomo, kept as they came, and compared.
//!
//! An inventory is no entry, so it does not stand in the log; [`kept`] keeps its parts in files beside it (docs/decisions/004). Two of them
//! are compared ([`differences`], pure), and what entries explain ([`explain`], pure) is taken away. What is left over is for whoever appends
//! to the log to tell: this room may read the log and never writes it, and may not know who asks.

pub mod differences;
pub mod explain;
pub mod kept;
pub mod people;
#[cfg(test)]
mod tests;

use activity_log_core::event::Outcome;
use activity_log_core::inventory::Inventory;
use activity_log_core::query::{Field, Pattern, Query, Test};
use activity_log_core::{Seq, Time};

use crate::store::{PAGE_ENTRIES_MAX, Scope, Search, Store, StoreError};
pub use differences::{Difference, Subject, What};
use explain::Explanations;
pub use kept::{Due, Inventories, InventoryError, Kept};

/// A change may be written down a little before or after it is seen: clocks differ, and an action has the time of its beginning.
const SLACK_MICROS: i64 = 2 * 60 * 1_000_000;
/// Most pages of entries that are looked through for explanations.
const PAGES_MAX: usize = 5_000;
/// Work of one page.
const PAGE_BUDGET: u64 = u64::MAX;

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// Differences that no entry explains.
    pub unexplained: Vec<Difference>,
    /// Since when recording was off or incomplete, if it was.
    pub not_recorded_since: Option<Time>,
    /// False when there were too many entries to look at all of them.
    pub looked_at_all: bool,
}

/// Compares two inventories and asks the log for explanations.
///
/// # Errors
/// When the log cannot be read.
pub fn compare(old: &Inventory, new: &Inventory, store: &dyn Store) -> Result<Compared, StoreError> {
    let differences = differences::between(old, new);
    if differences.is_empty() {
        return Ok(Compared { looked_at_all: true, ..Compared::default() });
    }
    let mut explanations = Explanations::default();
    let looked_at_all = hear(&mut explanations, old, new, store)?;
    let not_recorded_since = explanations.not_recorded_since();
    Ok(Compared {
        unexplained: explanations.explain(differences, new.began),
        not_recorded_since,
        looked_at_all,
    })
}

fn hear(
    explanations: &mut Explanations,
    old: &Inventory,
    new: &Inventory,
    store: &dyn Store,
) -> Result<bool, StoreError> {
    let mut activities: Vec<Pattern> =
        explain::GROUPS.iter().map(|group| Pattern::Prefix((*group).to_owned())).collect();
    activities.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
    let query = Query::one(Test::Facet(Field::Activity, activities))
        .and(Test::Facet(Field::Outcome, vec![Pattern::Exact(Outcome::Success.to_string())]))
        .and(Test::After(Time::from_micros(old.began.micros() - SLACK_MICROS)))
        .and(Test::Before(Time::from_micros(new.ended.micros() + SLACK_MICROS)));
    let mut before: Option<Seq> = None;
    for _ in 0..PAGES_MAX {
        let search = Search {
            query: query.clone(),
            scope: Scope::All,
            before,
            after: None,
            limit: PAGE_ENTRIES_MAX,
            budget: PAGE_BUDGET,
        };
        let found = store.search(&search)?;
        found.entries.iter().for_each(|entry| explanations.hear(&entry.event));
        match found.older {
            Some(older) => before = Some(older),
            None => return Ok(true),
        }
    }
    Ok(false)
}
