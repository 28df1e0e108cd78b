//! Bounds of single values, and the marks that stand where something was left out (docs/formats/spool-v1.md, *Values*).

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// Longest text in bytes.
pub const TEXT_BYTES_MAX: usize = 4096;
/// Most members or elements.
pub const ITEMS_MAX: usize = 200;
/// Deepest nesting.
pub const DEPTH_MAX: usize = 8;
/// Member that says how many were left out.
pub const MORE: &str = "$more";
/// Longest name of a class.
const CLASS_BYTES_MAX: usize = 200;

/// Stands for what is not recorded.
pub fn hidden() -> Value {
    json!({ "$hidden": true })
}

/// Whether this stands for something that is not recorded.
pub fn is_hidden(value: &Value) -> bool {
    let Value::Object(map) = value else { return false };
    map.len() == 1
        && match map.get("$hidden") {
            Some(Value::Bool(true)) => true,
            Some(Value::String(print)) => is_hex(print, 8),
            _ => false,
        }
}

/// A text within the bounds: keys and passwords taken out of addresses, no NUL, cut with its hash where it is too long.
pub fn text(text: &str) -> Value {
    let clean = without_keys(&text.replace('\0', "\u{fffd}"));
    if clean.len() <= TEXT_BYTES_MAX {
        return Value::String(clean);
    }
    // like every sum here it is one of what may be kept: that of a secret would let it be guessed
    cut(&clean, &clean, TEXT_BYTES_MAX)
}

/// The beginning of a text, with the length and hash of the whole.
pub fn cut(clean: &str, whole: &str, bytes: usize) -> Value {
    json!({ "$cut": start(clean, bytes), "bytes": whole.len(), "sha256": sha256(whole.as_bytes()) })
}

/// The beginning of a text, not cutting through a character.
pub fn start(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

pub(super) fn name(name: &str) -> String {
    let clean = without_keys(&name.replace('\0', "\u{fffd}"));
    start(&clean, super::NAME_BYTES_MAX).to_owned()
}

/// The map itself, made safe, if it is one of the marks; anything else in it would be smuggled in.
pub(super) fn mark(map: &Map<String, Value>) -> Option<Map<String, Value>> {
    let (key, value) = map.iter().find(|(key, _)| key.starts_with('$'))?;
    let has_sum = map.len() == 3
        && map.get("bytes").is_some_and(Value::is_u64)
        && map.get("sha256").and_then(Value::as_str).is_some_and(|sum| is_hex(sum, 64));
    let is_alone = map.len() == 1;
    let fits = match key.as_str() {
        "$hidden" => is_hidden(&Value::Object(map.clone())),
        "$deep" => is_alone && *value == Value::Bool(true),
        MORE => is_alone && value.is_u64(),
        "$object" => is_alone && value.as_str().is_some_and(|class| class.len() <= CLASS_BYTES_MAX),
        "$binary" => has_sum && *value == Value::Bool(true),
        "$cut" => has_sum && value.is_string(),
        _ => false,
    };
    let mut map = fits.then(|| map.clone())?;
    if let Some(Value::String(beginning)) = map.get_mut("$cut") {
        let clean = without_keys(&beginning.replace('\0', "\u{fffd}"));
        *beginning = start(&clean, TEXT_BYTES_MAX).to_owned();
    }
    if let Some(Value::String(class)) = map.get_mut("$object") {
        *class = start(&class.replace('\0', "\u{fffd}"), CLASS_BYTES_MAX).to_owned();
    }
    Some(map)
}

pub(super) fn too_deep(value: &Value) -> Value {
    if let Value::Object(map) = value
        && let Some(mark) = mark(map)
    {
        return Value::Object(mark);
    }
    json!({ "$deep": true })
}

/// The members that are kept, the note about others not counted.
pub(super) fn first_members(map: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    let note = map.get_key_value(MORE).filter(|(_, value)| value.is_u64());
    let others = map.iter().filter(move |(key, _)| note.is_none() || *key != MORE);
    others.take(ITEMS_MAX).chain(note)
}

/// Adds to a cut map how many members are missing.
pub(super) fn note_left_out(out: &mut Map<String, Value>, whole: &Map<String, Value>) {
    let noted = whole.get(MORE).and_then(Value::as_u64);
    let members = whole.len() - usize::from(noted.is_some());
    if let Some(left) = members.checked_sub(ITEMS_MAX).filter(|left| *left > 0) {
        out.insert(MORE.to_owned(), json!(noted.unwrap_or(0).saturating_add(left as u64)));
    }
}

/// The elements that are kept, the note about others not counted.
pub(super) fn first_items(list: &[Value]) -> impl Iterator<Item = &Value> {
    let members = list.len() - usize::from(noted(list).is_some());
    list[..members].iter().take(ITEMS_MAX)
}

pub(super) fn with_left_out(mut items: Vec<Value>, whole: &[Value]) -> Value {
    let noted = noted(whole);
    let left = (whole.len() - usize::from(noted.is_some())).saturating_sub(ITEMS_MAX) as u64;
    if noted.is_some() || left > 0 {
        items.push(json!({ MORE: noted.unwrap_or(0).saturating_add(left) }));
    }
    Value::Array(items)
}

fn noted(list: &[Value]) -> Option<u64> {
    let Value::Object(last) = list.last()? else { return None };
    last.get(MORE).filter(|_| last.len() == 1)?.as_u64()
}

/// Addresses that people paste carry their key along, or a password before the host.
fn without_keys(text: &str) -> String {
    without_password(&without_token(text))
}

fn without_password(text: &str) -> String {
    const BEGIN: &str = "://";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(BEGIN) {
        let (before, behind) = rest.split_at(at + BEGIN.len());
        out.push_str(before);
        let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '<' | '>');
        let (place, further) = behind.split_at(behind.find(ends).unwrap_or(behind.len()));
        let parts = place.rsplit_once('@').and_then(|(who, host)| Some((who.split_once(':')?, host)));
        match parts {
            Some(((user, password), host)) if !password.is_empty() => {
                out.extend([user, ":***@", host]);
            }
            _ => out.push_str(place),
        }
        rest = further;
    }
    out.push_str(rest);
    out
}

fn without_token(text: &str) -> String {
    const WORD: &str = "token_auth";
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(found) = lower[from..].find(WORD) {
        let word = from + found + WORD.len();
        let at = word + sign(&lower[word..]);
        out.push_str(&text[from..at]);
        from = at;
        if at == word {
            continue;
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '&' | '"' | '\'' | '<' | '>' | '#');
        let length = text[at..].find(ends).unwrap_or(text.len() - at);
        if length > 0 {
            // what was starred out before stays as it is, even where a cut left fewer stars
            let is_starred = text[at..at + length].bytes().all(|byte| byte == b'*');
            out.push_str(if is_starred { &text[at..at + length] } else { "***" });
            from = at + length;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Bytes between a name and its value: `=`, also encoded once or twice, or as in JSON (`":"`), also with backslashes.
fn sign(rest: &str) -> usize {
    if let Some(sign) = ["%253d", "%3d"].iter().find(|sign| rest.starts_with(**sign)) {
        return sign.len();
    }
    let quote = |text: &str| {
        let behind = text.trim_start_matches('\\');
        text.len() - behind.strip_prefix(['"', '\'']).unwrap_or(behind).len()
    };
    let space = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
    let mut at = quote(rest);
    at += space(&rest[at..]);
    if !rest[at..].starts_with([':', '=']) {
        return 0;
    }
    at += 1;
    at += space(&rest[at..]);
    at + quote(&rest[at..])
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
