//! What a store counts at once: how many entries match, divided by spans of time and by the values of a field.

use std::collections::HashMap;

use activity_log_core::query::{Field, Query};
use activity_log_core::{Event, Time};

use super::Scope;

/// Most values of a field that one tally answers.
pub const VALUES_MAX: usize = 10_000;

/// What to count.
#[derive(Clone, Debug)]
pub struct Tally {
    /// What must hold.
    pub query: Query,
    /// Who asks.
    pub scope: Scope,
    /// Also count by the values of this field. An entry with several values counts for each, one with none for none.
    pub by: Option<Field>,
    /// Where spans of event time begin and end, ascending: `n + 1` edges make `n` spans, each without its end; entries outside are
    /// not counted. Fewer than two edges: one span with everything.
    pub edges: Vec<Time>,
    /// Most values answered, those with most entries; up to [`VALUES_MAX`].
    pub values_max: usize,
    /// Most units of work, as in [`super::Search`].
    pub budget: u64,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallied {
    /// Entries of each span.
    pub totals: Vec<u64>,
    /// Entries of each value in each span; those with most entries first, then by value.
    pub rows: Vec<TallyRow>,
    /// There are more values than were asked for.
    pub is_cut: bool,
    /// False when the budget ended it; then every number is a lower bound.
    pub complete: bool,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyRow {
    /// The value, as in the query language.
    pub value: String,
    /// Entries in each span.
    pub counts: Vec<u64>,
}

impl TallyRow {
    /// Entries in all spans.
    pub fn sum(&self) -> u64 {
        self.counts.iter().sum()
    }
}

impl Tally {
    /// How many spans there are.
    pub fn spans(&self) -> usize {
        self.edges.len().saturating_sub(1).max(1)
    }

    /// The span of a time; `None` outside.
    pub fn span(&self, time: Time) -> Option<usize> {
        if self.edges.len() < 2 {
            return Some(0);
        }
        let after = self.edges.partition_point(|edge| *edge <= time);
        (1..self.edges.len()).contains(&after).then(|| after - 1)
    }
}

/// Counts entry by entry: the plain meaning of a [`Tally`].
pub struct Counter<'t> {
    tally: &'t Tally,
    totals: Vec<u64>,
    values: HashMap<String, Vec<u64>>,
}

impl<'t> Counter<'t> {
    /// Nothing counted yet.
    pub fn new(tally: &'t Tally) -> Counter<'t> {
        Counter { tally, totals: vec![0; tally.spans()], values: HashMap::new() }
    }

    /// An entry that the scope allows and the query matches.
    pub fn add(&mut self, event: &Event) {
        let Some(span) = self.tally.span(event.time) else { return };
        self.totals[span] += 1;
        if let Some(field) = self.tally.by {
            let mut values = Vec::new();
            field.values(event, |value| values.push(value.into_owned()));
            values.sort_unstable();
            values.dedup();
            for value in values {
                let spans = self.totals.len();
                self.values.entry(value).or_insert_with(|| vec![0; spans])[span] += 1;
            }
        }
    }

    /// So many entries of a span.
    pub fn add_total(&mut self, span: usize, entries: u64) {
        self.totals[span] += entries;
    }

    /// So many entries that have the value, by span.
    pub fn add_counts(&mut self, value: String, counts: &[u64]) {
        if counts.iter().any(|count| *count > 0) {
            let spans = self.totals.len();
            let known = self.values.entry(value).or_insert_with(|| vec![0; spans]);
            known.iter_mut().zip(counts).for_each(|(known, count)| *known += count);
        }
    }

    /// What is counted.
    pub fn tally(&self) -> &'t Tally {
        self.tally
    }

    /// How many spans there are.
    pub fn spans(&self) -> usize {
        self.totals.len()
    }

    /// What was counted.
    pub fn finish(self, complete: bool) -> Tallied {
        let mut rows: Vec<TallyRow> =
            self.values.into_iter().map(|(value, counts)| TallyRow { value, counts }).collect();
        rows.sort_by(|a, b| b.sum().cmp(&a.sum()).then_with(|| a.value.cmp(&b.value)));
        let max = self.tally.values_max.min(VALUES_MAX);
        let is_cut = rows.len() > max;
        rows.truncate(max);
        Tallied { totals: self.totals, rows, is_cut, complete }
    }
}
