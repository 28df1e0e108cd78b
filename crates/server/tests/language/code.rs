//! The messages that the code asks for are there, and none is left over.

use std::collections::{BTreeMap, BTreeSet};

use activity_log_core::catalog::Catalog;

use crate::files::{below, languages, root};

/// Calls that take the id of a message.
const BY_ID: [&str; 3] = [".t(\"", ".with(\"", ".count(\""];
/// The calls that take the name of a list and one of its words.
const BY_LIST: [&str; 2] = [".word(\"", ".word_known(\""];

/// Source and templates without tests.
fn sources() -> BTreeMap<String, String> {
    let mut sources = below(&root().join("src"), "rs");
    sources.extend(below(&root().join("templates"), "html"));
    sources.retain(|name, _| !name.contains("tests") && !name.contains("/suite"));
    for text in sources.values_mut() {
        if let Some(end) = text.find("#[cfg(test)]\nmod ") {
            text.truncate(end);
        }
        // Calls may be broken over lines.
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("( \"", "(\"");
    }
    assert!(sources.len() > 50, "the test looks in the wrong place");
    sources
}

/// String literals behind each place where the text has `before`.
fn literals<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(before).filter_map(|(at, _)| text[at + before.len()..].split('"').next())
}

/// Ids of pages, without those of activities and groups, which `generated_words.rs` holds against the catalogue.
fn page_keys() -> BTreeSet<String> {
    let english = languages().remove(0);
    english
        .parts
        .into_iter()
        .filter(|(_, parts)| parts.file.starts_with("pages"))
        .map(|(key, _)| key)
        .collect()
}

#[test]
fn what_the_code_asks_for_is_there() {
    let keys = page_keys();
    let (mut missing, mut seen) = (Vec::new(), 0);
    for (name, text) in sources() {
        for before in BY_ID {
            for id in literals(&text, before).filter(|id| !id.contains(['{', ' ', '.', ':', '/'])) {
                seen += 1;
                if !keys.contains(id) {
                    missing.push(format!("{name}: {id}"));
                }
            }
        }
        let lists = BY_LIST.into_iter().flat_map(|before| literals(&text, before));
        for list in lists.filter(|list| *list != "category") {
            seen += 1;
            if !keys.iter().any(|key| key.starts_with(&format!("{list}-"))) {
                missing.push(format!("{name}: the list {list}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in English:\n{}", missing.join("\n"));
    assert!(seen > 100, "only {seen} found: the test reads nothing");
}

#[test]
fn no_message_is_left_over() {
    let sources = sources();
    let english = languages().remove(0);
    let asked = |text: &str| sources.values().any(|source| source.contains(text));
    let left: Vec<String> = page_keys()
        .into_iter()
        .filter(|key| !asked(&format!("\"{key}\"")))
        .filter(|key| !english.parts.values().any(|parts| parts.used.contains(key)))
        .filter(|key| {
            // One of a list: `word("list", …)`, `words(l, "list", …)` or `format!("list-{…}")`.
            let lists = key.match_indices('-').map(|(at, _)| &key[..at]);
            !lists.into_iter().any(|list| {
                BY_LIST.iter().any(|before| asked(&format!("{before}{list}\"")))
                    || asked(&format!("words(\"{list}\""))
                    || asked(&format!("words(l, \"{list}\""))
                    || asked(&format!("\"{list}-{{"))
            })
        })
        .collect();
    assert!(left.is_empty(), "nothing asks for {left:?}");
}

#[test]
fn every_kind_of_object_has_a_name() {
    let keys = page_keys();
    let mut kinds = BTreeSet::new();
    for text in below(&root().join("../../catalog"), "toml").values() {
        kinds.extend(literals(text, "target = { type = \"").map(str::to_owned));
        kinds.extend(literals(text, "\nobject = \"").map(str::to_owned));
    }
    assert!(kinds.len() > 20 && !Catalog::builtin().menu().is_empty());
    let missing: Vec<_> = kinds.iter().filter(|kind| !keys.contains(&format!("object-{kind}"))).collect();
    assert!(missing.is_empty(), "no name for {missing:?}");
}
