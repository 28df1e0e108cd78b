//! What stands where somebody types: the same grammar as [`super::parse`], for a query that is not finished.

use std::ops::Range;

/// The part of a query at one place of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The field whose value stands there; `None` in a word without a field (or before its colon).
    pub field: Option<String>,
    /// What is typed of it so far, without quotes.
    pub typed: String,
    /// Its characters, typed and following, quotes included: what a completion takes the place of.
    pub place: Range<usize>,
}

impl Cursor {
    /// Looks at character `at` of a query; beyond its end at the end.
    pub fn at(text: &str, at: usize) -> Cursor {
        let chars: Vec<char> = text.chars().collect();
        let at = at.min(chars.len());
        let mut cursor = Cursor { field: None, typed: String::new(), place: at..at };
        let (mut quoted, mut escaped) = (false, false);
        cursor.begin(0);
        for (index, &c) in chars.iter().enumerate().take(at) {
            let is_start = index == cursor.place.start;
            match c {
                _ if escaped => {
                    escaped = false;
                    cursor.typed.push(c);
                }
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                c if quoted => cursor.typed.push(c),
                c if c.is_whitespace() => {
                    cursor.field = None;
                    cursor.begin(index + 1);
                }
                '-' if is_start && cursor.field.is_none() => cursor.begin(index + 1),
                ',' if cursor.field.is_some() => cursor.begin(index + 1),
                ':' if cursor.field.is_none() && is_name(&cursor.typed) => {
                    cursor.field = Some(std::mem::take(&mut cursor.typed));
                    cursor.begin(index + 1);
                }
                c => cursor.typed.push(c),
            }
        }
        let ends = |c: &char| match (quoted, cursor.field.is_some()) {
            (true, _) => *c == '"',
            (false, true) => c.is_whitespace() || *c == ',',
            (false, false) => c.is_whitespace(),
        };
        let rest = chars[at..].iter().position(ends).unwrap_or(chars.len() - at);
        let closes = usize::from(quoted && at + rest < chars.len());
        cursor.place.end = at + rest + closes;
        cursor
    }

    fn begin(&mut self, at: usize) {
        self.typed.clear();
        self.place = at..at;
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place is marked with `|`.
    fn at(marked: &str) -> (Option<String>, String, String) {
        let at = marked.chars().position(|c| c == '|').unwrap();
        let text: String = marked.chars().filter(|c| *c != '|').collect();
        let cursor = Cursor::at(&text, at);
        let replaced: String =
            text.chars().skip(cursor.place.start).take(cursor.place.end - cursor.place.start).collect();
        (cursor.field, cursor.typed, replaced)
    }

    fn found(field: &str, typed: &str, replaced: &str) -> (Option<String>, String, String) {
        ((!field.is_empty()).then(|| field.to_owned()), typed.into(), replaced.into())
    }

    #[test]
    fn finds_field_value_and_what_is_replaced() {
        assert_eq!(at("|"), found("", "", ""));
        assert_eq!(at("us|"), found("", "us", "us"));
        assert_eq!(at("us|er:alice"), found("", "us", "user:alice"));
        assert_eq!(at("user:al|ice site:3"), found("user", "al", "alice"));
        assert_eq!(at("-user:|"), found("user", "", ""));
        assert_eq!(at("-us|"), found("", "us", "us"));
        assert_eq!(at("outcome:denied,fa|"), found("outcome", "fa", "fa"));
        assert_eq!(at("outcome:de|,failure"), found("outcome", "de", "de"));
        assert_eq!(at("user:\"a b|"), found("user", "a b", "\"a b"));
        assert_eq!(at("user:\"a| b\" x"), found("user", "a", "\"a b\""));
        assert_eq!(at("user:\"a \\\"q|"), found("user", "a \"q", "\"a \\\"q"));
        assert_eq!(at("\"user:al|\""), found("", "user:al", "\"user:al\""));
        assert_eq!(at("user:alice |"), found("", "", ""));
        assert_eq!(at("after:2026-11-01T14:3|"), found("after", "2026-11-01T14:3", "2026-11-01T14:3"));
        assert_eq!(at("Ünï:x|"), found("", "Ünï:x", "Ünï:x"));
        assert_eq!(Cursor::at("ab", 99).typed, "ab");
    }
}
