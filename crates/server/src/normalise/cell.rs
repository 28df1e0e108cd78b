//! One value of a row, as people read it.

use activity_log_core::catalog::model::{Table, WEBSITE_NAME};
use activity_log_core::fact::Row;
use serde_json::Value;

use super::view::text;

/// A website by its name, a switch as yes or no, everything else as it is.
pub(super) fn told(table: &Table, row: &Row, column: &str) -> Value {
    let value = row.get(column).unwrap_or(&Value::Null);
    if table.website.as_deref() == Some(column) {
        return website(row, value).unwrap_or_else(|| value.clone());
    }
    if table.switches.iter().any(|switch| switch == column) { switch(value) } else { value.clone() }
}

/// With its number: names may be the same.
fn website(row: &Row, id: &Value) -> Option<Value> {
    let name = row.get(WEBSITE_NAME)?.as_str().filter(|name| !name.is_empty())?;
    Some(Value::String(format!("{name} ({})", text(id)?)))
}

/// Databases keep yes and no as 1 and 0.
pub(super) fn switch(value: &Value) -> Value {
    match text(value).as_deref() {
        Some("1" | "true") => Value::Bool(true),
        Some("0" | "false") => Value::Bool(false),
        _ => value.clone(),
    }
}
