//! The embedded store: SQLite, one file per received month, entries packed in chunks with an index of their own.
//!
//! It keeps what `store::Store` promises and knows nothing else. How the files look: docs/formats/store-v1.md. An event
//! goes `writer` (one thread, group commit) → `tail` table → `pack` (blocks and postings, then merged runs); a
//! question goes `plan` (query → conditions on terms) → `search` (index, then blocks, then the predicate itself).
//! Start reading at [`SqliteStore`], then `writer.rs` and `search.rs`.

mod block;
mod bytes;
mod count;
mod error;
mod hash;
mod key;
mod moment;
mod pack;
mod plan;
mod posting;
mod search;
mod segment;
mod tail;
mod terms;
#[cfg(test)]
mod tests;
mod values;
mod writer;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use activity_log_core::query::{Field, Query};
use activity_log_core::{Entry, Event, Receipt, Seq, Time};

use super::tally::{Counter, Tallied, Tally};
use super::{
    BATCH_EVENTS_MAX, Count, EVENT_BYTES_MAX, Figures, Found, PAGE_ENTRIES_MAX, Position, Scope, Search,
    Store, StoreError,
};
use error::io;
use plan::Plan;
use search::{Flow, Walk, Wanted};
use segment::{Layout, Segment, lock};
use writer::{Prepared, Submission, Writer};

/// Tells the time of receiving.
pub type Clock = Arc<dyn Fn() -> Time + Send + Sync>;

/// Most calls of append that wait.
const QUEUE_SUBMISSIONS_MAX: usize = 1_024;
/// Most events that wait.
const QUEUE_EVENTS_MAX: usize = 60_000;
/// How often a store that only reads looks whether there is more.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// Newest own entries whose values a plain user is offered in menus.
const OWN_VALUES_ENTRIES: usize = 500;
/// Work done at most to find them.
const OWN_VALUES_BUDGET: u64 = 50_000;

/// How a log is opened.
pub enum Mode {
    /// As the only one that writes.
    Write {
        /// Tells the time of receiving.
        clock: Clock,
    },
    /// Beside another process that writes, or none.
    Read,
}

/// Sizes that tests make small. What is on disk already keeps its own.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Entries of a chunk.
    pub chunk: usize,
    /// Entries of a block.
    pub block: usize,
    /// Chunks of a merged run.
    pub run: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Sizes { chunk: posting::CHUNK_ENTRIES_MAX, block: 48, run: pack::RUNS_MERGED }
    }
}

/// What the threads of one process know in common.
pub struct Shared {
    dir: PathBuf,
    segments: RwLock<Vec<Arc<Segment>>>,
    head: Mutex<Seq>,
    grown: Condvar,
}

struct Writing {
    submissions: Option<SyncSender<Submission>>,
    thread: Option<JoinHandle<()>>,
    queued: Arc<AtomicUsize>,
    /// Held, not read: the lock goes with it.
    _lock: File,
}

/// One log in one directory.
pub struct SqliteStore {
    shared: Arc<Shared>,
    writing: Option<Writing>,
}

impl Shared {
    fn known(&self) -> Vec<Arc<Segment>> {
        self.segments.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn add(&self, segment: Arc<Segment>) {
        self.segments.write().unwrap_or_else(PoisonError::into_inner).push(segment);
    }

    fn publish(&self, head: Seq) {
        *lock(&self.head) = head;
        self.grown.notify_all();
    }

    /// Compares what is known with what is there: files of new months, and months that were dropped.
    fn refresh(&self) -> Result<(), StoreError> {
        let mut paths = Vec::new();
        for file in std::fs::read_dir(&self.dir).map_err(io(&self.dir))? {
            let path = file.map_err(io(&self.dir))?.path();
            if is_segment(&path) {
                paths.push(path);
            }
        }
        paths.sort();
        let known = self.known();
        if known.iter().map(|segment| &segment.path).eq(&paths) {
            return Ok(());
        }
        let mut segments = Vec::with_capacity(paths.len());
        for path in paths {
            segments.push(match known.iter().find(|segment| segment.path == path) {
                Some(segment) => Arc::clone(segment),
                None => Arc::new(Segment::open(&path)?),
            });
        }
        *self.segments.write().unwrap_or_else(PoisonError::into_inner) = segments;
        Ok(())
    }
}

/// `YYYY-MM.db`.
fn is_segment(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.len() == 10
        && name.ends_with(".db")
        && name.bytes().take(7).enumerate().all(|(at, byte)| match at {
            4 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

impl SqliteStore {
    /// Opens the log in this directory, usually `<data>/logs/<instance>`. For writing, the directory is made if need be.
    pub fn open(dir: &Path, mode: Mode) -> Result<SqliteStore, StoreError> {
        SqliteStore::open_with(dir, mode, Sizes::default())
    }

    /// The same with other sizes for what is new.
    pub fn open_with(dir: &Path, mode: Mode, sizes: Sizes) -> Result<SqliteStore, StoreError> {
        let shared = Arc::new(Shared {
            dir: dir.to_owned(),
            segments: RwLock::default(),
            head: Mutex::default(),
            grown: Condvar::new(),
        });
        let Mode::Write { clock } = mode else {
            shared.refresh()?;
            return Ok(SqliteStore { shared, writing: None });
        };
        std::fs::create_dir_all(dir).map_err(io(dir))?;
        let lock = write_lock(&dir.join("write.lock"))?;
        shared.refresh()?;
        let layout = Layout { chunk: sizes.chunk, block: sizes.block };
        let writer = Writer::new(Arc::clone(&shared), clock, layout, sizes.run)?;
        shared.publish(writer.head());
        let (sender, receiver) = sync_channel(QUEUE_SUBMISSIONS_MAX);
        let queued = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&queued);
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || writer.run(&receiver, &counter))
            .map_err(io(dir))?;
        let writing = Writing { submissions: Some(sender), thread: Some(thread), queued, _lock: lock };
        Ok(SqliteStore { shared, writing: Some(writing) })
    }

    fn segments(&self) -> Result<Vec<Arc<Segment>>, StoreError> {
        if self.writing.is_none() {
            self.shared.refresh()?;
        }
        Ok(self.shared.known())
    }

    fn walk<'q>(query: &'q Query, scope: &'q Scope, wanted: Wanted<'q>, budget: u64) -> Walk<'q> {
        let plan = Plan::new(query, scope);
        let (low, high) = (1, Seq::MAX);
        Walk { plan, query, scope, low, high, ascending: false, left: budget.max(1), wanted, stopped: None }
    }

    fn go(walk: &mut Walk<'_>, segments: &[Arc<Segment>]) -> Result<(), StoreError> {
        for at in 0..segments.len() {
            let index = if walk.ascending { at } else { segments.len() - 1 - at };
            // A segment ends where the next one begins.
            let next = segments.get(index + 1).map_or(Seq::MAX, |next| next.first);
            if next > walk.low && walk.segment(&segments[index])? == Flow::Stop {
                break;
            }
        }
        Ok(())
    }
}

fn write_lock(path: &Path) -> Result<File, StoreError> {
    let open = File::options().read(true).write(true).create(true).truncate(false).open(path);
    let mut file = open.map_err(io(path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(std::fs::TryLockError::WouldBlock) => {
            let holder = std::fs::read_to_string(path).unwrap_or_default();
            let holder = holder.trim().chars().take(40).collect::<String>();
            return Err(StoreError::Locked(format!("{}: {holder}", path.display())));
        }
        Err(std::fs::TryLockError::Error(error)) => return Err(io(path)(error)),
    }
    file.set_len(0).and_then(|()| writeln!(file, "process {}", std::process::id())).map_err(io(path))?;
    Ok(file)
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        if let Some(writing) = &mut self.writing {
            writing.submissions = None;
            if let Some(thread) = writing.thread.take() {
                // A panic was reported where it happened.
                let _ = thread.join();
            }
        }
    }
}

impl Store for SqliteStore {
    fn append(&self, events: Vec<Event>, position: Option<Position>) -> Result<Vec<Receipt>, StoreError> {
        let Some(writing) = &self.writing else {
            return Err(StoreError::Io(format!("{} is open for reading only", self.shared.dir.display())));
        };
        let count = events.len();
        if count > BATCH_EVENTS_MAX {
            return Err(StoreError::BatchTooLarge);
        }
        if count == 0 && position.is_none() {
            return Ok(Vec::new());
        }
        let mut prepared = Vec::with_capacity(count);
        for event in events {
            let body = serde_json::to_vec(&event).map_err(|error| StoreError::Io(error.to_string()))?;
            if body.len() > EVENT_BYTES_MAX {
                return Err(StoreError::EventTooLarge);
            }
            prepared.push(Prepared { event, body });
        }
        let full = || StoreError::Busy("too many entries wait to be written".to_owned());
        let gone = || StoreError::Damaged("the writer has stopped".to_owned());
        if writing.queued.fetch_add(count, Ordering::Relaxed) > QUEUE_EVENTS_MAX {
            writing.queued.fetch_sub(count, Ordering::Relaxed);
            return Err(full());
        }
        let (reply, answer) = sync_channel(1);
        let sender = writing.submissions.as_ref().ok_or_else(gone)?;
        if let Err(error) = sender.try_send(Submission { events: prepared, position, reply }) {
            writing.queued.fetch_sub(count, Ordering::Relaxed);
            return Err(if matches!(error, TrySendError::Full(_)) { full() } else { gone() });
        }
        answer.recv().map_err(|_| gone())?
    }

    fn search(&self, search: &Search) -> Result<Found, StoreError> {
        let limit = search.limit.min(PAGE_ENTRIES_MAX);
        let mut found = Found::default();
        let segments = self.segments()?;
        let (Some(oldest), true) = (segments.first(), limit > 0) else { return Ok(found) };
        let wanted = Wanted::Page(limit, Vec::with_capacity(limit.min(100)));
        let mut walk = SqliteStore::walk(&search.query, &search.scope, wanted, search.budget);
        walk.ascending = search.after.is_some() && search.before.is_none();
        walk.low = search.after.map_or(oldest.first, |after| after.saturating_add(1).max(oldest.first));
        walk.high = search.before.map_or(Seq::MAX, |before| before.saturating_sub(1));
        if walk.low <= walk.high {
            SqliteStore::go(&mut walk, &segments)?;
        }
        let (low, ascending, stopped) = (walk.low, walk.ascending, walk.stopped);
        if let Wanted::Page(_, entries) = walk.wanted {
            found.entries = entries;
        }
        found.exhausted = stopped.is_some();
        let full = found.entries.len() == limit;
        let last = stopped.or_else(|| found.entries.last().filter(|_| full).map(|entry| entry.seq));
        if ascending {
            found.entries.reverse();
            found.newer = last;
            let lowest = found.entries.last().map_or(low, |entry| entry.seq);
            let any = self.head()? >= oldest.first;
            found.older = Some(lowest).filter(|lowest| any && *lowest > oldest.first);
        } else {
            found.older = last.filter(|last| *last > low);
            found.exhausted &= found.older.is_some();
        }
        Ok(found)
    }

    fn count(&self, query: &Query, scope: &Scope, budget: u64) -> Result<Count, StoreError> {
        let mut walk = SqliteStore::walk(query, scope, Wanted::Count(0), budget);
        SqliteStore::go(&mut walk, &self.segments()?)?;
        let entries = if let Wanted::Count(entries) = walk.wanted { entries } else { 0 };
        Ok(Count { entries, complete: walk.stopped.is_none() })
    }

    fn tally(&self, tally: &Tally) -> Result<Tallied, StoreError> {
        let wanted = Wanted::Tally(Counter::new(tally));
        let mut walk = SqliteStore::walk(&tally.query, &tally.scope, wanted, tally.budget);
        SqliteStore::go(&mut walk, &self.segments()?)?;
        let complete = walk.stopped.is_none();
        Ok(match walk.wanted {
            Wanted::Tally(counter) => counter.finish(complete),
            Wanted::Page(..) | Wanted::Count(_) => Tallied::default(),
        })
    }

    fn range(&self, from: Seq, limit: usize, scope: &Scope) -> Result<Vec<Entry>, StoreError> {
        let limit = limit.min(PAGE_ENTRIES_MAX);
        if limit == 0 {
            return Ok(Vec::new());
        }
        let query = Query::default();
        let wanted = Wanted::Page(limit, Vec::with_capacity(limit));
        let mut walk = SqliteStore::walk(&query, scope, wanted, u64::MAX);
        walk.ascending = true;
        walk.low = from.max(1);
        SqliteStore::go(&mut walk, &self.segments()?)?;
        Ok(if let Wanted::Page(_, entries) = walk.wanted { entries } else { Vec::new() })
    }

    fn head(&self) -> Result<Seq, StoreError> {
        if self.writing.is_some() {
            return Ok(*lock(&self.shared.head));
        }
        let segments = self.segments()?;
        let Some(newest) = segments.last() else { return Ok(0) };
        newest.read(|reader| {
            let tail: Option<i64> =
                reader.conn.prepare_cached("SELECT max(seq) FROM tail")?.query_row([], |row| row.get(0))?;
            match tail {
                Some(tail) => Ok(tail as Seq),
                None => Ok(newest.index(&reader.conn)?.next - 1),
            }
        })
    }

    fn position(&self, source: &str) -> Result<Option<u64>, StoreError> {
        let segments = self.segments()?;
        let Some(newest) = segments.last() else { return Ok(None) };
        // A new month begins with the positions of the one before, so the newest file knows them all.
        newest.read(|reader| {
            let mut statement = reader.conn.prepare_cached("SELECT value FROM position WHERE source = ?1")?;
            let mut rows = statement.query([source])?;
            Ok(rows.next()?.map(|row| row.get::<_, i64>(0)).transpose()?.map(|value| value as u64))
        })
    }

    fn values(
        &self,
        field: Field,
        prefix: &str,
        limit: usize,
        scope: &Scope,
    ) -> Result<Vec<String>, StoreError> {
        let found = if *scope == Scope::All && field != Field::Id {
            values::values(&self.segments()?, field, prefix, limit)?
        } else {
            // The dictionary says nothing about who may see what; the entries do.
            let search = Search {
                query: Query::default(),
                scope: scope.clone(),
                before: None,
                after: None,
                limit: OWN_VALUES_ENTRIES,
                budget: OWN_VALUES_BUDGET,
            };
            let mut found = BTreeSet::new();
            for entry in self.search(&search)?.entries {
                field.values(&entry.event, |value| {
                    if value.starts_with(prefix) {
                        found.insert(value.into_owned());
                    }
                });
            }
            found
        };
        Ok(found.into_iter().take(limit).collect())
    }

    fn figures(&self) -> Result<Figures, StoreError> {
        let segments = self.segments()?;
        let head = self.head()?;
        let oldest = segments.first().map_or(0, |segment| segment.first);
        let first = if head >= oldest { oldest } else { 0 };
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |found| found.len());
        let bytes = segments
            .iter()
            .map(|segment| size(&segment.path) + size(&segment.path.with_extension("db-wal")))
            .sum();
        let entries = if first == 0 { 0 } else { head + 1 - first };
        Ok(Figures { entries, bytes, segments: segments.len() as u64, first, head })
    }

    fn wait_beyond(&self, seq: Seq, at_most: Duration) -> Result<Seq, StoreError> {
        if self.writing.is_some() {
            let head = lock(&self.shared.head);
            let waited = self.shared.grown.wait_timeout_while(head, at_most, |head| *head <= seq);
            return Ok(*waited.unwrap_or_else(PoisonError::into_inner).0);
        }
        let until = Instant::now() + at_most;
        loop {
            let head = self.head()?;
            let left = until.saturating_duration_since(Instant::now());
            if head > seq || left.is_zero() {
                return Ok(head);
            }
            std::thread::sleep(left.min(LOOK_AGAIN));
        }
    }
}
