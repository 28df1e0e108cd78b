//! NDJSON and JSON: the entry as all parts share it, with its `text`.

use std::io::Write;

use activity_log_core::Entry;
use serde::Serialize;

use super::guard::visible_json;
use super::{Encoder, ExportError};

#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    entry: &'a Entry,
    text: &'a str,
}

/// The entry as one line of JSON, without its line feed. Safe to show in a terminal.
///
/// # Errors
/// Does not happen with entries of the store.
pub fn line(entry: &Entry, text: &str) -> Result<String, ExportError> {
    let json = serde_json::to_string(&Told { entry, text })
        .map_err(|error| ExportError::Encode { seq: entry.seq, why: error.to_string() })?;
    Ok(visible_json(&json).into_owned())
}

/// One object per line.
pub struct Lines;

impl Encoder for Lines {
    fn begin(&mut self, _: &mut dyn Write) -> Result<(), ExportError> {
        Ok(())
    }

    fn entry(&mut self, to: &mut dyn Write, entry: &Entry, text: &str) -> Result<(), ExportError> {
        let mut line = line(entry, text)?;
        line.push('\n');
        Ok(to.write_all(line.as_bytes())?)
    }

    fn end(&mut self, _: &mut dyn Write) -> Result<(), ExportError> {
        Ok(())
    }
}

/// One array, an entry per line.
#[derive(Default)]
pub struct Array {
    some: bool,
}

impl Encoder for Array {
    fn begin(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        Ok(to.write_all(b"[")?)
    }

    fn entry(&mut self, to: &mut dyn Write, entry: &Entry, text: &str) -> Result<(), ExportError> {
        let comma = if self.some { "," } else { "" };
        self.some = true;
        Ok(write!(to, "{comma}\n{}", line(entry, text)?)?)
    }

    fn end(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        Ok(to.write_all(if self.some { b"\n]\n" } else { b"]\n" })?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, samples};
    use super::*;
    use serde_json::Value;

    const HOSTILE: &str = "=cmd()|\u{202e}<script>\n\r\t\0\u{1b}[2J \"'\\ ü 💥";

    fn encoded(format: Format, names: &[&str]) -> String {
        let mut encoder = format.encoder(&jiff::tz::TimeZone::UTC);
        let mut bytes = Vec::new();
        encoder.begin(&mut bytes).unwrap();
        for (index, name) in names.iter().enumerate() {
            encoder.entry(&mut bytes, &samples::entry(index as u64 + 1, name), "changed it").unwrap();
        }
        encoder.end(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_line_reads_back_to_the_same_entry() {
        let lines = encoded(Format::Ndjson, &["Signup", HOSTILE]);
        assert_eq!(lines.lines().count(), 2);
        let back: Entry = serde_json::from_str(lines.lines().nth(1).unwrap()).unwrap();
        assert_eq!(back, samples::entry(2, HOSTILE));
        assert!(!lines.chars().any(|c| c != '\n' && super::super::guard::is_active(c)));
    }

    #[test]
    fn an_array_is_json_with_none_and_with_some() {
        assert_eq!(serde_json::from_str::<Vec<Value>>(&encoded(Format::Json, &[])).unwrap().len(), 0);
        let two: Vec<Value> = serde_json::from_str(&encoded(Format::Json, &["a", HOSTILE])).unwrap();
        assert_eq!((two.len(), two[0]["text"].as_str()), (2, Some("changed it")));
    }
}
