//! Times that are one click away, in the reader's zone. They are words of the query language, so that a saved view stays right.

use super::filter::Filter;
use super::link::Link;
use super::shell::{Place, Shell};

/// Name (`log-range-…` in the locale) and terms.
const ALL: [(&str, &[&str]); 8] = [
    ("today", &["after:today"]),
    ("yesterday", &["after:yesterday", "before:today"]),
    ("7d", &["after:7d"]),
    ("30d", &["after:30d"]),
    ("90d", &["after:90d"]),
    ("this-month", &["after:this-month"]),
    ("last-month", &["after:last-month", "before:this-month"]),
    ("this-year", &["after:this-year"]),
];

/// All of them for this search; none where it cannot be read. The last takes a range away, where there is one.
pub(super) fn quick(filter: &Filter, shell: &Shell, here: Place) -> Vec<Link> {
    if filter.query.is_err() {
        return Vec::new();
    }
    let now = filter.range();
    let link = |terms: &[&str]| shell.list(&filter.with_range(terms), here.first());
    let known = ALL.iter().map(|(name, terms)| Link {
        label: shell.l.word("log-range", name),
        href: link(terms),
        is_here: now == *terms,
    });
    let any = Link { label: shell.l.t("log-range-any"), href: link(&[]), is_here: false };
    known.chain((!now.is_empty()).then_some(any)).collect()
}
