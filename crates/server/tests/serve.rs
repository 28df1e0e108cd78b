//! `serve` as a process: what it prints, where it can be found, what it says about itself, how it ends.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Duration;

use activity_log::store::sqlite::{Mode, SqliteStore};
use activity_log::store::{Scope, Store as _};
use support::{Server, connect, fact_line, write_line};

const SECRET: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

#[test]
fn it_says_where_it_listens_and_a_second_one_does_not_write_the_same_log() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("data");
    let server = Server::start(&data);
    assert_eq!(fs::read_to_string(data.join("listening")).unwrap(), server.address());
    let second = Command::new(env!("CARGO_BIN_EXE_activity-log"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(3));
    let told = String::from_utf8(second.stderr).unwrap();
    assert!(told.contains("another process has this log open"), "{told}");
    server.terminate();
    assert!(!data.join("listening").exists(), "it ended politely and is said to listen");
}

#[test]
fn a_matomo_connected_while_it_runs_is_followed_and_left_alone_after_its_file_is_gone() {
    let root = tempfile::tempdir().unwrap();
    let (data, spool) = (root.path().join("data"), root.path().join("spool"));
    let server = Server::start(&data);
    connect(&data, &spool, SECRET);
    let id = |n: u128| uuid::Uuid::from_u128(0x0193_5000_0000_7000_8000_0000_0000_0000 + n);
    write_line(&spool, |n| fact_line(n, id(1)));
    support::until(|| !spool.join("current.ndjson").exists());
    fs::remove_file(data.join("instances/main.toml")).unwrap();
    // It looks for instances every second; what is written after it noticed stays.
    let mut n = 2;
    support::until(|| {
        write_line(&spool, |number| fact_line(number, id(n)));
        n += 1;
        std::thread::sleep(std::time::Duration::from_millis(400));
        spool.join("current.ndjson").exists()
    });
    server.terminate();
}

#[test]
fn refusals_belong_to_a_log_and_a_wrong_file_is_told_once() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("data");
    support::connect(&data, &root.path().join("spool"), SECRET);
    let mut server = Command::new(env!("CARGO_BIN_EXE_activity-log"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("Console: ").unwrap().split("/sign-in").next().unwrap().to_owned();

    fs::write(data.join("instances/zz.toml"), "name = \"zz\"\n").unwrap();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let answer =
        agent.get(format!("{address}/log")).header("X-Activity-Log-Assertion", "v1.x.y").call().unwrap();
    assert_eq!(answer.status(), 401);
    // Three times the pause between two looks at the instances.
    std::thread::sleep(Duration::from_millis(3_500));
    assert!(Command::new("kill").arg(server.id().to_string()).status().unwrap().success());
    let mut told = String::new();
    server.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    server.wait().unwrap();
    assert_eq!(told.matches("zz.toml").count(), 1, "{told}");

    let store = SqliteStore::open(&data.join("logs/main"), Mode::Read).unwrap();
    let entries = store.range(1, 10, &Scope::All).unwrap();
    let told: Vec<_> =
        entries.iter().map(|entry| (entry.event.activity.as_str(), entry.event.instance.as_str())).collect();
    assert_eq!(told, [("auditlog.assertion_refused", "main")]);
}
