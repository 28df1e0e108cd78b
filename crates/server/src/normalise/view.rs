//! A fact as it may be looked at: redacted, with the catalogue's sources answered.

use activity_log_core::catalog::{Catalog, Source};
use activity_log_core::event::Outcome;
use activity_log_core::fact::{Fact, Row, Rows};
use activity_log_core::redact;
use serde_json::{Map, Value};

/// Texts that give way to the next source: Matomo says so for “not given”.
const NOTHING: [&str; 2] = ["", "0"];

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
        let rows = |rows| if may_tell_rows(fact) { redact::rows(rows, catalog) } else { Rows::default() };
        View {
            fact,
            catalog,
            params: redact::params(&fact.params, &fact.event, catalog),
            before: rows(&fact.before),
            after: rows(&fact.after),
        }
    }

    /// Text of a source for people and for other sources: nothing where it is missing, hidden or no single value.
    pub fn text(&self, source: &Source) -> Option<String> {
        let value = match source {
            Source::Text(text) => return Some(text.clone()),
            Source::Template(parts) => {
                return parts
                    .iter()
                    .map(|part| self.text(part))
                    .collect::<Option<Vec<_>>>()
                    .map(|all| all.concat());
            }
            Source::First(all) => {
                return all
                    .iter()
                    .filter_map(|one| self.text(one))
                    .find(|text| !NOTHING.contains(&text.as_str()));
            }
            // names of members serve only to look for rows
            Source::Keys(_) => return None,
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

/// Rows are read before Matomo decides whether the person may do that, and people see their own attempts in the log: what such an
/// attempt was about must not tell them more than Matomo did. Super users may see everything anyway.
fn may_tell_rows(fact: &Fact) -> bool {
    fact.outcome == Outcome::Success || is_super_user(fact)
}

/// Whether the name of the action's website may stand in the entry; by the same reason.
pub(super) fn may_tell_site(fact: &Fact) -> bool {
    may_tell_rows(fact) || fact.actor.role.as_deref().is_some_and(|role| role != "none")
}

fn is_super_user(fact: &Fact) -> bool {
    fact.actor.role.as_deref() == Some("superuser")
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
