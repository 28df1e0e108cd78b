//! What happened, as a sentence without its subject: “updated the goal “Signup done” on Shop”.

use activity_log_core::Event;
use activity_log_core::event::{Outcome, Target, Told};
use fluent_bundle::FluentArgs;
use serde_json::Value;

use super::{Locale, key};

/// Marks round values while Fluent puts the sentence together; no message and no value contains them.
const OPEN: char = '\u{F8F0}';
const CLOSE: char = '\u{F8F1}';
/// Its sentence depends on what differs.
const UNEXPLAINED: &str = "auditlog.unexplained_change";
/// Verbs of activities that are told as failed already.
const SAYS_ITS_OUTCOME: &[&str] = &["failed", "blocked", "refused"];

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text, as it is.
    pub text: String,
    /// True for values somebody chose (names); false for our own words.
    pub is_value: bool,
    /// Language of a whole sentence in somebody else's words; nothing for all other text.
    pub lang: Option<String>,
}

/// A sentence in parts, so that whoever shows it can set values apart from words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub Vec<Piece>);

impl Sentence {
    /// The whole sentence as plain text.
    pub fn plain(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }

    fn from_marked(marked: &str) -> Sentence {
        let mut pieces = Vec::new();
        let mut push = |text: &str, is_value| {
            if !text.is_empty() {
                pieces.push(Piece { text: text.to_owned(), is_value, lang: None });
            }
        };
        let mut rest = marked;
        while let Some((words, after)) = rest.split_once(OPEN) {
            let (value, after) = after.split_once(CLOSE).unwrap_or((after, ""));
            push(words, false);
            push(value, true);
            rest = after;
        }
        push(rest, false);
        Sentence(pieces)
    }
}

impl Locale {
    /// What happened.
    pub fn sentence(&self, event: &Event) -> Sentence {
        let name = event.target.as_ref().and_then(shown);
        let target = name.map_or_else(|| self.t("unnamed"), marked);
        let site = event.site.as_ref();
        let site_name = match site {
            Some(site) => match &site.name {
                Some(name) => marked(name),
                None => self.with("site-number", &[("id", &site.id.to_string())]),
            },
            None => String::new(),
        };
        let mut args = FluentArgs::new();
        args.set("target", target);
        args.set("site", site_name);
        args.set("has_site", if site.is_some() { "yes" } else { "no" });
        args.set("has_target", if name.is_some() { "yes" } else { "no" });
        if event.activity == UNEXPLAINED {
            add_difference(event, &mut args);
        }
        if let Some(text) = self.message(&key(&event.activity), Some("text"), Some(&args)) {
            return Sentence::from_marked(&self.with_outcome(event, text));
        }
        if let Some(told) = event.told.iter().find(|told| !told.text.is_empty()) {
            return self.foreign(event, told);
        }
        let text = self.unknown_activity(event, name.is_some(), &mut args);
        Sentence::from_marked(&self.with_outcome(event, text))
    }

    /// The words of another plugin's class, where we have none of our own.
    fn foreign(&self, event: &Event, told: &Told) -> Sentence {
        let mut sentence = Sentence::from_marked(&self.with_outcome(event, marked(&told.text)));
        for piece in sentence.0.iter_mut().filter(|piece| piece.is_value) {
            piece.lang = Some(told.lang.clone());
        }
        sentence
    }

    fn unknown_activity(&self, event: &Event, has_name: bool, args: &mut FluentArgs<'_>) -> String {
        let id = if has_name { "activity-unknown-with-target" } else { "activity-unknown" };
        // The id of an unknown activity is somebody's text like every other value.
        let label = self.activity(&event.activity);
        args.set("activity", if label == event.activity { marked(&label) } else { label });
        self.message(id, None, Some(args)).unwrap_or_else(|| event.activity.clone())
    }

    /// What was tried must not read as done. Some activities are a failure by their name and need no more words.
    fn with_outcome(&self, event: &Event, text: String) -> String {
        let id = match event.outcome {
            Outcome::Success => return text,
            _ if SAYS_ITS_OUTCOME.contains(&event.verb.as_str()) => return text,
            Outcome::Denied => "sentence-denied",
            Outcome::Failure => "sentence-failed",
        };
        let mut args = FluentArgs::new();
        args.set("text", text.as_str());
        self.message(id, None, Some(&args)).unwrap_or(text)
    }
}

/// What stands in an entry about a change that nothing explains.
fn add_difference(event: &Event, args: &mut FluentArgs<'_>) {
    let text =
        |name: &str| event.request.params.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    args.set("what", text("what"));
    args.set("now", if text("new") == "true" { "yes" } else { "no" });
    for (name, param) in [("old", "old"), ("new", "new"), ("websites", "websites"), ("owner", "login")] {
        args.set(name, marked(&text(param)));
    }
}

fn marked(value: &str) -> String {
    let value: String = value.chars().filter(|c| !matches!(*c, OPEN | CLOSE)).collect();
    format!("{OPEN}{value}{CLOSE}")
}

/// What people call a target.
fn shown(target: &Target) -> Option<&str> {
    let set = |text: &&String| !text.trim().is_empty();
    let kind = Some(&target.kind).filter(set);
    target.name.as_ref().filter(set).or(target.id.as_ref().filter(set)).or(kind).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_apart_from_words() {
        let sentence =
            Sentence::from_marked(&format!("saw {} on {}", marked("<b>\u{F8F1}x"), marked("Shop")));
        let parts: Vec<_> = sentence.0.iter().map(|piece| (piece.text.as_str(), piece.is_value)).collect();
        assert_eq!(parts, [("saw ", false), ("<b>x", true), (" on ", false), ("Shop", true)]);
        assert_eq!(sentence.plain(), "saw <b>x on Shop");
    }
}
