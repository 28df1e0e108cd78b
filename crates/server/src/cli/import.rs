//! `import`: takes exported entries, spool lines or the table of Matomo's premium plugin into a log of its own, apart from what was witnessed.
//!
//! An entry keeps its id, so that importing twice stores it once; it gets a new `seq`, and `import` as its source. [`lines`] reads NDJSON,
//! [`history`] the table, from a dump or a database ([`source`] finds it); [`told`] makes the import itself an entry.

mod history;
mod lines;
mod source;
mod told;

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::sync::Arc;

use activity_log_core::query::{Field, Pattern, Query, Term, Test};
use activity_log_core::{Event, Receipt};
use anyhow::Context;
use serde::Serialize;

use super::args::{ImportArgs, ReportFormat};
use super::failure::{Exit, Usage};
use super::place::{IMPORTED, LOG_DEFAULT, Place};
use super::{open, pages, wording};
use crate::import::convert::SOURCE;
use crate::store::{Scope, Search, Store};

/// Entries of one transaction.
const BATCH: usize = 1_000;
/// Most reasons that are told apart.
const REASONS_MAX: usize = 20;

#[derive(Default, Serialize)]
struct Report {
    log: String,
    /// Lines or rows.
    lines: u64,
    stored: u64,
    already_there: u64,
    refused: u64,
    /// Rows that were taken without their parameters.
    #[serde(skip_serializing_if = "is_zero")]
    without_parameters: u64,
    /// Why, and how often.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    reasons: BTreeMap<String, u64>,
    /// The table, where it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    /// Where what could not be read lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    put_aside: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's form
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Report {
    fn note(&mut self, why: &str) {
        let kind = why.split(':').next().unwrap_or(why);
        let known = self.reasons.len() < REASONS_MAX || self.reasons.contains_key(kind);
        *self.reasons.entry(if known { kind } else { "other" }.to_owned()).or_default() += 1;
    }
}

/// The log that takes it, and what was taken so far.
struct Target {
    store: Arc<dyn Store>,
    batch: Vec<Event>,
    report: Report,
    shows: bool,
}

impl Target {
    /// The Matomo whose history it is.
    fn instance(&self) -> &str {
        let log = &self.report.log;
        log.strip_suffix(IMPORTED).unwrap_or(log)
    }

    fn add(&mut self, event: Event) -> anyhow::Result<()> {
        self.batch.push(event);
        if self.batch.len() == BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        if self.batch.is_empty() {
            return Ok(());
        }
        for receipt in pages::patiently(|| self.store.append(self.batch.clone(), None))? {
            match receipt {
                Receipt::Stored(_) => self.report.stored += 1,
                Receipt::Duplicate(_) => self.report.already_there += 1,
            }
        }
        self.batch.clear();
        if self.shows {
            let read = wording::grouped(self.report.lines);
            let _ =
                write!(std::io::stderr(), "\r{read} read, {} stored ", wording::grouped(self.report.stored));
        }
        Ok(())
    }
}

/// Reads the sources in order.
pub fn run(place: &Place, args: &ImportArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let sources = source::of(args)?;
    let types = history::types(args.types.as_deref())?;
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
    let shows = std::io::stderr().is_terminal();
    let mut into =
        Target { store, batch: Vec::new(), report: Report { log: name, ..Report::default() }, shows };
    let mut history = history::History::new(place, into.instance(), types, args.prefix.as_deref());
    let mut ended = Ok(());
    for source in &sources {
        ended = source.read(&mut history, &mut into);
        if ended.is_err() {
            break;
        }
    }
    // What was read before something went wrong is stored, and told.
    ended = ended.and(into.flush());
    if shows {
        let _ = write!(std::io::stderr(), "\r{:60}\r", "");
    }
    let Target { store, report, .. } = into;
    drop(store);
    open::give_to_server(&place.paths, &report.log)?;
    let is_told = report.lines == 0 || told::tell(place, &report, &sources);
    ended?;
    say(&report, args.format, out)?;
    Ok(if report.refused + report.without_parameters > 0 || !is_told {
        Exit::CheckFailed
    } else {
        Exit::Done
    })
}

fn say(report: &Report, format: ReportFormat, out: &mut dyn Write) -> anyhow::Result<()> {
    if format == ReportFormat::Json {
        return Ok(writeln!(out, "{}", serde_json::to_string(report)?)?);
    }
    let (one, many) = if report.table.is_some() { ("row", "rows") } else { ("line", "lines") };
    writeln!(
        out,
        "{} read: {} stored in the log “{}”, {} there already, {} refused.",
        wording::counted(report.lines, one, many),
        wording::grouped(report.stored),
        report.log,
        wording::grouped(report.already_there),
        wording::grouped(report.refused),
    )?;
    if report.without_parameters > 0 {
        let rows = wording::counted(report.without_parameters, "row was", "rows were");
        writeln!(out, "{rows} taken without parameters.")?;
    }
    for (why, count) in &report.reasons {
        writeln!(out, "  {}: {}", wording::shown(why), wording::grouped(*count))?;
    }
    if let Some(file) = &report.put_aside {
        writeln!(out, "What could not be read lies in {}", wording::shown(file))?;
    }
    Ok(())
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
