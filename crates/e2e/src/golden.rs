//! What must come out, kept in `golden/`. A person reads every change of these files: `UPDATE_GOLDEN=1` writes them, `git diff` shows them.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// Compares with `golden/<name>`: a JSON list, one member a line.
pub fn check(name: &str, members: &[Value]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    let lines: Vec<String> = members.iter().map(Value::to_string).collect();
    let text = format!("[\n{}\n]\n", lines.join(",\n"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let wanted = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for (n, (is, want)) in text.lines().zip(wanted.lines()).enumerate() {
        assert_eq!(is, want, "{name}, line {} (left: came out, right: must come out)", n + 1);
    }
    assert_eq!(text.lines().count(), wanted.lines().count(), "{name}: number of lines");
}
