//! The one thread that writes: takes what waits, makes it durable in one transaction, then answers everybody.
//!
//! What can wait until after the answers does: merging runs, finishing a month that is over, checkpoints.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};

use activity_log_core::{Entry, Event, Receipt, Seq, Time};
use rusqlite::{Connection, ErrorCode, params};
use uuid::Uuid;

use super::block::Packer;
use super::error::in_file;
use super::pack::{Pending, merge, pack};
use super::plan::seq_of;
use super::segment::{Index, Layout, Segment};
use super::{Clock, Shared};
use crate::store::{Position, StoreError};

/// Most events that are committed together, unless one submission alone has more.
pub const GROUP_EVENTS_MAX: usize = 20_000;
/// The WAL is written back when about so many bytes were added.
const CHECKPOINT_BYTES: usize = 16 << 20;
/// The span of ids is kept in steps of six hours, so that it need not be written with every commit.
const ID_STEP_MILLIS: i64 = 6 * 3_600_000;

/// An event that is ready to be written.
pub struct Prepared {
    /// The event.
    pub event: Event,
    /// It as JSON.
    pub body: Vec<u8>,
}

/// One call of append, waiting.
pub struct Submission {
    /// Its events.
    pub events: Vec<Prepared>,
    /// Its position.
    pub position: Option<Position>,
    /// Where the answer goes.
    pub reply: SyncSender<Result<Vec<Receipt>, StoreError>>,
}

/// Which ids a segment holds, roughly: enough to know where a repeated one cannot be.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ids {
    v7: (i64, i64),
    others: bool,
}

struct Active {
    segment: Arc<Segment>,
    conn: Connection,
    tail: Vec<Pending>,
    ids: Ids,
    small_runs: usize,
}

/// The writer's state; lives on its thread.
pub struct Writer {
    shared: Arc<Shared>,
    active: Option<Active>,
    older: Vec<(Arc<Segment>, Ids)>,
    unfinished: Vec<Arc<Segment>>,
    next: Seq,
    received: Time,
    clock: Clock,
    packer: Packer,
    layout: Layout,
    runs_merged: usize,
    unwritten: usize,
    failed: Option<String>,
}

/// What a transaction changed, to be remembered once it is durable.
struct Done {
    receipts: Vec<Vec<Receipt>>,
    new: Vec<Pending>,
    chunks: usize,
    ids: Ids,
}

impl Ids {
    fn read(conn: &Connection) -> Result<(Ids, Time), StoreError> {
        Ok(conn.query_row("SELECT v7_min, v7_max, other_ids, received FROM segment", [], |row| {
            let ids = Ids { v7: (row.get(0)?, row.get(1)?), others: row.get::<_, i64>(2)? != 0 };
            Ok((ids, Time::from_micros(row.get(3)?)))
        })?)
    }

    fn add(&mut self, id: Uuid) {
        match v7_millis(id) {
            Some(millis) => {
                let from = millis - millis % ID_STEP_MILLIS;
                self.v7 = (self.v7.0.min(from), self.v7.1.max(from + ID_STEP_MILLIS));
            }
            None => self.others = true,
        }
    }

    fn may_hold(&self, id: Uuid) -> bool {
        v7_millis(id).map_or(self.others, |millis| (self.v7.0..=self.v7.1).contains(&millis))
    }
}

/// The time within a UUIDv7.
fn v7_millis(id: Uuid) -> Option<i64> {
    (id.get_version_num() == 7).then(|| (id.as_u128() >> 80) as i64)
}

impl Writer {
    /// Takes up where the files end.
    pub fn new(
        shared: Arc<Shared>,
        clock: Clock,
        layout: Layout,
        runs_merged: usize,
    ) -> Result<Writer, StoreError> {
        let packer = Packer::new()?;
        let segments = shared.known();
        let mut writer = Writer {
            shared,
            active: None,
            older: Vec::new(),
            unfinished: Vec::new(),
            next: 1,
            received: Time::default(),
            clock,
            packer,
            layout,
            runs_merged,
            unwritten: 0,
            failed: None,
        };
        if let Some((newest, older)) = segments.split_last() {
            for segment in older {
                let (ids, unfinished) = segment.read(|reader| {
                    let open =
                        "SELECT EXISTS (SELECT 1 FROM tail) OR EXISTS (SELECT 1 FROM run WHERE level = 0)";
                    Ok((
                        Ids::read(&reader.conn)?.0,
                        reader.conn.query_row(open, [], |row| row.get::<_, bool>(0))?,
                    ))
                })?;
                writer.older.push((Arc::clone(segment), ids));
                if unfinished {
                    writer.unfinished.push(Arc::clone(segment));
                }
            }
            let active = Active::open(newest, &mut writer.received).map_err(in_file(&newest.path))?;
            let packed = newest.read(|reader| newest.index(&reader.conn))?.next;
            writer.next = packed + active.tail.len() as u64;
            writer.active = Some(active);
        }
        Ok(writer)
    }

    /// Last `seq` given.
    pub fn head(&self) -> Seq {
        self.next - 1
    }

    /// Works until nobody can submit any more.
    pub fn run(mut self, submissions: &Receiver<Submission>, queued: &AtomicUsize) {
        self.maintain();
        while let Ok(first) = submissions.recv() {
            // While one group is being made durable the next one gathers: that is all the waiting there is.
            let mut events = first.events.len();
            let mut group = vec![first];
            while events < GROUP_EVENTS_MAX
                && let Ok(next) = submissions.try_recv()
            {
                events += next.events.len();
                group.push(next);
            }
            self.group(group);
            queued.fetch_sub(events, Ordering::Relaxed);
            self.maintain();
        }
        // Who writes is the last to leave a file and takes its WAL along. If that fails, it stays and is read from there.
        self.active = None;
        for segment in self.shared.known() {
            segment.rest();
            if segment.path.with_extension("db-wal").exists()
                && let Ok(conn) = segment.writer()
            {
                let _ = checkpoint(&conn, "TRUNCATE");
            }
        }
    }

    fn group(&mut self, mut group: Vec<Submission>) {
        let result = match &self.failed {
            Some(why) => Err(StoreError::Damaged(why.clone())),
            None => self.commit(&mut group),
        };
        match result {
            Ok(receipts) => {
                for (submission, receipts) in group.into_iter().zip(receipts) {
                    // Whoever went away does not want to know.
                    let _ = submission.reply.send(Ok(receipts));
                }
            }
            Err(error) => {
                for submission in group {
                    let _ = submission.reply.send(Err(error.again()));
                }
            }
        }
    }

    fn commit(&mut self, group: &mut [Submission]) -> Result<Vec<Vec<Receipt>>, StoreError> {
        let received = (self.clock)().max(self.received);
        let path = self.shared.dir.join(format!("{}.db", received.month()));
        if self.active.as_ref().is_none_or(|active| active.segment.path < path) {
            self.roll_over(&path)?;
        }
        let Some(active) = &mut self.active else {
            return Err(StoreError::Io("there is no file to write to".to_owned()));
        };
        let named = in_file(&active.segment.path);
        active.conn.execute_batch("BEGIN IMMEDIATE").map_err(|error| named(error.into()))?;
        let done = active.write(group, &self.older, self.next, received, &mut self.packer);
        let done = match done {
            Ok(done) => done,
            Err(error) => {
                if active.conn.execute_batch("ROLLBACK").is_err() && !active.conn.is_autocommit() {
                    self.failed = Some("a failed transaction could not be undone".to_owned());
                }
                return Err(named(error));
            }
        };
        if let Err(error) = active.conn.execute_batch("COMMIT") {
            let clean =
                matches!(error.sqlite_error_code(), Some(ErrorCode::DiskFull | ErrorCode::DatabaseBusy));
            let undone = active.conn.execute_batch("ROLLBACK").is_ok() || active.conn.is_autocommit();
            let error = named(error.into());
            if !clean || !undone {
                // It may or may not come back after a crash: nothing can be promised any more.
                let text = format!("whether the last entries were stored is unknown: {error}; start again");
                self.failed = Some(text.clone());
                return Err(StoreError::Damaged(text));
            }
            return Err(error);
        }
        self.received = received;
        self.next += done.new.len() as u64;
        self.unwritten += 32_768 + done.new.iter().map(|pending| pending.body.len() * 2).sum::<usize>();
        active.ids = done.ids;
        active.small_runs += done.chunks;
        let entries: Vec<Arc<Entry>> = done.new.iter().map(|pending| Arc::clone(&pending.entry)).collect();
        active.tail.extend(done.new);
        active.tail.drain(..done.chunks * active.segment.layout.chunk);
        let unpacked = self.next - active.tail.len() as u64;
        let unpacked_entries = entries.into_iter().filter(|entry| entry.seq >= unpacked);
        active.segment.tail.push(unpacked_entries, unpacked);
        self.shared.publish(self.next - 1);
        Ok(done.receipts)
    }

    /// Begins a new month: a new file, which knows where the sources stand.
    fn roll_over(&mut self, path: &std::path::Path) -> Result<(), StoreError> {
        let mut positions = Vec::new();
        if let Some(active) = &self.active {
            let mut statement = active.conn.prepare("SELECT source, value FROM position")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            positions = rows.collect::<Result<Vec<_>, _>>()?;
        }
        let segment = Arc::new(Segment::create(path, self.next, self.layout, &positions)?);
        let new = Active::open(&segment, &mut self.received)?;
        if let Some(old) = self.active.replace(new) {
            self.older.push((Arc::clone(&old.segment), old.ids));
            self.unfinished.push(old.segment);
        }
        self.shared.add(segment);
        Ok(())
    }

    /// What can be done after the answers. A failure here takes nothing away; it is tried again next time.
    fn maintain(&mut self) {
        if self.failed.is_some() {
            return;
        }
        let runs_merged = self.runs_merged;
        if let Some(active) = &mut self.active {
            if active.small_runs >= runs_merged {
                match active.merge(runs_merged) {
                    Ok(left) => active.small_runs = left,
                    Err(error) => tracing::error!(%error, "the index could not be merged"),
                }
                self.unwritten = CHECKPOINT_BYTES;
            }
            if self.unwritten >= CHECKPOINT_BYTES {
                match checkpoint(&active.conn, "PASSIVE") {
                    Ok(()) => self.unwritten = 0,
                    Err(error) => tracing::warn!(%error, "the WAL could not be written back"),
                }
            }
        }
        while let Some(segment) = self.unfinished.pop() {
            if let Err(error) = finish(&segment, &mut self.packer).map_err(in_file(&segment.path)) {
                tracing::error!(%error, "a month that is over could not be packed");
            }
        }
    }
}

impl Active {
    fn open(segment: &Arc<Segment>, received: &mut Time) -> Result<Active, StoreError> {
        let conn = segment.writer()?;
        let (ids, last) = Ids::read(&conn)?;
        let index = Index::load(&conn, segment.first, segment.layout)?;
        let tail = pending(&conn, index.next)?;
        *received = tail.last().map_or(last, |pending| pending.entry.received).max(last).max(*received);
        segment.tail.push(tail.iter().map(|pending| Arc::clone(&pending.entry)), index.next);
        let small_runs = index.runs.iter().filter(|run| run.level == 0).count();
        Ok(Active { segment: Arc::clone(segment), conn, tail, ids, small_runs })
    }

    /// The inside of the transaction.
    fn write(
        &self,
        group: &mut [Submission],
        older: &[(Arc<Segment>, Ids)],
        next: Seq,
        received: Time,
        packer: &mut Packer,
    ) -> Result<Done, StoreError> {
        let conn = &self.conn;
        let mut done = Done { receipts: Vec::new(), new: Vec::new(), chunks: 0, ids: self.ids };
        let mut insert =
            conn.prepare_cached("INSERT INTO ids (id, seq) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
        for submission in group {
            let mut receipts = Vec::with_capacity(submission.events.len());
            for Prepared { event, body } in std::mem::take(&mut submission.events) {
                let seq = next + done.new.len() as u64;
                let id = event.id;
                if let Some(seq) = stored_before(older, id)? {
                    receipts.push(Receipt::Duplicate(seq));
                } else if insert.execute(params![id.as_bytes(), seq as i64])? == 1 {
                    done.ids.add(id);
                    let entry = Arc::new(Entry { seq, received, event });
                    done.new.push(Pending { entry, body });
                    receipts.push(Receipt::Stored(seq));
                } else {
                    let seq = seq_of(conn, id)?;
                    let gone = || StoreError::Damaged("an id is there and is not".to_owned());
                    receipts.push(Receipt::Duplicate(seq.ok_or_else(gone)?));
                }
            }
            done.receipts.push(receipts);
            if let Some(Position { source, value }) = &submission.position {
                conn.prepare_cached(
                    "INSERT INTO position (source, value) VALUES (?1, ?2)
                     ON CONFLICT (source) DO UPDATE SET value = excluded.value",
                )?
                .execute(params![source, *value as i64])?;
            }
        }
        if done.new.is_empty() {
            return Ok(done);
        }
        let waiting: Vec<&Pending> = self.tail.iter().chain(&done.new).collect();
        let chunk = self.segment.layout.chunk;
        for entries in waiting.chunks_exact(chunk) {
            pack(conn, packer, self.segment.layout, 0, entries)?;
            done.chunks += 1;
        }
        if done.chunks > 0 && !self.tail.is_empty() {
            conn.execute("DELETE FROM tail", [])?;
        }
        let mut insert = conn.prepare_cached("INSERT INTO tail (seq, received, body) VALUES (?1, ?2, ?3)")?;
        // What was in the tail before is the beginning of the first chunk, so the rest is new.
        let from = if done.chunks > 0 { done.chunks * chunk } else { self.tail.len() };
        for Pending { entry, body } in &waiting[from..] {
            insert.execute(params![entry.seq as i64, entry.received.micros(), body])?;
        }
        conn.prepare_cached("UPDATE segment SET received = ?1, v7_min = ?2, v7_max = ?3, other_ids = ?4")?
            .execute(params![received.micros(), done.ids.v7.0, done.ids.v7.1, i64::from(done.ids.others)])?;
        Ok(done)
    }

    /// Merges as many small runs as go together; answers how many are left.
    fn merge(&mut self, together: usize) -> Result<usize, StoreError> {
        let tx = self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let index = Index::load(&tx, self.segment.first, self.segment.layout)?;
        let small: Vec<_> = index.runs.into_iter().filter(|run| run.level == 0).collect();
        for runs in small.chunks_exact(together) {
            merge(&tx, runs)?;
        }
        tx.commit()?;
        Ok(small.len() % together)
    }
}

/// The tail, to be packed one day.
fn pending(conn: &Connection, from: Seq) -> Result<Vec<Pending>, StoreError> {
    let mut all = Vec::new();
    super::tail::read(conn, from, |entry, body| {
        all.push(Pending { entry: Arc::new(entry), body: body.to_vec() });
    })?;
    Ok(all)
}

/// Where an id is stored in a month that is over.
fn stored_before(older: &[(Arc<Segment>, Ids)], id: Uuid) -> Result<Option<Seq>, StoreError> {
    for (segment, _) in older.iter().rev().filter(|(_, ids)| ids.may_hold(id)) {
        if let Some(seq) = segment.read(|reader| seq_of(&reader.conn, id))? {
            return Ok(Some(seq));
        }
    }
    Ok(None)
}

/// Packs what is left of a month that is over. Its last chunk may be short, because none follows.
fn finish(segment: &Segment, packer: &mut Packer) -> Result<(), StoreError> {
    let mut conn = segment.writer()?;
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let tail = pending(&tx, Index::load(&tx, segment.first, segment.layout)?.next)?;
    let tail: Vec<&Pending> = tail.iter().collect();
    for entries in tail.chunks(segment.layout.chunk) {
        pack(&tx, packer, segment.layout, 0, entries)?;
    }
    tx.execute("DELETE FROM tail", [])?;
    let index = Index::load(&tx, segment.first, segment.layout)?;
    let small: Vec<_> = index.runs.into_iter().filter(|run| run.level == 0).collect();
    merge(&tx, &small)?;
    tx.commit()?;
    checkpoint(&conn, "TRUNCATE")
}

/// Writes the WAL back as far as readers allow.
fn checkpoint(conn: &Connection, how: &str) -> Result<(), StoreError> {
    Ok(conn.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(()))?)
}
