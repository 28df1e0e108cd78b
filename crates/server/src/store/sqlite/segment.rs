//! One received month: its file, its readers, and what is remembered about it between calls.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use activity_log_core::Seq;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, params};

use super::block::{Block, Unpacker};
use super::error::{in_file, io};
use super::tail::TailCache;
use crate::store::StoreError;

/// `OALs` in the header of every file.
const APPLICATION_ID: i64 = 0x4F41_4C73;
/// Format of the files as written now, in `user_version`.
const FORMAT: i64 = 1;
const SCHEMA: &str = include_str!("schema.sql");
/// Page size: measured, see docs/formats/store-v1.md.
const PAGE_BYTES: i64 = 4_096;
/// Page cache of a reader, in KiB: the postings of a few frequent terms of a large month.
const READER_CACHE_KIB: i64 = 8_192;
/// Idle readers of the process that keep their page cache; what is beyond gives it back after each use.
const READERS_WARM_MAX: usize = 12;
/// Page cache of the writer, in KiB.
const WRITER_CACHE_KIB: i64 = 16_384;
/// Idle readers kept open for one segment.
const READERS_IDLE_MAX: usize = 2;
/// How long SQLite waits for a lock of another process.
const BUSY_WAIT: Duration = Duration::from_secs(5);

// QPSG, set on every connection: without it SQLite, built with STAT4, prepares a statement anew whenever a key is bound.

/// How many entries go together. Fixed for a segment when its file is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Entries of a chunk, up to [`super::posting::CHUNK_ENTRIES_MAX`].
    pub chunk: usize,
    /// Entries of a block, up to [`super::block::BLOCK_ENTRIES_MAX`].
    pub block: usize,
}

/// Consecutive chunks with one dictionary of terms.
#[derive(Clone, Debug)]
pub struct Run {
    /// Never used twice within a segment; a later change has a greater one.
    pub id: i64,
    /// 0: one chunk as packed; 1: merged.
    pub level: i64,
    /// First `seq`.
    pub first: Seq,
    /// Number of entries.
    pub entries: u64,
    /// Earliest and latest event time of each chunk, in microseconds.
    pub times: Vec<(i64, i64)>,
}

/// What is packed, at one point in time.
#[derive(Debug)]
pub struct Index {
    /// The runs, oldest first, without gaps.
    pub runs: Vec<Run>,
    /// First `seq` that is not packed but in the tail, if it exists at all.
    pub next: Seq,
}

/// One month's file.
pub struct Segment {
    /// The file.
    pub path: PathBuf,
    /// First `seq` it holds or will hold.
    pub first: Seq,
    /// How many entries go together.
    pub layout: Layout,
    /// Entries that are not packed yet, decoded.
    pub tail: TailCache,
    index: Mutex<Option<(i64, Arc<Index>)>>,
    idle: Mutex<Vec<Reader>>,
}

/// A connection that only reads, with what it needs to unpack.
pub struct Reader {
    /// The connection.
    pub conn: Connection,
    unpacker: Unpacker,
    /// Opened as a file that nobody changes; not to be used again.
    immutable: bool,
}

/// Readers that are idle in this process.
static IDLE: AtomicUsize = AtomicUsize::new(0);

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What these locks guard is a cache: valid whatever a panicking holder left undone.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Segment {
    /// Opens a file that exists.
    pub fn open(path: &Path) -> Result<Segment, StoreError> {
        let reader = Reader::open(path)?;
        let (first, chunk, block) = reader
            .conn
            .query_row("SELECT first_seq, chunk_entries, block_entries FROM segment", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
            })
            .map_err(|error| in_file(path)(error.into()))?;
        let layout = Layout { chunk: chunk as usize, block: block as usize };
        let sensible = first >= 1
            && (1..=super::posting::CHUNK_ENTRIES_MAX as i64).contains(&chunk)
            && (1..=super::block::BLOCK_ENTRIES_MAX as i64).contains(&block);
        if !sensible {
            return Err(in_file(path)(StoreError::Damaged("its head makes no sense".to_owned())));
        }
        let idle = Mutex::new(if reader.immutable { Vec::new() } else { vec![reader] });
        IDLE.fetch_add(lock(&idle).len(), Ordering::Relaxed);
        let (path, first) = (path.to_owned(), first as Seq);
        Ok(Segment { path, first, layout, tail: TailCache::default(), index: Mutex::default(), idle })
    }

    /// Makes a file under a passing name and gives it its own when it is complete. `positions` come from the month before.
    pub fn create(
        path: &Path,
        first: Seq,
        layout: Layout,
        positions: &[(String, i64)],
    ) -> Result<Segment, StoreError> {
        let new = path.with_extension("new");
        // One that was left behind when a process died or the disk was full.
        for stale in [new.clone(), path.with_extension("new-journal"), path.with_extension("new-wal")] {
            if stale.exists() {
                std::fs::remove_file(&stale).map_err(io(&stale))?;
            }
        }
        let make = || -> Result<(), StoreError> {
            let conn = Connection::open(&new)?;
            conn.pragma_update(None, "page_size", PAGE_BYTES)?;
            conn.pragma_update(None, "synchronous", "FULL")?;
            let tx = conn.unchecked_transaction()?;
            tx.execute_batch(SCHEMA)?;
            let (chunk, block) = (layout.chunk as i64, layout.block as i64);
            tx.execute(
                "INSERT INTO segment VALUES (1, ?1, ?2, ?3, 0, 9223372036854775807, -1, 0)",
                params![first as i64, chunk, block],
            )?;
            for (source, value) in positions {
                tx.execute("INSERT INTO position VALUES (?1, ?2)", params![source, value])?;
            }
            tx.pragma_update(None, "application_id", APPLICATION_ID)?;
            tx.pragma_update(None, "user_version", FORMAT)?;
            tx.commit()?;
            conn.pragma_update(None, "journal_mode", "WAL")?;
            conn.close().map_err(|(_, error)| error.into())
        };
        make().map_err(in_file(&new))?;
        std::fs::rename(&new, path).map_err(io(path))?;
        let dir = path.parent().unwrap_or(Path::new("."));
        std::fs::File::open(dir).and_then(|dir| dir.sync_all()).map_err(io(dir))?;
        Segment::open(path)
    }

    /// The one connection that writes.
    pub fn writer(&self) -> Result<Connection, StoreError> {
        let open = || -> Result<Connection, StoreError> {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let conn = Connection::open_with_flags(&self.path, flags)?;
            conn.busy_timeout(BUSY_WAIT)?;
            conn.pragma_update(None, "synchronous", "FULL")?;
            conn.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
            // Checkpoints are the writer's own step, after everybody was answered.
            conn.pragma_update(None, "wal_autocheckpoint", 0)?;
            conn.pragma_update(None, "journal_size_limit", 64 << 20)?;
            conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            conn.set_prepared_statement_cache_capacity(32);
            conn.execute_batch(super::moment::TABLE)?;
            Ok(conn)
        };
        open().map_err(in_file(&self.path))
    }

    /// Lends a reader for one consistent look at the file.
    pub fn read<T>(&self, work: impl FnOnce(&mut Reader) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = lock(&self.idle).pop();
        let mut reader = match idle {
            Some(reader) => {
                IDLE.fetch_sub(1, Ordering::Relaxed);
                reader
            }
            None => Reader::open(&self.path)?,
        };
        reader.conn.execute_batch("BEGIN").map_err(|error| in_file(&self.path)(error.into()))?;
        let result = work(&mut reader);
        if reader.conn.execute_batch("ROLLBACK").is_ok() && !reader.immutable {
            let mut idle = lock(&self.idle);
            if idle.len() < READERS_IDLE_MAX {
                // Where there are many months, the others keep their connection but not what it remembers.
                if IDLE.fetch_add(1, Ordering::Relaxed) >= READERS_WARM_MAX {
                    let _ = reader.conn.execute_batch("PRAGMA shrink_memory");
                }
                idle.push(reader);
            }
        }
        result.map_err(in_file(&self.path))
    }

    /// Closes the readers that are idle.
    pub fn rest(&self) {
        let mut idle = lock(&self.idle);
        IDLE.fetch_sub(idle.len(), Ordering::Relaxed);
        idle.clear();
    }

    /// What is packed, as the reader's transaction sees it.
    pub fn index(&self, conn: &Connection) -> Result<Arc<Index>, StoreError> {
        let newest: i64 =
            conn.prepare_cached("SELECT coalesce(max(id), 0) FROM run")?.query_row([], |row| row.get(0))?;
        let mut known = lock(&self.index);
        if let Some((id, index)) = &*known
            && *id == newest
        {
            return Ok(Arc::clone(index));
        }
        let index = Arc::new(Index::load(conn, self.first, self.layout)?);
        if known.as_ref().is_none_or(|(id, _)| *id < newest) {
            *known = Some((newest, Arc::clone(&index)));
        }
        Ok(index)
    }
}

impl Drop for Segment {
    fn drop(&mut self) {
        self.rest();
    }
}

impl Index {
    /// Reads and checks the runs.
    pub fn load(conn: &Connection, first: Seq, layout: Layout) -> Result<Index, StoreError> {
        let mut statement =
            conn.prepare_cached("SELECT id, level, first_seq, entries, times FROM run ORDER BY first_seq")?;
        let mut rows = statement.query([])?;
        let mut index = Index { runs: Vec::new(), next: first };
        while let Some(row) = rows.next()? {
            let (start, entries) = (row.get::<_, i64>(2)? as Seq, row.get::<_, i64>(3)? as u64);
            let times: Vec<u8> = row.get(4)?;
            let times: Vec<(i64, i64)> = times
                .chunks_exact(16)
                .map(|pair| {
                    let half = |at: usize| {
                        let mut bytes = [0; 8];
                        bytes.copy_from_slice(&pair[at..at + 8]);
                        i64::from_le_bytes(bytes)
                    };
                    (half(0), half(8))
                })
                .collect();
            let chunks = entries.div_ceil(layout.chunk as u64);
            if start != index.next || entries == 0 || chunks != times.len() as u64 || entries > 1 << 32 {
                let text = format!("the index of the entries from {} on is missing or wrong", index.next);
                return Err(StoreError::Damaged(text));
            }
            index.next = start + entries;
            let (id, level) = (row.get(0)?, row.get(1)?);
            index.runs.push(Run { id, level, first: start, entries, times });
        }
        Ok(index)
    }
}

impl Reader {
    fn open(path: &Path) -> Result<Reader, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = match Reader::connect(path, flags) {
            Ok(conn) => return Reader::checked(conn, path, false),
            Err(error) => match error.sqlite_error_code() {
                // No right to make the -shm file beside it.
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly) if path.exists() && !has_wal(path) => {
                    let uri = format!("file:{}?immutable=1", escaped(path));
                    Reader::connect(Path::new(&uri), flags | OpenFlags::SQLITE_OPEN_URI)
                }
                _ => Err(error),
            },
        };
        let conn = conn.map_err(|error| in_file(path)(error.into()))?;
        Reader::checked(conn, path, true)
    }

    fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
        let conn = Connection::open_with_flags(path, flags)?;
        conn.busy_timeout(BUSY_WAIT)?;
        conn.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        conn.set_prepared_statement_cache_capacity(32);
        // The first read is where a missing right shows.
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(conn)
    }

    fn checked(conn: Connection, path: &Path, immutable: bool) -> Result<Reader, StoreError> {
        let pragma = |name: &str| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let application = pragma("application_id").map_err(|error| in_file(path)(error.into()))?;
        let format = pragma("user_version").map_err(|error| in_file(path)(error.into()))?;
        if application != APPLICATION_ID {
            return Err(in_file(path)(StoreError::Damaged("this is no file of an activity log".to_owned())));
        }
        if format != FORMAT {
            let text = format!(
                "store format {format} is newer than this program, which knows {FORMAT}; update the program"
            );
            return Err(in_file(path)(StoreError::Io(text)));
        }
        Ok(Reader { conn, unpacker: Unpacker::new()?, immutable })
    }

    /// Reads the block that holds `entries` entries from `first` on.
    pub fn block(&mut self, first: Seq, entries: usize) -> Result<Block, StoreError> {
        let last = first + (entries as u64).saturating_sub(1);
        let mut statement = self.conn.prepare_cached("SELECT data FROM block WHERE first_seq = ?1")?;
        let mut rows = statement.query([first as i64])?;
        let named = |error: StoreError| match error {
            StoreError::Damaged(text) => StoreError::Damaged(format!("entries {first} to {last}: {text}")),
            other => other,
        };
        let row = rows.next().map_err(|error| named(error.into()))?;
        let row = row.ok_or_else(|| named(StoreError::Damaged("their block is missing".to_owned())))?;
        let data = row.get_ref(0).map_err(|error| named(error.into()))?;
        let data =
            data.as_blob().map_err(|_| named(StoreError::Damaged("their block is no block".to_owned())))?;
        self.unpacker.unpack(data, first, entries)
    }
}

fn has_wal(path: &Path) -> bool {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    std::fs::metadata(wal).is_ok_and(|found| found.len() > 0)
}

/// A path within a URI.
fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
