//! Makes exports while they are read: one thread each, few at once, at the pace of whoever reads, ended when they go away.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use activity_log_core::event::Severity;
use activity_log_core::query::Query;
use activity_log_core::{Entry, Seq};
use axum::body::{Body, Bytes};
use hyper::body::Frame;
use serde_json::Map;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::app::App;
use super::auth::{Role, Viewer};
use super::error::ServeError;
use super::viewed::done_by;
use crate::export::{Encoder, ExportError};
use crate::ops::random;
use crate::store::walk::Walk;
use crate::store::{Scope, Store, StoreError};

/// Most exports at the same time, of all readers.
pub(crate) const EXPORTS_MAX: usize = 4;
/// Most of them of one person, so that nobody keeps all others waiting.
pub(crate) const OWN_EXPORTS_MAX: usize = if EXPORTS_MAX > 2 { EXPORTS_MAX / 2 } else { 1 };
/// Exports whose progress is remembered.
const JOBS_MAX: usize = 64;
/// Bytes of a piece of the answer, and how many wait for a slow reader.
const PIECE_BYTES: usize = 64 * 1024;
const PIECES_WAITING_MAX: usize = 4;
/// Work between two looks whether the reader is still there.
const STEP_BUDGET: u64 = 200_000;

/// How far an export is.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    rows: AtomicU64,
    reached: AtomicU64,
    head: u64,
    state: AtomicU8,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Running,
    Finished,
    BrokenOff,
}

impl Progress {
    /// Rows so far, how much of the log was walked over in percent, and whether it still runs.
    pub(crate) fn look(&self) -> (u64, u64, State) {
        let state = match self.state.load(Ordering::Acquire) {
            0 => State::Running,
            1 => State::Finished,
            _ => State::BrokenOff,
        };
        let percent = self.reached.load(Ordering::Relaxed).saturating_mul(100) / self.head.max(1);
        (self.rows.load(Ordering::Relaxed), percent, state)
    }
}

struct Job {
    instance: String,
    login: String,
    name: String,
    progress: Arc<Progress>,
}

/// The exports that are under way and the last ones that ended.
pub(crate) struct Exports {
    places: Arc<Semaphore>,
    holders: Arc<Mutex<Vec<Holder>>>,
    jobs: Mutex<VecDeque<Job>>,
}

impl Default for Exports {
    fn default() -> Self {
        Exports {
            places: Arc::new(Semaphore::new(EXPORTS_MAX)),
            holders: Arc::default(),
            jobs: Mutex::default(),
        }
    }
}

impl Exports {
    /// The progress of the viewer's own export of this name.
    pub(crate) fn progress(&self, viewer: &Viewer, name: &str) -> Option<Arc<Progress>> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it =
            |job: &&Job| job.name == name && job.instance == viewer.instance && job.login == viewer.login;
        jobs.iter().rev().find(is_it).map(|job| job.progress.clone())
    }

    fn remember(&self, viewer: &Viewer, name: &str, head: Seq) -> Arc<Progress> {
        let progress = Arc::new(Progress { head, ..Progress::default() });
        if !name.is_empty() {
            let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
            jobs.truncate(JOBS_MAX - 1);
            jobs.push_front(Job {
                instance: viewer.instance.clone(),
                login: viewer.login.clone(),
                name: name.to_owned(),
                progress: progress.clone(),
            });
        }
        progress
    }
}

/// What to export. Who may see what was decided before.
pub(crate) struct Wanted {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) query: Query,
    pub(crate) scope: Scope,
    /// The end: what comes in meanwhile is for the next export.
    pub(crate) head: Seq,
    pub(crate) encoder: Box<dyn Encoder + Send>,
    pub(crate) sentence: Box<dyn Fn(&Entry) -> String + Send>,
    /// The query as typed, for the entries about it.
    pub(crate) q: String,
    /// The word for the form.
    pub(crate) format: &'static str,
    /// Given by the reader to ask for the progress; empty: nobody asks.
    pub(crate) job: String,
    /// Where the reader is.
    pub(crate) source: String,
}

/// A person: Matomo, login, and whether they came from there or from the console (the operator may have anybody's login).
type Holder = (String, String, Role);

/// A place among those who export.
pub(crate) struct Turn {
    _place: OwnedSemaphorePermit,
    holder: Holder,
    holders: Arc<Mutex<Vec<Holder>>>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut holders = self.holders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = holders.iter().position(|holder| *holder == self.holder) {
            holders.swap_remove(index);
        }
    }
}

impl App {
    /// A turn to export, if there are not too many already.
    pub(crate) fn export_turn(&self, viewer: &Viewer) -> Result<Turn, ServeError> {
        let Exports { places, holders, .. } = &self.exports;
        let holder: Holder = (viewer.instance.clone(), viewer.login.clone(), viewer.role);
        let mut held = holders.lock().unwrap_or_else(PoisonError::into_inner);
        if held.iter().filter(|other| **other == holder).count() >= OWN_EXPORTS_MAX {
            return Err(ServeError::TooManyOwnExports);
        }
        let place = places.clone().try_acquire_owned().map_err(|_| ServeError::TooManyExports)?;
        held.push(holder.clone());
        Ok(Turn { _place: place, holder, holders: holders.clone() })
    }

    /// Begins an export; the answer's body is made while it is read.
    pub(crate) async fn export(&self, viewer: &Viewer, turn: Turn, wanted: Wanted) -> Body {
        let (sender, receiver) = mpsc::channel(PIECES_WAITING_MAX);
        let progress = self.exports.remember(viewer, &wanted.job, wanted.head);
        let (app, viewer) = (self.clone(), viewer.clone());
        tokio::task::spawn_blocking(move || {
            app.tell_of_export(&viewer, &wanted, None);
            let mut pieces = Pieces { sender, buffer: Vec::with_capacity(PIECE_BYTES) };
            let mut wanted = wanted;
            let done = write(&mut wanted, &mut pieces, &progress);
            // Told before the reader sees the end.
            let rows = progress.rows.load(Ordering::Relaxed);
            app.tell_of_export(&viewer, &wanted, Some((rows, done.is_ok())));
            progress.state.store(if done.is_ok() { 1 } else { 2 }, Ordering::Release);
            if let Err(error) = done {
                tracing::warn!(%error, "an export was broken off");
                // Without it the reader would take what came for the whole.
                let _ = pieces.sender.blocking_send(Err(io::Error::other("the export was broken off")));
            }
            drop(turn);
        });
        Body::new(Pulled(receiver))
    }

    /// Each export is two entries: that it began, and how it ended.
    fn tell_of_export(&self, viewer: &Viewer, wanted: &Wanted, ended: Option<(u64, bool)>) {
        let now = self.clock.now();
        let mut params = Map::new();
        params.insert("query".into(), wanted.q.as_str().into());
        params.insert("format".into(), wanted.format.into());
        let activity = match ended {
            None => "auditlog.export_started",
            Some((rows, complete)) => {
                params.insert("entries".into(), rows.into());
                params.insert("complete".into(), complete.into());
                "auditlog.exported"
            }
        };
        let nonce = random::hex::<16>().unwrap_or_default();
        let id = random::stable_id(now.into(), &[activity, &viewer.instance, &viewer.login, &nonce]);
        let event = done_by(viewer, &wanted.source, (activity, Severity::Notice), id, now, params);
        self.lookers.hand_over(event);
    }
}

fn write(wanted: &mut Wanted, to: &mut Pieces, progress: &Progress) -> Result<(), Broken> {
    wanted.encoder.begin(to)?;
    to.flush()?;
    let most = wanted.encoder.entries_max().unwrap_or(u64::MAX);
    let store = wanted.store.clone();
    let (query, scope) = (wanted.query.clone(), wanted.scope.clone());
    let mut walk = Walk::new(store.as_ref(), query, scope, (0, wanted.head), STEP_BUDGET);
    let mut rows = 0;
    'pages: while let Some(entries) = walk.next_page()? {
        for entry in &entries {
            if rows >= most {
                wanted.encoder.cut();
                break 'pages;
            }
            wanted.encoder.entry(to, entry, &(wanted.sentence)(entry))?;
            rows += 1;
        }
        progress.rows.store(rows, Ordering::Relaxed);
        progress.reached.store(walk.reached(), Ordering::Relaxed);
        to.check()?;
    }
    wanted.encoder.end(to)?;
    Ok(to.flush()?)
}

#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error(transparent)]
    Reader(#[from] io::Error),
}

/// Cuts what is written into pieces for the answer. Waits for a slow reader and fails when they are gone.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    buffer: Vec<u8>,
}

impl Pieces {
    fn check(&self) -> io::Result<()> {
        if self.sender.is_closed() { Err(gone()) } else { Ok(()) }
    }
}

fn gone() -> io::Error {
    io::Error::new(io::ErrorKind::BrokenPipe, "the reader went away")
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return self.check();
        }
        let piece = std::mem::replace(&mut self.buffer, Vec::with_capacity(PIECE_BYTES));
        self.sender.blocking_send(Ok(piece.into())).map_err(|_| gone())
    }
}

/// The other end.
struct Pulled(mpsc::Receiver<io::Result<Bytes>>);

impl hyper::body::Body for Pulled {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
