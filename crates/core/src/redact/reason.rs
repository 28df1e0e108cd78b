//! Error messages repeat what was typed. What a fact's parameters hide is starred out of its reason.
//!
//! The plugin has done so before, knowing more (Matomo's forms); a plugin that is old or lies may not have.

use serde_json::{Map, Value};

use super::value::{DEPTH_MAX, is_hidden};
use super::{params, value};
use crate::catalog::Catalog;

/// What stands for it.
const STARS: &str = "***";
/// With more to look for, nothing of a message is kept.
const TEXTS_MAX: usize = 1000;
/// A message may have cut what it repeats: of a longer text the beginning is enough, and the message ends there.
const BEGINNING: usize = 64;
/// A message may repeat a part of what was typed, such as the beginning of an expression: words of this length are looked for too.
const WORD_MIN: usize = 8;
/// Shorter ones are taken for words of the sentence, unless they are known to be secrets.
const BYTES_MIN: usize = 5;
/// The same of numbers.
const DIGITS_MIN: usize = 6;

/// The message without what the parameters hide, however it writes it.
pub fn reason(reason: &str, given: &Map<String, Value>, event: &str, catalog: &Catalog) -> String {
    let kept = params(given, event, catalog);
    let mut texts = Vec::new();
    for (name, value) in given {
        let is_secret = catalog.rules(event).is_secret(name) || catalog.is_secret_name(name);
        match kept.get(&value::name(name)) {
            Some(kept) => differing(value, kept, is_secret, &mut texts, 1),
            None => all(value, is_secret, &mut texts, 1),
        }
    }
    let plain: Vec<&str> = kept.values().filter_map(Value::as_str).collect();
    texts.retain(|(text, is_secret)| *is_secret || !plain.contains(&text.as_str()));
    if texts.len() > TEXTS_MAX {
        return STARS.to_owned();
    }
    let mut forms: Vec<String> = texts.iter().flat_map(|(text, _)| forms_of(text)).collect();
    // a longer one may hold a shorter one
    forms.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    forms.dedup();
    forms.iter().fold(reason.to_owned(), |reason, form| without(&reason, form))
}

/// Texts of what is hidden in one and not in the other.
fn differing(given: &Value, kept: &Value, is_secret: bool, texts: &mut Vec<(String, bool)>, depth: usize) {
    if given == kept || depth > 2 * DEPTH_MAX {
        return;
    }
    match (given, kept) {
        (_, kept) if is_hidden(kept) => all(given, is_secret || depth > 1, texts, depth),
        (Value::Object(given), Value::Object(kept)) => {
            for (name, value) in given {
                if let Some(kept) = kept.get(&value::name(name)) {
                    differing(value, kept, is_secret, texts, depth + 1);
                }
            }
        }
        (Value::Array(given), Value::Array(kept)) => {
            given
                .iter()
                .zip(kept)
                .for_each(|(given, kept)| differing(given, kept, is_secret, texts, depth + 1));
        }
        (Value::String(text), Value::Object(_) | Value::Array(_)) => {
            if let Some(holds) = super::json_in(text) {
                differing(&holds, kept, is_secret, texts, depth + 1);
            }
        }
        _ => {}
    }
}

fn all(value: &Value, is_secret: bool, texts: &mut Vec<(String, bool)>, depth: usize) {
    if texts.len() > TEXTS_MAX || depth > 2 * DEPTH_MAX {
        return;
    }
    match value {
        Value::Object(map) => map.values().for_each(|value| all(value, is_secret, texts, depth + 1)),
        Value::Array(list) => list.iter().for_each(|value| all(value, is_secret, texts, depth + 1)),
        Value::Number(number) => add(&number.to_string(), is_secret, texts),
        Value::String(text) => {
            add(text, is_secret, texts);
            if let Some(holds) = super::json_in(text) {
                all(&holds, is_secret, texts, depth + 1);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn add(text: &str, is_secret: bool, texts: &mut Vec<(String, bool)>) {
    let text = value::start(text, value::TEXT_BYTES_MAX);
    let is_number = text.len() < DIGITS_MIN && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() >= 2 && (is_secret || (text.len() >= BYTES_MIN && !is_number)) {
        texts.push((text.to_owned(), is_secret));
        let words = text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_');
        // what stands behind a `token_auth` is found by it later
        let is_long = |word: &&str| {
            (WORD_MIN..text.len()).contains(&word.len()) && !word.to_ascii_lowercase().contains("token_auth")
        };
        texts.extend(words.filter(is_long).map(|word| (word.to_owned(), is_secret)));
    }
}

fn forms_of(text: &str) -> Vec<String> {
    let json = Value::from(text).to_string();
    let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let percent = |space: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
                b' ' => space.to_owned(),
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let forms = [
        text.to_owned(),
        tidy,
        html.replace('\'', "&#039;"),
        html.replace('\'', "&#39;"),
        json[1..json.len() - 1].to_owned(),
        json[1..json.len() - 1].replace('/', "\\/"),
        percent("%20"),
        percent("+"),
        text.bytes().map(|byte| format!("{byte:02x}")).collect(),
        value::sha256(text.as_bytes()),
    ];
    forms.into_iter().filter(|form| form.len() >= 2).collect()
}

/// Without regard to case, as long as it is ASCII.
fn without(reason: &str, form: &str) -> String {
    let (hay, needle) = (reason.to_ascii_lowercase(), form.to_ascii_lowercase());
    let beginning = value::start(&needle, BEGINNING);
    if beginning.len() < needle.len()
        && let Some(at) = hay.find(beginning)
    {
        return format!("{}{STARS}", &reason[..at]);
    }
    let mut out = String::with_capacity(reason.len());
    let mut from = 0;
    while let Some(at) = hay[from..].find(&needle) {
        out.push_str(&reason[from..from + at]);
        out.push_str(STARS);
        from += at + needle.len();
    }
    out.push_str(&reason[from..]);
    out
}
