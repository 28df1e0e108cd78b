//! The real server is killed at random moments while lines come in by spool and over HTTP: nothing acknowledged is lost, nothing
//! is there twice, `seq` has no gaps.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use activity_log::ops::random;
use activity_log::store::sqlite::{Mode, SqliteStore};
use activity_log::store::{Scope, Store as _};
use support::{Server, fact_line, write_line};
use uuid::Uuid;

const KILLS: usize = 200;
const SECRET: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
/// A line at least this often, so that every kill has something to hit.
const PAUSE: Duration = Duration::from_millis(1);

/// Ids in the order they were written: by spool even, over HTTP odd numbers.
fn id(n: u64) -> Uuid {
    Uuid::from_u128(0x0193_5000_0000_7000_8000_0000_0000_0000 + u128::from(n))
}

#[test]
fn killed_two_hundred_times_nothing_is_lost_or_doubled() {
    let root = tempfile::tempdir().unwrap();
    let (data, spool) = (root.path().join("data"), root.path().join("spool"));
    support::connect(&data, &spool, SECRET);

    let over = Arc::new(AtomicBool::new(false));
    let written = Arc::new(AtomicU64::new(0));
    let address = Arc::new(Mutex::new(String::new()));
    let acknowledged = Arc::new(Mutex::new(BTreeMap::new()));

    let writer = std::thread::spawn({
        let (over, written, spool) = (over.clone(), written.clone(), spool.clone());
        move || {
            while !over.load(Ordering::Relaxed) {
                let next = written.load(Ordering::Relaxed) + 1;
                write_line(&spool, |number| fact_line(number, id(next * 2)));
                written.store(next, Ordering::Relaxed);
                std::thread::sleep(PAUSE);
            }
        }
    });
    let sender = std::thread::spawn({
        let (over, address, acknowledged) = (over.clone(), address.clone(), acknowledged.clone());
        move || send_until(&over, &address, &acknowledged)
    });

    for _ in 0..KILLS {
        let server = Server::start(&data);
        *address.lock().unwrap() = server.address().to_owned();
        let moment = u16::from_be_bytes(random::bytes().unwrap());
        std::thread::sleep(Duration::from_micros(u64::from(moment)));
        server.kill();
    }
    over.store(true, Ordering::Relaxed);
    writer.join().unwrap();

    // The last server is left alone until it has taken everything.
    let server = Server::start(&data);
    *address.lock().unwrap() = server.address().to_owned();
    sender.join().unwrap();
    let deadline = Instant::now() + Duration::from_secs(120);
    while spool.join("current.ndjson").exists() || has_taken(&spool) {
        assert!(Instant::now() < deadline, "the spool is not taken");
        std::thread::sleep(Duration::from_millis(50));
    }
    std::thread::sleep(Duration::from_millis(200));
    server.kill();

    let store = SqliteStore::open(&data.join("logs/main"), Mode::Read).unwrap();
    let mut places = BTreeMap::new();
    let mut next = 1;
    loop {
        let entries = store.range(next, 1_000, &Scope::All).unwrap();
        let Some(last) = entries.last() else { break };
        let until = last.seq + 1;
        for entry in entries {
            assert_eq!(entry.seq, next, "a gap in seq");
            next += 1;
            assert_eq!(entry.event.activity, "goal.updated", "{:?}", entry.event.request);
            assert_eq!(places.insert(entry.event.id, entry.seq), None, "twice: {}", entry.event.id);
        }
        assert_eq!(next, until);
    }
    let written = written.load(Ordering::Relaxed);
    let missing = (1..=written).filter(|n| !places.contains_key(&id(n * 2))).count();
    assert_eq!(missing, 0, "of {written} lines of the spool");
    let acknowledged = acknowledged.lock().unwrap();
    for (id, seq) in acknowledged.iter() {
        assert_eq!(places.get(id), Some(seq), "acknowledged over HTTP and not there: {id}");
    }
    assert!(written > KILLS as u64 && acknowledged.len() > KILLS / 4, "{written} {}", acknowledged.len());
    println!(
        "{KILLS} kills, {written} lines by spool, {} acknowledged over HTTP, {} entries",
        acknowledged.len(),
        next - 1
    );
}

fn has_taken(spool: &std::path::Path) -> bool {
    std::fs::read_dir(spool)
        .unwrap()
        .any(|file| file.unwrap().file_name().to_string_lossy().starts_with("taken-"))
}

/// Sends one line after the other, each again until it is acknowledged, as a client over HTTP must.
fn send_until(over: &AtomicBool, address: &Mutex<String>, acknowledged: &Mutex<BTreeMap<Uuid, u64>>) {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(2))).build().into();
    let mut n = 1;
    while !over.load(Ordering::Relaxed) {
        let url = format!("{}/api/v1/events", address.lock().unwrap());
        let answer = agent
            .post(&url)
            .header("Authorization", format!("Bearer {SECRET}"))
            .header("Content-Type", "application/x-ndjson")
            .send(&fact_line(0, id(n * 2 + 1))[..]);
        let seq = answer.ok().and_then(|mut answer| {
            let body: serde_json::Value =
                serde_json::from_str(&answer.body_mut().read_to_string().ok()?).ok()?;
            body["receipts"][0]["seq"].as_u64()
        });
        if let Some(seq) = seq {
            acknowledged.lock().unwrap().insert(id(n * 2 + 1), seq);
            n += 1;
        }
        std::thread::sleep(PAUSE);
    }
}
