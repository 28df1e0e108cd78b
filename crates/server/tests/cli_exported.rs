//! An export is told to the log that it was made of, whether a server has it open or not.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;
use std::process::Command;

use activity_log::store::sqlite::{Mode, SqliteStore};
use activity_log::store::{Scope, Store as _};
use activity_log_core::Event;
use support::{Server, fact_line, until, write_line};

fn export(data: &Path, format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_activity-log"))
        .arg("--data")
        .arg(data)
        .args(["export", "user:alice", "--format", format, "--out", "-"])
        .output()
        .unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
    String::from_utf8(output.stdout).unwrap()
}

fn exported(data: &Path) -> Vec<Event> {
    let store = SqliteStore::open(&data.join("logs/main"), Mode::Read).unwrap();
    let entries = store.range(1, 1_000, &Scope::All).unwrap();
    entries
        .into_iter()
        .map(|entry| entry.event)
        .filter(|event| event.activity == "auditlog.exported")
        .collect()
}

#[test]
fn with_a_server_and_without_one() {
    let root = tempfile::tempdir().unwrap();
    let (data, spool) = (root.path().join("data"), root.path().join("spool"));
    support::connect(&data, &spool, &"0123456789abcdef".repeat(4));
    write_line(&spool, |n| fact_line(n, uuid::Uuid::from_u128(0x0193_5000_0000_7000_8000_0000_0000_0001)));
    let server = Server::start(&data);
    until(|| export(&data, "ndjson").lines().count() == 1);
    let told = exported(&data);
    let last = told.last().unwrap();
    assert_eq!(last.request.params["query"], "user:alice");
    assert_eq!(
        (&last.request.params["entries"], &last.request.params["complete"]),
        (&1.into(), &true.into())
    );
    assert!(last.actor.os_user.is_some() && last.actor.login.is_none());
    assert_eq!(last.source, "http");
    server.kill();

    let before = told.len();
    export(&data, "csv");
    let told = exported(&data);
    assert_eq!(told.len(), before + 1);
    assert_eq!(
        (told[before].source.as_str(), &told[before].request.params["format"]),
        ("cli", &"csv".into())
    );
}

#[test]
fn a_copy_is_told_nothing() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("data");
    let server = Server::start(&data);
    server.kill();
    std::fs::remove_file(data.join("instances/main.toml")).unwrap();
    export(&data, "ndjson");
    assert_eq!(exported(&data).len(), 0);
}
