//! Takes raw facts in and hands them to the store. Everything here is *before the promise*: a line counts as taken
//! only when the store said so.
//!
//! [`Intake`] is the only door to [`Store::append`](crate::store::Store::append); [`spool`] and HTTP hold one.
//! Parts of an inventory are no entries; they are kept beside the log, and what two of them differ in without an entry becomes one.
//! What cannot be read goes to the [`quarantine`] and becomes an entry, see [`own`]. Counts of
//! [`views`] go beside the log. It may not know who reads the log.

pub mod files;
pub mod intake;
mod inventory;
pub mod own;
pub mod quarantine;
pub mod spool;
pub mod views;

pub use intake::{Intake, IntakeError, LineReceipt, Read};
