//! The demo log: what a plugin spooled in a real Matomo, its times moved so that the last line is two minutes old.

use std::io::Read;
use std::path::PathBuf;

use activity_log_core::fact::Fact;
use anyhow::{Context, Result};

use crate::capture::Intake;
use crate::ops::clock::Clock;
use crate::ops::random;

/// Lines of a spool, compressed with zstd. `crates/server/demo/README.md` says how they were recorded.
const RECORDING: &[u8] = include_bytes!("../../../demo/spool.ndjson.zst");
/// Longest recording, unpacked.
const RECORDING_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How old the last line is made.
const LAST_LINE_AGE_MICROS: i64 = 120_000_000;
/// Lines handed over at once.
const BATCH: usize = 500;

/// A directory of its own for one run.
///
/// # Errors
/// When it cannot be made.
pub fn directory() -> Result<PathBuf> {
    let directory = std::env::temp_dir().join(format!("activity-log-demo-{}", random::hex::<8>()?));
    crate::config::Paths::make(&directory)
        .with_context(|| format!("demo data in {}", directory.display()))?;
    Ok(directory)
}

/// Takes the recording in, as if it came from a spool. Answers the number of lines.
///
/// # Errors
/// When the log cannot be written.
pub fn fill(intake: &Intake, clock: &Clock) -> Result<usize> {
    let mut text = String::new();
    zstd::Decoder::new(RECORDING)?.take(RECORDING_BYTES_MAX).read_to_string(&mut text)?;
    let mut facts = text
        .lines()
        .map(|line| Fact::parse(line.as_bytes()))
        .collect::<Result<Vec<Fact>, _>>()
        .context("the recording of the demo")?;
    let last =
        facts.iter().map(|fact| fact.time.micros()).max().context("the recording of the demo is empty")?;
    let shift = clock().micros() - LAST_LINE_AGE_MICROS - last;
    for fact in &mut facts {
        fact.time = activity_log_core::Time::from_micros(fact.time.micros() + shift);
    }
    for batch in facts.chunks(BATCH) {
        let lines = batch.iter().map(serde_json::to_vec).collect::<Result<Vec<_>, _>>()?;
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        intake.submit(&lines, "plugin")?;
    }
    Ok(facts.len())
}
