//! The predicate: does an event match? Every store's answer must equal it.

use super::facet::{Field, addresses};
use super::{Query, Term, Test, text};
use crate::event::Event;

impl Query {
    /// Whether all terms hold for the event.
    pub fn matches(&self, event: &Event) -> bool {
        self.terms.iter().all(|term| term.matches(event))
    }
}

impl Term {
    /// Whether this term holds for the event.
    pub fn matches(&self, event: &Event) -> bool {
        self.test.matches(event) != self.negated
    }
}

impl Test {
    /// Whether the condition, not negated, holds for the event.
    pub fn matches(&self, event: &Event) -> bool {
        let mut found = false;
        match self {
            Test::Facet(field, patterns) => {
                field.values(event, |value| found |= patterns.iter().any(|pattern| pattern.matches(&value)));
            }
            Test::Ip(nets) => {
                addresses(event, |address| found |= nets.iter().any(|net| net.contains(&address)))
            }
            Test::After(time) => found = event.time >= *time,
            Test::Before(time) => found = event.time < *time,
            Test::Text(needle) => found = text::texts(event).iter().any(|text| text::contains(text, needle)),
        }
        found
    }

    /// The field whose values decide, if it is one field.
    pub fn field(&self) -> Option<Field> {
        match self {
            Test::Facet(field, _) => Some(*field),
            Test::Ip(_) => Some(Field::Ip),
            Test::After(_) | Test::Before(_) | Test::Text(_) => None,
        }
    }
}
