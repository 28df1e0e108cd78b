//! axe-core looks for barriers on the page that a browser shows. `tools/axe` brings it.

use std::fs;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::php::root;

/// Asks axe about an element; answers one line for each violation.
const SCRIPT: &str = "const [where, done] = arguments;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(where || document, {runOnly: tags, preload: false, resultTypes: ['violations']}).then(
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
    let found = browser.client.execute_async(SCRIPT, vec![json!(css)]).await.unwrap();
    let found: &Vec<Value> = found.as_array().unwrap();
    found.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
}
