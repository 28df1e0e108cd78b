//! An import is itself an entry, in the log of what was witnessed: directly, or by the server that has it open.

use std::fs;
use std::io::Write;
use std::time::Duration;

use serde_json::{Value, json};

use super::super::matomo::users::User;
use super::super::open;
use super::super::place::{IMPORTED, Place};
use super::source::Source;
use super::{Report, wording};
use crate::capture::Intake;
use crate::capture::quarantine::Quarantine;
use crate::config::Instance;
use crate::ops::{clock, random};
use crate::store::StoreError;

/// Longest wait for the server.
const WAIT: Duration = Duration::from_secs(10);

/// Makes the entry. Where that fails it says so on standard error and answers false; the import stands.
pub fn tell(place: &Place, report: &Report, sources: &[Source]) -> bool {
    let Some(log) = witnessed(place, &report.log) else { return true };
    let told = line(report, sources).and_then(|line| hand_over(place, &log, &line));
    if let Err(why) = &told {
        let _ = writeln!(
            std::io::stderr(),
            "The import could not be noted in the log “{log}”: {}",
            wording::shown(why)
        );
    }
    told.is_ok()
}

/// The log beside the imported one. Before a Matomo was connected there is none.
fn witnessed(place: &Place, imported: &str) -> Option<String> {
    let mut others = place.logs();
    others.retain(|name| name != imported && !name.ends_with(IMPORTED));
    let own = imported.strip_suffix(IMPORTED).filter(|name| others.iter().any(|other| other == name));
    own.map(str::to_owned).or_else(|| others.pop().filter(|_| others.is_empty()))
}

fn line(report: &Report, sources: &[Source]) -> Result<Vec<u8>, String> {
    let now = clock::system()();
    let key = random::hex::<16>().map_err(|error| error.to_string())?;
    let from: Vec<String> = sources.iter().map(Source::name).collect();
    let fact = json!({
        "v": 1, "kind": "fact", "n": 0, "id": random::stable_id(now, &["imported", &key]), "time": now,
        "event": "auditlog.imported", "outcome": "success",
        "params": {
            "from": from, "table": report.table, "log": report.log, "rows": report.lines, "stored": report.stored,
            "already_there": report.already_there, "refused": report.refused,
            "without_parameters": report.without_parameters,
        },
        "actor": {"auth": "console", "os_user": User::current().name}, "request": {"sapi": "cli"},
    });
    Ok(fact.to_string().into_bytes())
}

fn hand_over(place: &Place, log: &str, line: &[u8]) -> Result<(), String> {
    let paths = &place.paths;
    match open::log_for_writing(paths, log) {
        Ok(store) => {
            let intake = Intake::new(log, store, Quarantine::new(paths.quarantine(log)), clock::system());
            intake.submit(&[line], "server").map_err(|error| error.to_string())?;
            drop(intake);
            open::give_to_server(paths, log).map_err(|error| error.to_string())
        }
        Err(StoreError::Locked(_)) => {
            let url =
                fs::read_to_string(paths.listening()).map_err(|_| "no server answers for it".to_owned())?;
            let instance = Instance::read(&paths.instance(log)).map_err(|error| error.to_string())?;
            send(url.trim(), instance.shared_secret.expose(), line)
        }
        Err(error) => Err(error.to_string()),
    }
}

fn send(url: &str, secret: &str, line: &[u8]) -> Result<(), String> {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().timeout_global(Some(WAIT)).proxy(None).build().into();
    let mut answer = agent
        .post(format!("{url}/api/v1/events"))
        .header("Authorization", format!("Bearer {secret}"))
        .header("Content-Type", "application/x-ndjson")
        .send(line)
        .map_err(|error| format!("the server at {url} did not take it ({error})"))?;
    let text = answer.body_mut().read_to_string().map_err(|error| error.to_string())?;
    let receipts: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    match receipts["receipts"][0]["status"].as_str() {
        Some("stored" | "duplicate") => Ok(()),
        _ => Err(format!("the server at {url} did not take it")),
    }
}
