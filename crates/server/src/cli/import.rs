//! `import`: takes exported entries or spool lines into a log of its own, apart from what was witnessed.
//!
//! An entry keeps its id, so that importing twice stores it once; it gets a new `seq`, and `import` as its source.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use activity_log_core::catalog::Catalog;
use activity_log_core::fact::Fact;
use activity_log_core::query::{Field, Pattern, Query, Term, Test};
use activity_log_core::{Entry, Event, Receipt};
use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::args::{ImportArgs, ReportFormat};
use super::failure::{Exit, Usage};
use super::place::{IMPORTED, LOG_DEFAULT, Place};
use super::{open, pages, wording};
use crate::normalise::normalise;
use crate::store::{EVENT_BYTES_MAX, Scope, Search, Store};

/// Longest line that is read. The largest event of the store; as a line it is only longer.
const LINE_BYTES_MAX: usize = EVENT_BYTES_MAX;
/// Entries of one transaction.
const BATCH: usize = 1_000;
/// Refused lines that are told one by one.
const TOLD_MAX: u64 = 20;
/// What the source of an imported entry says.
const SOURCE: &str = "import";

#[derive(Default, Serialize)]
struct Report {
    log: String,
    lines: u64,
    stored: u64,
    already_there: u64,
    refused: u64,
}

/// Reads the files in order.
pub fn run(place: &Place, args: &ImportArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let name = target(place)?;
    if place.paths.instance(&name).exists() {
        return Err(Usage::new(format!(
            "The log “{name}” belongs to a connected Matomo and takes only what was witnessed. \
             Import into another one, such as --log {name}{IMPORTED}."
        ))
        .into());
    }
    let store = open::log_for_writing(&place.paths, &name).with_context(|| {
        format!("the log “{name}” cannot be opened for writing; is a server running on it?")
    })?;
    if has_witnessed(store.as_ref())? {
        return Err(Usage::new(format!(
            "The log “{name}” has entries that were witnessed; imported ones go to a log of their own. Choose one with --log."
        ))
        .into());
    }
    let mut report = Report { log: name, ..Report::default() };
    for file in &args.files {
        if file == Path::new("-") {
            read(io::stdin().lock(), "standard input", store.as_ref(), &mut report)?;
        } else {
            let name = wording::shown(&file.display().to_string());
            let opened = File::open(file).with_context(|| format!("{name} cannot be read"))?;
            read(BufReader::with_capacity(1 << 16, opened), &name, store.as_ref(), &mut report)?;
        }
    }
    drop(store);
    open::give_to_server(&place.paths, &report.log)?;
    match args.format {
        ReportFormat::Json => writeln!(out, "{}", serde_json::to_string(&report)?)?,
        ReportFormat::Text => writeln!(
            out,
            "{} read: {} stored in the log “{}”, {} there already, {} refused.",
            wording::counted(report.lines, "line", "lines"),
            wording::grouped(report.stored),
            report.log,
            wording::grouped(report.already_there),
            wording::grouped(report.refused),
        )?,
    }
    Ok(if report.refused > 0 { Exit::CheckFailed } else { Exit::Done })
}

fn target(place: &Place) -> anyhow::Result<String> {
    if let Some(name) = place.named_log() {
        return Ok(name.to_owned());
    }
    if place.logs().iter().all(|name| name.ends_with(IMPORTED)) {
        return Ok(format!("{LOG_DEFAULT}{IMPORTED}"));
    }
    Ok(format!("{}{IMPORTED}", place.log()?))
}

fn has_witnessed(store: &dyn Store) -> anyhow::Result<bool> {
    let imported = Test::Facet(Field::Source, vec![Pattern::Exact(SOURCE.into())]);
    let search = Search {
        query: Query { terms: vec![Term { negated: true, test: imported }] },
        scope: Scope::All,
        before: None,
        after: None,
        limit: 1,
        // The newest few tell: a log has either only imported entries or none.
        budget: 10_000,
    };
    Ok(!pages::patiently(|| store.search(&search))?.entries.is_empty())
}

fn read(mut lines: impl BufRead, name: &str, store: &dyn Store, report: &mut Report) -> anyhow::Result<()> {
    let instance = report.log.strip_suffix(IMPORTED).unwrap_or(&report.log).to_owned();
    let mut batch = Vec::new();
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        if next_line(&mut lines, &mut line).with_context(|| format!("{name} cannot be read"))? == 0 {
            break;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        report.lines += 1;
        match event(&line, &instance) {
            Ok(event) => batch.push(event),
            Err(why) => {
                report.refused += 1;
                if report.refused <= TOLD_MAX {
                    writeln!(io::stderr(), "{name}:{number}: {}", wording::shown(&why))?;
                }
            }
        }
        if batch.len() == BATCH {
            store_batch(store, &mut batch, report)?;
        }
    }
    store_batch(store, &mut batch, report)
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

fn store_batch(store: &dyn Store, batch: &mut Vec<Event>, report: &mut Report) -> anyhow::Result<()> {
    if batch.is_empty() {
        return Ok(());
    }
    for receipt in pages::patiently(|| store.append(batch.clone(), None))? {
        match receipt {
            Receipt::Stored(_) => report.stored += 1,
            Receipt::Duplicate(_) => report.already_there += 1,
        }
    }
    batch.clear();
    Ok(())
}
