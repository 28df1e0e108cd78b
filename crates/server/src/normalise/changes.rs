//! What differs between the rows read before and after, field by field.

use std::collections::{BTreeMap, BTreeSet};

use activity_log_core::catalog::Activity;
use activity_log_core::catalog::model::{Table, WEBSITE_NAME};
use activity_log_core::event::{Change, Outcome};
use activity_log_core::fact::{Row, Rows};
use activity_log_core::redact::value::{hidden, is_hidden};
use serde_json::Value;

use super::view::{View, text};
use super::{cell, folded};

/// A row as it came, to see whether it differs, and as it may be shown.
pub(super) type Pair<'a> = (&'a Row, &'a Row);

/// Rows of one table, at one moment.
struct Read<'a> {
    rows: Vec<Pair<'a>>,
    is_whole: bool,
}

/// The changes of all tables; those of the first table that the activities read keep their names.
pub(super) fn of(view: &View<'_>, candidates: &[&Activity]) -> Vec<Change> {
    if view.fact.outcome == Outcome::Denied {
        return Vec::new(); // whatever differs was done by somebody else meanwhile
    }
    let main =
        candidates.iter().find_map(|activity| activity.snapshot.first()).map(|read| read.table.as_str());
    let is_creation = view.fact.outcome == Outcome::Success
        && candidates.first().is_some_and(|activity| activity.verb == "created");
    let mut names: Vec<&String> = view.fact.before.keys().chain(view.fact.after.keys()).collect();
    names.sort_by_key(|name| (Some(name.as_str()) != main, name.as_str()));
    names.dedup();
    let mut changes = Vec::new();
    let own = candidates.iter().find_map(|activity| {
        activity.target.as_ref()?.id.iter().find_map(|source| view.text(source).filter(|id| !id.is_empty()))
    });
    for name in names {
        let Some(table) = view.catalog.table(name) else { continue };
        let old = read(&view.fact.before, &view.before, name);
        let new = read(&view.fact.after, &view.after, name);
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) if old.is_whole && new.is_whole => (old.rows, new.rows),
            // a new thing could not be looked for before it had an id
            (None, Some(new)) if is_creation => (Vec::new(), new.rows),
            _ => continue,
        };
        match &table.fold {
            Some(fold) => folded::changes(table, fold, own.as_deref(), &old, &new, &mut changes),
            None => {
                let prefix = if Some(name.as_str()) == main || main.is_none() { "" } else { name };
                row_changes(table, prefix, &old, &new, &mut changes);
            }
        }
    }
    changes
}

fn read<'a>(raw: &'a Rows, shown: &'a Rows, table: &str) -> Option<Read<'a>> {
    let rows: Vec<Pair<'_>> = raw.get(table)?.iter().zip(shown.get(table)?).collect();
    let (rows, notes): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(row, _)| !row.contains_key("$more"));
    Some(Read { is_whole: notes.is_empty() && rows.len() == raw.get(table)?.len(), rows })
}

fn row_changes(table: &Table, prefix: &str, old: &[Pair<'_>], new: &[Pair<'_>], changes: &mut Vec<Change>) {
    let (old, new) = (by_id(table, old), by_id(table, new));
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut differing = Vec::new();
    for id in ids {
        let fields = fields(table, old.get(id).copied(), new.get(id).copied());
        if !fields.is_empty() {
            differing.push((id, fields));
        }
    }
    let is_one = differing.len() == 1;
    for (id, fields) in differing {
        for mut change in fields {
            if !is_one {
                change.field = format!("{id}.{}", change.field);
            }
            if !prefix.is_empty() {
                change.field = format!("{prefix}.{}", change.field);
            }
            changes.push(change);
        }
    }
}

/// Rows that are there, by their id; rows that are only marked as deleted count as gone.
fn by_id<'a>(table: &Table, rows: &[Pair<'a>]) -> BTreeMap<String, Pair<'a>> {
    let is_there = |row: &Row| match &table.deleted {
        Some(mark) => row.get(&mark.column).and_then(text).is_none_or(|value| value != mark.value),
        None => true,
    };
    rows.iter()
        .filter(|(row, _)| is_there(row))
        .enumerate()
        .map(|(index, pair)| {
            let id = table.id.as_ref().and_then(|column| text(pair.1.get(column)?));
            (id.unwrap_or_else(|| index.to_string()), *pair)
        })
        .collect()
}

fn fields(table: &Table, old: Option<Pair<'_>>, new: Option<Pair<'_>>) -> Vec<Change> {
    let columns: BTreeSet<&String> = old.iter().chain(&new).flat_map(|(_, shown)| shown.keys()).collect();
    let is_update = old.is_some() && new.is_some();
    let mut changes = Vec::new();
    for column in columns {
        if table.deleted.as_ref().is_some_and(|mark| mark.is_mere_flag() && mark.column == *column)
            || (table.website.is_some() && column == WEBSITE_NAME)
        {
            continue;
        }
        // of a new or deleted thing the target says which it is
        if !is_update && (table.id.as_ref() == Some(column) || column == "idsite") {
            continue;
        }
        let cell = |pair: Option<Pair<'_>>| {
            let (raw, shown) = pair?;
            Some((raw.get(column).unwrap_or(&Value::Null).clone(), cell::told(table, shown, column)))
        };
        let (old, new) = (cell(old), cell(new));
        let (old_raw, old_shown) = old.unwrap_or_default();
        let (new_raw, new_shown) = new.unwrap_or_default();
        let says_nothing = |value: &Value| value == "" || value.is_null() || is_hidden(value);
        if same(&old_raw, &new_raw) || (!is_update && says_nothing(&old_shown) && says_nothing(&new_shown)) {
            continue;
        }
        changes.push(Change { field: column.clone(), old: shown(old_shown), new: shown(new_shown) });
    }
    changes
}

/// Databases and drivers disagree on whether 5 is a number.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    let is_scalar = |value: &Value| matches!(value, Value::Bool(_) | Value::Number(_) | Value::String(_));
    a == b || (is_scalar(a) && is_scalar(b) && text(a) == text(b))
}

/// Fingerprints have served their purpose.
pub(super) fn shown(value: Value) -> Value {
    if is_hidden(&value) { hidden() } else { value }
}
