//! XLSX (ECMA-376) in constant memory: sheets of text cells, so that nothing is ever a formula. A further sheet begins where
//! one is full.

use std::io::Write;

use activity_log_core::Entry;
use jiff::tz::TimeZone;

use super::columns::{COLUMNS, cells};
use super::zip::{Archive, FILE_BYTES_MAX};
use super::{Encoder, ExportError, xml};

/// Most rows of a sheet, its head line included: more are not read by anybody.
pub const SHEET_ROWS_MAX: u32 = 1_048_576;
/// Longest text of a cell, in UTF-16 units.
pub const CELL_UNITS_MAX: usize = 32_767;
/// Where a sheet is full before it has all its rows: far enough from the longest file that one more row fits.
const SHEET_BYTES_MAX: u64 = FILE_BYTES_MAX - (1 << 28);
/// Stands where a longer text was cut.
const CUT: char = '…';

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A workbook in the making.
pub struct Workbook {
    zone: TimeZone,
    archive: Archive,
    sheets: u32,
    rows: u32,
    rows_max: u32,
    row: String,
}

impl Workbook {
    /// For a reader in this zone.
    pub fn new(zone: TimeZone) -> Workbook {
        let archive = Archive::default();
        Workbook { zone, archive, sheets: 0, rows: 0, rows_max: SHEET_ROWS_MAX, row: String::new() }
    }

    fn begin_sheet(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        self.sheets += 1;
        self.rows = 0;
        self.archive.begin(to, &format!("xl/worksheets/sheet{}.xml", self.sheets))?;
        let head = format!(
            "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" \
             topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>"
        );
        self.archive.write(to, head.as_bytes())?;
        self.row(to, COLUMNS.iter().copied())
    }

    fn end_sheet(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        self.archive.write(to, b"</sheetData></worksheet>")?;
        Ok(self.archive.end(to)?)
    }

    fn row<'a>(
        &mut self,
        to: &mut dyn Write,
        cells: impl Iterator<Item = &'a str>,
    ) -> Result<(), ExportError> {
        self.rows += 1;
        self.row.clear();
        self.row.push_str(&format!("<row r=\"{}\">", self.rows));
        for (index, text) in cells.enumerate().filter(|(_, text)| !text.is_empty()) {
            let place = format!("{}{}", letters(index), self.rows);
            self.row.push_str(&format!("<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"));
            xml::add(&mut self.row, &escaped(cut(text)));
            self.row.push_str("</t></is></c>");
        }
        self.row.push_str("</row>");
        Ok(self.archive.write(to, self.row.as_bytes())?)
    }

    fn file(&mut self, to: &mut dyn Write, name: &str, text: &str) -> Result<(), ExportError> {
        self.archive.begin(to, name)?;
        self.archive.write(to, text.as_bytes())?;
        Ok(self.archive.end(to)?)
    }
}

impl Encoder for Workbook {
    fn begin(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        self.begin_sheet(to)
    }

    fn entry(&mut self, to: &mut dyn Write, entry: &Entry, text: &str) -> Result<(), ExportError> {
        if self.rows >= self.rows_max || self.archive.file_bytes() > SHEET_BYTES_MAX {
            self.end_sheet(to)?;
            self.begin_sheet(to)?;
        }
        let cells = cells(entry, text, &self.zone)?;
        self.row(to, cells.iter().map(|cell| cell.as_str()))
    }

    fn end(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        self.end_sheet(to)?;
        let (mut sheets, mut relations, mut types) = (String::new(), String::new(), String::new());
        for sheet in 1..=self.sheets {
            sheets.push_str(&format!(
                "<sheet name=\"Entries {sheet}\" sheetId=\"{sheet}\" r:id=\"rId{sheet}\"/>"
            ));
            relations.push_str(&format!(
                "<Relationship Id=\"rId{sheet}\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet{sheet}.xml\"/>"
            ));
            types.push_str(&format!(
                "<Override PartName=\"/xl/worksheets/sheet{sheet}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>"
            ));
        }
        let workbook = format!(
            "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets>{sheets}</sheets></workbook>"
        );
        self.file(to, "xl/workbook.xml", &workbook)?;
        let relations = format!("{XML}<Relationships xmlns=\"{RELATIONS}\">{relations}</Relationships>");
        self.file(to, "xl/_rels/workbook.xml.rels", &relations)?;
        let root = format!(
            "{XML}<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{DOCUMENT}/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>"
        );
        self.file(to, "_rels/.rels", &root)?;
        let types = format!(
            "{XML}<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
             ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
             ContentType=\"{KIND}.sheet.main+xml\"/>{types}</Types>"
        );
        self.file(to, "[Content_Types].xml", &types)?;
        Ok(self.archive.finish(to)?)
    }
}

/// Name of a column: A to Z, AA and so on.
fn letters(index: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    match index / 26 {
        0 => letter(index).to_string(),
        more => format!("{}{}", letters(more - 1), letter(index)),
    }
}

/// As much of a text as fits into a cell.
fn cut(text: &str) -> std::borrow::Cow<'_, str> {
    // A character has at most as many units as bytes.
    if text.len() <= CELL_UNITS_MAX || text.encode_utf16().count() <= CELL_UNITS_MAX {
        return text.into();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < CELL_UNITS_MAX
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push(CUT);
    kept.into()
}

/// `_x0041_` means `A` in this format: what looks like that is written so that it stays what it is.
fn escaped(text: std::borrow::Cow<'_, str>) -> std::borrow::Cow<'_, str> {
    let is_code = |at: usize| {
        let code = text.as_bytes().get(at + 2..at + 7);
        code.is_some_and(|code| code[4] == b'_' && code[..4].iter().all(u8::is_ascii_hexdigit))
    };
    let places: Vec<usize> = text.match_indices("_x").map(|(at, _)| at).filter(|at| is_code(*at)).collect();
    if places.is_empty() {
        return text;
    }
    let (mut safe, mut from) = (String::with_capacity(text.len() + 7 * places.len()), 0);
    for at in places {
        safe.push_str(&text[from..at]);
        safe.push_str("_x005F_");
        from = at + 1;
    }
    safe.push_str(&text[from..]);
    safe.into()
}

#[cfg(test)]
mod tests;
