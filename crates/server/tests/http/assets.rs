//! Style inside Matomo.

/// Inside Matomo our rules must not reach Matomo's own elements.
#[test]
fn every_rule_is_scoped() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/css");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let css: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let mut rest = css.as_str();
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
