//! Every activity has its words, and the published list of what is logged fits the catalogue. `make generate` writes it again.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use activity_log_core::catalog::{Catalog, docs};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

/// The words of all activities: what they share, then one file per file of the catalogue.
static WORDS: LazyLock<String> = LazyLock::new(|| {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en");
    let files = std::fs::read_dir(dir.join("activities")).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = std::iter::once(dir.join("activities.ftl")).chain(files).collect();
    files[1..].sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect::<Vec<_>>().join("\n")
});

fn bundle() -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(WORDS.clone()).map_err(|(_, errors)| errors).unwrap();
    let mut bundle = FluentBundle::new(vec!["en".parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).unwrap();
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
    for (name, value) in [
        ("target", "Signup"),
        ("site", "Shop"),
        ("has_site", has_site),
        ("what", "access-changed"),
        ("now", "no"),
        ("old", "view"),
        ("new", "admin"),
        ("websites", "1-5"),
        ("owner", "bob"),
    ] {
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
    assert_eq!(
        say(&bundle, "auditlog-unexplained_change", Some("text"), "no").unwrap(),
        "found that access of “Signup” to the websites 1-5 changed from view to admin without an entry"
    );
    assert_eq!(say(&bundle, "goal-updated", Some("text"), "no").unwrap(), "updated the goal “Signup”");
}

/// Placeables of an attribute of an activity.
fn placeables(text: &str, id: &str, attribute: &str) -> Option<BTreeSet<String>> {
    let message = text.split(&format!("\n{id} =\n")).nth(1)?;
    let own: Vec<&str> = message.lines().take_while(|line| line.starts_with(' ')).collect();
    let line = own.iter().find(|line| line.trim().starts_with(&format!("{attribute} = ")))?;
    Some(line.split("{ ").skip(1).filter_map(|rest| Some(rest.split_once(" }")?.0.to_owned())).collect())
}

#[test]
fn what_can_fail_has_an_infinitive_in_every_language() {
    let says_its_outcome = ["failed", "blocked", "refused"];
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    // German follows from these.
    for tag in ["en", "de", "fr", "es"] {
        let files = std::fs::read_dir(locales.join(tag).join("activities")).unwrap();
        let read = |file: std::fs::DirEntry| std::fs::read_to_string(file.path()).unwrap();
        let text: String = files.map(|file| format!("\n{}", read(file.unwrap()))).collect();
        for activity in Catalog::builtin().menu() {
            let id = key(&activity.id);
            let attempt = placeables(&text, &id, ".attempt");
            if says_its_outcome.contains(&activity.verb.as_str()) || activity.id.starts_with("auditlog.") {
                assert_eq!(attempt, None, "{tag}: {id} needs no attempt");
            } else {
                assert_eq!(attempt, placeables(&text, &id, ".text"), "{tag}: {id}");
                assert!(attempt.is_some(), "{tag}: {id} has no attempt");
            }
        }
    }
}

#[test]
fn every_change_without_an_entry_has_a_sentence_of_its_own() {
    let bundle = bundle();
    let pattern =
        bundle.get_message("auditlog-unexplained_change").unwrap().get_attribute("text").unwrap().value();
    let sentence = |what: &str| {
        let mut args = FluentArgs::new();
        for name in ["target", "site", "has_site", "now", "old", "new", "websites", "owner"] {
            args.set(name, "x");
        }
        args.set("what", what);
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        assert!(errors.is_empty(), "{what}: {errors:?}");
        text
    };
    let of_users = ["appeared", "vanished", "superuser_access", "email", "password", "two_factor", "pending"];
    let whats = of_users.map(|what| format!("user-{what}")).into_iter();
    let others = ["access", "token", "website", "goal", "plugin"]
        .into_iter()
        .flat_map(|group| ["appeared", "vanished", "changed"].map(|what| format!("{group}-{what}")));
    let settings = ["setting", "files", "matomo"].map(|group| format!("{group}-changed"));
    let mut seen = BTreeSet::from([sentence("more")]);
    for what in whats.chain(others).chain(settings) {
        assert!(seen.insert(sentence(&what)), "{what} has no sentence of its own");
    }
}

#[test]
fn no_words_are_left_over() {
    let known: BTreeSet<String> =
        Catalog::builtin().menu().iter().map(|activity| key(&activity.id)).collect();
    let keys = WORDS.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
    let left: Vec<_> = keys
        .filter(|key| {
            !key.starts_with([' ', '#'])
                && !["on-site", "to-websites"].contains(key)
                && !key.starts_with("category-")
        })
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

#[test]
fn generated_words_about_what_is_left_out_are_those_of_the_catalogue() {
    let mut text = String::from(
        "### What is not recorded (`.what`, where events do not say it) and why. In English generated from `catalog/*.toml`\n\
         ### (`make generate`): change it there. Translations are written by hand.\n",
    );
    let mut seen = BTreeSet::new();
    for row in Catalog::builtin().not_recorded() {
        assert!(seen.insert(row.key()), "two rows are called {}", row.key());
        assert!(!row.what.contains(['{', '}']) && !row.why.contains(['{', '}']), "{}", row.key());
        text.push_str(&format!("\nleft-out-{} = {}\n", row.key(), row.why));
        if !row.what.is_empty() {
            text.push_str(&format!("    .what = {}\n", row.what));
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en/left_out.ftl");
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "{} does not fit the catalogue; run `make generate`", path.display());
}
