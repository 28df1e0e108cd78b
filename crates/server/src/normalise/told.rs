//! What classes of other plugins say (docs/formats/activity-classes.md): kept in their own words, and naming what the catalogue does not know.

use activity_log_core::catalog::{Catalog, OTHER_EVENT, foreign};
use activity_log_core::event::{Target, Told};
use activity_log_core::fact::Fact;
use activity_log_core::redact;

use super::bounds::{fit_map, line};
use super::choose::Choice;
use super::{NAME_CHARS_MAX, view};

/// Most classes that are kept of one event.
const TOLD_MAX: usize = 4;
/// Most characters of a sentence.
const TEXT_CHARS_MAX: usize = 600;
/// Most characters of plugin and class.
const CLASS_CHARS_MAX: usize = 200;
/// Longest name of a language.
const LANG_CHARS_MAX: usize = 20;
/// Largest JSON of what one class kept.
const DATA_BYTES_MAX: usize = 2 * 1024;

/// Everything that is told, redacted and bounded.
pub(super) fn of(fact: &Fact, catalog: &Catalog) -> Vec<Told> {
    let bounded = |told: &Told| Told {
        class: line(&told.class, CLASS_CHARS_MAX),
        text: line(&told.text, TEXT_CHARS_MAX).trim().to_owned(),
        lang: language(&told.lang),
        data: fit_map(redact::told::data(&told.data, catalog), DATA_BYTES_MAX),
    };
    fact.told.iter().take(TOLD_MAX).map(bounded).collect()
}

/// What the event is called.
pub(super) struct Name {
    pub activity: String,
    pub category: String,
    pub also: Vec<String>,
    /// Another plugin's class named it.
    pub is_theirs: bool,
}

impl Name {
    /// By the catalogue; what it does not know by the first class that tells of it.
    pub(super) fn of(choice: &Choice<'_>, told: &[Told], catalog: &Catalog) -> Name {
        let theirs = told.first().filter(|_| choice.is_fallback);
        if let Some(activity) = theirs.and_then(|told| foreign::activity_id(&told.class)) {
            let general = &choice.activity.id;
            return Name {
                category: foreign::category(&activity, catalog).unwrap_or_default(),
                activity,
                also: if general == OTHER_EVENT { Vec::new() } else { vec![general.clone()] },
                is_theirs: true,
            };
        }
        Name {
            activity: choice.activity.id.clone(),
            category: choice.activity.category.clone(),
            also: choice.also.clone(),
            is_theirs: false,
        }
    }
}

/// What it was done to, as far as the data show: the last thing in it that has an id (a tag stands in a container).
pub(super) fn target(told: &[Told]) -> Option<Target> {
    let things = told.first()?.data.iter().filter(|(kind, _)| *kind != "site");
    let mut targets = things.filter_map(|(kind, value)| {
        let text =
            |name: &str| view::text(value.as_object()?.get(name)?).map(|text| line(&text, NAME_CHARS_MAX));
        let id = text("id").filter(|id| !["", "0", "$hidden"].contains(&id.as_str()))?;
        let name = text("name").filter(|name| !["", "$hidden"].contains(&name.as_str()));
        Some(Target { kind: line(kind, NAME_CHARS_MAX), id: Some(id), name })
    });
    targets.next_back()
}

/// As HTML names languages; `und` for what is no such name.
fn language(lang: &str) -> String {
    let lang = lang.replace('_', "-");
    let good = lang.len() <= LANG_CHARS_MAX
        && lang
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if good { lang } else { "und".to_owned() }
}
