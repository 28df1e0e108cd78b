//! Every activity is a whole sentence in every language.

use activity_log_core::catalog::Catalog;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use crate::files::{Language, languages};

type Bundle = FluentBundle<FluentResource>;

/// Kinds of changes without an entry; `generated_words.rs` says that English has a sentence for each.
const UNEXPLAINED: &str = "auditlog.unexplained_change";

fn bundle(language: &Language) -> Bundle {
    let resource = FluentResource::try_new(language.text.clone()).unwrap_or_else(|(partly, _)| partly);
    let mut bundle = FluentBundle::new(vec![language.tag.parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The text; what is wrong with it goes to the faults.
fn say(
    bundle: &Bundle,
    key: &str,
    attribute: Option<&str>,
    args: &FluentArgs<'_>,
    faults: &mut Vec<String>,
) -> String {
    let message = bundle.get_message(key);
    let pattern = message.and_then(|message| match attribute {
        Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
        None => message.value(),
    });
    let Some(pattern) = pattern else {
        faults.push(format!("{key} is missing"));
        return String::new();
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    faults.extend(errors.iter().map(|error| format!("{key}: {error}")));
    let is_clean = !text.contains(['{', '}', '$', '\n']) && !text.contains("  ") && text.trim() == text;
    if text.is_empty() || !is_clean || text.ends_with('.') || text.contains(" ,") {
        faults.push(format!("{key}: “{text}”"));
    }
    text
}

fn faults(language: &Language) -> Vec<String> {
    let bundle = bundle(language);
    let mut faults = Vec::new();
    let whats: Vec<String> = language
        .parts
        .get("auditlog-unexplained_change.text")
        .into_iter()
        .flat_map(|parts| {
            parts.choices.iter().filter(|choice| choice.0 == "what").flat_map(|choice| choice.1.clone())
        })
        .collect();
    for activity in Catalog::builtin().menu() {
        let key = activity.id.replace('.', "-");
        let label = say(&bundle, &key, Some("label"), &FluentArgs::new(), &mut faults);
        // A name of Matomo's, such as token_auth, stays as it is.
        let is_name = label.split(' ').next().is_some_and(|word| word.contains('_'));
        if !is_name && !label.starts_with(|first: char| first.is_uppercase() || first.is_numeric()) {
            faults.push(format!("{key}: the label “{label}” begins small"));
        }
        let whats = if activity.id == UNEXPLAINED { whats.as_slice() } else { &[String::new()] };
        for what in whats {
            for (has_site, has_target, now) in
                [("yes", "yes", "yes"), ("yes", "no", "no"), ("no", "yes", "no"), ("no", "no", "yes")]
            {
                let values = [
                    ("target", if has_target == "yes" { "Signup" } else { "(…)" }),
                    ("site", if has_site == "yes" { "Shop" } else { "" }),
                    ("has_site", has_site),
                    ("has_target", has_target),
                    ("what", what),
                    ("now", now),
                    ("old", "view"),
                    ("new", "admin"),
                    ("websites", "1-5"),
                    ("owner", "bob"),
                ];
                let args: FluentArgs<'_> = values
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), FluentValue::from(*value)))
                    .collect();
                say(&bundle, &key, Some("text"), &args, &mut faults);
                let has_attempt = bundle
                    .get_message(&key)
                    .is_some_and(|message| message.get_attribute("attempt").is_some());
                if !has_attempt {
                    continue;
                }
                let attempt = say(&bundle, &key, Some("attempt"), &args, &mut faults);
                for outcome in ["sentence-denied", "sentence-failed"] {
                    let mut args = FluentArgs::new();
                    args.set("attempt", attempt.as_str());
                    let told = say(&bundle, outcome, None, &args, &mut faults);
                    if !told.contains(&attempt) || told == attempt {
                        faults.push(format!("{outcome}: “{told}”"));
                    }
                }
            }
        }
    }
    faults
}

#[test]
fn every_activity_is_a_sentence_in_every_language() {
    let lines: Vec<String> = languages()
        .iter()
        .flat_map(|language| faults(language).into_iter().map(|fault| format!("{}: {fault}", language.tag)))
        .collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn each_fault_is_found() {
    for (from, to, fault) in [
        (
            ".text = updated the goal",
            ".text = updated the goal {\"{\"}",
            "goal-updated: “updated the goal { “Signup”",
        ),
        (".text = updated the goal", ".text = updated  the goal", "updated  the goal"),
        ("updated the goal “{ $target }”", "updated the goal “{ $name }”", "goal-updated: Resolver error"),
        (".label = Goal updated", ".label = goal updated", "begins small"),
        (".attempt = update the goal", ".attempt = update  the goal", "update  the goal"),
        (
            "sentence-denied = tried to { $attempt } and was denied",
            "sentence-denied = { $attempt }",
            "sentence-denied",
        ),
    ] {
        let mut english = languages().remove(0);
        assert!(english.text.contains(from), "{from}");
        english.text = english.text.replacen(from, to, 1);
        let found = faults(&english);
        assert!(found.iter().any(|found| found.contains(fault)), "{fault}: {found:?}");
    }
}
