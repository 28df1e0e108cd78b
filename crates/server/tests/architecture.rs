//! The rules of ARCHITECTURE.md that a program can check. They read the source, not the compiled code.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which rooms each room may use. `core` is the other crate and may be used by all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("ops", &[]),
    ("config", &["ops"]),
    ("normalise", &["ops"]),
    ("store", &["ops"]),
    ("import", &["normalise", "ops"]),
    ("inventory", &["store", "config", "ops"]),
    ("capture", &["normalise", "inventory", "store", "config", "ops"]),
    ("export", &["store", "ops"]),
    ("serve", &["store", "inventory", "export", "config", "ops"]),
    ("cli", &["import", "serve", "export", "capture", "inventory", "normalise", "store", "config", "ops"]),
    ("main", &["cli", "ops"]),
    ("lib", &[]),
];

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn source_files(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Source files of this crate: room, path below `src`, and what is not test code.
fn sources() -> Vec<(String, String, String)> {
    let root = source_root();
    let mut files = Vec::new();
    source_files(&root, &mut files);
    assert!(files.len() > 20, "the test looks in the wrong place");
    files
        .iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let room = name.split(['/', '.']).next().unwrap().to_owned();
            let text = fs::read_to_string(path).unwrap();
            let code = without_tests(&text).to_owned();
            (room, name, code)
        })
        .collect()
}

/// Up to the tests at the end. What is for tests alone further up, such as `mod tests;`, does not hide what follows.
fn without_tests(text: &str) -> &str {
    let opens = |at: usize| {
        let next = text[at..].lines().nth(1).unwrap_or_default();
        next.contains("mod ") && next.ends_with('{')
    };
    let end = text.match_indices("#[cfg(test)]").map(|(at, _)| at).find(|at| opens(*at));
    &text[..end.unwrap_or(text.len())]
}

#[test]
fn only_tests_are_left_out() {
    let text = "#[cfg(test)]\nmod tests;\nuse crate::cli;\n#[cfg(test)]\nmod more {\n    use crate::x;\n}\n";
    assert!(without_tests(text).contains("crate::cli") && !without_tests(text).contains("crate::x"));
}

fn is_test_file(name: &str) -> bool {
    ["tests.rs", "suite.rs"].iter().any(|end| name.ends_with(end))
        || name.contains("/tests/")
        || name.contains("/suite/")
}

#[test]
fn rooms_use_only_rooms_below_them() {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (room, name, code) in sources() {
        let allowed =
            table.get(room.as_str()).unwrap_or_else(|| panic!("{name}: a room that the table does not know"));
        let prefix = if room == "main" { "activity_log::" } else { "crate::" };
        for (number, line) in code.lines().enumerate() {
            let uses = line.match_indices(prefix).filter_map(|(at, _)| {
                line[at + prefix.len()..].split(|c: char| !c.is_ascii_lowercase() && c != '_').next()
            });
            for used in uses.filter(|used| !used.is_empty()) {
                if used != room
                    && table.contains_key(used)
                    && !allowed.contains(&used)
                    && !is_test_file(&name)
                {
                    wrong.push(format!("{name}:{}: {room} may not use {used}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_store_speaks_sql() {
    for (room, name, code) in sources() {
        assert!(room == "store" || !code.contains("rusqlite"), "{name} speaks SQL");
    }
}

#[test]
fn only_the_intake_appends() {
    for (room, name, code) in sources() {
        let may = ["store", "capture"].contains(&room.as_str()) || name == "cli/import.rs";
        assert!(may || !code.contains(".append("), "{name} appends to the log past the intake");
    }
}

#[test]
fn pages_and_api_do_not_know_each_other() {
    for (_, name, code) in sources() {
        assert!(!name.starts_with("serve/ui/") || !code.contains("serve::api"), "{name}");
        assert!(!name.starts_with("serve/api/") || !code.contains("serve::ui"), "{name}");
    }
}

#[test]
fn only_ops_asks_for_the_time_and_for_randomness() {
    let calls = [
        "Timestamp::now(",
        "SystemTime::now(",
        "Zoned::now(",
        "getrandom::",
        "Uuid::now_v7(",
        "Uuid::new_v4(",
    ];
    for (room, name, code) in sources() {
        for call in calls {
            assert!(room == "ops" || is_test_file(&name) || !code.contains(call), "{name} calls {call}…)");
        }
    }
}

#[test]
fn anyhow_stays_at_the_command_line() {
    for (room, name, code) in sources() {
        assert!(["cli", "main"].contains(&room.as_str()) || !code.contains("anyhow"), "{name} uses anyhow");
    }
}

#[test]
fn core_knows_no_runtime_database_or_http() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "-p",
            "activity-log-core",
            "-e",
            "normal",
            "--prefix",
            "none",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    for line in tree.lines() {
        let name = line.split(' ').next().unwrap();
        let barred = ["tokio", "hyper", "axum", "rusqlite", "libsqlite3-sys", "ureq"];
        assert!(!barred.contains(&name), "core depends on {name}");
    }
}

#[test]
fn files_stay_small_enough_to_read() {
    for (_, name, _) in sources() {
        let lines = fs::read_to_string(source_root().join(&name)).unwrap().lines().count();
        assert!(lines <= 500, "{name} has {lines} lines; find the two rooms in it");
    }
}

/// Licences that may go into a GPL-3.0-or-later program.
const LICENCES: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
    "BSL-1.0",
    "Unicode-3.0",
    "CDLA-Permissive-2.0",
    "GPL-3.0-or-later",
    "MPL-2.0",
];
/// A dependency more is a decision: raise the number in the commit that makes it.
const PACKAGES_MAX: usize = 290;

#[test]
fn dependencies_are_free_and_counted() {
    // Packages for other platforms were not downloaded.
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", &platform])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() <= PACKAGES_MAX, "{} packages", packages.len());
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default();
        // “A OR B”, “A/B”: one of them will do; “A AND B”: a part that we may use is looked for, the rest is read by a person.
        let one_is_free = licence.split([' ', '/', '(', ')']).any(|word| LICENCES.contains(&word));
        assert!(one_is_free, "{}: licence “{licence}”", package["name"]);
    }
}
