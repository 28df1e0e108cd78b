//! What the handlers share: the logs, who is signed in, figures. Made once by the `serve` command.

use std::sync::Arc;
use std::time::Duration;

use activity_log_core::{Event, Seq};
use axum::http::Uri;

use super::activities::Activities;
use super::auth::{Key, Links, OnceMemory, Refusals, Viewer};
use super::blocking::Blocking;
use super::clock::Clock;
use super::export::Exports;
use super::metrics::Metrics;
use super::saved::SavedViews;
use super::shared::{Places, SharedLinks, Uses};
use super::ui::menus::Menus;
use super::viewed::Lookers;
use crate::inventory::Inventories;
use crate::store::views::ViewCounts;
use crate::store::{Store, StoreError};

/// Most assertions whose nonce is remembered at once; one lives for 90 seconds at most.
const NONCES_MAX: usize = 200_000;
/// Most sessions that are remembered as signed out.
const SIGNED_OUT_MAX: usize = 100_000;

/// The logs this server keeps.
pub trait Logs: Send + Sync {
    /// The log of this Matomo.
    fn instance(&self, name: &str) -> Option<Arc<InstanceLog>>;
    /// All of them, the default first.
    fn all(&self) -> Vec<Arc<InstanceLog>>;
}

/// One log with what belongs to its Matomo.
#[derive(Clone)]
pub struct InstanceLog {
    /// Name of the instance.
    pub name: String,
    /// Its entries.
    pub store: Arc<dyn Store>,
    /// History that was imported, a log of its own; only read.
    pub imported: Option<Arc<dyn Store>>,
    /// The counts of views beside them.
    pub views: Arc<ViewCounts>,
    /// The key it shares with the plugin.
    pub secret: Key,
    /// Where events that come by HTTP go.
    pub intake: Arc<dyn Intake>,
    /// What was there in its Matomo.
    pub inventories: Inventories,
    /// Searches that its people saved.
    pub saved: SavedViews,
    /// Its links for elsewhere.
    pub shared: SharedLinks,
}

/// Takes lines (docs/formats/spool-v1.md) on their way into the log. Blocks until they are durable.
pub trait Intake: Send + Sync {
    /// One receipt per line, in order.
    fn submit(&self, lines: Vec<Vec<u8>>) -> Result<Vec<ItemReceipt>, IntakeError>;
}

/// What became of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemReceipt {
    /// Durable, at this place.
    Stored(Seq),
    /// Was stored before, at this place.
    Duplicate(Seq),
    /// No entry; durable beside the log.
    Kept,
    /// Added up beside the log; no entry was made of it.
    Counted,
    /// Kept aside, for this reason; no entry was made of it.
    Quarantined(String),
}

/// Why nothing of a batch was taken.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// Try again later.
    #[error("busy: {0}")]
    Busy(String),
    /// Something is broken here.
    #[error("{0}")]
    Broken(String),
}

impl From<StoreError> for IntakeError {
    fn from(error: StoreError) -> Self {
        if error.is_retryable() {
            IntakeError::Busy(error.to_string())
        } else {
            IntakeError::Broken(error.to_string())
        }
    }
}

/// A fixed list of logs, the default first.
pub struct LogSet(Vec<Arc<InstanceLog>>);

impl LogSet {
    /// From the default log and others.
    pub fn new(default: InstanceLog, others: impl IntoIterator<Item = InstanceLog>) -> LogSet {
        LogSet(std::iter::once(default).chain(others).map(Arc::new).collect())
    }
}

impl Logs for LogSet {
    fn instance(&self, name: &str) -> Option<Arc<InstanceLog>> {
        self.0.iter().find(|log| log.name == name).cloned()
    }

    fn all(&self) -> Vec<Arc<InstanceLog>> {
        self.0.clone()
    }
}

/// What an [`App`] is made of.
pub struct Setup {
    /// The logs.
    pub logs: Arc<dyn Logs>,
    /// Signs session cookies. A new one signs everybody out.
    pub server_key: Key,
    /// Where people reach this server, such as `https://audit.example.org`; `None`: only on this machine.
    pub public_url: Option<Uri>,
    /// Where it listens, such as `http://127.0.0.1:8740`; links lead here when there is no `public_url`.
    pub local_url: String,
    /// Whether people have pictures, made here from their logins.
    pub avatars: bool,
    /// Names and groups of activities.
    pub activities: Activities,
    /// Takes entries about refused requests. Called on a thread that may block.
    pub on_refused: Arc<dyn Fn(Event) + Send + Sync>,
    /// Takes entries about people who look at everybody's entries or export some. Called on a thread that may block.
    pub on_viewed: Arc<dyn Fn(Event) + Send + Sync>,
    /// What time it is.
    pub clock: crate::ops::clock::Clock,
}

impl Setup {
    /// Everything usual around these logs: real clock, catalogue of the product, no public address, refusals only counted.
    pub fn new(logs: Arc<dyn Logs>, server_key: Key, local_url: impl Into<String>) -> Setup {
        Setup {
            logs,
            server_key,
            public_url: None,
            avatars: false,
            local_url: local_url.into(),
            activities: Activities::of_product(),
            on_refused: Arc::new(|_| {}),
            on_viewed: Arc::new(|_| {}),
            clock: crate::ops::clock::system(),
        }
    }
}

/// Shared state of all handlers; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// See [`App`].
pub struct Inner {
    pub(crate) logs: Arc<dyn Logs>,
    pub(crate) server_key: Key,
    pub(crate) public_url: Option<Uri>,
    pub(crate) avatars: bool,
    pub(crate) local_url: String,
    pub(crate) activities: Activities,
    pub(crate) clock: Clock,
    pub(crate) nonces: OnceMemory,
    pub(crate) signed_out: OnceMemory,
    pub(crate) links: Links,
    pub(crate) refusals: Refusals,
    pub(crate) lookers: Lookers,
    pub(crate) blocking: Blocking,
    pub(crate) menus: Menus,
    pub(crate) exports: Exports,
    pub(crate) places: Places,
    pub(crate) uses: Uses,
    /// Figures for monitoring; gauges that others set stand in it.
    pub metrics: Metrics,
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Puts the parts together.
    pub fn new(setup: Setup) -> App {
        let metrics = Metrics::new();
        App(Arc::new(Inner {
            logs: setup.logs,
            server_key: setup.server_key,
            public_url: setup.public_url,
            avatars: setup.avatars,
            local_url: setup.local_url,
            activities: setup.activities,
            clock: Clock(setup.clock),
            nonces: OnceMemory::new(NONCES_MAX),
            signed_out: OnceMemory::new(SIGNED_OUT_MAX),
            links: Links::default(),
            refusals: Refusals::new(setup.on_refused, metrics.refusals.clone()),
            lookers: Lookers::new(setup.on_viewed),
            blocking: Blocking::default(),
            menus: Menus::default(),
            exports: Exports::default(),
            places: Places::default(),
            uses: Uses::default(),
            metrics,
        }))
    }

    /// A link that signs this viewer in, once, within `ttl`. It is a secret until it is used.
    pub fn issue_link(&self, viewer: Viewer, ttl: Duration) -> String {
        let token = self.links.issue(viewer, self.clock.now(), ttl);
        format!("{}/sign-in?t={token}", self.base_url())
    }

    /// Where links that leave this server lead, without a slash at the end.
    pub fn base_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.to_string().trim_end_matches('/').to_owned(),
            None => self.local_url.trim_end_matches('/').to_owned(),
        }
    }

    /// The viewer's log. `None` when its Matomo is not known (any more).
    pub(crate) fn log_of(&self, viewer: &Viewer) -> Option<Arc<InstanceLog>> {
        self.logs.instance(&viewer.instance)
    }

    /// Stores that this viewer looks at everybody's entries, if it is the first time in this hour. Somebody who looks is not
    /// kept waiting for ever, nor turned away, when it cannot be stored: the store's own errors are told in the log output.
    pub(crate) async fn looks(&self, viewer: &Viewer, source: &str) {
        if let Some(event) = self.lookers.first_look(viewer, source, self.clock.now()) {
            let app = self.clone();
            let stored = self.blocking.run(move || {
                app.lookers.hand_over(event);
                Ok::<(), StoreError>(())
            });
            if let Err(error) = stored.await {
                tracing::error!("an entry about somebody who looks at the log could not be stored: {error}");
            }
        }
    }

    /// Whether cookies must only travel over TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.scheme_str() == Some("https"))
    }

    /// Hands entries about refused requests over: those of minutes that are past, or all of them at the end.
    pub fn flush_refusals(&self, all: bool) {
        self.refusals.flush(self.clock.now(), all);
    }
}
