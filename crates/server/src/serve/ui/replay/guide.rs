//! What to do by hand to do a sequence again, or to undo it.

use activity_log_core::Entry;
use activity_log_core::event::{Event, Outcome};

use super::super::changes::{Changed, Shown};
use super::super::field::FieldName;
use super::super::{row, show};
use crate::serve::locale::{Locale, Piece};

/// Categories whose place in Matomo's menu is known: `guide-where-…` in the locale.
const PLACES: [&str; 15] = [
    "annotation",
    "custom_alert",
    "custom_dimension",
    "dashboard",
    "goal",
    "personal_data",
    "plugin",
    "privacy",
    "report",
    "segment",
    "settings",
    "tag_manager",
    "token",
    "user",
    "website",
];
/// Verbs that make something; undone by deleting it.
const MAKES: [&str; 4] = ["created", "added", "invited", "installed"];
/// Verbs that take something away for good.
const TAKES: [&str; 3] = ["deleted", "removed", "purged"];
/// Verbs of who only looked, took along or used what was there.
const LOOKS: [&str; 4] = ["viewed", "exported", "downloaded", "used"];
/// Categories of entries that nobody repeats or undoes.
const LEFT_OUT: [&str; 3] = ["authentication", "auditlog", "console"];

/// Which guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guide {
    Repeat,
    Undo,
}

/// One step of it.
pub(super) struct GuideStep {
    /// What happened then.
    pub(super) sentence: Vec<Piece>,
    /// Where to click.
    pub(super) place: Option<String>,
    /// What to do there.
    pub(super) what: String,
    /// Field and value to enter.
    pub(super) values: Vec<(FieldName, Shown)>,
    /// What must be known before: it cannot be brought back, or a value was not recorded.
    pub(super) warning: Option<String>,
}

/// Whether it changed something, and was no sign-in.
pub(super) fn is_change(event: &Event) -> bool {
    event.outcome == Outcome::Success
        && !LEFT_OUT.contains(&event.category.as_str())
        && !LOOKS.contains(&event.verb.as_str())
}

impl Guide {
    /// As in addresses.
    pub(super) fn of(name: &str) -> Option<Guide> {
        match name {
            "repeat" => Some(Guide::Repeat),
            "undo" => Some(Guide::Undo),
            _ => None,
        }
    }

    /// As in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Guide::Repeat => "repeat",
            Guide::Undo => "undo",
        }
    }

    /// Said of a file that has the first entries only.
    pub(super) fn cut(self, most: u64, l: &Locale) -> String {
        match self {
            Guide::Repeat => l.count("guide-cut-repeat", most),
            Guide::Undo => l.count("guide-cut-undo", most),
        }
    }

    /// What it is about.
    pub(super) fn title(self, what: &str, l: &Locale) -> String {
        match self {
            Guide::Repeat => l.with("guide-title-repeat", &[("what", what)]),
            Guide::Undo => l.with("guide-title-undo", &[("what", what)]),
        }
    }

    /// How to read it.
    pub(super) fn hint(self, l: &Locale) -> String {
        match self {
            Guide::Repeat => l.t("guide-hint-repeat"),
            Guide::Undo => l.t("guide-hint-undo"),
        }
    }

    /// The steps in the order in which to do them, and how many entries are left out.
    pub(super) fn steps(self, entries: &[Entry], l: &Locale) -> (Vec<GuideStep>, u64) {
        // What followed by itself follows by itself again.
        let is_step = |event: &Event| event.is_root() && is_change(event);
        let events: Vec<&Event> =
            entries.iter().map(|entry| &entry.event).filter(|event| is_step(event)).collect();
        let left_out = (entries.len() - events.len()) as u64;
        let step = |event: &&Event| self.step(event, l);
        let steps = match self {
            Guide::Repeat => events.iter().map(step).collect(),
            Guide::Undo => events.iter().rev().map(step).collect(),
        };
        (steps, left_out)
    }

    fn step(self, event: &Event, l: &Locale) -> GuideStep {
        let (makes, takes) = (MAKES.contains(&event.verb.as_str()), TAKES.contains(&event.verb.as_str()));
        let what = match (self, makes, takes) {
            (Guide::Repeat, true, _) => l.t("guide-make"),
            (Guide::Repeat, _, true) => l.t("guide-take"),
            (Guide::Repeat, ..) if event.changes.is_empty() => l.t("guide-again"),
            (Guide::Repeat, ..) => l.t("guide-enter"),
            (Guide::Undo, true, _) => l.t("guide-take-what-was-made"),
            (Guide::Undo, _, true) => l.t("guide-make-again"),
            (Guide::Undo, ..) if event.changes.is_empty() => l.t("guide-look"),
            (Guide::Undo, ..) => l.t("guide-enter-old"),
        };
        let is_empty = self == Guide::Undo && makes;
        let values: Vec<(FieldName, Shown)> = event
            .changes
            .iter()
            .filter(|_| !is_empty)
            .map(|change| {
                let shown = Changed::new(change, l);
                (shown.field, if self == Guide::Repeat { shown.new } else { shown.old })
            })
            .collect();
        let is_hidden = event.changes.iter().any(|change| {
            let value = if self == Guide::Repeat { &change.new } else { &change.old };
            value.get("$hidden").is_some()
        });
        let warning = match (self, takes, is_hidden) {
            (Guide::Undo, true, _) => Some(l.t("guide-lost")),
            (_, _, true) => Some(l.t("guide-secret")),
            _ => None,
        };
        GuideStep {
            sentence: row::sentence(event, l, show::name),
            place: PLACES.contains(&event.category.as_str()).then(|| l.word("guide-where", &event.category)),
            what,
            values,
            warning,
        }
    }
}
