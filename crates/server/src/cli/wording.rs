//! Small things that all commands say the same way.

use activity_log_core::query::{Context, Query, QueryError};

use super::failure::Usage;
use crate::export::guard::visible;
use crate::ops::clock;

/// Somebody's text, safe to print.
pub fn shown(text: &str) -> String {
    visible(text).into_owned()
}

/// A number with thousands set apart: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 entry`, `2 entries`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// Bytes as people say them.
pub fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} bytes") } else { format!("{value:.1} {}", UNITS[unit]) }
}

/// Reads a query; dates are UTC. A wrong one is wrong use, with a caret under the place.
pub fn parse_query(text: &str) -> Result<Query, Usage> {
    let context = Context::utc(clock::system()().timestamp());
    Query::parse(text, &context).map_err(|error| pointing(text, &error))
}

fn pointing(text: &str, error: &QueryError) -> Usage {
    let part = |from: usize, to: usize| -> String {
        shown(&text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>())
    };
    let before = part(0, error.from);
    let place = part(error.from, error.to);
    let after = part(error.to, usize::MAX);
    let space = " ".repeat(super::table::width(&before));
    let carets = "^".repeat(super::table::width(&place).max(1));
    Usage::new(format!("{error}\n  {before}{place}{after}\n  {space}{carets}"))
}

/// What to do when something about a connection is wrong.
pub fn connect_again(matomo: Option<&std::path::Path>) -> String {
    match matomo {
        Some(directory) => format!("Run: activity-log connect {}", directory.display()),
        None => "Run connect again, or see docs/operating/connect-by-hand.md".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_place() {
        let error = parse_query("user:alice usr:bob").unwrap_err().to_string();
        let lines: Vec<&str> = error.lines().collect();
        assert!(lines[0].contains("“usr”"), "{error}");
        assert_eq!(&lines[1..], ["  user:alice usr:bob", "             ^^^"]);
        let error = parse_query("\u{1b}[2J日本 after:soon").unwrap_err().to_string();
        assert!(!error.contains('\u{1b}'), "{error}");
    }

    #[test]
    fn numbers() {
        assert_eq!([grouped(7), grouped(1_234), grouped(123_456)], ["7", "1,234", "123,456"]);
        assert_eq!(counted(1, "entry", "entries"), "1 entry");
        assert_eq!([bytes(12), bytes(1_536)], ["12 bytes", "1.5 KiB"]);
    }
}
