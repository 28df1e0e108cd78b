//! An event that has its place in a log.

use serde::{Deserialize, Serialize};

use crate::event::Event;
use crate::time::Time;

/// Place of an entry in its log: counted from 1, without gaps, in the order of commits.
pub type Seq = u64;

/// An event that was stored. `seq` never changes and is never used twice within a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Place in the log.
    pub seq: Seq,
    /// When the server stored it.
    pub received: Time,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// What became of one event that was handed to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "status", content = "seq")]
pub enum Receipt {
    /// Durable, with this place.
    Stored(Seq),
    /// Its id was stored before, at this place; nothing was written.
    Duplicate(Seq),
}

impl Receipt {
    /// The place, either way.
    pub fn seq(self) -> Seq {
        match self {
            Receipt::Stored(seq) | Receipt::Duplicate(seq) => seq,
        }
    }
}
