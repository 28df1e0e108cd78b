//! What people read comes from `locales/`: templates, handlers and scripts have no words of their own; and nothing is
//! bound to left or right.

use crate::files::{below, root};

/// Attributes that people read or hear.
const SPOKEN: [&str; 9] = [
    "title",
    "alt",
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "data-label",
    "label",
    "summary",
];
/// Words that are the same in every language: commands.
const COMMANDS: [&str; 1] = ["activity-log connect /path/to/matomo"];

/// The template without what is filled in.
fn without_blocks(text: &str) -> String {
    let mut left = text.to_owned();
    for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}")] {
        while let Some(start) = left.find(open) {
            let end = left[start..].find(close).map_or(left.len(), |end| start + end + close.len());
            left.replace_range(start..end, "");
        }
    }
    left
}

/// Letters in the text of a template, and in attributes that are read.
fn words(template: &str) -> Vec<String> {
    // Keys are called what stands on them.
    let text = without_blocks(template);
    let text =
        text.split("<kbd>").map(|part| part.rsplit("</kbd>").next().unwrap_or(part)).collect::<String>();
    let mut found = Vec::new();
    let mut rest = text.as_str();
    loop {
        let (words, after) = rest.split_once('<').unwrap_or((rest, ""));
        if words.contains(char::is_alphabetic) && !COMMANDS.contains(&words.trim()) {
            found.push(words.trim().to_owned());
        }
        if after.is_empty() {
            return found;
        }
        let (tag, behind) = after.split_once('>').unwrap_or((after, ""));
        for name in SPOKEN {
            let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, value)| value.split('"').next());
            found.extend(value.filter(|value| value.contains(char::is_alphabetic)).map(str::to_owned));
        }
        rest = behind;
    }
}

#[test]
fn templates_have_no_words_of_their_own() {
    let mut found = Vec::new();
    for (name, text) in below(&root().join("templates"), "html") {
        found.extend(words(&text).into_iter().map(|words| format!("{name}: {words}")));
    }
    assert!(found.is_empty(), "move to locales/:\n{}", found.join("\n"));
    for bad in ["<p>Hello</p>", "<a title=\"Open\">{{ x }}</a>", "{{ x }} by <b>", "<img alt=\"A {{ x }}\">"]
    {
        assert_eq!(words(bad).len(), 1, "{bad}");
    }
    assert!(
        words("<p class=\"oal\" title=\"{{ l.t(\"a b\") }}\">{% if a %}{{ x }}{% endif %} · 3</p>")
            .is_empty()
    );
}

/// String literals that look like words for people: two of them with a space between.
fn sentences(code: &str, quote: char) -> Vec<String> {
    let mut found = Vec::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let literals = line.split(quote).skip(1).step_by(2);
        found.extend(literals.filter(|literal| is_sentence(literal)).map(str::to_owned));
    }
    found
}

fn is_sentence(literal: &str) -> bool {
    // A colon within is a term of the query language.
    let is_word = |word: &str| {
        !word.trim_end_matches(':').contains(':')
            && word.chars().all(|c| c.is_alphabetic() || ".,:!?’”“".contains(c))
    };
    let words: Vec<&str> = literal.split(' ').collect();
    words.windows(2).any(|two| two.iter().all(|word| word.len() > 1 && is_word(word)))
}

/// The code without what is said of requests that none of our pages sends; that stays English (`serve/error.rs`).
fn without_complaints(code: &str) -> String {
    let mut left = code.to_owned();
    for start in ["ServeError::Wrong(", "ServeError::TooLarge("] {
        let mut parts = left.split(start);
        let mut kept = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            kept.push_str(part.splitn(3, '"').nth(2).unwrap_or_default());
        }
        left = kept;
    }
    left
}

#[test]
fn handlers_have_no_words_of_their_own() {
    let mut found = Vec::new();
    for (name, text) in below(&root().join("src/serve/ui"), "rs") {
        let code = &text[..text.find("#[cfg(test)]\nmod ").unwrap_or(text.len())];
        // What goes to the server's own log is for the operator.
        let lines = code.lines().filter(|line| !line.contains("tracing::"));
        let code = without_complaints(&lines.collect::<Vec<_>>().join("\n"));
        found.extend(sentences(&code, '"').into_iter().map(|words| format!("{name}: {words}")));
    }
    for (name, text) in below(&root().join("assets"), "js") {
        let code = text.replace("'use strict';", "");
        // Selectors begin small.
        let spoken = sentences(&code, '\'').into_iter().filter(|words| words.starts_with(char::is_uppercase));
        found.extend(spoken.map(|words| format!("{name}: {words}")));
    }
    assert!(found.is_empty(), "move to locales/:\n{}", found.join("\n"));
    let code = "ServeError::Wrong(format!(\n\"So it is.\"\n)); let b = \"Here we are\";";
    assert_eq!(sentences(&without_complaints(code), '"'), ["Here we are"]);
    assert_eq!(sentences("let a = l.t(\"ok\"); let b = \"Not found\";", '"'), ["Not found"]);
}

/// Declarations that mean left or right, not start or end.
fn physical(css: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut css = css.to_owned();
    while let Some(start) = css.find("/*") {
        let end = css[start..].find("*/").map_or(css.len(), |end| start + end + 2);
        css.replace_range(start..end, "");
    }
    for declaration in css.split([';', '{', '}']) {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let (property, value) = (property.trim(), value.trim());
        let sides = property.split('-').any(|part| part == "left" || part == "right");
        let turned = ["float", "clear", "text-align", "caption-side"].contains(&property)
            && ["left", "right"].contains(&value);
        let four: Vec<&str> = value.split_whitespace().collect();
        let shorthand =
            ["margin", "padding", "inset", "border-width", "border-color", "border-style", "scroll-margin"]
                .contains(&property)
                && four.len() == 4
                && four[1] != four[3];
        if (sides || turned || shorthand) && !property.contains(' ') {
            found.push(format!("{property}: {value}"));
        }
    }
    found
}

#[test]
fn styles_know_no_left_and_right() {
    for (name, text) in below(&root().join("assets"), "css") {
        let found = physical(&text);
        assert!(found.is_empty(), "{name}: use inline-start and inline-end instead of {found:?}");
    }
    for bad in [
        "a { margin-left: 1px }",
        "a { left: 0; }",
        "a { text-align: right }",
        "a { border-right: 0 }",
        "a { padding: 0 1px 0 2px }",
    ] {
        assert_eq!(physical(bad).len(), 1, "{bad}");
    }
    assert!(physical("a:hover { margin: 0 1px 0 1px; margin-inline-start: 1px; } /* left: 0; */").is_empty());
}

#[test]
fn pages_say_their_language_and_direction() {
    for (name, text) in below(&root().join("templates"), "html") {
        let whole = text.contains("<html ") || text.contains("<div class=\"oal ");
        let says = text.contains("lang=\"{{ l.tag() }}\" dir=\"{{ l.dir() }}\"");
        assert!(!whole || says, "{name} says neither language nor direction");
    }
}
