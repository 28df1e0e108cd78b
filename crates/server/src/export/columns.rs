//! The columns of tables (CSV, XLSX): one row per entry. The names are stable, new ones come at the end (docs/formats/exports.md).

use std::borrow::Cow;

use activity_log_core::Entry;
use jiff::tz::TimeZone;

use super::ExportError;

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
    "time_local",
];

/// One cell.
pub enum Cell<'a> {
    /// Somebody's text: whatever shows it must guard it.
    Text(Cow<'a, str>),
    /// A number or time that we wrote.
    Ours(String),
}

impl Cell<'_> {
    /// What stands in it.
    pub fn as_str(&self) -> &str {
        match self {
            Cell::Text(text) => text,
            Cell::Ours(text) => text,
        }
    }
}

/// The cells of an entry, in the order of [`COLUMNS`].
///
/// # Errors
/// Does not happen with entries of the store.
pub fn cells<'a>(entry: &'a Entry, text: &'a str, zone: &TimeZone) -> Result<Vec<Cell<'a>>, ExportError> {
    let event = &entry.event;
    let json = |value: serde_json::Result<String>| {
        let value = value.map_err(|error| ExportError::Encode { seq: entry.seq, why: error.to_string() })?;
        Ok::<_, ExportError>(Cell::Text(value.into()))
    };
    let changes = match event.changes.is_empty() {
        true => empty(),
        false => json(serde_json::to_string(&event.changes))?,
    };
    let params = match event.request.params.is_empty() {
        true => empty(),
        false => json(serde_json::to_string(&event.request.params))?,
    };
    let (actor, client) = (&event.actor, &event.client);
    let (target, site, token) = (event.target.as_ref(), event.site.as_ref(), actor.token.as_ref());
    Ok(vec![
        Cell::Ours(entry.seq.to_string()),
        Cell::Ours(event.time.to_string()),
        Cell::Ours(entry.received.to_string()),
        some(&actor.login),
        string(&event.activity),
        string(text),
        string(event.outcome.as_str()),
        some(&event.reason),
        string(event.severity.as_str()),
        some(&client.ip),
        number(site.map(|site| site.id)),
        text_of(site.and_then(|site| site.name.as_deref())),
        text_of(target.map(|target| target.kind.as_str())),
        text_of(target.and_then(|target| target.id.as_deref())),
        text_of(target.and_then(|target| target.name.as_deref())),
        changes,
        some(&event.request.method),
        params,
        string(&event.category),
        string(&event.verb),
        Cell::Text(event.also.join(" ").into()),
        string(actor.kind.as_str()),
        some(&actor.role),
        string(actor.auth.as_str()),
        some(&actor.acting_as),
        number(token.map(|token| token.id)),
        text_of(token.map(|token| token.description.as_str())),
        some(&actor.os_user),
        some(&actor.session),
        some(&client.peer),
        some(&client.country),
        some(&client.agent),
        some(&event.request.id),
        string(&event.instance),
        string(&event.source),
        Cell::Ours(event.id.to_string()),
        Cell::Ours(event.cause.map_or(String::new(), |cause| cause.to_string())),
        Cell::Text(told(entry).into()),
        Cell::Ours(local(entry, zone)),
    ])
}

/// When it happened, as the reader's clock shows it.
fn local(entry: &Entry, zone: &TimeZone) -> String {
    entry.event.time.timestamp().to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S%.6f %:z").to_string()
}

/// Sentences of other plugins, a line each.
fn told(entry: &Entry) -> String {
    let texts: Vec<&str> = entry.event.told.iter().map(|told| told.text.as_str()).collect();
    texts.join("\n")
}

fn empty<'a>() -> Cell<'a> {
    Cell::Text(Cow::Borrowed(""))
}

fn string(text: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(text))
}

fn some(text: &Option<String>) -> Cell<'_> {
    text_of(text.as_deref())
}

fn text_of(text: Option<&str>) -> Cell<'_> {
    text.map_or(empty(), string)
}

/// Numbers are ours, not somebody's text: a negative one is no formula.
fn number<'a>(number: Option<i64>) -> Cell<'a> {
    number.map_or(empty(), |number| Cell::Ours(number.to_string()))
}
