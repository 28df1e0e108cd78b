//! `query`: finds entries, newest first.

use std::io::{IsTerminal, Write};

use jiff::tz::TimeZone;

use super::args::{ListFormat, QueryArgs};
use super::failure::Exit;
use super::place::Place;
use super::table::Table;
use super::{pages, sentence, wording};
use crate::export::Format;
use crate::export::guard::visible;

/// Prints what matches.
pub fn run(place: &Place, args: &QueryArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let query = wording::parse_query(&args.query)?.hiding_consequences();
    let stores = place.open_logs()?;
    let format = match args.format {
        ListFormat::Table => {
            let mut table = Table::for_stdout();
            let mut some = false;
            pages::newest(stores, &query, args.limit, |entries| {
                some = true;
                table.rows(out, &entries)
            })?;
            if !some && std::io::stderr().is_terminal() {
                writeln!(std::io::stderr(), "Nothing matches.")?;
            }
            return Ok(Exit::Done);
        }
        ListFormat::Json => Format::Json,
        ListFormat::Ndjson => Format::Ndjson,
        ListFormat::Csv => Format::Csv,
    };
    let mut encoder = format.encoder(&TimeZone::UTC);
    let mut buffer = Vec::new();
    encoder.begin(&mut buffer)?;
    pages::newest(stores, &query, args.limit, |entries| {
        for entry in &entries {
            encoder.entry(&mut buffer, entry, &sentence::of(entry))?;
        }
        write_harmless(out, &mut buffer, format)
    })?;
    encoder.end(&mut buffer)?;
    write_harmless(out, &mut buffer, format)?;
    Ok(Exit::Done)
}

/// Empties the buffer into `out`. CSV has no escapes for control characters; a terminal gets them made visible.
pub fn write_harmless(out: &mut dyn Write, buffer: &mut Vec<u8>, format: Format) -> anyhow::Result<()> {
    if format == Format::Csv && std::io::stdout().is_terminal() {
        for line in String::from_utf8_lossy(buffer).lines() {
            writeln!(out, "{}", visible(line))?;
        }
    } else {
        out.write_all(buffer)?;
    }
    buffer.clear();
    Ok(())
}
