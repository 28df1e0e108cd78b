//! `export`: writes all entries that match, oldest first, in constant memory.
//!
//! The end is the head of the log at the moment it began: what comes in meanwhile is for the next export.

use std::io::{BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::Ordering;

use activity_log_core::Seq;
use anyhow::{Context, bail};

use super::args::{ExportArgs, ExportFormat};
use super::failure::Exit;
use super::place::Place;
use super::{interrupt, pages, sentence, wording};
use crate::export::Format;
use crate::export::file::WholeFile;
use crate::store::Store;

/// Writes the file.
pub fn run(place: &Place, args: &ExportArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let query = wording::parse_query(&args.query)?;
    let format = match args.format {
        ExportFormat::Ndjson => Format::Ndjson,
        ExportFormat::Csv => Format::Csv,
    };
    let store = place.open_log()?;
    if args.out == Path::new("-") {
        let mut buffered = BufWriter::with_capacity(1 << 16, out);
        write(store.as_ref(), &query, format, &mut buffered)?;
        buffered.flush()?;
        return Ok(Exit::Done);
    }
    let name = || format!("{} cannot be written", args.out.display());
    let mut file = WholeFile::begin(&args.out).with_context(name)?;
    let written = write(store.as_ref(), &query, format, &mut file)?;
    file.finish().with_context(name)?;
    if std::io::stderr().is_terminal() {
        let count = wording::counted(written, "entry", "entries");
        writeln!(std::io::stderr(), "{count} written to {}", args.out.display())?;
    }
    Ok(Exit::Done)
}

fn write(
    store: &dyn Store,
    query: &activity_log_core::query::Query,
    format: Format,
    to: &mut dyn Write,
) -> anyhow::Result<u64> {
    let stop = interrupt::flag()?;
    let head = pages::patiently(|| store.head())?;
    let progress = Progress::new(head);
    let mut encoder = format.encoder();
    let mut count = 0;
    encoder.begin(to)?;
    pages::oldest(store, query, 0, head, |entries, reached| {
        for entry in entries {
            encoder.entry(to, entry, &sentence::of(entry))?;
        }
        count += entries.len() as u64;
        progress.show(reached, count);
        Ok(!stop.load(Ordering::SeqCst))
    })?;
    progress.clear();
    if stop.load(Ordering::SeqCst) {
        bail!("stopped; no file was written");
    }
    encoder.end(to)?;
    Ok(count)
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
