//! Quotation marks, apostrophes and the spaces that French has before some signs.

use std::collections::BTreeMap;

use crate::files::{below, languages, root};

/// Holds quotation marks of the query language.
const CODE: &str = "search-placeholder";
/// Does not break and is narrow.
const NARROW: char = '\u{202f}';

fn faults(tag: &str, text: &str) -> Vec<&'static str> {
    let count = |sign: char| text.chars().filter(|c| *c == sign).count();
    // Other languages have other pairs: a row here where somebody knows them.
    let pair = match tag {
        "en" => Some(('“', '”')),
        "fr" | "es" => Some(('«', '»')),
        "de" => Some(('„', '“')),
        _ => None,
    };
    let mut found = Vec::new();
    if text.contains('"') || pair.is_some_and(|(open, close)| count(open) != count(close)) {
        found.push("quotation marks");
    }
    if tag != "en" && text.contains('\'') {
        found.push("a straight apostrophe");
    }
    if tag == "es" && (count('¿') != count('?') || count('¡') != count('!')) {
        found.push("a question or exclamation mark without its beginning");
    }
    if tag == "fr" {
        let wide = |before: char, sign: char| [' ', '\u{a0}'].contains(&before) && ";:?!".contains(sign);
        let pairs = || text.chars().zip(text.chars().skip(1));
        if pairs().any(|(a, b)| wide(a, b) || (a == '«' && b != NARROW) || (b == '»' && a != NARROW)) {
            found.push("a space that is not narrow");
        }
    }
    found
}

#[test]
fn signs_are_those_of_the_language() {
    let plugin = below(&root().join("../../matomo/OpenActivityLog/lang"), "json");
    let mut found = Vec::new();
    for language in languages() {
        let mut texts: BTreeMap<String, String> =
            language.parts.into_iter().map(|(key, parts)| (key, parts.words)).collect();
        texts.remove(CODE);
        let of_plugin: BTreeMap<String, BTreeMap<String, String>> =
            serde_json::from_str(&plugin[&format!("{}.json", language.tag)]).unwrap();
        texts.extend(of_plugin.into_values().flatten());
        for (key, text) in texts {
            let faults = faults(&language.tag, &text);
            found.extend(faults.iter().map(|fault| format!("{}: {key} has {fault}: {text}", language.tag)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn each_fault_is_found() {
    for (tag, bad) in [
        ("en", "the “goal"),
        ("de", "das „Ziel”"),
        ("de", "geht's"),
        ("fr", "l'objectif"),
        ("fr", "Résultat : 3"),
        ("fr", "Résultat\u{a0}: 3"),
        ("fr", "« vue »"),
        ("es", "Motivo \"x\""),
        ("es", "Qué puedo escribir?"),
    ] {
        assert_eq!(faults(tag, bad).len(), 1, "{tag}: {bad}");
    }
    for (tag, good) in [
        ("en", "the log's “goal”"),
        ("de", "das „Ziel“: 3"),
        ("fr", "l’objectif «\u{202f}site:\u{202f}»\u{202f}: site:3"),
        ("es", "¿Qué puedo escribir?"),
        ("pl", "„cel”"),
    ] {
        assert!(faults(tag, good).is_empty(), "{tag}: {good}");
    }
}
