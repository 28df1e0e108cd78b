//! The plugin's own words (`lang/*.json`): the same keys and places in every language, all used.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::{below, root};

type Words = BTreeMap<String, String>;

const SAME_WORDS_MAX: usize = 3;

fn read(text: &str) -> Words {
    let mut all: BTreeMap<String, Words> = serde_json::from_str(text).unwrap();
    assert_eq!(all.len(), 1);
    all.remove("OpenActivityLog").unwrap()
}

/// `%1$s` and the like, each once.
fn places(text: &str) -> BTreeSet<String> {
    text.match_indices('%').map(|(at, _)| text[at..].chars().take(4).collect()).collect()
}

fn faults(english: &Words, words: &Words) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, theirs) in english {
        let Some(ours) = words.get(key) else {
            faults.push(format!("{key} is missing"));
            continue;
        };
        let (wanted, found) = (places(theirs), places(ours));
        if wanted != found {
            faults.push(format!("{key} has {found:?}, in English {wanted:?}"));
        }
        let is_long = theirs.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count()
            > SAME_WORDS_MAX;
        if is_long && ours == theirs && !std::ptr::eq(english, words) {
            faults.push(format!("{key} is still English"));
        }
        if ours.trim().is_empty() || ours.contains(['<', '>']) {
            faults.push(format!("{key} is empty or has markup"));
        }
    }
    faults.extend(
        words.keys().filter(|key| !english.contains_key(*key)).map(|key| format!("{key} is not in English")),
    );
    faults
}

#[test]
fn the_plugin_says_everything_in_every_language() {
    let files = below(&root().join("../../matomo/OpenActivityLog/lang"), "json");
    let english = read(&files["en.json"]);
    let mut found = Vec::new();
    for (name, text) in &files {
        let words = read(text);
        let faults = if name == "en.json" { faults(&english, &english) } else { faults(&english, &words) };
        found.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    // Whoever reads our pages in a language reads the plugin's words in it too.
    for language in crate::files::languages() {
        assert!(
            files.contains_key(&format!("{}.json", language.tag)),
            "lang/{}.json is missing",
            language.tag
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let places = "%1$s: %2$s";
    let right = Words::from([("A".into(), format!("one two three four {places}"))]);
    for bad in ["one two three four %1$s: %2$s", "eins %1$s", "eins %1$s %2$s %3$s", "eins %s %2$s", ""] {
        assert!(!faults(&right, &Words::from([("A".into(), bad.into())])).is_empty(), "{bad}");
    }
    assert!(faults(&right, &Words::from([("A".into(), "vier %2$s %1$s".into())])).is_empty());
}

#[test]
fn the_plugin_uses_all_its_words_and_no_others() {
    let dir = root().join("../../matomo/OpenActivityLog");
    let english = read(&below(&dir.join("lang"), "json")["en.json"]);
    let mut code = below(&dir, "php");
    code.extend(below(&dir, "twig"));
    code.retain(|name, _| !name.starts_with("tests"));
    let code: String = code.into_values().collect();
    let behind = |before: &'static str| {
        let key = |at: usize| code[at + before.len()..].split(|c: char| !c.is_ascii_alphanumeric()).next();
        code.match_indices(before).filter_map(move |(at, _)| key(at)).filter(|key| !key.is_empty())
    };
    let asked: BTreeSet<&str> = behind("OpenActivityLog_").chain(behind("::text('")).collect();
    assert!(asked.len() > 10, "the test reads nothing: {asked:?}");
    let missing: Vec<_> = asked.iter().filter(|key| !english.contains_key(**key)).collect();
    assert!(missing.is_empty(), "not in en.json: {missing:?}");
    // Matomo asks for this one by itself.
    let by_matomo = ["PluginDescription"];
    let left: Vec<_> = english
        .keys()
        .filter(|key| {
            let setting = key.strip_suffix("Help").unwrap_or(key);
            !asked.contains(key.as_str()) && !code.contains(&format!("'{setting}'"))
        })
        .filter(|key| !by_matomo.contains(&key.as_str()))
        .collect();
    assert!(left.is_empty(), "nothing asks for {left:?}");
}

/// Whoever is told where to click finds these very words there.
#[test]
fn the_way_in_is_called_what_the_plugin_calls_it() {
    let files = below(&root().join("../../matomo/OpenActivityLog/lang"), "json");
    for language in crate::files::languages() {
        let words = read(&files[&format!("{}.json", language.tag)]);
        let way = &language.parts["sign-in-matomo"].words;
        for key in ["ActivityLog", "OpenConsole"] {
            assert!(way.contains(&words[key]), "{}: “{}” is not in “{way}”", language.tag, words[key]);
        }
    }
}
