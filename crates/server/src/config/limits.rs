//! Limits that are no setting: what the server takes at most, in one place.

use std::time::Duration;

/// Lines that go to the store in one transaction.
pub const BATCH_LINES_MAX: usize = 1_000;
/// Bytes of lines that go to the store in one transaction.
pub const BATCH_BYTES_MAX: usize = 8 * 1024 * 1024;
/// How often a spool is looked at. With the store's commit it makes the way from click to page shorter than a second.
pub const SPOOL_POLL: Duration = Duration::from_millis(100);
/// How often the spool's `status.json` is written.
pub const SPOOL_STATUS: Duration = Duration::from_secs(5);
/// Longest wait between two tries to store, when the store is full or busy.
pub const RETRY_WAIT_MAX: Duration = Duration::from_secs(30);
/// Bytes that all quarantine files of one log may take; beyond them lines are only counted.
pub const QUARANTINE_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// How often the directory of instances is read again.
pub const INSTANCES_POLL: Duration = Duration::from_secs(1);
/// Connected Matomos of one server.
pub const INSTANCES_MAX: usize = 1_000;
