//! The demo log: what a plugin spooled in a real Matomo, its times moved so that the last line is two minutes old.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use activity_log_core::Time;
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
/// Lines closer to each other than this are taken in together.
const TOGETHER_MICROS: i64 = 10_000_000;
/// How long after it happened an entry is received.
const RECEIVED_AFTER_MICROS: i64 = 120_000;

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

/// A clock that shows the time of what is being taken in, and the machine's time otherwise: in the demo entries were
/// received when they happened.
#[derive(Clone)]
pub struct DemoClock {
    system: Clock,
    shown: Arc<AtomicI64>,
}

impl DemoClock {
    /// Shows the machine's time.
    pub fn new(system: Clock) -> Self {
        DemoClock { system, shown: Arc::default() }
    }

    /// The clock itself.
    pub fn clock(&self) -> Clock {
        let (system, shown) = (self.system.clone(), self.shown.clone());
        Arc::new(move || match shown.load(Ordering::SeqCst) {
            0 => system(),
            micros => Time::from_micros(micros),
        })
    }
}

/// Takes the recording in, as if it came from a spool. Answers the number of lines.
///
/// # Errors
/// When the log cannot be written.
pub fn fill(intake: &Intake, clock: &DemoClock) -> Result<usize> {
    let mut text = String::new();
    zstd::Decoder::new(RECORDING)?.take(RECORDING_BYTES_MAX).read_to_string(&mut text)?;
    let mut facts = text
        .lines()
        .map(|line| Fact::parse(line.as_bytes()))
        .collect::<Result<Vec<Fact>, _>>()
        .context("the recording of the demo")?;
    let last =
        facts.iter().map(|fact| fact.time.micros()).max().context("the recording of the demo is empty")?;
    let shift = (clock.system)().micros() - LAST_LINE_AGE_MICROS - last;
    for fact in &mut facts {
        fact.time = Time::from_micros(fact.time.micros() + shift);
    }
    for together in facts.chunk_by(|a, b| (b.time.micros() - a.time.micros()).abs() < TOGETHER_MICROS) {
        let received = together.iter().map(|fact| fact.time.micros()).max().unwrap_or_default();
        clock.shown.store(received + RECEIVED_AFTER_MICROS, Ordering::SeqCst);
        let lines = together.iter().map(serde_json::to_vec).collect::<Result<Vec<_>, _>>()?;
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        intake.submit(&lines, "plugin")?;
    }
    clock.shown.store(0, Ordering::SeqCst);
    Ok(facts.len())
}
