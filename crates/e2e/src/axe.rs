//! axe-core looks for barriers on the page that a browser shows. `tools/axe` brings it.

use std::fs;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::php::root;

/// Rules that are not asked, each with the reason.
const NOT_ASKED: &[(&str, &str)] = &[(
    "heading-order",
    "sections are h3 because the page's title is Matomo's h2; in the console the title is the h1 above them",
)];
/// Asks axe about an element; answers one line for each violation.
const SCRIPT: &str = "const [where, off, done] = arguments;
    const rules = Object.fromEntries(off.map(rule => [rule, {enabled: false}]));
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(where || document, {runOnly: tags, rules, preload: false, resultTypes: ['violations']}).then(
        found => done(found.violations.map(rule => rule.id + ': ' + rule.nodes.length + ' × '
            + rule.nodes.slice(0, 2).map(node => node.html.slice(0, 200) + ' | ' + node.failureSummary.replace(/\\s+/g, ' ')).join(' || '))),
        error => done([String(error)]));";

/// What axe finds on the page as it is shown now; `css` limits it to our own elements.
pub async fn violations(browser: &Browser, css: Option<&str>) -> Vec<String> {
    if browser.run("return typeof axe").await != "object" {
        let file = root().join("target/axe/axe.min.js");
        let axe =
            fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} is missing: tools/axe", file.display()));
        browser.run(&format!("{axe}; return 0")).await;
    }
    let off: Vec<&str> = NOT_ASKED.iter().map(|(rule, _)| *rule).collect();
    let found = browser.client.execute_async(SCRIPT, vec![json!(css), json!(off)]).await.unwrap();
    let found: &Vec<Value> = found.as_array().unwrap();
    found.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
}
