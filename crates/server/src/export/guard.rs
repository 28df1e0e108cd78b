//! Keeps hostile text harmless where it is shown: names, user agents and parameters come from anybody.

use std::borrow::Cow;

/// Whether a character does something to a terminal or to the order of the text instead of being seen: control characters (C0, DEL,
/// C1), bidirectional marks, line and paragraph separators, invisible tags.
pub fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Text that a terminal only shows: active characters as `\n`, `\u{202e}` and the like.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_active) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().flat_map(|c| match is_active(c) {
        true => c.escape_default().collect::<Vec<char>>(),
        false => vec![c],
    });
    Cow::Owned(shown.collect())
}

/// JSON that says the same with active characters written as `\uXXXX`. (The JSON writer escapes only those below U+0020.)
/// Outside of strings JSON has no such characters, so that every place they stand at takes the escape.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let active = |c: char| c >= '\u{7f}' && is_active(c);
    if json.is_ascii() && !json.contains('\u{7f}') || !json.chars().any(active) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if active(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Characters with which a spreadsheet takes a cell for a formula (OWASP, "CSV injection"), full-width forms included.
fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
}

/// A cell that no spreadsheet takes for a formula: an apostrophe before a dangerous beginning. Also behind `;`, tab and line
/// breaks, because a program whose separator is another one than ours begins a new cell there, whatever the quotes say.
pub fn cell(text: &str) -> Cow<'_, str> {
    let mut at_start = true;
    let dangerous = text.contains('\0')
        || text.chars().any(|c| {
            let found = at_start && begins_formula(c);
            at_start = matches!(c, ';' | '\t' | '\r' | '\n');
            found
        });
    if !dangerous {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 2);
    let mut at_start = true;
    for c in text.chars() {
        if at_start && begins_formula(c) {
            safe.push('\'');
        }
        // Programs written in C end the cell at a NUL.
        safe.push(if c == '\0' { '\u{fffd}' } else { c });
        at_start = matches!(c, ';' | '\t' | '\r' | '\n');
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_a_formula() {
        for text in ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(cell(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(cell("a;=cmd()"), "a;'=cmd()");
        assert_eq!(cell("a\n=cmd()"), "a\n'=cmd()");
        assert_eq!(cell("a\0b"), "a\u{fffd}b");
        for text in ["", "alice", "a=b", "Mozilla/5.0 (X11; Linux)", "'=x", "2026-11-22", "x - y"] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn terminals_see_no_active_characters() {
        assert_eq!(visible("a\u{1b}[2J\u{202e}b\nc\u{9b}"), "a\\u{1b}[2J\\u{202e}b\\nc\\u{9b}");
        assert_eq!(visible("Grüße 👩‍💻 עברית"), "Grüße 👩‍💻 עברית");
    }

    #[test]
    fn json_says_the_same() {
        let text = "a\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}ü";
        let json = serde_json::to_string(text).unwrap();
        let shown = visible_json(&json);
        assert!(!shown.chars().any(is_active), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), text);
    }
}
