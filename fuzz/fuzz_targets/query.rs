#![no_main]
//! A query of any content is read or refused, and what is read prints to the same query. Run: `cargo +nightly fuzz run query`.
use activity_log_core::query::{Context, Query};
libfuzzer_sys::fuzz_target!(|text: &str| {
    let context = Context::utc(jiff::Timestamp::UNIX_EPOCH);
    if let Ok(query) = Query::parse(text, &context) {
        assert_eq!(Query::parse(&query.to_string(), &context).ok(), Some(query));
    }
});
