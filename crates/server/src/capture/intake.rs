//! The one door to the store: lines in, receipts out.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use activity_log_core::catalog::Catalog;
use activity_log_core::fact::FactError;
use activity_log_core::inventory::InventoryLine;
use activity_log_core::line::{Line, Views};
use activity_log_core::{Event, Receipt, Seq};
use serde_json::{Map, json};

use super::own;
use super::quarantine::Quarantine;
use super::views;
use crate::inventory::{Inventories, InventoryError, Kept};
use crate::normalise::normalise;
use crate::ops::clock::Clock;
use crate::ops::random::{stable_id, to_hex};
use crate::store::views::ViewCounts;
use crate::store::{Position, Store, StoreError};

/// Most reasons that are told apart in one entry about lines put aside.
const REASONS_MAX: usize = 20;
/// Stands for the reasons beyond [`REASONS_MAX`].
const OTHER_REASONS: &str = "others";

/// Why nothing of a batch was taken.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The quarantine could not be written.
    #[error("a line could not be kept in the quarantine: {0}")]
    Quarantine(#[from] std::io::Error),
    /// A part of an inventory could not be kept, or inventories could not be read.
    #[error("inventory: {0}")]
    Inventory(#[from] InventoryError),
}

/// One line, read.
#[derive(Debug)]
pub enum Read {
    /// It becomes an entry.
    Event(Box<Event>),
    /// Reports were looked at.
    Views(Views),
    /// A part of an inventory: give it to [`Intake::keep_part`].
    Inventory(Box<InventoryLine>),
}

/// What became of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineReceipt {
    /// Durable, with this place.
    Stored(Seq),
    /// It was stored before, at this place.
    Duplicate(Seq),
    /// It is no entry; it is durable beside the log.
    Kept,
    /// Views of reports: added up beside the log, now or when it came the first time.
    Counted,
    /// It could not be read and was put aside, for this reason.
    Quarantined(String),
}

/// Counted since the start, for metrics and the system check.
#[derive(Debug, Default)]
pub struct Counters {
    /// Lines stored.
    pub stored: AtomicU64,
    /// Lines that were known already.
    pub duplicates: AtomicU64,
    /// Lines put aside.
    pub quarantined: AtomicU64,
    /// Lines that a gap in the numbers says are missing.
    pub missing: AtomicU64,
}

/// Takes lines of one Matomo into its log.
#[derive(Clone)]
pub struct Intake {
    instance: String,
    store: Arc<dyn Store>,
    views: Arc<ViewCounts>,
    quarantine: Quarantine,
    inventories: Option<Inventories>,
    clock: Clock,
    counters: Arc<Counters>,
}

/// Lines that could not be read, by reason.
#[derive(Debug, Default)]
pub struct PutAside {
    reasons: BTreeMap<String, u64>,
    not_kept: u64,
}

impl PutAside {
    /// Notes one line.
    pub fn add(&mut self, reason: &str, kept: bool) {
        let kind = reason.split(':').next().unwrap_or(reason);
        // Reasons repeat words of the sender (a version, a kind). The entry must stay small, or it could never be stored and
        // nothing behind it either.
        let known = self.reasons.len() < REASONS_MAX || self.reasons.contains_key(kind);
        *self.reasons.entry(if known { kind } else { OTHER_REASONS }.to_owned()).or_default() += 1;
        self.not_kept += u64::from(!kept);
    }

    /// How many.
    pub fn count(&self) -> u64 {
        self.reasons.values().sum()
    }
}

impl Intake {
    /// A door to this store and the counts beside it.
    pub fn new(
        instance: &str,
        store: Arc<dyn Store>,
        views: Arc<ViewCounts>,
        quarantine: Quarantine,
        clock: Clock,
    ) -> Self {
        let inventories = None;
        Intake {
            instance: instance.to_owned(),
            store,
            views,
            quarantine,
            inventories,
            clock,
            counters: Arc::default(),
        }
    }

    /// Takes inventories as well, and keeps them there.
    pub fn with_inventories(self, inventories: Inventories) -> Self {
        Intake { inventories: Some(inventories), ..self }
    }

    /// Where inventories are kept, if they are taken.
    pub fn inventories(&self) -> Option<&Inventories> {
        self.inventories.as_ref()
    }

    /// The Matomo whose lines these are.
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// Counted since the start.
    pub fn counters(&self) -> &Arc<Counters> {
        &self.counters
    }

    /// The place for lines that cannot be read.
    pub fn quarantine(&self) -> &Quarantine {
        &self.quarantine
    }

    /// The log behind the door.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The counts of views beside the log.
    pub fn views(&self) -> &Arc<ViewCounts> {
        &self.views
    }

    /// The clock used for what the log says of itself.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Reads one line, and names what happened. With its number.
    ///
    /// # Errors
    /// When it is no line that is known.
    pub fn read(&self, line: &[u8], source: &str) -> Result<(u64, Read), FactError> {
        let line = Line::parse(line)?;
        let n = line.n();
        let read = match line {
            Line::Fact(fact) => {
                Read::Event(Box::new(normalise(*fact, &self.instance, source, Catalog::builtin())))
            }
            Line::Views(views) => Read::Views(views),
            Line::Inventory(line) => Read::Inventory(line),
        };
        Ok((n, read))
    }

    /// Makes a part of an inventory durable; the same part again changes nothing.
    ///
    /// # Errors
    /// When it cannot be written: then the line must not be thrown away.
    pub fn keep_part(&self, line: &InventoryLine) -> Result<Kept, IntakeError> {
        match &self.inventories {
            Some(inventories) => Ok(inventories.keep(line, (self.clock)())?),
            None => Ok(Kept::Refused("no inventories are taken here")),
        }
    }

    /// Stores events that were read, and counts.
    ///
    /// # Errors
    /// Nothing was stored.
    pub fn keep(&self, events: Vec<Event>, position: Option<Position>) -> Result<Vec<Receipt>, StoreError> {
        let receipts = self.store.append(events, position)?;
        let stored = receipts.iter().filter(|receipt| matches!(receipt, Receipt::Stored(_))).count() as u64;
        self.counters.stored.fetch_add(stored, Ordering::Relaxed);
        self.counters.duplicates.fetch_add(receipts.len() as u64 - stored, Ordering::Relaxed);
        Ok(receipts)
    }

    /// What the log says of lines that were put aside in the quarantine file `name`: one entry, however often it is said.
    pub fn put_aside_event(&self, name: &str, lines: &PutAside) -> Event {
        let now = (self.clock)();
        let mut params = Map::new();
        params.insert("lines".into(), json!(lines.count()));
        params.insert("reasons".into(), json!(lines.reasons));
        params.insert("file".into(), json!(name));
        if lines.not_kept > 0 {
            params.insert("not_kept".into(), json!(lines.not_kept));
        }
        self.counters.quarantined.fetch_add(lines.count(), Ordering::Relaxed);
        let id = stable_id(activity_log_core::Time::from_micros(0), &[&self.instance, "quarantine", name]);
        own::event(id, now, &self.instance, "auditlog.spool_line_quarantined", params)
    }

    /// What the log says of lines whose numbers never came.
    pub fn gap_event(&self, spool: &str, from: u64, to: u64, missing: u64) -> Event {
        let now = (self.clock)();
        let mut params = Map::new();
        params.insert("missing".into(), json!(missing));
        params.insert("from".into(), json!(from));
        params.insert("to".into(), json!(to));
        self.counters.missing.fetch_add(missing, Ordering::Relaxed);
        let range = format!("{from}-{to}");
        let id = stable_id(activity_log_core::Time::from_micros(0), &[&self.instance, "gap", spool, &range]);
        own::event(id, now, &self.instance, "auditlog.gap_detected", params)
    }

    /// Takes a batch that came over HTTP: one receipt per line, in order, all or nothing.
    ///
    /// # Errors
    /// Nothing was taken.
    pub fn submit(&self, lines: &[&[u8]], source: &str) -> Result<Vec<LineReceipt>, IntakeError> {
        let mut events = Vec::with_capacity(lines.len() + 1);
        let mut counted = Vec::new();
        let mut outcomes: Vec<Result<Taken, String>> = Vec::with_capacity(lines.len());
        let mut aside = PutAside::default();
        let name = batch_name(lines);
        for line in lines {
            let taken = match self.read(line, source) {
                Ok((_, Read::Event(event))) => {
                    events.push(*event);
                    Ok(Taken::Event)
                }
                Ok((_, Read::Views(views))) => {
                    counted.push(views);
                    Ok(Taken::Views)
                }
                Ok((_, Read::Inventory(part))) => match self.keep_part(&part)? {
                    Kept::Yes => Ok(Taken::Part),
                    Kept::Refused(reason) => Err(reason.to_owned()),
                },
                Err(error) => Err(error.to_string()),
            };
            match taken {
                Ok(taken) => outcomes.push(Ok(taken)),
                Err(reason) => {
                    let first = aside.count() == 0;
                    let kept = self.quarantine.keep(&name, first, &mut &line[..], line.len() as u64)?;
                    aside.add(&reason, kept);
                    outcomes.push(Err(reason));
                }
            }
        }
        if aside.count() > 0 {
            self.quarantine.sync(&name)?;
            events.push(self.put_aside_event(&name, &aside));
        }
        // A batch that fails after this comes again; its counts are known then.
        views::keep_lines(&self.views, &counted, (self.clock)())?;
        let receipts = if events.is_empty() { Vec::new() } else { self.keep(events, None)? };
        let mut receipts = receipts.into_iter();
        let mut out = Vec::with_capacity(outcomes.len());
        for outcome in outcomes {
            out.push(match outcome {
                Err(reason) => LineReceipt::Quarantined(reason),
                Ok(Taken::Part) => LineReceipt::Kept,
                Ok(Taken::Views) => LineReceipt::Counted,
                Ok(Taken::Event) => match receipts.next() {
                    Some(Receipt::Stored(seq)) => LineReceipt::Stored(seq),
                    Some(Receipt::Duplicate(seq)) => LineReceipt::Duplicate(seq),
                    None => return Err(StoreError::Damaged("fewer receipts than events".into()).into()),
                },
            });
        }
        Ok(out)
    }
}

/// A line of a batch that was taken.
enum Taken {
    Event,
    Views,
    Part,
}

/// The same batch sent again goes to the same quarantine file.
fn batch_name(lines: &[&[u8]]) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for line in lines {
        hash.update((line.len() as u64).to_be_bytes());
        hash.update(line);
    }
    format!("http-{}.lines", to_hex(&hash.finalize()[..8]))
}
