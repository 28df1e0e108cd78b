//! CSV for spreadsheets: RFC 4180, every cell guarded against formulas. One row per entry.

use std::borrow::Cow;
use std::io::Write;

use activity_log_core::Entry;
use jiff::tz::TimeZone;

use super::columns::{COLUMNS, Cell, cells};
use super::guard::cell;
use super::{Encoder, ExportError};

/// Rows of text.
pub struct Table {
    /// The reader's.
    pub zone: TimeZone,
}

impl Encoder for Table {
    fn begin(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        row(to, COLUMNS.iter().copied().map(Cow::Borrowed))
    }

    fn entry(&mut self, to: &mut dyn Write, entry: &Entry, text: &str) -> Result<(), ExportError> {
        let cells = cells(entry, text, &self.zone)?;
        row(
            to,
            cells.iter().map(|one| match one {
                Cell::Text(text) => cell(text),
                Cell::Ours(text) => Cow::Borrowed(text.as_str()),
            }),
        )
    }

    fn end(&mut self, _: &mut dyn Write) -> Result<(), ExportError> {
        Ok(())
    }
}

fn row<'a>(to: &mut dyn Write, cells: impl Iterator<Item = Cow<'a, str>>) -> Result<(), ExportError> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(to);
    let written = cells.into_iter().try_for_each(|cell| writer.write_field(cell.as_bytes()));
    let written = written.and_then(|()| writer.write_record(None::<&[u8]>));
    written.map_err(|error| match error.into_kind() {
        ::csv::ErrorKind::Io(error) => ExportError::Io(error),
        other => ExportError::Io(std::io::Error::other(format!("{other:?}"))),
    })?;
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn every_entry_is_one_row_and_no_cell_a_formula() {
        let names = ["=cmd|' /C calc'!A0", "a,\"b\"\r\nc", "x;=1+1", "@SUM(1)", "\u{202e}\0<b>"];
        let mut table = Table { zone: TimeZone::fixed(jiff::tz::offset(1)) };
        let mut bytes = Vec::new();
        table.begin(&mut bytes).unwrap();
        for (index, name) in names.iter().enumerate() {
            table.entry(&mut bytes, &samples::entry(index as u64 + 1, name), name).unwrap();
        }
        let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
        let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), names.len());
        for row in &rows {
            assert_eq!(row.len(), COLUMNS.len());
            for part in row.iter().flat_map(|cell| cell.split([';', '\t', '\n', '\r'])) {
                assert!(!part.starts_with(['=', '+', '-', '@']), "{part:?}");
            }
        }
        assert_eq!(&rows[1][5], "a,\"b\"\r\nc");
        assert_eq!(&rows[0][3], "alice");
        assert_eq!(&rows[0][38], "2026-11-22 21:41:21.123456 +01:00");
    }
}
