#![no_main]
//! A dump of any content gives rows or says what is wrong, never a crash, and comes to its end. Run: `cargo +nightly fuzz run dump`.
libfuzzer_sys::fuzz_target!(|text: &[u8]| {
    let mut dump = activity_log::import::dump::Dump::new(text, None);
    while let Ok(Some(_)) = dump.next_found() {}
});
