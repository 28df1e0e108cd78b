//! Text inside XML and HTML.

/// Adds text to a document so that it stays text. Characters that XML 1.0 has no form for become U+FFFD.
pub fn add(to: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\'' => to.push_str("&#39;"),
            // A reader of XML would make a line feed of it.
            '\r' => to.push_str("&#13;"),
            '\n' | '\t' => to.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => to.push('\u{fffd}'),
            _ => to.push(c),
        }
    }
}

/// The same as a text of its own.
pub fn text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    add(&mut safe, text);
    safe
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_stays_text() {
        assert_eq!(super::text("<a b=\"c\">&'"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;");
        assert_eq!(super::text("a\0b\u{b}\u{ffff}\r\n\tü💥"), "a\u{fffd}b\u{fffd}\u{fffd}&#13;\n\tü💥");
    }
}
