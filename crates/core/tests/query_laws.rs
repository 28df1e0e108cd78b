//! Laws of the query language, and the fuzz corpus replayed.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use activity_log_core::line::Line;
use activity_log_core::query::{Context, Field, Pattern, Query, Term, Test};
use activity_log_core::time::Time;
use proptest::prelude::*;

fn context() -> Context {
    Context::utc("2026-11-22T12:00:00Z".parse().unwrap())
}

fn pattern(star: bool, text: String) -> Pattern {
    if star { Pattern::Prefix(text) } else { Pattern::Exact(text) }
}

fn test() -> impl Strategy<Value = Test> {
    let words = prop::collection::vec((any::<bool>(), "\\PC{1,12}"), 1..4);
    let free = prop::sample::select(vec![
        Field::User,
        Field::Activity,
        Field::Object,
        Field::Method,
        Field::Session,
    ]);
    let nets = prop::collection::vec((any::<std::net::Ipv4Addr>(), 0u8..=32), 1..3);
    prop_oneof![
        (free, words).prop_map(|(field, words)| Test::Facet(
            field,
            words.into_iter().map(|(star, text)| pattern(star, text)).collect()
        )),
        nets.prop_map(|nets| Test::Ip(
            nets.into_iter().map(|(ip, len)| ipnet::Ipv4Net::new(ip, len).unwrap().trunc().into()).collect()
        )),
        (0i64..4_000_000_000_000_000).prop_map(|micros| Test::After(Time::from_micros(micros))),
        (0i64..4_000_000_000_000_000).prop_map(|micros| Test::Before(Time::from_micros(micros))),
        "\\PC{1,20}".prop_filter("blank", |text| !text.trim().is_empty()).prop_map(|text| Test::Text(
            // Lower case twice: the language lowers what it reads, and that must be stable.
            text.chars().flat_map(char::to_lowercase).flat_map(char::to_lowercase).collect()
        )),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(terms in prop::collection::vec((any::<bool>(), test()), 0..6)) {
        let query = Query { terms: terms.into_iter().map(|(negated, test)| Term { negated, test }).collect() };
        prop_assert_eq!(Query::parse(&query.to_string(), &context()), Ok(query));
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_place(text in "\\PC{0,80}") {
        match Query::parse(&text, &context()) {
            Ok(query) => prop_assert_eq!(Query::parse(&query.to_string(), &context()), Ok(query)),
            Err(error) => {
                prop_assert!(error.from <= error.to && error.to <= text.chars().count(), "{:?}", error);
                prop_assert!(error.to_string().ends_with('.'), "{:?}", error);
            }
        }
    }
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
    let files: Vec<_> =
        fs::read_dir(directory).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(files.len() >= 5);
    files
}

#[test]
fn the_fuzz_corpus_crashes_nothing() {
    for line in corpus("fact") {
        let _ = Line::parse(&line);
    }
    for text in corpus("query") {
        if let Ok(text) = String::from_utf8(text)
            && let Ok(query) = Query::parse(&text, &context())
        {
            assert_eq!(Query::parse(&query.to_string(), &context()), Ok(query), "{text}");
        }
    }
}

#[test]
fn a_wrong_query_points_at_the_place() {
    for (text, place, part) in [
        ("usr:alice", "usr", "There is no field “usr”"),
        ("a user: b", "user:", "needs a value"),
        ("outcome:done", "done", "success, failure, denied"),
        ("site:shop", "shop", "number of a website"),
        ("ip:10.0.0", "10.0.0", "203.0.113.0/24"),
        ("x after:soon y", "soon", "2026-11-01"),
        ("x \"never closed", "\"never closed", "never closed"),
        ("a - b", "-", "right behind it"),
    ] {
        let error = Query::parse(text, &context()).unwrap_err();
        let at: String = text.chars().skip(error.from).take(error.to - error.from).collect();
        assert_eq!(at, place, "{error:?}");
        assert!(error.to_string().contains(part), "{error:?}");
    }
}

#[test]
fn dates_are_the_readers() {
    let berlin = Context { zone: jiff::tz::TimeZone::get("Europe/Berlin").unwrap(), ..context() };
    let parsed = |text: &str, context: &Context| Query::parse(text, context).unwrap().to_string();
    assert_eq!(parsed("after:2026-11-01", &berlin), "after:2026-10-31T23:00:00.000000Z");
    assert_eq!(parsed("after:2026-11-01", &context()), "after:2026-11-01T00:00:00.000000Z");
    assert_eq!(parsed("before:2026-07-01T14:30", &berlin), "before:2026-07-01T12:30:00.000000Z");
    assert_eq!(
        parsed("after:today before:24h", &context()),
        "after:2026-11-22T00:00:00.000000Z before:2026-11-21T12:00:00.000000Z"
    );
    assert_eq!(parsed("after:this-month", &berlin), "after:2026-10-31T23:00:00.000000Z");
    assert_eq!(
        parsed("after:last-month before:this-month", &context()),
        "after:2026-10-01T00:00:00.000000Z before:2026-11-01T00:00:00.000000Z"
    );
    assert_eq!(parsed("after:this-year", &context()), "after:2026-01-01T00:00:00.000000Z");
    let january = Context::utc("2026-01-31T12:00:00Z".parse().unwrap());
    assert_eq!(parsed("after:last-month", &january), "after:2025-12-01T00:00:00.000000Z");
}
