//! What came and what went between two values: words of a text, items of a list, keys of an object. Bounded work: what is
//! too much for it has no difference here and is shown side by side.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::changes::Shown;
use super::show;
use crate::serve::locale::Locale;

/// Shorter texts are read faster side by side.
const TEXT_CHARS_MIN: usize = 50;
/// Longest text that is compared, in bytes.
const TEXT_BYTES_MAX: usize = 200_000;
/// Most comparisons of one text: words (or else lines) that differ, before times after.
const COMPARISONS_MAX: usize = 1_000_000;
/// What stays the same is shown so far around what does not.
const CONTEXT_CHARS: usize = 120;
/// Most items of a list shown as come or gone, each.
const ITEMS_MAX: usize = 50;
/// Longest item.
const ITEM_CHARS_MAX: usize = 400;
/// Most keys of an object that are compared, those of objects in it included.
const KEYS_MAX: usize = 500;
/// Most keys shown.
const KEYS_SHOWN_MAX: usize = 100;

/// See the module.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Diff {
    Words(Vec<Run>),
    Items(Items),
    Keys(Keys),
}

/// Text that stays together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) kind: Kind,
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Same,
    /// Is the same and left out.
    Skipped,
    Gone,
    Came,
}

impl Run {
    /// In front of it, so that it is read without colours.
    pub(super) fn sign(&self) -> &'static str {
        match self.kind {
            Kind::Same => "",
            Kind::Skipped => "…",
            Kind::Gone => "−",
            Kind::Came => "+",
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Items {
    pub(super) gone: Vec<String>,
    pub(super) came: Vec<String>,
    /// Said about it in our own words.
    pub(super) notes: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Keys {
    pub(super) keys: Vec<Key>,
    pub(super) notes: Vec<String>,
}

/// A key that differs; `None` where it is not there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) path: String,
    pub(super) old: Option<Shown>,
    pub(super) new: Option<Shown>,
    pub(super) words: Vec<Run>,
}

impl Diff {
    /// `None` where the two are read best side by side.
    pub(super) fn of(old: &Value, new: &Value, l: &Locale) -> Option<Diff> {
        match (old, new) {
            (Value::String(old), Value::String(new)) => match (structure(old), structure(new)) {
                (Some(old), Some(new)) if old != new => Diff::of(&old, &new, l),
                _ => words(old, new).map(Diff::Words),
            },
            (Value::Array(old), Value::Array(new)) => items(old, new, l).map(Diff::Items),
            (Value::Object(old), Value::Object(new)) => keys(old, new, l).map(Diff::Keys),
            _ => None,
        }
    }
}

/// Matomo keeps lists and objects as JSON in texts.
fn structure(text: &str) -> Option<Value> {
    let may = text.len() <= TEXT_BYTES_MAX && text.starts_with(['{', '[']);
    serde_json::from_str(text).ok().filter(|value: &Value| may && !value.is_string())
}

/// The difference of two texts by words, or by lines where there are too many words.
pub(super) fn words(old: &str, new: &str) -> Option<Vec<Run>> {
    let is_short = |text: &str| text.chars().count() < TEXT_CHARS_MIN && !text.contains('\n');
    if old.is_empty() || new.is_empty() || (is_short(old) && is_short(new)) {
        return None;
    }
    if old.len().max(new.len()) > TEXT_BYTES_MAX {
        return None;
    }
    let lines = |text| -> Vec<&str> { str::split_inclusive(text, '\n').collect() };
    let runs = compare(&tokens(old), &tokens(new)).or_else(|| compare(&lines(old), &lines(new)))?;
    // Two texts that have nothing in common are read side by side.
    let same: usize = runs.iter().filter(|run| run.kind == Kind::Same).map(|run| run.text.trim().len()).sum();
    (same * 5 >= old.len().min(new.len())).then(|| shortened(runs))
}

/// Words, spaces, and every other sign for itself.
fn tokens(text: &str) -> Vec<&str> {
    let class = |c: char| if c.is_alphanumeric() { 0 } else { 1 + u8::from(!c.is_whitespace()) };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if last.is_some_and(|last| last != class(c) || last == 2) {
            tokens.push(&text[start..at]);
            start = at;
        }
        last = Some(class(c));
    }
    tokens.extend((start < text.len()).then(|| &text[start..]));
    tokens
}

fn compare(old: &[&str], new: &[&str]) -> Option<Vec<Run>> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_middle, new_middle) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    if old_middle.len().saturating_mul(new_middle.len()) > COMPARISONS_MAX {
        return None;
    }
    let mut runs = Vec::new();
    add(&mut runs, Kind::Same, &old[..start]);
    for op in capture_diff_slices(Algorithm::Myers, old_middle, new_middle) {
        let (gone, came) = (&old_middle[op.old_range()], &new_middle[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => add(&mut runs, Kind::Same, gone),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                add(&mut runs, Kind::Gone, gone);
                add(&mut runs, Kind::Came, came);
            }
        }
    }
    add(&mut runs, Kind::Same, &old_rest[old_rest.len() - end..]);
    Some(bridged(runs))
}

fn add(runs: &mut Vec<Run>, kind: Kind, tokens: &[&str]) {
    if tokens.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(run) if run.kind == kind => run.text.push_str(&tokens.concat()),
        _ => runs.push(Run { kind, text: tokens.concat() }),
    }
}

/// A single space or sign that two changes have in common does not make two of them: “− one two + three four” is read, not
/// “− one + three − two + four”.
fn bridged(runs: Vec<Run>) -> Vec<Run> {
    let is_bridge = |at: usize| {
        let run: &Run = &runs[at];
        let between = at > 0 && at + 1 < runs.len();
        between
            && run.kind == Kind::Same
            && !run.text.contains('\n')
            && !run.text.contains(char::is_alphanumeric)
    };
    let mut joined: Vec<Run> = Vec::new();
    let (mut gone, mut came) = (String::new(), String::new());
    let close = |gone: &mut String, came: &mut String, joined: &mut Vec<Run>| {
        for (kind, text) in [(Kind::Gone, gone), (Kind::Came, came)] {
            if !text.is_empty() {
                joined.push(Run { kind, text: std::mem::take(text) });
            }
        }
    };
    for (at, run) in runs.iter().enumerate() {
        match run.kind {
            Kind::Gone => gone.push_str(&run.text),
            Kind::Came => came.push_str(&run.text),
            // Only where words stand on both sides of it, before and after.
            _ if is_bridge(at) && !gone.is_empty() && !came.is_empty() => {
                gone.push_str(&run.text);
                came.push_str(&run.text);
            }
            _ => {
                close(&mut gone, &mut came, &mut joined);
                joined.push(Run { kind: run.kind, text: run.text.clone() });
            }
        }
    }
    close(&mut gone, &mut came, &mut joined);
    joined
}

/// Leaves out what is the same and far from any change, and makes the rest fit to be shown.
fn shortened(runs: Vec<Run>) -> Vec<Run> {
    let last = runs.len().saturating_sub(1);
    let mut shown = Vec::new();
    for (at, run) in runs.into_iter().enumerate() {
        let count = run.text.chars().count();
        let edges = usize::from(at > 0) + usize::from(at < last);
        if run.kind != Kind::Same || count <= CONTEXT_CHARS * edges + CONTEXT_CHARS {
            shown.push(Run { kind: run.kind, text: show::visible(&run.text) });
            continue;
        }
        let part = |skip: usize, take: usize| -> String { run.text.chars().skip(skip).take(take).collect() };
        if at > 0 {
            shown.push(Run { kind: Kind::Same, text: show::visible(&part(0, CONTEXT_CHARS)) });
        }
        shown.push(Run { kind: Kind::Skipped, text: "…".into() });
        if at < last {
            shown.push(Run {
                kind: Kind::Same,
                text: show::visible(&part(count - CONTEXT_CHARS, CONTEXT_CHARS)),
            });
        }
    }
    shown
}

/// Items as often as they stand there; where they stand is only a note.
fn items(old: &[Value], new: &[Value], l: &Locale) -> Option<Items> {
    let ((old, old_more), (new, new_more)) = (whole(old), whole(new));
    let texts = |list: &[Value]| -> Vec<String> { list.iter().map(plain).collect() };
    let (old, new) = (texts(old), texts(new));
    if old.is_empty() || new.is_empty() {
        return None;
    }
    let mut there: HashMap<&str, usize> = HashMap::new();
    old.iter().for_each(|text| *there.entry(text).or_default() += 1);
    let mut came = Vec::new();
    let mut same: u64 = 0;
    for text in &new {
        match there.get_mut(text.as_str()).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                same += 1;
            }
            None => came.push(text.as_str()),
        }
    }
    // What is left over is gone; of several alike the last ones.
    let mut gone: Vec<&str> = Vec::new();
    for text in old.iter().rev() {
        if let Some(count) = there.get_mut(text.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            gone.push(text);
        }
    }
    gone.reverse();
    let mut notes = Vec::new();
    if gone.is_empty() && came.is_empty() {
        notes.push(l.t("entry-diff-reordered"));
    } else if same > 0 {
        notes.push(l.count("entry-diff-same-items", same));
    }
    if old_more > 0 || new_more > 0 {
        notes.push(l.t("entry-diff-partly"));
    }
    let mut shown = |list: Vec<&str>| -> Vec<String> {
        if list.len() > ITEMS_MAX {
            notes.push(l.count("value-more", (list.len() - ITEMS_MAX) as u64));
        }
        list.into_iter().take(ITEMS_MAX).map(|text| show::visible(&show::cut(text, ITEM_CHARS_MAX))).collect()
    };
    let (gone, came) = (shown(gone), shown(came));
    Some(Items { gone, came, notes })
}

/// A list without the mark of how many are left out, and that number.
fn whole(list: &[Value]) -> (&[Value], u64) {
    match list.split_last() {
        Some((Value::Object(last), rest)) if last.len() == 1 => {
            match last.get("$more").and_then(Value::as_u64) {
                Some(count) => (rest, count),
                None => (list, 0),
            }
        }
        _ => (list, 0),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn keys(old: &Map<String, Value>, new: &Map<String, Value>, l: &Locale) -> Option<Keys> {
    let (mut olds, mut news) = (BTreeMap::new(), BTreeMap::new());
    flatten(old, "", &mut olds)?;
    flatten(new, "", &mut news)?;
    let paths: std::collections::BTreeSet<&String> = olds.keys().chain(news.keys()).collect();
    let differ: Vec<&String> =
        paths.iter().copied().filter(|path| olds.get(*path) != news.get(*path)).collect();
    if differ.is_empty() {
        return None;
    }
    let mut notes = Vec::new();
    let same = paths.len() - differ.len();
    if same > 0 {
        notes.push(l.count("entry-diff-same-keys", same as u64));
    }
    if differ.len() > KEYS_SHOWN_MAX {
        notes.push(l.count("value-more", (differ.len() - KEYS_SHOWN_MAX) as u64));
    }
    let key = |path: &String| {
        let (old, new) = (olds.get(path).copied(), news.get(path).copied());
        let texts = (old.and_then(Value::as_str), new.and_then(Value::as_str));
        let words = if let (Some(old), Some(new)) = texts { words(old, new) } else { None };
        Key {
            path: show::name(path),
            old: old.map(|value| Shown::new(value, l)),
            new: new.map(|value| Shown::new(value, l)),
            words: words.unwrap_or_default(),
        }
    };
    Some(Keys { keys: differ.into_iter().take(KEYS_SHOWN_MAX).map(key).collect(), notes })
}

/// Values by path, such as `style.colour`. `None` when there are too many, or when the object is one of the wire's marks.
fn flatten<'v>(
    map: &'v Map<String, Value>,
    above: &str,
    found: &mut BTreeMap<String, &'v Value>,
) -> Option<()> {
    for (key, value) in map {
        if key.starts_with('$') {
            return None;
        }
        let path = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
        match value {
            Value::Object(inner) if !inner.is_empty() && !inner.keys().any(|key| key.starts_with('$')) => {
                flatten(inner, &path, found)?;
            }
            value => {
                found.insert(path, value);
            }
        }
        if found.len() > KEYS_MAX {
            return None;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn signs(old: &str, new: &str) -> Option<String> {
        let sign = |run: &Run| match run.kind {
            Kind::Same => run.text.clone(),
            Kind::Skipped => "[…]".into(),
            Kind::Gone => format!("[-{}]", run.text),
            Kind::Came => format!("[+{}]", run.text),
        };
        Some(words(old, new)?.iter().map(sign).collect())
    }

    #[test]
    fn long_texts_are_compared_word_by_word() {
        let old = "Counts a sign-up when the thank-you page is shown to a visitor.";
        let new = "Counts a sign-up when the thank-you page was shown to a new visitor.";
        let shown = "Counts a sign-up when the thank-you page [-is][+was] shown to a[+ new] visitor.";
        assert_eq!(signs(old, new).unwrap(), shown);
        assert_eq!(signs("short", "shorter"), None, "side by side");
        assert_eq!(signs(&"a".repeat(80), &"b".repeat(80)), None, "nothing in common");
        assert_eq!(signs("", &"b ".repeat(80)), None);
        let long = format!("{}one two{}", "same ".repeat(100), " same".repeat(100));
        let shown = signs(&long, &long.replace("one two", "three four")).unwrap();
        assert!(
            shown.starts_with("[…]") && shown.ends_with("[…]") && shown.contains("[-one two][+three four]"),
            "{shown}"
        );
        assert!(shown.len() < 400);
        assert!(
            signs("line\n\u{202e}two\nline three", "line\ntwo\nline three").unwrap().contains("[U+202E]")
        );
    }

    #[test]
    fn work_is_bounded_and_every_word_is_there() {
        let list =
            |from: usize, count: usize| (from..from + count).map(|n| format!("w{n}\n")).collect::<String>();
        assert_eq!(words(&list(0, 1_500), &list(5_000, 1_500)), None);
        let (old, new) = (list(0, 400), list(200, 400));
        let joined = |kind: Kind| -> String {
            let runs = compare(&tokens(&old), &tokens(&new)).unwrap();
            runs.iter()
                .filter(|run| run.kind == Kind::Same || run.kind == kind)
                .map(|run| run.text.as_str())
                .collect()
        };
        assert_eq!((joined(Kind::Gone), joined(Kind::Came)), (old.clone(), new.clone()));
        // A small change of a huge text is found all the same.
        let huge = list(0, 20_000);
        let runs = words(&huge, &huge.replace("w7777\n", "other\n")).unwrap();
        assert!(runs.contains(&Run { kind: Kind::Came, text: "other".into() }));
    }

    #[test]
    fn lists_say_what_came_and_went() {
        let l = Locale::complete();
        let of = |old: Value, new: Value| match Diff::of(&old, &new, l) {
            Some(Diff::Items(items)) => items,
            other => panic!("{other:?}"),
        };
        let items = of(json!(["a", "b", "b", 3]), json!(["b", "c", "a"]));
        assert_eq!((items.gone, items.came), (vec!["b".to_owned(), "3".into()], vec!["c".to_owned()]));
        assert_eq!(of(json!(["a", "b"]), json!(["b", "a"])).notes, [l.t("entry-diff-reordered")]);
        let items = of(json!([{"widget": "x"}, {"$more": 4}]), json!([{"widget": "x"}, {"widget": "y"}]));
        assert_eq!((items.came, items.notes.len()), (vec![r#"{"widget":"y"}"#.to_owned()], 2));
        let items = of(json!(r#"["a"]"#), json!(r#"["a","b"]"#));
        assert_eq!(items.came, ["b"], "a list in a text");
        assert_eq!(Diff::of(&json!([]), &json!(["a"]), l), None);
        let many = |from: usize| json!((from..from + 200).collect::<Vec<_>>());
        assert_eq!(of(many(0), many(200)).came.len(), ITEMS_MAX);
    }

    #[test]
    fn objects_are_compared_by_key() {
        let l = Locale::complete();
        let old = json!({"a": 1, "style": {"colour": "red", "size": 2}, "gone": true});
        let new = json!({"a": 1, "style": {"colour": "blue", "size": 2}, "came": [1]});
        let Some(Diff::Keys(keys)) = Diff::of(&old, &new, l) else { panic!() };
        let paths: Vec<_> =
            keys.keys.iter().map(|key| (key.path.as_str(), key.old.is_some(), key.new.is_some())).collect();
        assert_eq!(paths, [("came", false, true), ("gone", true, false), ("style.colour", true, true)]);
        assert_eq!(keys.notes, [l.count("entry-diff-same-keys", 2)]);
        assert_eq!(Diff::of(&json!({"$cut": "a", "bytes": 2}), &json!({"$cut": "b", "bytes": 2}), l), None);
        let many =
            |value: usize| Value::Object((0..KEYS_MAX + 1).map(|n| (n.to_string(), json!(value))).collect());
        assert_eq!(Diff::of(&many(1), &many(2), l), None);
    }
}
