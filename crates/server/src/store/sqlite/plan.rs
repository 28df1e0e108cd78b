//! What a query asks of the index. Whatever the index cannot say exactly is left to [`Query::matches`].

use activity_log_core::query::{Field, Pattern, Query, Term, Test, text};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::key;
use super::posting::{Section, Sections};
use super::terms::{self, Posting, TermReader};
use crate::store::{Scope, StoreError};

/// Most postings of one condition in one run; where there are more, the condition is checked on the entries.
const POSTINGS_MAX: usize = 4_000;

/// Conditions on terms, and the span of event times.
pub struct Plan {
    /// All must hold.
    pub leaves: Vec<Leaf>,
    /// Texts that have to stand in the body as they are, but for their case.
    pub needles: Vec<String>,
    /// Event times from here…
    pub from: i64,
    /// …up to and without this.
    pub until: i64,
    /// Whether the leaves and the times say everything about query and scope.
    pub exact: bool,
}

/// One condition: one of the terms found by the lookups is there.
pub struct Leaf {
    /// None of them is there. Only for exact leaves.
    pub negated: bool,
    /// Whether the terms say everything; otherwise what they find are candidates.
    pub exact: bool,
    lookups: Vec<Lookup>,
}

type Filter = Box<dyn Fn(&[u8]) -> bool>;

enum Lookup {
    Key(Vec<u8>),
    /// Keys from the first up to and without the second, and which of them.
    Range(Vec<u8>, Vec<u8>, Option<Filter>),
    Id(Uuid),
}

/// What a leaf finds in one run.
pub enum Answer {
    /// Postings, as bytes.
    Postings(Vec<Posting>),
    /// These entries.
    Seqs(Vec<u64>),
    /// Too much to say: every entry is a candidate.
    Anything,
}

impl Plan {
    /// Of a query within a scope.
    pub fn new(query: &Query, scope: &Scope) -> Plan {
        let (leaves, needles) = (Vec::new(), Vec::new());
        let mut plan = Plan { leaves, needles, from: i64::MIN, until: i64::MAX, exact: true };
        if let Scope::Own(login) = scope {
            let (key, exact) = key::owner(login);
            plan.push(Leaf { negated: false, exact, lookups: vec![Lookup::Key(key)] });
        }
        for term in &query.terms {
            plan.term(term);
        }
        plan
    }

    /// A negated leaf that is not exact says nothing.
    fn push(&mut self, leaf: Leaf) {
        self.exact &= leaf.exact;
        if leaf.exact || !leaf.negated {
            self.leaves.push(leaf);
        }
    }

    fn term(&mut self, term: &Term) {
        let negated = term.negated;
        match (&term.test, negated) {
            (Test::After(time), false) | (Test::Before(time), true) => {
                self.from = self.from.max(time.micros())
            }
            (Test::Before(time), false) | (Test::After(time), true) => {
                self.until = self.until.min(time.micros())
            }
            (Test::Text(needle), _) => {
                self.exact = false;
                if !negated {
                    self.text(needle);
                }
            }
            (Test::Ip(nets), _) => {
                let ranges = nets.iter().map(|net| {
                    let last = key::address(net.broadcast());
                    Lookup::Range(key::address(net.network()), key::behind(&last), None)
                });
                self.push(Leaf { negated, exact: true, lookups: ranges.collect() });
            }
            (Test::Facet(field, patterns), _) => self.facet(*field, patterns, negated),
        }
    }

    fn facet(&mut self, field: Field, patterns: &[Pattern], negated: bool) {
        let mut leaf = Leaf { negated, exact: true, lookups: Vec::new() };
        match (field, key::kind(field)) {
            (_, Some(kind)) => {
                for pattern in patterns {
                    let (text, prefix) = match pattern {
                        Pattern::Exact(text) => (text, false),
                        Pattern::Prefix(text) => (text, true),
                    };
                    let (key, whole) = key::key(kind, text);
                    leaf.exact &= whole;
                    leaf.lookups.push(if prefix && whole {
                        let behind = key::behind(&key);
                        Lookup::Range(key, behind, None)
                    } else {
                        Lookup::Key(key)
                    });
                }
            }
            (Field::Id, None) => {
                for pattern in patterns {
                    match pattern {
                        // The predicate compares the canonical text.
                        Pattern::Exact(text) => leaf.lookups.extend(
                            Uuid::parse_str(text).ok().filter(|id| id.to_string() == *text).map(Lookup::Id),
                        ),
                        Pattern::Prefix(_) => {
                            self.exact = false;
                            return;
                        }
                    }
                }
            }
            (_, None) => {
                let (from, until) = key::addresses();
                let patterns = patterns.to_vec();
                let filter: Filter = Box::new(move |key| {
                    let text = key::as_address(key).map(|address| address.to_string()).unwrap_or_default();
                    patterns.iter().any(|pattern| pattern.matches(&text))
                });
                leaf.lookups.push(Lookup::Range(from, until, Some(filter)));
            }
        }
        self.push(leaf);
    }

    /// Every word of the needle begins at the start of a word of the text; all but the last are whole.
    fn text(&mut self, needle: &str) {
        if needle.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'"' && byte != b'\\') {
            self.needles.push(needle.to_owned());
        }
        let open = needle.chars().next_back().is_some_and(char::is_alphanumeric);
        let mut words = text::words(needle).peekable();
        while let Some(word) = words.next() {
            let key = key::word(&word);
            // A word as long as words get may have been cut: then it is the whole key.
            let prefix = open && words.peek().is_none() && word.chars().count() < text::WORD_CHARS_MAX;
            let lookup = match prefix && key.len() <= key::VALUE_BYTES_MAX {
                true => Lookup::Range(key.clone(), key::behind(&key), None),
                false => Lookup::Key(key),
            };
            self.push(Leaf { negated: false, exact: false, lookups: vec![lookup] });
        }
    }

    /// Whether entries with event times within `span` can match.
    pub fn meets(&self, span: (i64, i64)) -> bool {
        span.1 >= self.from && span.0 < self.until
    }

    /// Whether all entries with event times within `span` are in time.
    pub fn holds(&self, span: (i64, i64)) -> bool {
        span.0 >= self.from && span.1 < self.until
    }
}

impl Leaf {
    /// Looks the terms up in one run; adds the rows read to `work`.
    pub fn answer(&self, conn: &Connection, run: i64, work: &mut u64) -> Result<Answer, StoreError> {
        let mut postings = Vec::new();
        let mut seqs = Vec::new();
        for lookup in &self.lookups {
            match lookup {
                Lookup::Key(key) => {
                    *work += 1;
                    postings.extend(terms::posting(conn, run, key)?);
                }
                Lookup::Id(id) => {
                    *work += 1;
                    seqs.extend(seq_of(conn, *id)?);
                }
                Lookup::Range(from, until, filter) => {
                    let mut reader = TermReader::new(conn, run, from)?;
                    let mut on = true;
                    while on && postings.len() < POSTINGS_MAX {
                        let found = reader.next(|key, posting| {
                            on = key < until.as_slice();
                            if on
                                && key >= from.as_slice()
                                && filter.as_ref().is_none_or(|filter| filter(key))
                            {
                                postings.push(Posting::copy(posting));
                            }
                        })?;
                        on &= found;
                    }
                    *work += reader.rows;
                    if postings.len() >= POSTINGS_MAX {
                        return Ok(Answer::Anything);
                    }
                }
            }
        }
        Ok(if seqs.is_empty() { Answer::Postings(postings) } else { Answer::Seqs(seqs) })
    }
}

/// Where an id is stored in this segment.
pub fn seq_of(conn: &Connection, id: Uuid) -> Result<Option<u64>, StoreError> {
    let seq: Option<i64> = conn
        .prepare_cached("SELECT seq FROM ids WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?;
    Ok(seq.map(|seq| seq as u64))
}

/// The sections of all these postings, by chunk.
pub fn by_chunk(postings: &[Posting], chunks: usize) -> Result<Vec<Section<'_>>, StoreError> {
    let mut all = Vec::with_capacity(chunks);
    for posting in postings {
        for section in Sections::new(posting.bytes()) {
            let section = section.filter(|section| section.chunk < chunks);
            all.push(section.ok_or_else(|| StoreError::Damaged("a posting makes no sense".to_owned()))?);
        }
    }
    if postings.len() > 1 {
        all.sort_unstable_by_key(|section| section.chunk);
    }
    Ok(all)
}
