//! Makes text of entries visible as what it is: no control characters, nothing that turns the line round, not too long.

/// Longest name in a list.
pub(super) const NAME_CHARS_MAX: usize = 160;
/// Longest value on an entry's page; the whole value stands in the raw form.
pub(super) const VALUE_CHARS_MAX: usize = 20_000;

/// Characters that cannot be seen, made visible; `<bdi>` around it does the rest.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => shown.push(c),
            '\r' => {}
            // Control pictures stand in the same order as the controls.
            '\0'..='\u{1f}' => shown.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            '\u{7f}' => shown.push('\u{2421}'),
            // Turn the direction of what follows; used to make one name look like another.
            '\u{80}'..='\u{9f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200b}'
            | '\u{feff}'
            // No characters at all, and nothing that XML may have.
            | '\u{fffe}'
            | '\u{ffff}' => {
                shown.push_str(&format!("[U+{:04X}]", c as u32));
            }
            _ => shown.push(c),
        }
    }
    shown
}

/// At most so many characters, with `…` where something is missing.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A name for one line of a list.
pub(super) fn name(text: &str) -> String {
    visible(&cut(text, NAME_CHARS_MAX)).replace(['\n', '\t'], " ")
}

/// A whole value within a sentence of ours, where no markup can be: its direction turns nothing else.
pub(super) fn isolated(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", visible(text))
}

/// The same with a name, for titles.
pub(super) fn within(text: &str) -> String {
    isolated(&name(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hides() {
        assert_eq!(visible("a\0b\u{202e}c\r\nd"), "a␀b[U+202E]c\nd");
        assert_eq!(name("two\nlines"), "two lines");
        assert_eq!(cut("äöü", 2), "äö…");
        // What closes the isolation cannot come from the name.
        assert_eq!(within("אליס\u{2069}"), "\u{2068}אליס[U+2069]\u{2069}");
    }
}
