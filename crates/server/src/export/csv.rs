//! CSV for spreadsheets: RFC 4180, every cell guarded against formulas. One row per entry; the column names are stable,
//! new ones come at the end.

use std::borrow::Cow;
use std::io::Write;

use activity_log_core::Entry;

use super::guard::cell;
use super::{Encoder, ExportError};

/// The head line.
pub const COLUMNS: &[&str] = &[
    "seq",
    "time",
    "received",
    "user",
    "activity",
    "text",
    "outcome",
    "reason",
    "severity",
    "ip",
    "site_id",
    "site_name",
    "target_type",
    "target_id",
    "target_name",
    "changes",
    "method",
    "params",
    "category",
    "verb",
    "also",
    "actor_kind",
    "role",
    "auth",
    "acting_as",
    "token_id",
    "token_description",
    "os_user",
    "session",
    "peer",
    "country",
    "agent",
    "request_id",
    "instance",
    "source",
    "id",
    "cause",
    "told",
];

/// Rows of text.
pub struct Table;

impl Encoder for Table {
    fn begin(&mut self, to: &mut dyn Write) -> Result<(), ExportError> {
        row(to, COLUMNS.iter().copied().map(Cow::Borrowed))
    }

    fn entry(&mut self, to: &mut dyn Write, entry: &Entry, text: &str) -> Result<(), ExportError> {
        let event = &entry.event;
        let json = |value: serde_json::Result<String>| {
            value
                .map(Cow::Owned)
                .map_err(|error| ExportError::Encode { seq: entry.seq, why: error.to_string() })
        };
        let changes = match event.changes.is_empty() {
            true => Cow::Borrowed(""),
            false => json(serde_json::to_string(&event.changes))?,
        };
        let params = match event.request.params.is_empty() {
            true => Cow::Borrowed(""),
            false => json(serde_json::to_string(&event.request.params))?,
        };
        let (actor, client) = (&event.actor, &event.client);
        let (target, site, token) = (event.target.as_ref(), event.site.as_ref(), actor.token.as_ref());
        let cells = [
            Cow::Owned(entry.seq.to_string()),
            Cow::Owned(event.time.to_string()),
            Cow::Owned(entry.received.to_string()),
            some(&actor.login),
            cell(&event.activity),
            cell(text),
            Cow::Borrowed(event.outcome.as_str()),
            some(&event.reason),
            Cow::Borrowed(event.severity.as_str()),
            some(&client.ip),
            number(site.map(|site| site.id)),
            text_of(site.and_then(|site| site.name.as_deref())),
            text_of(target.map(|target| target.kind.as_str())),
            text_of(target.and_then(|target| target.id.as_deref())),
            text_of(target.and_then(|target| target.name.as_deref())),
            Cow::Owned(cell(&changes).into_owned()),
            some(&event.request.method),
            Cow::Owned(cell(&params).into_owned()),
            cell(&event.category),
            cell(&event.verb),
            Cow::Owned(cell(&event.also.join(" ")).into_owned()),
            Cow::Borrowed(actor.kind.as_str()),
            some(&actor.role),
            Cow::Borrowed(actor.auth.as_str()),
            some(&actor.acting_as),
            number(token.map(|token| token.id)),
            text_of(token.map(|token| token.description.as_str())),
            some(&actor.os_user),
            some(&actor.session),
            some(&client.peer),
            some(&client.country),
            some(&client.agent),
            some(&event.request.id),
            cell(&event.instance),
            cell(&event.source),
            Cow::Owned(event.id.to_string()),
            Cow::Owned(event.cause.map_or(String::new(), |cause| cause.to_string())),
            Cow::Owned(cell(&told(entry)).into_owned()),
        ];
        row(to, cells.into_iter())
    }

    fn end(&mut self, _: &mut dyn Write) -> Result<(), ExportError> {
        Ok(())
    }
}

/// Sentences of other plugins, a line each.
fn told(entry: &Entry) -> String {
    let texts: Vec<&str> = entry.event.told.iter().map(|told| told.text.as_str()).collect();
    texts.join("\n")
}

fn some(text: &Option<String>) -> Cow<'_, str> {
    text_of(text.as_deref())
}

fn text_of(text: Option<&str>) -> Cow<'_, str> {
    text.map_or(Cow::Borrowed(""), cell)
}

/// Numbers are ours, not somebody's text: a negative one is no formula.
fn number(number: Option<i64>) -> Cow<'static, str> {
    number.map_or(Cow::Borrowed(""), |number| Cow::Owned(number.to_string()))
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
        let mut bytes = Vec::new();
        Table.begin(&mut bytes).unwrap();
        for (index, name) in names.iter().enumerate() {
            Table.entry(&mut bytes, &samples::entry(index as u64 + 1, name), name).unwrap();
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
    }
}
