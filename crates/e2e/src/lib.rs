//! What the end-to-end tests share: the real binary, a real browser, the plugin's PHP host, a real Matomo.
//!
//! Nothing here is shipped. A panic is how a test fails, so that everything unwraps. Every process that is started ends with the
//! value that started it. Start reading at [`server`] and [`browser`]; the tests are in `tests/`.
#![allow(clippy::unwrap_used)]

pub mod assertion;
pub mod axe;
pub mod browser;
pub mod connected;
pub mod golden;
pub mod http;
pub mod log;
pub mod matomo;
pub mod pages;
pub mod php;
pub mod rich;
pub mod secrets;
pub mod server;
pub mod session;
pub mod surface;
pub mod wait;

/// Prints a line even where the test runner keeps what passing tests print.
pub fn say(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{line}");
}
