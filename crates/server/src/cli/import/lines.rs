//! NDJSON: entries as `export` writes them, or lines of a spool.

use std::io::{self, BufRead, Read, Write};

use activity_log_core::catalog::Catalog;
use activity_log_core::fact::Fact;
use activity_log_core::{Entry, Event};
use anyhow::Context;
use serde::Deserialize;

use super::super::wording;
use super::{SOURCE, Target};
use crate::normalise::normalise;
use crate::store::EVENT_BYTES_MAX;

/// Longest line that is read. The largest event of the store; as a line it is only longer.
const LINE_BYTES_MAX: usize = EVENT_BYTES_MAX;
/// Refused lines that are told one by one.
const TOLD_MAX: u64 = 20;

/// Reads all lines.
pub fn read(mut lines: impl BufRead, name: &str, target: &mut Target) -> anyhow::Result<()> {
    let instance = target.instance().to_owned();
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        if next_line(&mut lines, &mut line).with_context(|| format!("{name} cannot be read"))? == 0 {
            break;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        target.report.lines += 1;
        match event(&line, &instance) {
            Ok(event) => target.add(event)?,
            Err(why) => {
                target.report.refused += 1;
                if target.report.refused <= TOLD_MAX {
                    writeln!(io::stderr(), "{name}:{number}: {}", wording::shown(&why))?;
                }
            }
        }
    }
    target.flush()
}

/// Reads a line; of one that is too long, one byte more than may be, and the rest is passed over. Answers 0 at the end.
fn next_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    let mut read = lines.by_ref().take(LINE_BYTES_MAX as u64 + 1).read_until(b'\n', line)?;
    let mut rest = line.len() > LINE_BYTES_MAX && !line.ends_with(b"\n");
    while rest {
        let buffer = lines.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        rest = end.is_none() && used > 0;
        lines.consume(used);
        read += used;
    }
    Ok(read)
}

#[derive(Deserialize)]
struct Head {
    kind: Option<String>,
}

/// An entry as `export` writes it, or a fact as the plugin does. Facts do not name their Matomo.
fn event(line: &[u8], instance: &str) -> Result<Event, String> {
    if line.len() > LINE_BYTES_MAX {
        return Err(format!("longer than {}", wording::bytes(LINE_BYTES_MAX as u64)));
    }
    let head: Head =
        serde_json::from_slice(line).map_err(|error| format!("neither entry nor fact: {error}"))?;
    if head.kind.is_some() {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let fact = Fact::parse(line).map_err(|error| error.to_string())?;
        return Ok(normalise(fact, instance, SOURCE, Catalog::builtin()));
    }
    let entry: Entry = serde_json::from_slice(line).map_err(|error| format!("no entry: {error}"))?;
    Ok(Event { source: SOURCE.to_owned(), ..entry.event })
}
