//! A log that takes a spool, and its entries as the golden files show them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::server::{Server, command, run};
use crate::wait;

/// The shared secret of the instance of these tests.
pub const SECRET: &str = "7f3c9d5e1b2a48600f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef";

/// A data directory and a spool beside it, connected.
pub struct Place {
    root: tempfile::TempDir,
}

impl Place {
    /// An empty one.
    pub fn new() -> Place {
        let place = Place { root: tempfile::tempdir().unwrap() };
        fs::create_dir_all(place.data().join("instances")).unwrap();
        fs::create_dir(place.spool()).unwrap();
        let spool = place.spool().display().to_string();
        let text = format!("name = \"main\"\nshared_secret = \"{SECRET}\"\nspool_dir = \"{spool}\"\n");
        fs::write(place.data().join("instances/main.toml"), text).unwrap();
        place
    }

    /// The data directory.
    pub fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    /// The spool directory.
    pub fn spool(&self) -> PathBuf {
        self.root.path().join("spool")
    }

    /// Puts recorded lines there, as if the plugin had just written them.
    pub fn fill_spool(&self, lines: &[u8]) {
        let count = lines.iter().filter(|byte| **byte == b'\n').count();
        fs::write(self.spool().join("current.ndjson"), lines).unwrap();
        fs::write(self.spool().join("lock"), format!("{} {count}\n", "0a".repeat(16))).unwrap();
    }

    /// Waits until the server has stored everything and deleted the file.
    pub fn wait_until_taken(&self) {
        wait::until("the spool to be taken", || {
            let mut names = fs::read_dir(self.spool()).unwrap().map(|file| file.unwrap().file_name());
            (!names.any(|name| name.to_string_lossy().ends_with(".ndjson"))).then_some(())
        });
    }

    /// All entries, oldest first, consequences too.
    pub fn export(&self) -> Vec<Value> {
        let out = run(command(&self.data()).args(["export", "", "--format", "ndjson", "--out", "-"]));
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Every file below the data directory and the spool, with its content.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(self.root.path(), &mut files);
        files
    }
}

impl Default for Place {
    fn default() -> Self {
        Place::new()
    }
}

fn collect(directory: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let bytes = fs::read(&path).unwrap();
            files.push((path, bytes));
        }
    }
}

/// The pages and answers in which anything of a log could appear.
pub fn everything_shown(server: &Server, entries: &[Value]) -> Vec<(String, String)> {
    let mut paths = vec![
        "/log?limit=200&q=nested%3A*".to_owned(),
        "/log?fragment=1&limit=200&q=nested%3A*".to_owned(),
        "/widget?fragment=1&limit=50".to_owned(),
        "/api/v1/entries?limit=200&q=nested%3A*".to_owned(),
        "/api/v1/matomo/entries?limit=200".to_owned(),
        "/metrics".to_owned(),
    ];
    for entry in entries {
        let seq = &entry["seq"];
        paths.extend([
            format!("/log/{seq}?fragment=1"),
            format!("/log/{seq}"),
            format!("/api/v1/entries/{seq}"),
        ]);
    }
    paths
        .into_iter()
        .map(|path| {
            let answer = server.ask_as(SECRET, "admin", "superuser", &path);
            assert!(answer.status == 200 || path == "/metrics", "{path}: {} {}", answer.status, answer.body);
            (path, answer.body)
        })
        .collect()
}

/// Entries without what differs in every run (ids, times, what is empty); `cause` is the `seq` of the root.
pub fn summaries(entries: &[Value]) -> Vec<Value> {
    let seqs: BTreeMap<String, Value> =
        entries.iter().map(|entry| (entry["id"].to_string(), entry["seq"].clone())).collect();
    entries.iter().map(|entry| summary(entry, &seqs)).collect()
}

fn summary(entry: &Value, seqs: &BTreeMap<String, Value>) -> Value {
    let mut out = Map::new();
    let kept = [
        "seq", "activity", "category", "verb", "severity", "outcome", "reason", "also", "target", "site",
        "changes",
    ];
    for name in kept {
        out.insert(name.to_owned(), entry[name].clone());
    }
    let actor = &entry["actor"];
    let names = ["kind", "login", "role", "auth", "acting_as", "token"];
    let actor: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), actor[name].clone())).collect();
    out.insert("actor".into(), without_nothing(actor));
    out.insert("ip".into(), entry["client"]["ip"].clone());
    out.insert("method".into(), entry["request"]["method"].clone());
    let mut params = entry["request"]["params"].clone();
    if let Some(params) = params.as_object_mut() {
        params.remove("os_host"); // this machine's
    }
    out.insert("params".into(), params);
    let cause = &entry["cause"];
    let root = if cause.is_null() {
        Value::Null
    } else {
        seqs.get(&cause.to_string()).cloned().unwrap_or(json!("lost"))
    };
    out.insert("cause".into(), root);
    without_nothing(out)
}

fn without_nothing(map: Map<String, Value>) -> Value {
    let is_nothing = |value: &Value| match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    map.into_iter().filter(|(_, value)| !is_nothing(value)).collect::<Map<_, _>>().into()
}
