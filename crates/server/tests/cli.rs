//! The command line as a script sees it: the real binary, its output, its exit codes.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use activity_log::config::Paths;
use activity_log::ops::clock;
use activity_log::store::sqlite::{Mode, SqliteStore};
use activity_log::store::{Store, StoreError};
use activity_log_core::{Entry, Event};
use serde_json::{Value, json};

const BINARY: &str = env!("CARGO_BIN_EXE_activity-log");
const HOSTILE: &str = "=cmd|' /C calc'!A0\u{202e}\u{1b}[2J\r\n;@x \u{0}ü";

fn event(number: u64, name: &str) -> Event {
    let json = json!({
        "id": format!("01890000-0000-7000-8000-{number:012x}"), "time": "2026-11-22T20:41:21.123456Z",
        "instance": "main", "source": "plugin", "activity": "goal.updated", "category": "goal", "verb": "updated",
        "severity": "info", "outcome": "success", "reason": null, "also": [],
        "actor": {"kind": "user", "login": if number.is_multiple_of(2) { "alice" } else { "bob" }, "acting_as": null, "role": "admin",
            "auth": "session", "token": null, "os_user": null, "session": null},
        "client": {"ip": "203.0.113.7", "peer": null, "country": null, "agent": "Mozilla/5.0 (X11)"},
        "target": {"type": "goal", "id": "7", "name": name}, "site": {"id": 3, "name": "Shop"},
        "changes": [{"field": "name", "old": "x", "new": name}],
        "request": {"id": "a1b2c", "method": "Goals.updateGoal", "params": {"name": name}}, "cause": null,
    });
    serde_json::from_value(json).unwrap()
}

fn open(data: &Path, log: &str) -> SqliteStore {
    let directory = Paths::new(data).log(log);
    fs::create_dir_all(&directory).unwrap();
    // A test beside this one may just start a program, which holds our closed files until it runs.
    for _ in 0..200 {
        match SqliteStore::open(&directory, Mode::Write { clock: clock::system() }) {
            Err(StoreError::Locked(_)) => std::thread::sleep(Duration::from_millis(10)),
            opened => return opened.unwrap(),
        }
    }
    panic!("{} stays locked", directory.display())
}

fn data_with(log: &str, count: u64) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    let store = open(data.path(), log);
    let name = |number| if number == 2 { HOSTILE } else { "Signup" };
    store.append((1..=count).map(|number| event(number, name(number))).collect(), None).unwrap();
    data
}

fn run(data: &Path, line: &[&str]) -> Output {
    Command::new(BINARY).arg("--data").arg(data).args(line).output().unwrap()
}

/// Exit code, standard output, standard error.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn done(data: &Path, line: &[&str]) -> String {
    let (code, out, error) = told(&run(data, line));
    assert_eq!((code, error.as_str()), (0, ""), "{line:?}");
    out
}

fn wrong(data: &Path, line: &[&str], code: i32, part: &str) {
    let (told_code, out, error) = told(&run(data, line));
    assert_eq!((told_code, out.as_str()), (code, ""), "{line:?}: {error}");
    assert!(error.contains(part), "{line:?}: {error}");
    assert!(!error.contains("panicked") && !error.contains("Caused by"), "{error}");
}

#[test]
fn wrong_use_is_2_and_says_what_would_be_right() {
    let data = data_with("main", 1);
    let data = data.path();
    wrong(data, &["quary"], 2, "query");
    wrong(data, &["query", "--format", "xml"], 2, "ndjson");
    wrong(data, &["export", "x"], 2, "--out");
    wrong(data, &["query", "usr:alice"], 2, "  usr:alice\n  ^^^\n");
    wrong(data, &["--log", "../x", "query"], 2, "a–z");
    wrong(data, &["--log", "other", "query"], 2, "Logs there: main.");
    wrong(data, &["--config", "/no/such/file", "query"], 2, "/no/such/file");
    wrong(data, &["connect", "/no/such/matomo"], 2, "/no/such/matomo");
    let config = data.join("settings.toml");
    fs::write(&config, "lisen = 1\n").unwrap();
    wrong(data, &["--config", config.to_str().unwrap(), "query"], 2, "line 1: unknown field `lisen`");
}

#[test]
fn what_cannot_run_is_3_in_one_line() {
    let data = tempfile::tempdir().unwrap();
    wrong(data.path(), &["query"], 3, "connect MATOMO_DIR");
    let (_, _, error) = told(&run(&data.path().join("none"), &["tail"]));
    assert!(error.contains("There is no log in") && error.lines().count() == 1, "{error}");
    let data = data_with("main", 1);
    wrong(
        data.path(),
        &["export", "--format", "csv", "--out", "/no/such/directory/x"],
        3,
        "cannot be written",
    );
    wrong(data.path(), &["import", "/no/such/file"], 3, "/no/such/file cannot be read");
}

#[test]
fn help_and_version_are_0() {
    for line in [&["--help"][..], &["--version"], &["query", "--help"], &["help"]] {
        let output = Command::new(BINARY).args(line).output().unwrap();
        assert_eq!(output.status.code(), Some(if line == ["help"] { 2 } else { 0 }), "{line:?}");
    }
}

#[test]
fn query_is_newest_first_in_every_form() {
    let data = data_with("main", 5);
    let data = data.path();
    let seqs = |lines: &str| -> Vec<u64> {
        lines.lines().map(|line| serde_json::from_str::<Entry>(line).unwrap().seq).collect()
    };
    assert_eq!(seqs(&done(data, &["query", "--format", "ndjson"])), [5, 4, 3, 2, 1]);
    assert_eq!(seqs(&done(data, &["query", "user:alice", "--format", "ndjson", "--limit", "1"])), [4]);
    assert_eq!(seqs(&done(data, &["query", "-user:alice", "--format", "ndjson"])), [5, 3, 1]);
    let array: Vec<Value> = serde_json::from_str(&done(data, &["query", "--format", "json"])).unwrap();
    assert_eq!((array.len(), array[0]["seq"].as_u64()), (5, Some(5)));
    assert!(array.iter().all(|entry| entry["text"].as_str().is_some_and(|text| !text.is_empty())));
    assert_eq!(done(data, &["query", "user:nobody", "--format", "json"]), "[]\n");
    assert_eq!(done(data, &["query", "user:nobody"]), "");
    let table = done(data, &["query"]);
    assert_eq!(table.lines().count(), 5);
    assert!(table.lines().next().unwrap().starts_with("5  2026-11-22 20:41:21  bob"), "{table}");
    assert!(!table.contains(['\u{1b}', '\u{202e}', '\r']), "{table:?}");
    assert_eq!(
        done(data, &["query", "--format", "csv"]).split("\r\n").next().unwrap().split(',').next(),
        Some("seq")
    );
}

#[test]
fn one_log_is_meant_several_must_be_named() {
    let data = data_with("main", 1);
    drop(open(data.path(), "main-imported"));
    assert_eq!(done(data.path(), &["query"]).lines().count(), 1);
    drop(open(data.path(), "shop"));
    wrong(data.path(), &["query"], 2, "main, main-imported, shop. Choose one with --log NAME.");
    assert_eq!(done(data.path(), &["--log", "main", "query"]).lines().count(), 1);
    assert_eq!(done(data.path(), &["query", "--log", "shop"]), "");
}

#[test]
fn export_is_oldest_first_and_whole_or_not_there() {
    // More than one page, with the log open in a writing process: us.
    let data = data_with("main", 2_300);
    let writing = open(data.path(), "main");
    let file = data.path().join("out.ndjson");
    let name = file.to_str().unwrap();
    assert_eq!(done(data.path(), &["export", "", "--format", "ndjson", "--out", name]), "");
    let text = fs::read_to_string(&file).unwrap();
    let seqs: Vec<u64> = text.lines().map(|line| serde_json::from_str::<Entry>(line).unwrap().seq).collect();
    assert_eq!(seqs, (1..=2_300).collect::<Vec<_>>());
    let piped = done(data.path(), &["export", "user:alice", "--format", "ndjson", "--out", "-"]);
    assert_eq!(piped.lines().count(), 1_150);
    drop(writing);
    // A directory of that name cannot be replaced, and nothing stays beside it.
    let before = fs::read_dir(data.path()).unwrap().count();
    wrong(
        data.path(),
        &["export", "--format", "csv", "--out", data.path().join("logs").to_str().unwrap()],
        3,
        "directory",
    );
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), before);
}

#[test]
fn csv_has_no_formulas() {
    let data = data_with("main", 3);
    let text = done(data.path(), &["export", "--format", "csv", "--out", "-"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    for cell in rows.iter().flat_map(|row| row.iter()) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
    }
    assert!(rows[1].iter().any(|cell| cell.starts_with("'=cmd|")));
}

#[test]
fn export_import_export_is_the_same() {
    let data = data_with("main", 1_200);
    let data = data.path();
    let file = data.join("first.ndjson");
    let name = file.to_str().unwrap();
    done(data, &["export", "--format", "ndjson", "--out", name]);
    let report = |line: &[&str]| -> Value { serde_json::from_str(&done(data, line)).unwrap() };
    let first = report(&["import", name, "--format", "json"]);
    assert_eq!(
        first,
        json!({"log": "main-imported", "lines": 1200, "stored": 1200, "already_there": 0, "refused": 0})
    );
    let again = report(&["import", name, name, "--format", "json"]);
    assert_eq!((again["stored"].as_u64(), again["already_there"].as_u64()), (Some(0), Some(2_400)));
    let second = done(data, &["--log", "main-imported", "export", "--format", "ndjson", "--out", "-"]);
    let events = |text: &str| -> Vec<Event> {
        let entries = text.lines().map(|line| serde_json::from_str::<Entry>(line).unwrap());
        entries.map(|entry| Event { source: "same".into(), ..entry.event }).collect()
    };
    assert_eq!(events(&fs::read_to_string(&file).unwrap()), events(&second));
    assert!(second.lines().all(|line| serde_json::from_str::<Entry>(line).unwrap().event.source == "import"));
}

#[test]
fn import_keeps_away_from_what_was_witnessed_and_tells_what_it_refuses() {
    let data = data_with("main", 1);
    let file = data.path().join("x.ndjson");
    let entry = done(data.path(), &["query", "--format", "ndjson"]);
    fs::write(&file, format!("{entry}\nrubbish \u{1b}[2J\n[1]\n{entry}")).unwrap();
    let name = file.to_str().unwrap();
    wrong(data.path(), &["--log", "main", "import", name], 2, "witnessed");
    let (code, out, error) = told(&run(data.path(), &["import", name]));
    assert_eq!(
        (code, out.as_str()),
        (1, "4 lines read: 1 stored in the log “main-imported”, 1 there already, 2 refused.\n")
    );
    assert!(
        error.contains("x.ndjson:3: ") && error.contains("x.ndjson:4: ") && !error.contains('\u{1b}'),
        "{error}"
    );
    let held = open(data.path(), "main-imported");
    wrong(data.path(), &["import", name], 3, "is a server running on it?");
    drop(held);
}

#[test]
fn lines_of_a_spool_are_named_on_import() {
    let data = data_with("main", 1);
    let file = data.path().join("spool.ndjson");
    let fact = json!({"v": 1, "kind": "fact", "n": 1, "id": "01890000-0000-7000-8000-0000000000ff",
        "time": "2026-11-22T20:41:21.123456Z", "event": "API.Goals.updateGoal", "outcome": "success",
        "params": {"idSite": "3", "idGoal": "7", "name": "Signup"}, "actor": {"login": "alice", "auth": "session"}});
    let long = format!("{{\"x\":\"{}\"}}", "y".repeat(600_000));
    fs::write(&file, format!("{long}\n{fact}\n{{\"v\":1,\"kind\":\"later\"}}\n{fact}")).unwrap();
    let (code, out, error) = told(&run(data.path(), &["import", file.to_str().unwrap()]));
    assert_eq!(
        (code, out.as_str()),
        (1, "4 lines read: 1 stored in the log “main-imported”, 1 there already, 2 refused.\n")
    );
    assert!(error.contains(":1: longer than") && error.contains(":3: kind “later”"), "{error}");
    let out = done(
        data.path(),
        &["--log", "main-imported", "query", "activity:goal.updated", "--format", "ndjson"],
    );
    let entry: Entry = serde_json::from_str(&out).unwrap();
    assert_eq!((entry.event.instance.as_str(), entry.event.source.as_str()), ("main", "import"));
}

#[test]
fn tail_shows_new_entries_within_a_second_and_ends_with_0() {
    let data = data_with("main", 3);
    let store = open(data.path(), "main");
    let mut child = Command::new(BINARY)
        .arg("--data")
        .arg(data.path())
        .args(["tail", "goal", "-n", "1", "--format", "ndjson"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || serde_json::from_str::<Entry>(&lines.next().unwrap().unwrap()).unwrap().seq;
    assert_eq!(next(), 3);
    for seq in 4..=6 {
        store.append(vec![event(seq, "goal")], None).unwrap();
        let started = Instant::now();
        assert_eq!(next(), seq);
        assert!(started.elapsed() < Duration::from_secs(1));
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_goes_early_is_no_error() {
    let data = data_with("main", 3_000);
    let mut child = Command::new(BINARY)
        .arg("--data")
        .arg(data.path())
        .args(["export", "--format", "ndjson", "--out", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(told(&output), (0, String::new(), String::new()));
}

#[test]
fn doctor_says_what_to_do() {
    let data = data_with("main", 3);
    let (code, out, _) = told(&run(data.path(), &["doctor"]));
    assert!(out.contains("main: Log: 3 entries in 1 segment"), "{out}");
    assert!(out.contains("No Matomo is connected"), "{out}");
    assert!(out.lines().filter(|line| line.starts_with('✗')).count() > 0 || code == 0, "{out}");
    let (code, out, _) = told(&run(data.path(), &["doctor", "--format", "json"]));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["ok"].as_bool(), Some(code == 0));
    assert!(report["checks"].as_array().unwrap().iter().any(|check| check["check"] == "disk"));
}

#[test]
fn the_inventory_says_who_has_access_and_who_never_did_anything() {
    let data = data_with("main", 3);
    wrong(data.path(), &["inventory"], 3, "Nobody told the log “main” yet who is there.");
    let inventories = activity_log::inventory::Inventories::new(Paths::new(data.path()).inventory("main"));
    let parts = [
        json!({"section": "begin"}),
        json!({"section": "users", "rows": [{"login": "alice", "super": true, "two_factor": true}, {"login": HOSTILE}]}),
        json!({"section": "access", "rows": [{"login": HOSTILE, "access": "view", "sites": "1-3"}]}),
        json!({"section": "tokens", "rows": [{"id": 7, "login": "alice", "value": "fingerprint"}]}),
        json!({"section": "end", "parts": 5}),
    ];
    for (index, mut part) in parts.into_iter().enumerate() {
        let id = "01890000-0000-7000-8000-000000000001";
        let head = json!({"v": 1, "kind": "inventory", "id": id, "time": "2026-11-22T20:41:21.000000Z", "inventory": id,
            "part": index + 1});
        part.as_object_mut().unwrap().extend(head.as_object().unwrap().clone());
        inventories.keep(&serde_json::from_value(part).unwrap(), activity_log_core::Time::default()).unwrap();
    }
    let table = done(data.path(), &["inventory"]);
    assert!(!table.contains(['\u{202e}', '\u{1b}', '\r']), "{table:?}");
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[1].contains("never") && lines[1].ends_with("view: 1-3"), "{table}");
    assert!(
        lines[2].starts_with("alice") && lines[2].ends_with("1  2026-11-22 20:41:21  super user"),
        "{table}"
    );
    assert_eq!(lines[3], "2 users, as of 2026-11-22 20:41:21 UTC");
    let json: Value = serde_json::from_str(&done(data.path(), &["inventory", "--format", "json"])).unwrap();
    assert_eq!(
        (&json["users"][1]["tokens"][0]["id"], &json["users"][1]["last_entry"]["seq"]),
        (&json!(7), &json!(2))
    );
    assert!(!json.to_string().contains("fingerprint"));
}
