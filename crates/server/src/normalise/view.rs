//! A fact as it may be looked at: redacted, with the catalogue's sources answered.

use activity_log_core::catalog::{Catalog, Source};
use activity_log_core::fact::{Fact, Row, Rows};
use activity_log_core::redact;
use serde_json::{Map, Value};

/// A fact, redacted a second time.
pub(super) struct View<'a> {
    pub fact: &'a Fact,
    pub catalog: &'a Catalog,
    pub params: Map<String, Value>,
    /// Redacted; the fact's own rows serve only to see whether something differs.
    pub before: Rows,
    pub after: Rows,
}

impl<'a> View<'a> {
    pub fn new(fact: &'a Fact, catalog: &'a Catalog) -> View<'a> {
        View {
            fact,
            catalog,
            params: redact::params(&fact.params, &fact.event, catalog),
            before: redact::rows(&fact.before, catalog),
            after: redact::rows(&fact.after, catalog),
        }
    }

    /// Text of a source for people and for other sources: nothing where it is missing, hidden or no single value.
    pub fn text(&self, source: &Source) -> Option<String> {
        let value = match source {
            Source::Text(text) => return Some(text.clone()),
            Source::Actor => return self.fact.actor.login.clone(),
            Source::Auth => return Some(self.fact.actor.auth?.to_string()),
            Source::Outcome => return Some(self.fact.outcome.to_string()),
            Source::Result => &self.fact.result,
            Source::Param(path) => self.param(path)?,
            Source::Row(table, column) => self.row(table)?.get(column)?,
        };
        text(value).filter(|_| !redact::value::is_hidden(value))
    }

    /// Text of a source for conditions: missing is empty, hidden is `$hidden`.
    pub fn condition(&self, source: &Source) -> Option<String> {
        match source {
            Source::Param(path) => match self.param(path) {
                None => Some(String::new()),
                Some(value) => text(value),
            },
            other => Some(self.text(other).unwrap_or_default()),
        }
    }

    fn param(&self, path: &[String]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.params.get(first)?, |value, name| value.get(name))
    }

    fn row(&self, table: &str) -> Option<&Row> {
        let first = |rows: &'_ Rows| rows.get(table).and_then(|rows| rows.first()).is_some();
        let rows = if first(&self.after) { &self.after } else { &self.before };
        rows.get(table)?.first()
    }
}

/// A value as one text; a list of one counts as that one.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(yes) => Some(if *yes { "1" } else { "0" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => match list.as_slice() {
            [one] if !one.is_array() => text(one),
            _ => None,
        },
        Value::Object(_) if redact::value::is_hidden(value) => Some("$hidden".to_owned()),
        Value::Object(map) => map.get("$cut").and_then(Value::as_str).map(str::to_owned),
    }
}
