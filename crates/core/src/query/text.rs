//! The text of an event that can be searched, and its words.
//!
//! What is searched is bounded here, for the predicate and for every index alike.

use serde_json::Value;

use crate::event::Event;

/// Most characters of one value that are searched.
pub const VALUE_CHARS_MAX: usize = 1_000;
/// Most values of one event that are searched.
pub const VALUES_MAX: usize = 200;
/// Longest word in characters as indexed; longer words are cut there.
pub const WORD_CHARS_MAX: usize = 32;

/// The event's searchable texts: names, reason, method, parameters, changes, words of other plugins, agent. Original case.
pub fn texts(event: &Event) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::with_capacity(16);
    let target = event.target.as_ref();
    let options = [
        event.actor.login.as_deref(),
        event.actor.os_user.as_deref(),
        event.actor.token.as_ref().map(|token| token.description.as_str()),
        target.and_then(|target| target.id.as_deref()),
        target.and_then(|target| target.name.as_deref()),
        event.site.as_ref().and_then(|site| site.name.as_deref()),
        event.reason.as_deref(),
        event.request.method.as_deref(),
    ];
    all.extend(options.into_iter().flatten());
    for change in &event.changes {
        all.push(&change.field);
        strings(&change.old, &mut all);
        strings(&change.new, &mut all);
    }
    for value in event.request.params.values() {
        strings(value, &mut all);
    }
    for told in &event.told {
        all.push(&told.text);
        for value in told.data.values() {
            strings(value, &mut all);
        }
    }
    all.extend(event.client.agent.as_deref());
    all.truncate(VALUES_MAX);
    all.into_iter().map(bounded).collect()
}

fn strings<'v>(value: &'v Value, all: &mut Vec<&'v str>) {
    if all.len() >= VALUES_MAX {
        return;
    }
    match value {
        Value::String(text) => all.push(text),
        Value::Array(list) => list.iter().for_each(|value| strings(value, all)),
        Value::Object(map) => map.values().for_each(|value| strings(value, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn bounded(text: &str) -> &str {
    match text.char_indices().nth(VALUE_CHARS_MAX) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// The words of a text in lower case: runs of letters and digits, cut at [`WORD_CHARS_MAX`].
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let lower = word.chars().flat_map(char::to_lowercase);
        lower.take(WORD_CHARS_MAX).collect()
    })
}

/// Whether `text` has `needle` (lower case), beginning at the start of a word.
pub fn contains(text: &str, needle: &str) -> bool {
    let lower: String = text.chars().flat_map(char::to_lowercase).collect();
    let begins_word = needle.chars().next().is_some_and(char::is_alphanumeric);
    lower
        .match_indices(needle)
        .any(|(at, _)| !begins_word || !lower[..at].chars().next_back().is_some_and(char::is_alphanumeric))
}
