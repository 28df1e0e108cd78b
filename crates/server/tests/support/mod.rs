//! What several tests need: a writer that does what the plugin does, facts, the real binary.
#![allow(dead_code, clippy::unwrap_used)]

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// Appends one line to a spool as docs/formats/spool-v1.md says. `line` gets the number the line has.
pub fn write_line(spool: &Path, line: impl FnOnce(u64) -> Vec<u8>) -> u64 {
    write_lines(spool, |n| Some(line(n)))
}

/// A number is given and no line written: what happens when the spool is full.
pub fn lose_line(spool: &Path) -> u64 {
    write_lines(spool, |_| None)
}

fn write_lines(spool: &Path, line: impl FnOnce(u64) -> Option<Vec<u8>>) -> u64 {
    let lock = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(spool.join("lock"))
        .unwrap();
    lock.lock().unwrap();
    let mut head = String::new();
    (&lock).read_to_string(&mut head).unwrap();
    let mut words = head.split_whitespace();
    let id = words.next().map_or("0123456789abcdef0123456789abcdef".to_owned(), str::to_owned);
    let n = words.next().map_or(0, |word| word.parse::<u64>().unwrap()) + 1;
    if let Some(mut line) = line(n) {
        line.push(b'\n');
        let current = spool.join("current.ndjson");
        if fs::read(&current).is_ok_and(|there| there.last().is_some_and(|last| *last != b'\n')) {
            line.insert(0, b'\n');
        }
        let current = OpenOptions::new().append(true).create(true).open(current);
        current.unwrap().write_all(&line).unwrap();
    }
    (&lock).rewind().unwrap();
    let head = format!("{id} {n}\n");
    (&lock).write_all(head.as_bytes()).unwrap();
    lock.set_len(head.len() as u64).unwrap();
    n
}

/// A fact with everything usual in it; its id and goal tell facts apart.
pub fn fact(n: u64, id: uuid::Uuid) -> Value {
    json!({
        "v": 1, "kind": "fact", "n": n, "id": id, "cause": null,
        "time": "2026-11-22T20:41:21.123456Z",
        "event": "API.Goals.updateGoal", "outcome": "success", "reason": null,
        "params": {"idSite": "3", "idGoal": n.to_string(), "name": format!("Goal {n}")},
        "before": {"goal": [{"idsite": 3, "idgoal": n, "name": "Old", "revenue": 0}]},
        "after": {"goal": [{"idsite": 3, "idgoal": n, "name": format!("Goal {n}"), "revenue": 5}]},
        "site": {"id": 3, "name": "Shop"},
        "actor": {"login": "alice", "super": false, "role": "admin", "auth": "session"},
        "client": {"ip": "203.0.113.7", "peer": "10.0.0.2", "agent": "Mozilla/5.0"},
        "request": {"id": "a1b2c", "method": "Goals.updateGoal"}
    })
}

/// [`fact`] as bytes.
pub fn fact_line(n: u64, id: uuid::Uuid) -> Vec<u8> {
    serde_json::to_vec(&fact(n, id)).unwrap()
}

/// An instance that spools there.
pub fn connect(data: &Path, spool: &Path, secret: &str) {
    fs::create_dir_all(spool).unwrap();
    fs::create_dir_all(data.join("instances")).unwrap();
    let text =
        format!("name = \"main\"\nshared_secret = \"{secret}\"\nspool_dir = \"{}\"\n", spool.display());
    let mut file = File::create(data.join("instances/main.toml")).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// Waits for something, a minute at most.
pub fn until(mut happened: impl FnMut() -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !happened() {
        assert!(std::time::Instant::now() < end, "it did not happen within a minute");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

/// The real server.
pub struct Server {
    child: Child,
    /// The one-time link it printed.
    pub link: String,
}

impl Server {
    /// Starts it and waits until it says that it is ready.
    pub fn start(data: &Path) -> Server {
        let mut child = Command::new(env!("CARGO_BIN_EXE_activity-log"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let link =
            line.strip_prefix("Console: ").unwrap_or_else(|| panic!("it said {line:?}")).trim().to_owned();
        Server { child, link }
    }

    /// Such as `http://127.0.0.1:40123`.
    pub fn address(&self) -> &str {
        let end = self.link.find("/sign-in").unwrap();
        &self.link[..end]
    }

    /// Asks it to end, as systemd does; it must say that all went well.
    pub fn terminate(mut self) {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }

    /// Ends it as a power cut of the process would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
