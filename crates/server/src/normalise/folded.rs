//! Tables of which many rows are about one thing: they become one field per label (`access.Shop (3)`), or one list.

use std::collections::{BTreeMap, BTreeSet};

use activity_log_core::catalog::model::{Fold, Table};
use activity_log_core::event::Change;
use activity_log_core::fact::Row;
use serde_json::Value;

use super::cell;
use super::changes::{Pair, same, shown};
use super::view::text;

/// Values by field, each as it came and as it may be shown.
type Fields = BTreeMap<String, Vec<(Value, Value)>>;

/// What differs. A label that is the entry's target (`own`) says nothing new and is left out.
pub(super) fn changes(
    table: &Table,
    fold: &Fold,
    own: Option<&str>,
    old: &[Pair<'_>],
    new: &[Pair<'_>],
    changes: &mut Vec<Change>,
) {
    let (old, new) = (fields(table, fold, own, old), fields(table, fold, own, new));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for field in names {
        let ((old_raw, old), (new_raw, new)) = (side(fold, &old, field), side(fold, &new, field));
        let is_same = old_raw.len() == new_raw.len() && old_raw.iter().zip(&new_raw).all(|(a, b)| same(a, b));
        if !is_same {
            changes.push(Change { field: field.clone(), old, new });
        }
    }
}

fn side(fold: &Fold, fields: &Fields, field: &str) -> (Vec<Value>, Value) {
    let cells = fields.get(field).cloned().unwrap_or_default();
    let (raw, mut values): (Vec<_>, Vec<_>) =
        cells.into_iter().map(|(raw, value)| (raw, shown(value))).unzip();
    let value = match values.len() {
        0 => Value::Null,
        1 if !fold.label.is_empty() => values.remove(0),
        _ => Value::Array(values),
    };
    (raw, value)
}

/// In an order of their own: Matomo deletes and inserts such rows on every save.
fn fields(table: &Table, fold: &Fold, own: Option<&str>, rows: &[Pair<'_>]) -> Fields {
    let mut fields = Fields::new();
    for (raw, row) in rows {
        let name = name(table, fold, own, row);
        let mut value = cell::told(table, row, &fold.value);
        if table.switches.contains(&name) {
            value = cell::switch(&value);
        }
        let raw = raw.get(&fold.value).cloned().unwrap_or_default();
        fields.entry(name).or_default().push((raw, value));
    }
    for cells in fields.values_mut() {
        cells.sort_by_cached_key(|(raw, _)| (text(raw).unwrap_or_default(), raw.to_string()));
    }
    fields
}

fn name(table: &Table, fold: &Fold, own: Option<&str>, row: &Row) -> String {
    let mut parts: Vec<String> =
        Some(fold.prefix.clone()).filter(|prefix| !prefix.is_empty()).into_iter().collect();
    for column in &fold.label {
        let id = row.get(column).and_then(text).unwrap_or_default();
        if own == Some(id.as_str()) {
            continue;
        }
        // options of one person begin with the login
        let rest = own.and_then(|own| id.strip_prefix(own)?.strip_prefix('_')).map(str::to_owned);
        parts.push(rest.or_else(|| text(&cell::told(table, row, column))).unwrap_or_default());
    }
    if parts.is_empty() { fold.value.clone() } else { parts.join(".") }
}
