//! Every language has the messages of English, with the same things in them.

use std::collections::{BTreeMap, BTreeSet};

use intl_pluralrules::{PluralRuleType, PluralRules};

use crate::files::{Language, languages};

/// May be the same as in English although they have more than three words, and why.
const SAME: &[(&str, &str)] =
    &[("search-placeholder", "terms of the query language, which is the same in every language")];
/// Words up to which a message may well be the same as in English, such as “API token”.
const SAME_WORDS_MAX: usize = 3;
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What is wrong with a language beside English.
fn faults(english: &Language, language: &Language) -> Vec<String> {
    let mut faults = language.faults.clone();
    let categories = categories(&language.tag);
    for (key, theirs) in &english.parts {
        let Some(ours) = language.parts.get(key) else {
            faults.push(format!("{key} is missing ({})", theirs.file));
            continue;
        };
        if ours.file != theirs.file {
            faults.push(format!("{key} stands in {}, in English in {}", ours.file, theirs.file));
        }
        for name in theirs.used.difference(&ours.used) {
            faults.push(format!("{key} does not use {name}"));
        }
        for name in ours.used.difference(&theirs.used) {
            faults.push(format!("{key} uses {name}, which English does not"));
        }
        for (by, keys, default) in &ours.choices {
            let is_number = |key: &String| key.parse::<f64>().is_ok();
            if keys.iter().all(|key| CATEGORIES.contains(&key.as_str()) || is_number(key)) {
                if default != "other" {
                    faults.push(format!("{key}: the choice by ${by} has no *[other]"));
                }
                let unknown = |key: &&String| !is_number(key) && !categories.contains(key.as_str());
                for unknown in keys.iter().filter(unknown) {
                    faults.push(format!("{key}: {} has no plural form [{unknown}]", language.tag));
                }
            } else {
                // Words that the code knows: English says which there are.
                let known: BTreeSet<&String> = theirs
                    .choices
                    .iter()
                    .filter(|choice| choice.0 == *by)
                    .flat_map(|choice| &choice.1)
                    .collect();
                let keys: BTreeSet<&String> = keys.iter().collect();
                if keys != known {
                    faults.push(format!("{key}: the choice by ${by} has {keys:?}, in English {known:?}"));
                }
            }
        }
        let words =
            theirs.words.split([' ', '\n', '\u{fffc}']).filter(|word| word.contains(char::is_alphabetic));
        let is_long = words.count() > SAME_WORDS_MAX;
        if is_long
            && language.tag != "en"
            && ours.words == theirs.words
            && !SAME.iter().any(|(same, _)| same == key)
        {
            faults.push(format!("{key} is still English: {}", ours.words.trim()));
        }
    }
    for (key, ours) in &language.parts {
        if !english.parts.contains_key(key) {
            faults.push(format!("{key} is not in English ({})", ours.file));
        }
    }
    faults
}

/// The plural forms of a language.
fn categories(tag: &str) -> BTreeSet<String> {
    let language: unic_langid::LanguageIdentifier = tag.parse().unwrap();
    let rules = PluralRules::create(language, PluralRuleType::CARDINAL)
        .unwrap_or_else(|error| panic!("{tag}: {error}"));
    let whole = (0_u32..=1_000).map(f64::from).chain([1e6, 2e6, 1.5, 0.5]);
    whole.map(|number| format!("{:?}", rules.select(number).unwrap()).to_lowercase()).collect()
}

#[test]
fn every_language_says_what_english_says() {
    let languages = languages();
    let mut faults_of = BTreeMap::new();
    for language in &languages {
        let faults = faults(&languages[0], language);
        if !faults.is_empty() {
            faults_of.insert(&language.tag, faults);
        }
    }
    let lines =
        faults_of.iter().flat_map(|(tag, faults)| faults.iter().map(move |fault| format!("{tag}: {fault}")));
    let lines: Vec<String> = lines.collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn exceptions_are_still_needed() {
    let languages = languages();
    for (key, why) in SAME {
        assert!(languages[0].parts.contains_key(*key), "{key} ({why}) is no message any more");
    }
}

#[test]
fn each_fault_is_found() {
    let language = |tag: &str, text: &str| {
        Language::read(&BTreeMap::from([("a.ftl".to_owned(), text.to_owned())]), tag.to_owned())
    };
    let english = language(
        "en",
        "a = one two three four { $x }\nb =\n    .label = B\nn = { $count ->\n    [one] one\n   *[other] { $count }\n}\n\
         w = { $has ->\n    [yes] it has\n   *[no] it has not\n}\n",
    );
    let right = "a = eins zwei drei vier { $x }\nb =\n    .label = B\nn = { $count ->\n    [one] eins\n   *[other] { $count }\n}\n\
                 w = { $has ->\n    [yes] hat\n   *[no] hat nicht\n}\n";
    assert_eq!(faults(&english, &language("de", right)), Vec::<String>::new());
    assert_eq!(faults(&english, &english), Vec::<String>::new());
    for (from, to, fault) in [
        ("a = eins zwei drei vier { $x }\n", "", "a is missing"),
        ("    .label = B\n", "    .text = B\n", "b.label is missing"),
        ("    .label = B\n", "    .label = B\n    .text = B\n", "b.text is not in English"),
        ("vier { $x }", "vier", "a does not use $x"),
        ("vier { $x }", "vier { $x } { $y }", "a uses $y"),
        ("vier { $x }", "vier { $x } { n }", "a uses n"),
        ("a = eins", "a = { eins", "ExpectedToken"),
        ("*[other] {", "[other] {", "MissingDefaultVariant"),
        ("[one] eins\n   *[other]", "*[one] eins\n   [other]", "the choice by $count has no *[other]"),
        ("[one] eins", "[few] eins", "de has no plural form [few]"),
        ("[yes] hat", "[ja] hat", "the choice by $has has"),
        ("eins zwei drei vier", "one two three four", "a is still English"),
        ("b =", "a = noch einmal { $x }\nb =", "a stands twice"),
    ] {
        assert!(right.contains(from), "{from}");
        let found = faults(&english, &language("de", &right.replacen(from, to, 1)));
        assert!(found.iter().any(|found| found.contains(fault)), "{fault}: {found:?}");
    }
}
