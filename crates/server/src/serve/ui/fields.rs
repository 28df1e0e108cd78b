//! The fields of the filter form, and their place in the query language: each field is one term.

use activity_log_core::query::{Context, Field, Pattern, Query, QueryError, Term, Test};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// What stands in front of a group of activities in the activity field.
const GROUP: &str = "category:";
/// Asks for root entries and consequences alike.
const EVERYTHING: &str = "nested:yes,no";

/// What the form says; empty means nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) user: String,
    pub(super) activity: String,
    pub(super) site: String,
    pub(super) outcome: String,
    pub(super) severity: String,
    pub(super) ip: String,
    pub(super) from: String,
    pub(super) to: String,
    /// Times of day, such as `14:30`.
    pub(super) from_time: String,
    pub(super) to_time: String,
    pub(super) text: String,
    pub(super) nested: bool,
}

impl Fields {
    pub(super) fn set(&mut self, name: &str, value: &str) {
        match name {
            "user" => self.user = value.to_owned(),
            "activity" => self.activity = value.to_owned(),
            "site" => self.site = value.to_owned(),
            "outcome" => self.outcome = value.to_owned(),
            "severity" => self.severity = value.to_owned(),
            "ip" => self.ip = value.to_owned(),
            "from" => self.from = value.to_owned(),
            "to" => self.to = value.to_owned(),
            "from_time" => self.from_time = value.to_owned(),
            "to_time" => self.to_time = value.to_owned(),
            "text" => self.text = value.to_owned(),
            "nested" => self.nested = !value.is_empty() && value != "0",
            _ => {}
        }
    }

    /// Whether one of the fields that are folded away by default says something.
    pub(super) fn has_more(&self) -> bool {
        let more = [&self.outcome, &self.severity, &self.ip, &self.text, &self.from_time, &self.to_time];
        self.nested || more.iter().any(|text| !text.is_empty())
    }

    /// Its terms as text. The name of the field comes with an error.
    pub(super) fn terms(&self, context: &Context) -> Result<Vec<String>, (&'static str, QueryError)> {
        let (activity_field, activity) = match self.activity.strip_prefix(GROUP) {
            Some(group) => (Field::Category, group),
            None => (Field::Activity, self.activity.as_str()),
        };
        // A day is meant to its end, a time of day exactly.
        let next = self.to.parse::<Date>().ok().and_then(|day| day.checked_add(1.day()).ok());
        let to = match next {
            Some(next) if self.to_time.is_empty() => next.to_string(),
            _ => with_time(&self.to, &self.to_time),
        };
        let all = [
            ("user", value(Field::User, &self.user)),
            ("activity", value(activity_field, activity)),
            ("site", value(Field::Site, &self.site)),
            ("outcome", value(Field::Outcome, &self.outcome)),
            ("severity", value(Field::Severity, &self.severity)),
            ("ip", plain("ip", &self.ip)),
            ("from", plain("after", &with_time(&self.from, &self.from_time))),
            ("to", plain("before", &to)),
            ("text", if self.text.is_empty() { None } else { Some(term(Test::Text(self.text.clone()))) }),
            ("nested", self.nested.then(|| EVERYTHING.to_owned())),
        ];
        let mut terms = Vec::new();
        for (name, text) in all {
            if let Some(text) = text {
                Query::parse(&text, context).map_err(|error| (name, error))?;
                terms.push(text);
            }
        }
        Ok(terms)
    }

    /// Takes the term into a free field; false when no field can say it.
    pub(super) fn take(&mut self, source: &str, context: &Context) -> bool {
        let Ok(Query { terms }) = Query::parse(source, context) else { return false };
        let [Term { negated: false, test }] = terms.as_slice() else { return false };
        // What has a time of day can be read as a day too, and would lose it.
        let only_day = |text: &&str| text.len() == "2026-11-01".len();
        let day = |name: &str| {
            source.strip_prefix(name).filter(only_day).and_then(|text| text.parse::<Date>().ok())
        };
        let time = |name: &str| source.strip_prefix(name).and_then(time_of_day);
        let (slot, value) = match test {
            Test::Facet(Field::Nested, _) if source == EVERYTHING => {
                return !std::mem::replace(&mut self.nested, true);
            }
            Test::Facet(field, patterns) => {
                let [pattern] = patterns.as_slice() else { return false };
                let value = match pattern {
                    Pattern::Exact(text) => text.clone(),
                    Pattern::Prefix(text) => format!("{text}*"),
                };
                match field {
                    Field::User => (&mut self.user, value),
                    Field::Activity => (&mut self.activity, value),
                    Field::Category => (&mut self.activity, format!("{GROUP}{value}")),
                    Field::Site => (&mut self.site, value),
                    Field::Outcome => (&mut self.outcome, value),
                    Field::Severity => (&mut self.severity, value),
                    _ => return false,
                }
            }
            Test::Ip(nets) if nets.len() == 1 => (&mut self.ip, source.trim_start_matches("ip:").to_owned()),
            Test::After(_) if self.from.is_empty() && time("after:").is_some() => {
                (self.from, self.from_time) = time("after:").unwrap_or_default();
                return true;
            }
            Test::Before(_) if self.to.is_empty() && time("before:").is_some() => {
                (self.to, self.to_time) = time("before:").unwrap_or_default();
                return true;
            }
            Test::After(_) => match day("after:") {
                Some(day) => (&mut self.from, day.to_string()),
                None => return false,
            },
            Test::Before(_) => match day("before:").and_then(|day| day.checked_sub(1.day()).ok()) {
                Some(day) => (&mut self.to, day.to_string()),
                None => return false,
            },
            Test::Text(text) => (&mut self.text, text.clone()),
            Test::Ip(_) => return false,
        };
        if !slot.is_empty() {
            return false;
        }
        *slot = value;
        true
    }
}

/// A day with its time; a time without a day is left for the query language to refuse.
fn with_time(day: &str, time: &str) -> String {
    if time.is_empty() { day.to_owned() } else { format!("{day}T{time}") }
}

/// Day and time of what the two fields can say: minutes in the reader's zone.
fn time_of_day(text: &str) -> Option<(String, String)> {
    let time = text.parse::<DateTime>().ok().filter(|_| text.len() == "2026-11-01T14:30".len())?;
    Some((time.date().to_string(), time.strftime("%H:%M").to_string()))
}

fn term(test: Test) -> String {
    Term { negated: false, test }.to_string()
}

fn value(field: Field, text: &str) -> Option<String> {
    let pattern = match text.strip_suffix('*') {
        _ if text.is_empty() => return None,
        Some(start) => Pattern::Prefix(start.to_owned()),
        None => Pattern::Exact(text.to_owned()),
    };
    Some(term(Test::Facet(field, vec![pattern])))
}

/// A term whose value is checked by the query language as it was typed; spaces would make two terms of it.
fn plain(name: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("{name}:{}", text.split_whitespace().collect::<Vec<_>>().join("_")))
}
