//! Keeps an event small, whatever the fact held.

use activity_log_core::event::Change;
use activity_log_core::redact::value;
use serde_json::{Map, Value, json};

/// Largest JSON of the parameters.
const PARAMS_BYTES_MAX: usize = 40 * 1024;
/// Largest JSON of the changes.
const CHANGES_BYTES_MAX: usize = 48 * 1024;
/// What is left of a value when there is no room.
const SHORT_BYTES: usize = 256;
/// Values up to this size are not worth shortening.
const SMALL_BYTES: usize = 640;
/// Longest name of a field, in bytes.
const FIELD_BYTES_MAX: usize = 300;

/// A text of one member: without NUL and pasted keys, and not longer than so many characters.
pub(crate) fn line(text: &str, chars: usize) -> String {
    let clean = match value::text(text) {
        Value::String(clean) => clean,
        cut => cut["$cut"].as_str().unwrap_or_default().to_owned(),
    };
    clean.chars().take(chars).collect()
}

/// A map with at most so many bytes of JSON: the largest values are shortened first, then members are left out.
pub(super) fn fit_map(mut params: Map<String, Value>, bytes: usize) -> Map<String, Value> {
    let mut excess = size(&params).saturating_sub(bytes);
    shorten(params.values_mut().collect(), &mut excess);
    if size(&params) <= bytes {
        return params;
    }
    let before = params.len();
    let mut room = bytes;
    params.retain(|name, value| take(&mut room, size(name) + size(value) + 2));
    let left = before - params.len();
    params.insert(value::MORE.to_owned(), json!(left));
    params
}

pub(crate) fn fit_params(params: Map<String, Value>) -> Map<String, Value> {
    fit_map(params, PARAMS_BYTES_MAX)
}

pub(super) fn fit_changes(mut changes: Vec<Change>) -> Vec<Change> {
    for change in &mut changes {
        change.field = value::start(&change.field, FIELD_BYTES_MAX).to_owned();
    }
    let mut excess = size(&changes).saturating_sub(CHANGES_BYTES_MAX);
    shorten(changes.iter_mut().flat_map(|change| [&mut change.old, &mut change.new]).collect(), &mut excess);
    if size(&changes) <= CHANGES_BYTES_MAX {
        return changes;
    }
    let before = changes.len();
    let mut room = CHANGES_BYTES_MAX;
    changes.retain(|change| take(&mut room, size(change) + 1));
    let left = before - changes.len();
    changes.push(Change { field: value::MORE.to_owned(), old: Value::Null, new: json!(left) });
    changes
}

/// Shortens the largest values first, until the excess is gone.
fn shorten(mut values: Vec<&mut Value>, excess: &mut usize) {
    if *excess == 0 {
        return;
    }
    values.sort_by_cached_key(|value| std::cmp::Reverse(size(value)));
    for slot in values {
        let old = size(slot);
        if *excess == 0 || old <= SMALL_BYTES {
            return;
        }
        *slot = short(slot);
        *excess = excess.saturating_sub(old.saturating_sub(size(slot)));
    }
}

fn short(slot: &Value) -> Value {
    match slot {
        Value::String(text) => value::cut(text, text, SHORT_BYTES),
        Value::Object(map) if map.get("$cut").is_some_and(Value::is_string) => {
            let mut map = map.clone();
            if let Some(Value::String(text)) = map.get_mut("$cut") {
                *text = value::start(text, SHORT_BYTES).to_owned();
            }
            Value::Object(map)
        }
        other => {
            let text = other.to_string();
            value::cut(&text, &text, SHORT_BYTES)
        }
    }
}

fn take(room: &mut usize, bytes: usize) -> bool {
    let fits = bytes <= *room;
    *room = if fits { *room - bytes } else { 0 };
    fits
}

fn size(value: &impl serde::Serialize) -> usize {
    serde_json::to_string(value).map_or(0, |text| text.len())
}
