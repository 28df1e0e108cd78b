//! Every activity has its words, and the published list of what is logged fits the catalogue. `make generate` writes it again.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use activity_log_core::catalog::{Catalog, docs};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

const WORDS: [&str; 2] =
    [include_str!("../locales/en/activities.ftl"), include_str!("../locales/en/reads.ftl")];

fn bundle() -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec!["en".parse().unwrap()]);
    bundle.set_use_isolating(false);
    for words in WORDS {
        let resource = FluentResource::try_new(words.to_owned()).map_err(|(_, errors)| errors).unwrap();
        bundle.add_resource(resource).unwrap();
    }
    bundle
}

fn say(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    attribute: Option<&str>,
    has_site: &str,
) -> Option<String> {
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let mut args = FluentArgs::new();
    for (name, value) in [("target", "Signup"), ("site", "Shop"), ("has_site", has_site)] {
        args.set(name, value);
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    assert!(errors.is_empty(), "{key}: {errors:?}");
    Some(text)
}

fn key(id: &str) -> String {
    id.replace('.', "-")
}

#[test]
fn every_activity_and_group_has_words() {
    let (catalog, bundle) = (Catalog::builtin(), bundle());
    for activity in catalog.menu() {
        for has_site in ["yes", "no"] {
            let text = say(&bundle, &key(&activity.id), Some("text"), has_site).unwrap_or_default();
            assert!(
                !text.is_empty() && text.trim() == text && !text.ends_with('.'),
                "{}: “{text}”",
                activity.id
            );
        }
        let label = say(&bundle, &key(&activity.id), Some("label"), "no").unwrap_or_default();
        assert!(
            label.starts_with(|first: char| first.is_uppercase() || first.is_numeric()),
            "{}: “{label}”",
            activity.id
        );
    }
    for category in catalog.categories() {
        assert!(
            say(&bundle, &format!("category-{category}"), None, "no").is_some(),
            "{category} has no name"
        );
    }
    assert_eq!(
        say(&bundle, "goal-updated", Some("text"), "yes").unwrap(),
        "updated the goal “Signup” on Shop"
    );
    assert_eq!(say(&bundle, "goal-updated", Some("text"), "no").unwrap(), "updated the goal “Signup”");
}

#[test]
fn no_words_are_left_over() {
    let known: BTreeSet<String> =
        Catalog::builtin().menu().iter().map(|activity| key(&activity.id)).collect();
    let keys = WORDS
        .iter()
        .flat_map(|words| words.lines())
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key);
    let left: Vec<_> = keys
        .filter(|key| !key.starts_with([' ', '#']) && *key != "on-site" && !key.starts_with("category-"))
        .filter(|key| !known.contains(*key))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn generated_list_of_what_is_logged_is_up_to_date() {
    let bundle = bundle();
    let label = |id: &str| say(&bundle, &key(id), Some("label"), "no").unwrap_or_else(|| id.to_owned());
    let category =
        |id: &str| say(&bundle, &format!("category-{id}"), None, "no").unwrap_or_else(|| id.to_owned());
    let wanted = docs::what_is_logged(Catalog::builtin(), &label, &category);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/what-is-logged.md");
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "{} does not fit the catalogue; run `make generate`", path.display());
}
