//! The words of pages and sentences, in the reader's language. A further language is only further files in `locales/`.
//!
//! Needs nothing but core, so that everything that shows entries to people can use it.

mod accept;
mod dates;
mod numbers;
mod order;
mod sentence;

use std::sync::LazyLock;

use activity_log_core::catalog::{NotRecorded, foreign};
use activity_log_core::query::QueryError;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, File, include_dir};
use unic_langid::LanguageIdentifier;

use numbers::Signs;
pub use sentence::{Piece, Sentence};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/locales");
/// The language that has every message.
const COMPLETE: &str = "en";
/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 5] = ["ar", "fa", "he", "ur", "ku"];

static ALL: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let tags = FILES.dirs().filter_map(|dir| dir.path().file_name()?.to_str());
    let mut all: Vec<Locale> = tags.map(Locale::load).collect();
    all.sort_by_key(|locale| locale.tag != COMPLETE);
    all
});

/// One language.
pub struct Locale {
    tag: String,
    signs: Signs,
    bundle: FluentBundle<FluentResource>,
}

impl Locale {
    /// The language for Matomo's language code; the nearest there is, in the end English.
    pub fn of(code: &str) -> &'static Locale {
        Locale::find(code).unwrap_or_else(Locale::complete)
    }

    /// Every language there is, English first.
    pub fn all() -> &'static [Locale] {
        &ALL
    }

    fn find(code: &str) -> Option<&'static Locale> {
        let code = code.to_ascii_lowercase().replace('_', "-");
        let language = code.split('-').next().unwrap_or_default();
        let find = |tag: &str| ALL.iter().find(|locale| locale.tag == tag);
        find(&code).or_else(|| find(language))
    }

    /// English.
    pub fn complete() -> &'static Locale {
        // `locales/en` is part of the binary; a test reads it.
        &ALL[0]
    }

    fn load(tag: &str) -> Locale {
        let files = FILES.get_dir(tag).into_iter().flat_map(files);
        Locale::made(tag, files.map(|file| file.contents_utf8().unwrap_or_default()))
    }

    fn made<'a>(tag: &str, texts: impl Iterator<Item = &'a str>) -> Locale {
        let language: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // User text is isolated by markup on pages; the marks would only disturb in JSON.
        bundle.set_use_isolating(false);
        let signs = Signs::of(tag).unwrap_or(Signs::Comma);
        signs.apply(&mut bundle);
        for text in texts {
            // What can be read of a file with a mistake is used; the test says that there is none.
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partly, _)| partly);
            bundle.add_resource_overriding(resource);
        }
        Locale { tag: tag.to_owned(), signs, bundle }
    }

    /// For the `lang` attribute.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// For the `dir` attribute.
    pub fn dir(&self) -> &'static str {
        let language = self.tag.split('-').next().unwrap_or_default();
        if RIGHT_TO_LEFT.contains(&language) { "rtl" } else { "ltr" }
    }

    /// A message. Its id where nothing is known, so that a page is never broken by a missing word.
    pub fn t(&self, id: &str) -> String {
        self.message(id, None, None).unwrap_or_else(|| id.to_owned())
    }

    /// A message with a number in it.
    pub fn count(&self, id: &str, count: u64) -> String {
        let mut args = FluentArgs::new();
        args.set("count", count);
        self.message(id, None, Some(&args)).unwrap_or_else(|| id.to_owned())
    }

    /// A message with texts in it.
    pub fn with(&self, id: &str, texts: &[(&str, &str)]) -> String {
        let args: FluentArgs<'_> =
            texts.iter().map(|(name, value)| ((*name).to_owned(), FluentValue::from(*value))).collect();
        self.message(id, None, Some(&args)).unwrap_or_else(|| id.to_owned())
    }

    /// A word of a small closed list, such as `outcome-denied`; the word itself where there is no message.
    pub fn word(&self, list: &str, word: &str) -> String {
        self.message(&format!("{list}-{word}"), None, None).unwrap_or_else(|| word.replace(['_', '-'], " "))
    }

    /// The same; nothing where there is no message.
    pub fn word_known(&self, list: &str, word: &str) -> Option<String> {
        self.message(&format!("{list}-{word}"), None, None)
    }

    /// What is wrong with a query. What somebody typed is in it: escape it.
    pub fn query_error(&self, error: &QueryError) -> String {
        let values = error.kind.values();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.with(&format!("query-error-{}", error.kind.name()), &values)
    }

    /// Menu name of an activity; what its class is called where only another plugin knows it; its id where there is none.
    pub fn activity(&self, id: &str) -> String {
        self.message(&key(id), Some("label"), None).unwrap_or_else(|| match foreign::parts(id) {
            Some((plugin, name)) => format!("{} ({plugin})", name.replace(['_', '.'], " ")),
            None => id.to_owned(),
        })
    }

    /// What is not recorded, and why; the first is empty where the events say it.
    pub fn left_out(&self, row: &NotRecorded) -> (String, String) {
        let id = format!("left-out-{}", row.key());
        let what = match row.what.as_str() {
            "" => None,
            _ => self.message(&id, Some("what"), None),
        };
        let why = self.message(&id, None, None).unwrap_or_else(|| row.why.clone());
        (what.unwrap_or_else(|| row.what.clone()), why)
    }

    /// A message or one of its attributes, in this language or else in English.
    fn message(&self, id: &str, attribute: Option<&str>, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let own = self.own(id, attribute, args);
        if own.is_none() && self.tag != COMPLETE {
            return Locale::complete().own(id, attribute, args);
        }
        own
    }

    fn own(&self, id: &str, attribute: Option<&str>, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

/// The files of a language: its own, and those of its folders (`activities/` has one per file of the catalogue).
fn files<'a>(dir: &'a Dir<'a>) -> impl Iterator<Item = &'a File<'a>> {
    dir.files().chain(dir.dirs().flat_map(Dir::files))
}

/// Message id of an activity: only letters, digits, `-` and `_`; whatever else an unknown id has finds nothing.
fn key(activity: &str) -> String {
    activity.replace('.', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_language_and_missing_messages() {
        assert_eq!(Locale::of("de-AT").tag(), "de");
        assert_eq!(Locale::of("tlh").tag(), "en");
        assert_eq!(Locale::of("EN_gb").tag(), "en");
        assert_eq!(Locale::of("").t("no-such-message"), "no-such-message");
        assert_eq!(Locale::of("en").activity("no.such"), "no.such");
        assert_ne!(Locale::of("en").activity("goal.updated"), "goal.updated", "files in folders are read");
        assert_eq!(Locale::of("en").activity("activity.shop.item_sold"), "item sold (shop)");
    }

    #[test]
    fn a_language_from_right_to_left_needs_only_its_files() {
        let ar = Locale::made("ar", ["newest = الأحدث\n"].into_iter());
        assert_eq!((ar.dir(), ar.tag(), ar.t("newest").as_str()), ("rtl", "ar", "الأحدث"));
        // What is not translated yet is English, as everywhere.
        assert_eq!(ar.t("newer"), "Newer");
        for (tag, dir) in [("he", "rtl"), ("fa-ir", "rtl"), ("ur", "rtl"), ("de", "ltr"), ("art", "ltr")] {
            assert_eq!(Locale::made(tag, std::iter::empty()).dir(), dir, "{tag}");
        }
        assert!(Locale::all().iter().all(|locale| locale.dir() == "ltr"), "no such language yet");
    }
}
