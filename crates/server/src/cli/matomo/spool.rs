//! A spool directory, seen from outside (docs/formats/spool-v1.md). Reading the lines is the server's work.

use std::fs::{self, DirBuilder};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::path::Path;
use std::time::Duration;

use activity_log_core::Time;
use serde::Deserialize;

use crate::ops::clock;
use crate::ops::files::open_file;

/// Mode of the directory: for its owner and its group, which what is made inside inherits.
pub const MODE: u32 = 0o2770;
/// Longest of the small files there that is looked at.
const FILE_BYTES_MAX: u64 = 64 * 1024;
/// The server writes `status.json` every 5 seconds; older than this, it does not run.
const FRESH: Duration = Duration::from_secs(20);

/// What the server last said.
#[derive(Debug, Deserialize)]
pub struct Status {
    pub time: Time,
    #[serde(default)]
    pub taken: u64,
    #[serde(default)]
    pub error: Option<String>,
}

/// What lies in the directory.
#[derive(Debug, Default)]
pub struct Spool {
    /// Id and counter; `None` before the first line, and when the lock file is no lock file.
    pub head: Option<(String, u64)>,
    /// There is something in the lock file that is no head.
    pub spoilt: bool,
    /// What the server said.
    pub status: Option<Status>,
    /// Bytes not yet stored.
    pub waiting_bytes: u64,
    /// Age of the oldest file that waits.
    pub waiting_since: Option<Duration>,
    /// What the plugin could not write: the line of `failed`.
    pub failed: Option<String>,
}

impl Spool {
    /// Looks into the directory.
    pub fn look(directory: &Path) -> io::Result<Spool> {
        let mut spool = Spool::default();
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name == "current.ndjson" || (name.starts_with("taken-") && name.ends_with(".ndjson")) {
                // It may be gone by now.
                let Ok(meta) = entry.metadata() else { continue };
                spool.waiting_bytes += meta.len();
                if meta.len() > 0
                    && let Some(age) = age(&meta)
                {
                    spool.waiting_since = spool.waiting_since.max(Some(age));
                }
            }
        }
        let text = |name: &str| beginning(&directory.join(name)).unwrap_or_default();
        let lock = text("lock");
        spool.head = head(&lock);
        spool.spoilt = spool.head.is_none() && !lock.trim().is_empty();
        spool.status = serde_json::from_str(&text("status.json")).ok();
        spool.failed = Some(text("failed").trim().to_owned()).filter(|text| !text.is_empty());
        Ok(spool)
    }

    /// Number of the last line written.
    pub fn counter(&self) -> u64 {
        self.head.as_ref().map_or(0, |(_, counter)| *counter)
    }

    /// Whether a server looks after this spool right now.
    pub fn is_served(&self) -> bool {
        self.status.as_ref().is_some_and(|status| {
            let micros = (clock::system())().micros() - status.time.micros();
            micros.unsigned_abs() < FRESH.as_micros() as u64
        })
    }

    /// Lines written and not yet stored, by the server's word.
    pub fn behind(&self) -> u64 {
        let taken = self.status.as_ref().map_or(0, |status| status.taken);
        if self.waiting_bytes == 0 { 0 } else { self.counter().saturating_sub(taken).max(1) }
    }
}

/// Matomo's user can put anything there, also a link or a pipe; whoever looks may be root.
fn beginning(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open_file(path)?.take(FILE_BYTES_MAX).read_to_string(&mut text)?;
    Ok(text)
}

/// Makes the directory, or sets owner, group and mode of the one that is there. Answers whether anything changed.
pub fn make(directory: &Path, owner: u32, group: u32) -> io::Result<bool> {
    let mut changed = false;
    if !directory.is_dir() {
        DirBuilder::new().mode(0o700).create(directory)?;
        changed = true;
    }
    let meta = fs::metadata(directory)?;
    if (meta.uid(), meta.gid()) != (owner, group) {
        chown(directory, Some(owner), Some(group))?;
        changed = true;
    }
    // After the owner: changing it takes the set-group bit away.
    if changed || meta.mode() & 0o7777 != MODE {
        fs::set_permissions(directory, fs::Permissions::from_mode(MODE))?;
        changed = true;
    }
    Ok(changed)
}

fn head(lock: &str) -> Option<(String, u64)> {
    let (id, counter) = lock.trim_end_matches('\n').split_once(' ')?;
    let good = id.len() == 32 && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    good.then_some(())?;
    Some((id.to_owned(), counter.parse().ok()?))
}

fn age(meta: &fs::Metadata) -> Option<Duration> {
    let written = meta.mtime().checked_mul(1_000_000)?;
    let micros = (clock::system())().micros().checked_sub(written)?;
    Some(Duration::from_micros(u64::try_from(micros).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_there_is_told() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("spool");
        let meta = fs::metadata(directory.path()).unwrap();
        assert!(make(&path, meta.uid(), meta.gid()).unwrap());
        assert!(!make(&path, meta.uid(), meta.gid()).unwrap());
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, MODE);
        let empty = Spool::look(&path).unwrap();
        assert_eq!((empty.counter(), empty.behind(), empty.is_served(), empty.spoilt), (0, 0, false, false));
        fs::write(path.join("lock"), format!("{} 17\n", "a".repeat(32))).unwrap();
        fs::write(path.join("current.ndjson"), "{}\n").unwrap();
        let now = (clock::system())();
        fs::write(
            path.join("status.json"),
            format!(
                "{{\"v\":1,\"time\":\"{now}\",\"server\":\"0.1.0\",\"taken\":15,\"behind\":2,\"error\":null}}"
            ),
        )
        .unwrap();
        fs::write(path.join("failed"), "3 2026-11-22T20:41:21Z disk full\n").unwrap();
        let spool = Spool::look(&path).unwrap();
        assert_eq!((spool.counter(), spool.behind(), spool.is_served()), (17, 2, true));
        assert_eq!(spool.failed.as_deref(), Some("3 2026-11-22T20:41:21Z disk full"));
        fs::write(path.join("lock"), "rubbish").unwrap();
        assert!(Spool::look(&path).unwrap().spoilt);
    }
}
