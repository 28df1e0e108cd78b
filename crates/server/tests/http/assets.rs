//! Style and script are the server's; the plugin ships copies, because Matomo serves its own files only.

use std::fs;
use std::path::Path;

#[test]
fn generated_copies_in_the_plugin() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let plugin = here.join("../../matomo/OpenActivityLog");
    for (ours, theirs) in [("app.css", "stylesheets/app.css"), ("app.js", "javascripts/app.js")] {
        let text = fs::read_to_string(here.join("assets").join(ours)).unwrap();
        let copy = plugin.join(theirs);
        if std::env::var_os("UPDATE_GENERATED").is_some() {
            fs::write(&copy, &text).unwrap();
        }
        assert!(fs::read_to_string(&copy).unwrap() == text, "{theirs} differs; run with UPDATE_GENERATED=1");
    }
}

/// Inside Matomo our rules must not reach Matomo's own elements.
#[test]
fn every_rule_is_scoped() {
    let css = include_str!("../../assets/app.css");
    let mut rest = css;
    let mut plain = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").unwrap().1;
    }
    plain.push_str(rest);
    let heads = plain.split(['{', '}', ';']).map(str::trim).filter(|head| !head.is_empty());
    let mut count = 0;
    for head in
        heads.filter(|head| !head.starts_with('@') && !head.split_whitespace().next().unwrap().ends_with(':'))
    {
        for selector in head.split(',').map(str::trim) {
            // Pieces of declarations begin with a property, never with a dot.
            if selector.starts_with('.') || selector.contains(" .") {
                assert!(selector.starts_with(".oal"), "{selector}");
                count += 1;
            }
        }
    }
    assert!(count > 100);
    assert!(!plain.contains("@import") && !plain.contains("url("), "the fragment needs no other file");
}
