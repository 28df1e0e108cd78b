//! What the log says about itself (`auditlog.*`): each such row of the catalogue is made by something, and a test names it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use activity_log_core::catalog::Catalog;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// Program text and tests, which are files below `tests` or behind `mod tests`.
fn texts() -> (String, String) {
    let (mut program, mut tests) = (String::new(), String::new());
    let mut left =
        vec![root().join("crates/server"), root().join("crates/e2e"), root().join("matomo/OpenActivityLog")];
    while let Some(directory) = left.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                if name != "target" {
                    left.push(path);
                }
                continue;
            }
            let is_text =
                matches!(path.extension().and_then(|end| end.to_str()), Some("rs" | "php" | "json"));
            if !is_text || name == "map.php" || name == "own_activities.rs" {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let is_test = path
                .components()
                .any(|part| ["tests", "e2e", "suite"].iter().any(|name| part.as_os_str() == *name));
            let (own, tested) = if is_test {
                ("", text.as_str())
            } else {
                text.split_once("mod tests {").unwrap_or((&text, ""))
            };
            program.push_str(own);
            tests.push_str(tested);
        }
    }
    (program, tests)
}

#[test]
fn everything_the_log_says_about_itself_is_said_by_something_and_tested() {
    let (program, tests) = texts();
    let mut wrong = Vec::new();
    let mut rows = Vec::new();
    for activity in Catalog::builtin().menu().into_iter().filter(|activity| activity.category == "auditlog") {
        rows.push(activity.id.as_str());
        // made by the server under its id, or by the plugin as an event
        let mut names = vec![activity.id.as_str()];
        names.extend(
            Catalog::builtin()
                .activities()
                .iter()
                .filter(|row| row.id == activity.id)
                .filter_map(|row| row.root()),
        );
        let is_in = |text: &str| {
            names
                .iter()
                .any(|name| text.contains(&format!("\"{name}\"")) || text.contains(&format!("'{name}'")))
        };
        let is_tested = names.iter().any(|name| tests.contains(name));
        if !(is_in(&program) && is_tested) {
            wrong.push((activity.id.as_str(), is_in(&program), is_tested));
        }
    }
    assert!(rows.len() >= 8, "{rows:?}");
    assert!(wrong.is_empty(), "(row, made by something, named in a test): {wrong:?}");
}
