#![no_main]
//! Serialised parameters of any content are read or refused, never a crash. Run: `cargo +nightly fuzz run php`.
libfuzzer_sys::fuzz_target!(|text: &[u8]| {
    let _ = activity_log::import::php::unserialize(text);
});
