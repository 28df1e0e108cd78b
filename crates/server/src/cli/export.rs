//! `export`: writes all entries that match, oldest first, in constant memory.
//!
//! The end is the head of the log at the moment it began: what comes in meanwhile is for the next export.

use std::io::{BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::Ordering;

use activity_log_core::Seq;
use activity_log_core::query::Query;
use anyhow::{Context, bail};
use jiff::tz::TimeZone;
use serde_json::Map;

use super::args::{ExportArgs, ExportFormat};
use super::failure::Exit;
use super::place::Place;
use super::{interrupt, pages, sentence, tell, wording};
use crate::export::Format;
use crate::export::file::WholeFile;
use crate::store::Store;

/// Writes the file.
pub fn run(place: &Place, args: &ExportArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let query = wording::parse_query(&args.query)?;
    let format = match args.format {
        ExportFormat::Ndjson => Format::Ndjson,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Xlsx => Format::Xlsx,
    };
    let store = place.open_log()?;
    // Before the export is told: its own entries are for the next one.
    let head = pages::patiently(|| store.head())?;
    let mut written = 0;
    let mut params = Map::new();
    params.insert("query".into(), args.query.as_str().into());
    params.insert("format".into(), format.as_str().into());
    tell::log(place, "auditlog.export_started", params.clone());
    let done =
        to_place(&Source { store: store.as_ref(), query: &query, head }, format, args, out, &mut written);
    params.insert("entries".into(), written.into());
    params.insert("complete".into(), done.is_ok().into());
    tell::log(place, "auditlog.exported", params);
    done
}

/// What is exported.
struct Source<'a> {
    store: &'a dyn Store,
    query: &'a Query,
    /// The last entry that can be part of it.
    head: Seq,
}

fn to_place(
    source: &Source<'_>,
    format: Format,
    args: &ExportArgs,
    out: &mut dyn Write,
    written: &mut u64,
) -> anyhow::Result<Exit> {
    if args.out == Path::new("-") {
        let mut buffered = BufWriter::with_capacity(1 << 16, out);
        write(source, format, &mut buffered, written)?;
        buffered.flush()?;
        return Ok(Exit::Done);
    }
    let name = || format!("{} cannot be written", args.out.display());
    let mut file = WholeFile::begin(&args.out).with_context(name)?;
    write(source, format, &mut file, written)?;
    file.finish().with_context(name)?;
    if std::io::stderr().is_terminal() {
        let count = wording::counted(*written, "entry", "entries");
        writeln!(std::io::stderr(), "{count} written to {}", args.out.display())?;
    }
    Ok(Exit::Done)
}

fn write(source: &Source<'_>, format: Format, to: &mut dyn Write, count: &mut u64) -> anyhow::Result<()> {
    let stop = interrupt::flag()?;
    let progress = Progress::new(source.head);
    let mut encoder = format.encoder(&TimeZone::UTC);
    encoder.begin(to)?;
    pages::oldest(source.store, source.query, 0, source.head, |entries, reached| {
        for entry in entries {
            encoder.entry(to, entry, &sentence::of(entry))?;
        }
        *count += entries.len() as u64;
        progress.show(reached, *count);
        Ok(!stop.load(Ordering::SeqCst))
    })?;
    progress.clear();
    if stop.load(Ordering::SeqCst) {
        bail!("stopped; no file was written");
    }
    encoder.end(to)?;
    Ok(())
}

/// A line that rewrites itself on a terminal; nothing in a pipe.
struct Progress {
    head: Seq,
    shown: bool,
}

impl Progress {
    fn new(head: Seq) -> Self {
        Progress { head, shown: std::io::stderr().is_terminal() }
    }

    fn show(&self, reached: Seq, count: u64) {
        if self.shown {
            let percent = reached.saturating_mul(100) / self.head.max(1);
            let _ = write!(
                std::io::stderr(),
                "\r{percent:3} %  {} written ",
                wording::counted(count, "entry", "entries")
            );
        }
    }

    fn clear(&self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r{:60}\r", "");
        }
    }
}
