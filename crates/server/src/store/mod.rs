//! Keeps entries: gives each its `seq`, makes it durable, finds it again.
//!
//! The only room with SQL in it. It may not know where events come from, who asks, or how anything is shown.
//! Start reading here: [`Store`] is the contract, `suite/` says it in tests that every store must pass;
//! [`sqlite`] is the embedded store, [`memory`] the model the tests compare it with. [`views`] stand beside it: counts, no entries.

pub mod memory;
pub mod merged;
pub mod sqlite;
pub mod tally;
pub mod views;
pub mod walk;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod suite;

use activity_log_core::query::Query;
use activity_log_core::{Entry, Event, Receipt, Seq};

/// Most events of one [`Store::append`].
pub const BATCH_EVENTS_MAX: usize = 10_000;
/// Largest event as JSON, in bytes: twice a line of the spool.
pub const EVENT_BYTES_MAX: usize = 524_288;
/// Most entries of one page or range.
pub const PAGE_ENTRIES_MAX: usize = 1_000;

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The batch is larger than [`BATCH_EVENTS_MAX`].
    #[error("a batch has at most {BATCH_EVENTS_MAX} events")]
    BatchTooLarge,
    /// One event is larger than [`EVENT_BYTES_MAX`].
    #[error("an event has at most {EVENT_BYTES_MAX} bytes")]
    EventTooLarge,
    /// The store is full or busy; nothing was written; try again.
    #[error("the log cannot be written at the moment: {0}")]
    Busy(String),
    /// The files are damaged, or state is unknown; do not go on.
    #[error("the log is damaged: {0}")]
    Damaged(String),
    /// Another process is writing this log.
    #[error("another process has this log open for writing ({0})")]
    Locked(String),
    /// The files could not be opened or read.
    #[error("{0}")]
    Io(String),
}

impl StoreError {
    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        matches!(self, StoreError::Busy(_))
    }

    /// The same error for somebody else who waits for the same thing.
    pub fn again(&self) -> StoreError {
        match self {
            StoreError::BatchTooLarge => StoreError::BatchTooLarge,
            StoreError::EventTooLarge => StoreError::EventTooLarge,
            StoreError::Busy(text) => StoreError::Busy(text.clone()),
            StoreError::Damaged(text) => StoreError::Damaged(text.clone()),
            StoreError::Locked(text) => StoreError::Locked(text.clone()),
            StoreError::Io(text) => StoreError::Io(text.clone()),
        }
    }
}

/// Who asks. The role rule of the whole product is decided by this value and kept by [`Store`] alone:
/// there is no call that reads entries without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A super user, the operator, or the server itself.
    All,
    /// Everybody else: entries whose [`Event::owners`] name this login.
    Own(String),
}

impl Scope {
    /// Whether this event may be seen.
    pub fn allows(&self, event: &Event) -> bool {
        match self {
            Scope::All => true,
            Scope::Own(login) => event.owners().contains(&login.as_str()),
        }
    }
}

/// Where a source stands: written in the same transaction as what it brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Such as `spool:<spool id>`.
    pub source: String,
    /// Such as the number of the last line.
    pub value: u64,
}

/// One page to find.
#[derive(Clone, Debug)]
pub struct Search {
    /// What must hold.
    pub query: Query,
    /// Who asks.
    pub scope: Scope,
    /// Only entries with a smaller `seq`; newest first. `None`: from the newest.
    pub before: Option<Seq>,
    /// Only entries with a greater `seq`. Given alone, the page is the one directly above it (still newest first).
    pub after: Option<Seq>,
    /// Most entries, up to [`PAGE_ENTRIES_MAX`].
    pub limit: usize,
    /// Most units of work (about: a unit is one entry or one index block looked at) before it stops and offers to go on.
    pub budget: u64,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Newest first.
    pub entries: Vec<Entry>,
    /// There may be older ones: ask again with `before` = this.
    pub older: Option<Seq>,
    /// Only for pages asked for with `after` alone: there may be newer ones: ask again with `after` = this.
    pub newer: Option<Seq>,
    /// The budget ended the search before the page was full; `older` (with `after` alone: `newer`) says where to go on.
    pub exhausted: bool,
}

/// How many entries match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Entries counted.
    pub entries: u64,
    /// False when the budget ended the count; then `entries` is a lower bound.
    pub complete: bool,
}

/// Figures about the whole log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Entries kept.
    pub entries: u64,
    /// Bytes on disk, indexes included.
    pub bytes: u64,
    /// Time segments.
    pub segments: u64,
    /// First `seq` still kept; 0 when empty.
    pub first: Seq,
    /// Last `seq` given; 0 when empty.
    pub head: Seq,
}

/// One log. All calls block; call them from a thread that may.
pub trait Store: Send + Sync {
    /// Makes the events durable, in this order, in one transaction, and answers one receipt per event. An event whose
    /// id is already stored (or stands twice in the batch) is not stored again. `position` moves in the same
    /// transaction. When this returns `Ok`, a crash or power cut cannot undo it; when it returns `Err`, nothing of it is stored.
    fn append(&self, events: Vec<Event>, position: Option<Position>) -> Result<Vec<Receipt>, StoreError>;

    /// One page, newest first. Equals: all entries that the scope allows and the query matches, cut to the page.
    fn search(&self, search: &Search) -> Result<Found, StoreError>;

    /// How many entries [`Store::search`] would find over all pages.
    fn count(&self, query: &Query, scope: &Scope, budget: u64) -> Result<Count, StoreError>;

    /// Counts what [`Store::search`] would find over all pages, by spans of event time and by the values of a field.
    fn tally(&self, tally: &tally::Tally) -> Result<tally::Tallied, StoreError>;

    /// Entries with `seq >= from`, oldest first, at most `limit`.
    fn range(&self, from: Seq, limit: usize, scope: &Scope) -> Result<Vec<Entry>, StoreError>;

    /// Last `seq` given; 0 when the log is empty.
    fn head(&self) -> Result<Seq, StoreError>;

    /// Where a source stands; `None` when it never brought anything.
    fn position(&self, source: &str) -> Result<Option<u64>, StoreError>;

    /// Values of a field that occur in the log and begin with `prefix`, at most `limit`, for menus. Not exact in order or age.
    fn values(
        &self,
        field: activity_log_core::query::Field,
        prefix: &str,
        limit: usize,
        scope: &Scope,
    ) -> Result<Vec<String>, StoreError>;

    /// Figures about the log.
    fn figures(&self) -> Result<Figures, StoreError>;

    /// Waits until `head` is greater than `seq` or the time is over; answers the head.
    fn wait_beyond(&self, seq: Seq, at_most: std::time::Duration) -> Result<Seq, StoreError>;
}
