//! What an entry of the activity log *is*: events, entries, the catalogue, redaction, the query language.
//!
//! This crate may not know about async runtimes, databases or HTTP, so that whatever is checked offline cannot come
//! to depend on them by accident. Start reading at [`event`], then [`line`](mod@line) and [`fact`] (what the plugin sends) and [`catalog`].

pub mod catalog;
pub mod entry;
pub mod event;
pub mod fact;
pub mod inventory;
pub mod line;
pub mod query;
pub mod redact;
pub mod time;

pub use entry::{Entry, Receipt, Seq};
pub use event::Event;
pub use time::Time;
