//! Takes out of a fact what must not be stored. The plugin has done so before; this is done again, because nothing in a spool is
//! trusted. The rules are those of docs/formats/catalog.md, the marks those of docs/formats/spool-v1.md.
//!
//! Doing it twice gives the same as doing it once. Start at [`params`]; [`value`] bounds single values.

mod reason;
pub mod told;
pub mod value;

use serde_json::{Map, Value};

use crate::catalog::model::WEBSITE_NAME;
use crate::catalog::{Catalog, Rules, Table};
use crate::fact::{Row, Rows};
pub use reason::reason;
use value::{DEPTH_MAX, ITEMS_MAX, MORE};

/// Longest name of a parameter or member, in bytes.
pub const NAME_BYTES_MAX: usize = 200;
/// Members that say what a `value` beside them is: there a secret's name is a value itself.
const NAMES_OF_VALUES: [&str; 7] = ["name", "key", "id", "field", "option", "setting", "header"];
/// Longest number in digits that counts as a switch: longer ones may be keys.
const SWITCH_DIGITS_MAX: usize = 12;

/// Parameters of an event, with everything hidden that its activities do not list.
pub fn params(params: &Map<String, Value>, event: &str, catalog: &Catalog) -> Map<String, Value> {
    let inner = Inner { is_kept: false, rules: catalog.rules(event), catalog };
    let mut out = Map::new();
    for (name, value) in value::first_members(params) {
        let kept = if name == MORE && value.is_u64() {
            value.clone()
        } else if value.is_null() {
            continue; // not given
        } else if inner.rules.is_plain(name) {
            inner.value(value, name, 1)
        } else if is_empty(value) {
            continue; // hiding nothing would look like something
        } else {
            value::hidden()
        };
        out.insert(value::name(name), kept);
    }
    value::note_left_out(&mut out, params);
    out
}

/// Parameters that another program chose to keep, so that nothing lists them: hidden is what looks like a secret by its name or by the
/// name beside it, and what the event's activities list as one.
pub fn kept_params(params: &Map<String, Value>, event: &str, catalog: &Catalog) -> Map<String, Value> {
    let inner = Inner { is_kept: true, rules: catalog.rules(event), catalog };
    let mut out = Map::new();
    for (name, value) in value::first_members(params) {
        let is_note = name == MORE && value.is_u64();
        let looks_secret = catalog.is_secret_name(name) && !inner.rules.is_plain(name);
        let hide = looks_secret || inner.rules.is_secret(name) || is_beside_secret(name, params, catalog);
        let kept = if is_note {
            value.clone()
        } else if hide && !is_empty(value) && !value.is_null() {
            value::hidden()
        } else {
            inner.value(value, name, 1)
        };
        out.insert(value::name(name), kept);
    }
    value::note_left_out(&mut out, params);
    out
}

/// In `{"setting": "smtpPassword", "oldValue": …, "newValue": …}` the secret's name is a value itself.
fn is_beside_secret(key: &str, map: &Map<String, Value>, catalog: &Catalog) -> bool {
    const NAMES: [&str; 7] = ["name", "setting", "option", "field", "attribute", "column", "property"];
    const VALUES: [&str; 5] = ["value", "old", "new", "before", "after"];
    let has = |words: &[&str], text: &str| {
        let text = text.to_ascii_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    has(&VALUES, key)
        && map.iter().any(|(name, value)| {
            let word = value.as_str().filter(|word| !word.contains(char::is_whitespace));
            has(&NAMES, name) && word.is_some_and(|word| catalog.is_secret_name(word))
        })
}

/// Rows by table, with the values of all columns hidden that the catalogue does not list.
pub fn rows(rows: &Rows, catalog: &Catalog) -> Rows {
    rows.iter()
        .map(|(table, list)| {
            let list = list.iter().take(ITEMS_MAX + 1).map(|one| row(table, one, catalog)).collect();
            (value::name(table), list)
        })
        .collect()
}

/// One row.
pub fn row(table: &str, row: &Row, catalog: &Catalog) -> Row {
    if let Some(mark) = value::mark(row) {
        return mark;
    }
    let described = catalog.table(table);
    let mut out = Row::new();
    for (column, value) in value::first_members(row) {
        if described.is_some_and(|table| table.ignore.contains(column)) {
            continue;
        }
        let is_plain = described.is_some_and(|table| is_plain_column(table, column, row, catalog));
        let kept = if is_plain {
            Inner { is_kept: false, rules: &Rules::default(), catalog }.value(value, column, 1)
        } else if value.is_null() || value::is_hidden(value) {
            value.clone()
        } else {
            value::hidden()
        };
        out.insert(value::name(column), kept);
    }
    value::note_left_out(&mut out, row);
    out
}

fn is_plain_column(table: &Table, column: &String, row: &Row, catalog: &Catalog) -> bool {
    if table.plain.contains(column) || (table.website.is_some() && column == WEBSITE_NAME) {
        return true;
    }
    let Some(fold) = table.fold.as_ref().filter(|fold| fold.value == *column) else { return false };
    let labels: Vec<&str> = fold.label.iter().filter_map(|label| row.get(label)?.as_str()).collect();
    let label = labels.join(".");
    let group = labels.first().map(|first| format!("{first}.*"));
    let is_listed = table.plain.contains(&label) || group.is_some_and(|group| table.plain.contains(&group));
    let value = row.get(column).unwrap_or(&Value::Null);
    is_listed || (fold.switches && is_switch(value) && !catalog.is_secret_name(&label))
}

/// What is inside a plain parameter.
struct Inner<'a> {
    /// It is another program's, see [`kept_params`].
    is_kept: bool,
    rules: &'a Rules,
    catalog: &'a Catalog,
}

impl Inner<'_> {
    fn value(&self, value: &Value, path: &str, depth: usize) -> Value {
        match value {
            Value::String(text) => self.text(text, path, depth),
            Value::Array(_) | Value::Object(_) if depth > DEPTH_MAX => value::too_deep(value),
            Value::Array(list) => {
                let items = value::first_items(list).map(|item| self.value(item, path, depth + 1)).collect();
                value::with_left_out(items, list)
            }
            Value::Object(map) => match value::mark(map) {
                Some(mark) => Value::Object(mark),
                None => self.members(map, path, depth),
            },
            _ => value.clone(),
        }
    }

    /// A secret is none the less one for standing in a string of JSON. Such a string is kept as what it holds.
    fn text(&self, text: &str, path: &str, depth: usize) -> Value {
        if let Some(holds) = json_in(text) {
            let clean = self.value(&holds, path, depth);
            if clean != holds {
                return clean;
            }
        }
        value::text(text)
    }

    fn members(&self, map: &Map<String, Value>, path: &str, depth: usize) -> Value {
        let pair = map.get("name").filter(|_| map.contains_key("value"));
        let mut out = Map::new();
        for (key, item) in value::first_members(map) {
            // positions in a list are no part of a path
            let is_position = key.bytes().all(|byte| byte.is_ascii_digit());
            let item_path = if is_position { path.to_owned() } else { format!("{path}.{key}") };
            let hide = match pair {
                Some(name) if key == "value" => self.hides_setting(path, name, item),
                _ => {
                    let looks_secret = (!is_position && self.catalog.is_secret_name(key))
                        || (key.eq_ignore_ascii_case("value") && self.is_secret_pair(map));
                    (looks_secret && !self.rules.is_plain(&item_path))
                        || self.rules.is_secret(&item_path)
                        || (self.is_kept && is_beside_secret(key, map, self.catalog))
                }
            };
            let kept = if hide { value::hidden() } else { self.value(item, &item_path, depth + 1) };
            out.insert(value::name(key), kept);
        }
        value::note_left_out(&mut out, map);
        Value::Object(out)
    }

    fn is_secret_pair(&self, map: &Map<String, Value>) -> bool {
        let names = NAMES_OF_VALUES.iter().filter_map(|member| map.get(*member)?.as_str());
        names.into_iter().any(|name| self.catalog.is_secret_name(name))
    }

    /// Settings of plugins come as {name, value}: there the secret's name is a value itself.
    fn hides_setting(&self, path: &str, name: &Value, item: &Value) -> bool {
        let Value::String(name) = name else { return true };
        let listed = format!("{}.{name}", path.split('.').next().unwrap_or_default());
        let is_kept = is_switch(item) && !self.catalog.is_secret_name(name);
        self.rules.is_secret(&listed) || !(is_kept || self.rules.is_plain(&listed))
    }
}

/// The object or list that a text holds, where it is one.
fn json_in(text: &str) -> Option<Value> {
    text.trim_start().starts_with(['{', '[']).then(|| serde_json::from_str(text).ok())?
}

/// Hiding nothing would look like something.
fn hidden_unless_empty(value: &Value) -> Value {
    if value.is_null() || is_empty(value) { value.clone() } else { value::hidden() }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn is_switch(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => number.to_string().len() <= 2 * SWITCH_DIGITS_MAX,
        Value::String(text) => {
            matches!(text.as_str(), "" | "true" | "false")
                || (text.len() <= SWITCH_DIGITS_MAX && text.parse::<f64>().is_ok_and(f64::is_finite))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
