//! Reading a query. A wrong one gets an error that points at the place and says what would be right.

use std::net::IpAddr;

use ipnet::IpNet;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::error::{QueryError, QueryErrorKind as Kind};
use super::{ALTERNATIVES_MAX, Field, Pattern, QUERY_CHARS_MAX, Query, TERMS_MAX, Term, Test};
use crate::event::{ActorKind, Auth, Outcome, Severity};
use crate::time::Time;

/// What dates in a query mean to the reader.
#[derive(Clone, Debug)]
pub struct Context {
    /// The reader's zone.
    pub zone: TimeZone,
    /// Now, for `after:7d`, `today`, `yesterday`, `this-month`, `last-month`, `this-year`.
    pub now: Timestamp,
}

impl Context {
    /// Dates in UTC.
    pub fn utc(now: Timestamp) -> Context {
        Context { zone: TimeZone::UTC, now }
    }
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
}

impl Query {
    /// Reads a query.
    pub fn parse(text: &str, context: &Context) -> Result<Query, QueryError> {
        let chars: Vec<char> = text.chars().collect();
        if chars.len() > QUERY_CHARS_MAX {
            return error(Kind::TooLong(QUERY_CHARS_MAX), QUERY_CHARS_MAX, chars.len());
        }
        let mut reader = Reader { chars: &chars, at: 0 };
        let mut terms = Vec::new();
        loop {
            reader.skip_space();
            if reader.at == chars.len() {
                return Ok(Query { terms });
            }
            if terms.len() == TERMS_MAX {
                return error(Kind::TooManyTerms(TERMS_MAX), reader.at, chars.len());
            }
            terms.push(reader.term(context)?);
        }
    }
}

fn error<T>(kind: Kind, from: usize, to: usize) -> Result<T, QueryError> {
    Err(QueryError { kind, from, to })
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn term(&mut self, context: &Context) -> Result<Term, QueryError> {
        let start = self.at;
        let negated = self.peek() == Some('-');
        if negated {
            self.at += 1;
            if self.peek().is_none_or(char::is_whitespace) {
                return error(Kind::LonelyMinus, start, self.at);
            }
        }
        let word_start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_lowercase() || c == '_') {
            self.at += 1;
        }
        let test = if self.at > word_start && self.peek() == Some(':') {
            let name: String = self.chars[word_start..self.at].iter().collect();
            self.at += 1;
            self.field_test(&name, word_start, context)?
        } else {
            self.at = word_start;
            let (text, _) = self.value(false)?;
            if text.trim().is_empty() {
                return error(Kind::EmptyQuotes, word_start, self.at);
            }
            Test::Text(text.chars().flat_map(char::to_lowercase).collect())
        };
        Ok(Term { negated, test })
    }

    /// A word or a quoted text; true when it ended with an unquoted `*`.
    fn value(&mut self, in_list: bool) -> Result<(String, bool), QueryError> {
        let start = self.at;
        let mut text = String::new();
        if self.peek() == Some('"') {
            self.at += 1;
            loop {
                match self.peek() {
                    None => {
                        return error(Kind::OpenQuote, start, self.chars.len());
                    }
                    Some('"') => break,
                    Some('\\') => {
                        self.at += 1;
                        let Some(c) = self.peek() else {
                            return error(Kind::OpenQuote, start, self.chars.len());
                        };
                        text.push(c);
                    }
                    Some(c) => text.push(c),
                }
                self.at += 1;
            }
            self.at += 1;
            let star = in_list && self.peek() == Some('*');
            self.at += usize::from(star);
            return Ok((text, star));
        }
        while let Some(c) = self.peek().filter(|c| !c.is_whitespace() && *c != '"' && !(in_list && *c == ','))
        {
            text.push(c);
            self.at += 1;
        }
        let star = in_list && text.ends_with('*');
        if star {
            text.pop();
        }
        Ok((text, star))
    }

    fn field_test(&mut self, name: &str, name_start: usize, context: &Context) -> Result<Test, QueryError> {
        let name_end = self.at - 1;
        match name {
            "after" | "before" => {
                let start = self.at;
                let (text, _) = self.value(false)?;
                let time = moment(&text, context, start, self.at)?;
                return Ok(if name == "after" { Test::After(time) } else { Test::Before(time) });
            }
            _ => {}
        }
        let Ok(field) = name.parse::<Field>() else {
            return error(Kind::UnknownField(name.to_owned()), name_start, name_end);
        };
        let mut nets = Vec::new();
        let mut patterns = Vec::new();
        loop {
            let start = self.at;
            let (text, star) = self.value(true)?;
            if text.is_empty() && !star {
                return error(Kind::NoValue(name.to_owned()), name_start, self.at.max(start));
            }
            if field == Field::Ip {
                nets.push(network(&text, star, start, self.at)?);
            } else {
                patterns.push(pattern(field, text, star, start, self.at)?);
            }
            if nets.len() + patterns.len() > ALTERNATIVES_MAX {
                return error(Kind::TooManyValues(ALTERNATIVES_MAX), start, self.at);
            }
            if self.peek() != Some(',') {
                break;
            }
            self.at += 1;
        }
        Ok(if field == Field::Ip { Test::Ip(nets) } else { Test::Facet(field, patterns) })
    }
}

fn network(text: &str, star: bool, from: usize, to: usize) -> Result<IpNet, QueryError> {
    let net = if star {
        None
    } else {
        text.parse::<IpAddr>()
            .map(|address| IpNet::from(address.to_canonical()))
            .ok()
            .or_else(|| text.parse::<IpNet>().ok())
    };
    match net {
        Some(net) => Ok(net.trunc()),
        None => error(Kind::NoAddress(text.to_owned()), from, to),
    }
}

fn pattern(field: Field, text: String, star: bool, from: usize, to: usize) -> Result<Pattern, QueryError> {
    let words: Vec<&'static str> = match field {
        Field::Outcome => Outcome::ALL.iter().map(|value| value.as_str()).collect(),
        Field::Severity => Severity::ALL.iter().map(|value| value.as_str()).collect(),
        Field::Actor => ActorKind::ALL.iter().map(|value| value.as_str()).collect(),
        Field::Auth => Auth::ALL.iter().map(|value| value.as_str()).collect(),
        Field::Nested => vec!["yes", "no"],
        _ => Vec::new(),
    };
    if !words.is_empty() && !star && !words.contains(&text.as_str()) {
        return error(Kind::NoneOf(field, words), from, to);
    }
    if field == Field::Site && !star && text.parse::<i64>().is_err() {
        return error(Kind::NoSite, from, to);
    }
    Ok(if star { Pattern::Prefix(text) } else { Pattern::Exact(text) })
}

/// A date, a time, `today`, `yesterday`, or so long ago (`7d`, `24h`, `30m`).
fn moment(text: &str, context: &Context, from: usize, to: usize) -> Result<Time, QueryError> {
    let day_start = |date: Date| date.to_zoned(context.zone.clone()).ok().map(|zoned| zoned.timestamp());
    let today = || context.now.to_zoned(context.zone.clone()).date();
    let ago = || {
        let unit = text.chars().next_back()?;
        let seconds = match unit {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            _ => return None,
        };
        let count: i64 = text[..text.len() - 1].parse::<u32>().ok()?.into();
        context.now.checked_sub(SignedDuration::from_secs(count.checked_mul(seconds)?)).ok()
    };
    let found = match text {
        "today" => day_start(today()),
        "yesterday" => today().yesterday().ok().and_then(day_start),
        "this-month" => day_start(today().first_of_month()),
        "last-month" => {
            let last = today().first_of_month().yesterday().ok();
            last.and_then(|day| day_start(day.first_of_month()))
        }
        "this-year" => day_start(today().first_of_year()),
        _ => text
            .parse::<Timestamp>()
            .ok()
            .or_else(|| if text.len() == 10 { text.parse::<Date>().ok().and_then(day_start) } else { None })
            .or_else(|| {
                let civil = text.parse::<DateTime>().ok().filter(|_| text.len() > 10)?;
                civil.to_zoned(context.zone.clone()).ok().map(|zoned| zoned.timestamp())
            })
            .or_else(ago),
    };
    match found.filter(|time| time.as_microsecond() >= 0) {
        Some(time) => Ok(time.into()),
        None => error(Kind::NoTime(text.to_owned()), from, to),
    }
}
