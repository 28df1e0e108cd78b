//! `tail`: shows entries as they come in, until it is stopped.

use std::io::Write;
use std::time::Duration;

use activity_log_core::Entry;

use jiff::tz::TimeZone;

use super::args::{TailArgs, TailFormat};
use super::failure::Exit;
use super::place::Place;
use super::query::write_harmless;
use super::table::Table;
use super::{interrupt, pages, sentence, wording};
use crate::export::{Encoder, Format};

/// Longest wait for new entries before it looks again.
const WAIT: Duration = Duration::from_millis(500);

/// Prints the last entries, then each new one.
pub fn run(place: &Place, args: &TailArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let query = wording::parse_query(&args.query)?.hiding_consequences();
    let store = place.open_log()?;
    // Every batch is flushed, so that nothing is lost by ending at any moment.
    interrupt::on_interrupt(|| std::process::exit(0))?;
    let mut printer = Printer::new(args.format, out)?;
    let mut seen = pages::patiently(|| store.head())?;
    let mut last = Vec::new();
    pages::newest(vec![store.clone()], &query, args.lines, |page| {
        last.extend(page);
        Ok(())
    })?;
    last.retain(|entry| entry.seq <= seen);
    last.reverse();
    printer.print(&last)?;
    loop {
        let head = pages::patiently(|| store.wait_beyond(seen, WAIT))?;
        if head > seen {
            pages::oldest(store.as_ref(), &query, seen, head, |entries, _| {
                printer.print(entries)?;
                Ok(true)
            })?;
            seen = head;
        }
    }
}

struct Printer<'a> {
    out: &'a mut dyn Write,
    table: Table,
    encoder: Option<(Format, Box<dyn Encoder + Send>)>,
    buffer: Vec<u8>,
}

impl<'a> Printer<'a> {
    fn new(format: TailFormat, out: &'a mut dyn Write) -> anyhow::Result<Self> {
        let format = match format {
            TailFormat::Table => None,
            TailFormat::Ndjson => Some(Format::Ndjson),
            TailFormat::Csv => Some(Format::Csv),
        };
        let mut buffer = Vec::new();
        let mut encoder = format.map(|format| (format, format.encoder(&TimeZone::UTC)));
        if let Some((_, encoder)) = &mut encoder {
            encoder.begin(&mut buffer)?;
        }
        Ok(Printer { out, table: Table::for_stdout(), encoder, buffer })
    }

    fn print(&mut self, entries: &[Entry]) -> anyhow::Result<()> {
        match &mut self.encoder {
            None => self.table.rows(self.out, entries)?,
            Some((format, encoder)) => {
                for entry in entries {
                    encoder.entry(&mut self.buffer, entry, &sentence::of(entry))?;
                }
                write_harmless(self.out, &mut self.buffer, *format)?;
            }
        }
        Ok(self.out.flush()?)
    }
}
