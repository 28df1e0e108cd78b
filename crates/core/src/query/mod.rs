//! The one query language of URL, API, command line and saved views.
//!
//! `user:alice activity:goal.* site:3 outcome:denied ip:203.0.113.0/24 after:2026-11-01 "checkout" -severity:info`
//!
//! All terms must hold; values separated by commas are alternatives; `-` in front turns a term round; words without a field search the text.
//! Start reading at [`parse`]; [`facet`] says which values of an event a field looks at and is the only place that
//! does, so that an index built from it and the predicate in [`matches`] cannot disagree.

pub mod cursor;
mod error;
pub mod facet;
mod matches;
mod parse;
pub mod text;

use std::fmt;

use ipnet::IpNet;

use crate::time::Time;

pub use error::{QueryError, QueryErrorKind};
pub use facet::Field;
pub use parse::Context;

/// Longest query in characters.
pub const QUERY_CHARS_MAX: usize = 2_000;
/// Most terms of a query.
pub const TERMS_MAX: usize = 40;
/// Most alternatives of one term.
pub const ALTERNATIVES_MAX: usize = 100;

/// Terms that must all hold. The empty query matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms, as typed.
    pub terms: Vec<Term>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The condition must not hold.
    pub negated: bool,
    /// The condition.
    pub test: Test,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of the event's values of this field matches one of the patterns.
    Facet(Field, Vec<Pattern>),
    /// The client's address (or its socket's) lies in one of the networks.
    Ip(Vec<IpNet>),
    /// The event's time is this or later.
    After(Time),
    /// The event's time is earlier than this.
    Before(Time),
    /// The event's text has these characters, beginning at the start of a word; lower case.
    Text(String),
}

/// What a value has to look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Exactly this.
    Exact(String),
    /// Begins with this (written with a `*` at the end).
    Prefix(String),
}

impl Pattern {
    /// Whether the value looks like this.
    pub fn matches(&self, value: &str) -> bool {
        match self {
            Pattern::Exact(text) => value == text,
            Pattern::Prefix(text) => value.starts_with(text.as_str()),
        }
    }
}

impl Query {
    /// A query of one term that must hold.
    pub fn one(test: Test) -> Query {
        Query { terms: vec![Term { negated: false, test }] }
    }

    /// Adds a term that must hold.
    pub fn and(mut self, test: Test) -> Query {
        self.terms.push(Term { negated: false, test });
        self
    }

    /// Lists hide consequences until they are asked for: adds `nested:no` unless the query speaks of it (or names a cause).
    pub fn hiding_consequences(self) -> Query {
        let asked = self
            .terms
            .iter()
            .any(|term| matches!(term.test, Test::Facet(Field::Nested | Field::Cause | Field::Id, _)));
        if asked { self } else { self.and(Test::Facet(Field::Nested, vec![Pattern::Exact("no".into())])) }
    }
}

/// Prints what [`Query::parse`] reads back to the same query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, term) in self.terms.iter().enumerate() {
            if index > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{term}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        match &self.test {
            Test::Facet(field, patterns) => {
                write!(f, "{}:", field.as_str())?;
                for (index, pattern) in patterns.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    match pattern {
                        Pattern::Exact(text) => write!(f, "{}", Quoted(text))?,
                        Pattern::Prefix(text) => write!(f, "{}*", Quoted(text))?,
                    }
                }
                Ok(())
            }
            Test::Ip(nets) => {
                f.write_str("ip:")?;
                for (index, net) in nets.iter().enumerate() {
                    if index > 0 {
                        f.write_str(",")?;
                    }
                    if net.prefix_len() == net.max_prefix_len() {
                        write!(f, "{}", net.addr())?;
                    } else {
                        write!(f, "{net}")?;
                    }
                }
                Ok(())
            }
            Test::After(time) => write!(f, "after:{time}"),
            Test::Before(time) => write!(f, "before:{time}"),
            Test::Text(text) => write!(f, "{}", AlwaysQuoted(text)),
        }
    }
}

struct Quoted<'a>(&'a str);
struct AlwaysQuoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain =
            !self.0.is_empty() && self.0.chars().all(|c| c.is_alphanumeric() || "._-@/:+".contains(c));
        if plain { f.write_str(self.0) } else { write!(f, "{}", AlwaysQuoted(self.0)) }
    }
}

impl fmt::Display for AlwaysQuoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for c in self.0.chars() {
            if c == '"' || c == '\\' {
                f.write_str("\\")?;
            }
            write!(f, "{c}")?;
        }
        f.write_str("\"")
    }
}
