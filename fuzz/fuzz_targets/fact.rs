#![no_main]
//! A spool line of any content is read or refused, never a crash. Run: `cargo +nightly fuzz run fact`.
libfuzzer_sys::fuzz_target!(|line: &[u8]| {
    let _ = activity_log_core::line::Line::parse(line);
});
