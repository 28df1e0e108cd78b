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
                None => self.with("site-unnamed", &[("id", &site.id.to_string())]),
            },
            None => String::new(),
        };
        let mut args = FluentArgs::new();
        args.set("target", target);
        args.set("site", site_name);
        args.set("has_site", if site.is_some() { "yes" } else { "no" });
        args.set("has_target", if name.is_some() { "yes" } else { "no" });
        if event.activity == UNEXPLAINED {
            self.add_difference(event, &mut args);
        }
        if let Some(text) = self.message(&key(&event.activity), Some("text"), Some(&args)) {
            let Some((tried, in_other_words)) = tried(event) else { return Sentence::from_marked(&text) };
            // An attempt in another language than the rest of its sentence would be no sentence.
            if let Some(attempt) = self.own(&key(&event.activity), Some("attempt"), Some(&args)) {
                args.set("attempt", attempt);
                return Sentence::from_marked(&self.outcome(tried, &args));
            }
            let what = self.unknown_activity(event, name.is_some(), &mut args);
            args.set("what", what);
            return Sentence::from_marked(&self.outcome(in_other_words, &args));
        }
        if let Some(told) = event.told.iter().find(|told| !told.text.is_empty()) {
            return self.foreign(event, told);
        }
        let text = self.unknown_activity(event, name.is_some(), &mut args);
        Sentence::from_marked(&self.in_other_words(event, text))
    }

    /// The words of another plugin's class, where we have none of our own.
    fn foreign(&self, event: &Event, told: &Told) -> Sentence {
        let mut sentence = Sentence::from_marked(&self.in_other_words(event, marked(&told.text)));
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

    /// For what has no infinitive: a name behind words that say how it ended.
    fn in_other_words(&self, event: &Event, what: String) -> String {
        let Some((_, id)) = tried(event) else { return what };
        let mut args = FluentArgs::new();
        args.set("what", what);
        self.outcome(id, &args)
    }

    fn outcome(&self, id: &str, args: &FluentArgs<'_>) -> String {
        self.message(id, None, Some(args)).unwrap_or_else(|| id.to_owned())
    }

    /// What stands in an entry about a change that nothing explains.
    fn add_difference(&self, event: &Event, args: &mut FluentArgs<'_>) {
        let params = &event.request.params;
        let text = |name: &str| params.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let is_access = text("what").starts_with("access-");
        // Roles are our words, whatever else stands there is not.
        let role = |value: &str| self.message(&format!("role-{value}"), None, None).filter(|_| is_access);
        args.set("what", text("what"));
        args.set("now", if text("new") == "true" { "yes" } else { "no" });
        for name in ["old", "new"] {
            let value = text(name);
            args.set(name, role(&value).unwrap_or_else(|| marked(&value)));
        }
        for (name, param) in [("websites", "websites"), ("owner", "login")] {
            args.set(name, marked(&text(param)));
        }
    }
}

/// Messages for what was only tried, which must not read as done: with an infinitive, and without one. Nothing for what
/// succeeded, and for activities that are a failure by their name.
fn tried(event: &Event) -> Option<(&'static str, &'static str)> {
    match event.outcome {
        Outcome::Success => None,
        _ if SAYS_ITS_OUTCOME.contains(&event.verb.as_str()) => None,
        Outcome::Denied => Some(("sentence-denied", "sentence-denied-other")),
        Outcome::Failure => Some(("sentence-failed", "sentence-failed-other")),
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

    fn event(activity: &str, outcome: &str) -> Event {
        serde_json::from_value(serde_json::json!({
            "id": "0193a000-0000-7000-8000-000000000001", "time": "2026-11-01T10:00:00Z", "activity": activity, "verb": "deleted",
            "category": "goal", "severity": "info", "outcome": outcome, "target": { "type": "goal", "name": "Signup" },
            "site": { "id": 3 }, "instance": "main", "source": "plugin", "actor": { "kind": "user", "auth": "session" },
            "client": {}, "request": {},
        }))
        .unwrap()
    }

    #[test]
    fn what_was_tried_does_not_read_as_done() {
        let said = |tag: &str, activity: &str, outcome: &str| {
            Locale::of(tag).sentence(&event(activity, outcome)).plain()
        };
        let goal = |tag| ["success", "denied", "failure"].map(|outcome| said(tag, "goal.deleted", outcome));
        assert_eq!(
            goal("en"),
            [
                "deleted the goal “Signup” on website 3",
                "tried to delete the goal “Signup” on website 3 and was denied",
                "tried to delete the goal “Signup” on website 3; it failed",
            ]
        );
        assert!(goal("fr")[1].starts_with("a tenté de supprimer l’objectif"), "{}", goal("fr")[1]);
        assert!(goal("es")[2].starts_with("intentó eliminar el objetivo"), "{}", goal("es")[2]);
        assert_eq!(
            said("en", "auditlog.exported", "denied"),
            "tried and was denied: Activity log exported: “Signup”"
        );
        assert_eq!(said("en", "no.such", "failure"), "tried and failed: no.such: “Signup”");
    }

    #[test]
    fn words_of_another_plugin_do_not_read_as_done_either() {
        let mut sold = event("activity.shop.item_sold", "denied");
        sold.told = vec![
            serde_json::from_value(
                serde_json::json!({ "class": "Sold", "text": "sold <it>", "lang": "en", "data": {} }),
            )
            .unwrap(),
        ];
        let sentence = Locale::of("en").sentence(&sold);
        assert_eq!(sentence.plain(), "tried and was denied: sold <it>");
        assert!(sentence.0.iter().any(|piece| piece.text == "sold <it>" && piece.is_value));
    }

    #[test]
    fn roles_are_words_and_other_values_stay_values() {
        let mut found = event(UNEXPLAINED, "success");
        found.request.params = serde_json::from_value(
            serde_json::json!({ "what": "access-changed", "old": "view", "new": "<b>", "websites": "1" }),
        )
        .unwrap();
        let sentence = Locale::of("fr").sentence(&found);
        assert!(
            sentence.plain().contains("de «\u{202f}vue\u{202f}» à «\u{202f}<b>\u{202f}»"),
            "{}",
            sentence.plain()
        );
        assert!(sentence.0.iter().any(|piece| piece.text == "<b>" && piece.is_value));
        assert!(!sentence.0.iter().any(|piece| piece.text == "vue" && piece.is_value));
    }
}
