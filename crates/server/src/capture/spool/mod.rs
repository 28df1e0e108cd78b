//! Follows one spool directory (docs/formats/spool-v1.md): take the file, read it to the end, store, only then delete it.
//!
//! A crash at any moment loses nothing and doubles nothing: what was not deleted is read again, and known ids are not
//! stored twice. [`directory`] is what lies there, [`reading`] takes one file into the store; here is the loop.

pub mod directory;
mod reading;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::Intake;
use super::intake::IntakeError;
use crate::config::limits;
use crate::store::{Position, StoreError};
use directory::{Status, TakenFile};

pub use directory::Spool;

/// What can go wrong with a spool.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    /// The directory or a file in it.
    #[error("{path}: {error}")]
    Io {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// `lock` does not hold a spool id and a number.
    #[error("{0}: not a lock file of a spool; move it away and the plugin makes a new one")]
    BadLock(PathBuf),
    /// Something that no writer of a spool makes: a link, a directory, a pipe.
    #[error("{0}: no file, so it is not read")]
    NoFile(PathBuf),
    /// A mistake in the server.
    #[error(
        "{0}: a line there meets a mistake in this server; keep the files and report it, or update the server"
    )]
    Broken(PathBuf),
    /// The store or the quarantine.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

impl From<StoreError> for SpoolError {
    fn from(error: StoreError) -> Self {
        SpoolError::Intake(error.into())
    }
}

/// How far a follower is, for metrics and the system check.
#[derive(Debug, Default)]
pub struct Progress {
    /// Lines written to the spool and not yet stored.
    pub behind: AtomicU64,
    /// Whether the last try failed.
    pub failing: AtomicBool,
}

/// Takes whatever is in the spool, once. Answers how many lines it went through.
///
/// # Errors
/// Nothing is lost: the next try begins where this one ended.
pub fn drain(spool: &Spool, intake: &Intake) -> Result<u64, SpoolError> {
    spool.take()?;
    let mut lines = 0;
    for file in spool.taken()? {
        lines += match reading::read_file(spool, &file, intake) {
            // Whoever may write here must not lead us to files that only we may read, nor hold us up. The missing numbers are told as a gap.
            Err(error @ SpoolError::NoFile(_)) => {
                tracing::error!("{error}");
                spool.refuse(&file)?;
                0
            }
            read => read?,
        };
    }
    Ok(lines)
}

/// [`drain`], whose panic is an error like any other: it is told and tried again, and the thread goes on.
fn guarded(spool: &Spool, intake: &Intake) -> Result<u64, SpoolError> {
    let drained = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| drain(spool, intake)));
    drained.unwrap_or_else(|_| Err(SpoolError::Broken(spool.path().to_owned())))
}

/// Follows a spool until `stop` is set. Blocks; give it a thread of its own.
pub fn follow(spool: &Spool, intake: &Intake, progress: &Arc<Progress>, stop: &AtomicBool) {
    let mut wait = limits::SPOOL_POLL;
    let mut status_due = Instant::now();
    while !stop.load(Ordering::Relaxed) {
        let error = match guarded(spool, intake) {
            Ok(_) => {
                wait = limits::SPOOL_POLL;
                None
            }
            Err(error) => {
                if !progress.failing.load(Ordering::Relaxed) {
                    tracing::error!(spool = %spool.path().display(), "{error}");
                }
                wait = (wait * 2).min(limits::RETRY_WAIT_MAX);
                Some(error.to_string())
            }
        };
        let changed = progress.failing.swap(error.is_some(), Ordering::Relaxed) != error.is_some();
        if changed && error.is_none() {
            tracing::info!(spool = %spool.path().display(), "the spool is followed again");
        }
        if changed || Instant::now() >= status_due {
            status_due = Instant::now() + limits::SPOOL_STATUS;
            if error.is_none()
                && let Err(error) = notice_gap(spool, intake)
            {
                tracing::error!(spool = %spool.path().display(), "{error}");
            }
            report(spool, intake, progress, error);
        }
        sleep_until(stop, wait);
    }
}

/// A number that was given and whose line was never written (the spool was full) shows here when nothing else comes.
fn notice_gap(spool: &Spool, intake: &Intake) -> Result<(), SpoolError> {
    let Some(head) = spool.quiet_head()? else { return Ok(()) };
    let source = source(&head.id);
    let stored = intake.store().position(&source)?.unwrap_or(0);
    if head.counter > stored {
        let gap = intake.gap_event(&head.id, stored + 1, head.counter, head.counter - stored);
        intake.keep(vec![gap], Some(Position { source, value: head.counter }))?;
    }
    Ok(())
}

fn report(spool: &Spool, intake: &Intake, progress: &Progress, error: Option<String>) {
    let head = spool.head().ok().flatten();
    let taken =
        head.as_ref().and_then(|head| intake.store().position(&source(&head.id)).ok().flatten()).unwrap_or(0);
    let behind = head.map_or(0, |head| head.counter.saturating_sub(taken));
    progress.behind.store(behind, Ordering::Relaxed);
    let status = Status {
        v: 1,
        time: (intake.clock())().to_string(),
        server: env!("CARGO_PKG_VERSION").into(),
        taken,
        behind,
        error,
    };
    if let Err(error) = spool.write_status(&status) {
        tracing::debug!("status.json of the spool: {error}");
    }
}

fn sleep_until(stop: &AtomicBool, time: Duration) {
    let end = Instant::now() + time;
    while !stop.load(Ordering::Relaxed) && Instant::now() < end {
        std::thread::sleep(limits::SPOOL_POLL.min(end.saturating_duration_since(Instant::now())));
    }
}

/// Name of a spool as a source of the store.
pub fn source(spool_id: &str) -> String {
    format!("spool:{spool_id}")
}

fn quarantine_name(file: &TakenFile) -> String {
    format!("{}-{}", file.spool_id, file.name)
}
