//! `import`: takes exported entries or spool lines into a log of its own, apart from what was witnessed.
//!
//! An entry keeps its id, so that importing twice stores it once; it gets a new `seq`, and `import` as its source.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use activity_log_core::query::{Field, Pattern, Query, Term, Test};
use activity_log_core::{Entry, Event, Receipt};
use anyhow::{Context, bail};
use serde::Serialize;

use super::args::{ImportArgs, ReportFormat};
use super::failure::{Exit, Usage};
use super::place::{IMPORTED, LOG_DEFAULT, Place};
use super::{open, pages, wording};
use crate::store::{Scope, Search, Store};

/// Longest line that is read; an entry has less.
const LINE_BYTES_MAX: u64 = 4 * 1024 * 1024;
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
    let mut batch = Vec::new();
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let taken = (&mut lines).take(LINE_BYTES_MAX).read_until(b'\n', &mut line);
        if taken.with_context(|| format!("{name} cannot be read"))? == 0 {
            break;
        }
        let whole = line.ends_with(b"\n");
        if !whole && line.len() as u64 == LINE_BYTES_MAX {
            bail!("{name}:{number}: the line is longer than {}", wording::bytes(LINE_BYTES_MAX));
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        report.lines += 1;
        match event(&line) {
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

fn event(line: &[u8]) -> Result<Event, String> {
    let mut event = match serde_json::from_slice::<Entry>(line) {
        Ok(entry) => entry.event,
        Err(error) => return Err(format!("no entry: {error}")),
    };
    event.source = SOURCE.to_owned();
    Ok(event)
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
