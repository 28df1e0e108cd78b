//! Values before and after, as people read them (docs/formats/spool-v1.md says what the marked ones mean).

use activity_log_core::event::Change;
use serde_json::{Map, Value};

use super::diff::Diff;
use super::field::FieldName;
use super::show;
use crate::serve::locale::Locale;

/// Longer texts are folded.
const FOLD_CHARS: usize = 200;
/// Texts with more lines are folded.
const FOLD_LINES: usize = 6;
/// Most items of a list that are shown one by one.
const ITEMS_MAX: usize = 50;

/// One value.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// The value, or its first part.
    pub(super) text: String,
    /// Items of a list, instead of a text.
    pub(super) items: Vec<String>,
    /// Said about it in our own words.
    pub(super) note: Option<String>,
    /// What is shown while the text is folded.
    pub(super) summary: Option<String>,
    /// Structure, set in a fixed width.
    pub(super) is_code: bool,
    /// There was or is no value; where there is little room it is left out.
    pub(super) is_nothing: bool,
}

/// One changed field.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) field: FieldName,
    pub(super) old: Shown,
    pub(super) new: Shown,
    /// What came and went, where that is easier to read.
    pub(super) diff: Option<Diff>,
}

impl Changed {
    pub(super) fn new(change: &Change, l: &Locale) -> Changed {
        Changed {
            field: FieldName::new(&change.field, l),
            old: Shown::new(&change.old, l),
            new: Shown::new(&change.new, l),
            diff: None,
        }
    }

    /// With the difference, if there is room for it.
    pub(super) fn compared(self, change: &Change, l: &Locale, has_room: bool) -> Changed {
        Changed { diff: has_room.then(|| Diff::of(&change.old, &change.new, l)).flatten(), ..self }
    }
}

impl Shown {
    pub(super) fn new(value: &Value, l: &Locale) -> Shown {
        match value {
            Value::Null => Shown { is_nothing: true, ..Shown::text("—") },
            Value::Bool(yes) => Shown::text(&l.t(if *yes { "value-yes" } else { "value-no" })),
            Value::Number(number) => Shown::text(&number.to_string()),
            Value::String(text) if text.is_empty() => Shown::note(l.t("value-empty")),
            Value::String(text) => Shown::text(text),
            Value::Array(list) if list.is_empty() => Shown::note(l.t("value-empty-list")),
            Value::Array(list) => Shown::list(list, l),
            Value::Object(map) => Shown::marked(map, l).unwrap_or_else(|| Shown::code(value)),
        }
    }

    fn text(text: &str) -> Shown {
        let shown = show::visible(&show::cut(text, show::VALUE_CHARS_MAX));
        let is_long = shown.chars().count() > FOLD_CHARS || shown.lines().count() > FOLD_LINES;
        let summary = is_long.then(|| show::cut(shown.lines().next().unwrap_or_default(), FOLD_CHARS / 2));
        Shown { text: shown, summary, ..Shown::default() }
    }

    fn note(note: String) -> Shown {
        Shown { note: Some(note), ..Shown::default() }
    }

    fn code(value: &Value) -> Shown {
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        Shown { is_code: true, ..Shown::text(&text) }
    }

    /// A list of plain values is read item by item.
    fn list(list: &[Value], l: &Locale) -> Shown {
        let (list, left_out) = match list.split_last() {
            Some((Value::Object(last), rest)) if last.len() == 1 => {
                match last.get("$more").and_then(Value::as_u64) {
                    Some(count) => (rest, count),
                    None => (list, 0),
                }
            }
            _ => (list, 0),
        };
        let plain = |value: &Value| match value {
            Value::String(text) => Some(show::name(text)),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(_) | Value::Null => Some(Shown::new(value, l).text),
            Value::Array(_) | Value::Object(_) => None,
        };
        let Some(mut items) = list.iter().map(plain).collect::<Option<Vec<_>>>() else {
            return Shown::code(&Value::Array(list.to_vec()));
        };
        let more = left_out + items.len().saturating_sub(ITEMS_MAX) as u64;
        items.truncate(ITEMS_MAX);
        Shown { items, note: (more > 0).then(|| l.count("value-more", more)), ..Shown::default() }
    }

    /// The marked forms of the wire format; `None` for every other object.
    fn marked(map: &Map<String, Value>, l: &Locale) -> Option<Shown> {
        let size = |id: &str| {
            let bytes = map.get("bytes").and_then(Value::as_u64).unwrap_or_default();
            l.with(id, &[("size", &l.bytes(bytes))])
        };
        if map.contains_key("$hidden") {
            return Some(Shown::note(l.t("value-hidden")));
        }
        if let Some(Value::String(start)) = map.get("$cut") {
            return Some(Shown { note: Some(size("value-cut")), ..Shown::text(&format!("{start}…")) });
        }
        if map.contains_key("$binary") {
            return Some(Shown::note(size("value-binary")));
        }
        if let Some(Value::String(class)) = map.get("$object") {
            return Some(Shown { note: Some(l.t("value-object")), ..Shown::text(class) });
        }
        map.contains_key("$deep").then(|| Shown::note(l.t("value-deep")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_readable() {
        let l = Locale::complete();
        let show = |value: Value| Shown::new(&value, l);
        assert_eq!(show(json!(null)).text, "—");
        assert_eq!(show(json!(["a", 1, {"$more": 7}])).items, ["a", "1"]);
        assert!(show(json!({"$hidden": "1f0a93c2"})).note.unwrap().contains("not recorded"));
        assert!(
            show(json!({"$cut": "abc", "bytes": 52_431, "sha256": "x"})).note.unwrap().contains("52.4 kB")
        );
        assert!(show(json!("x".repeat(10_000))).summary.is_some());
        assert!(show(json!({"a": {"b": 1}})).is_code && show(json!([[1]])).is_code);
    }
}
