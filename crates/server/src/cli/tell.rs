//! Tells a log what was done with it on the command line. A running server has the log open, so it is told over HTTP; without one
//! the log is written here. A copy of a log, which belongs to no connected Matomo, is told nothing.

use std::fs;
use std::io::Write;
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Map, Value, json};

use super::matomo::users::User;
use super::open;
use super::place::Place;
use crate::capture::Intake;
use crate::capture::quarantine::Quarantine;
use crate::config::Instance;
use crate::ops::{clock, random};
use crate::store::StoreError;
use crate::store::views::ViewCounts;

/// Longest wait for the server.
const WAIT: Duration = Duration::from_secs(5);
/// What tells these entries from others.
const SOURCE: &str = "cli";

/// Makes an entry of this event. What was done is done: a failure is told to whoever did it.
pub fn log(place: &Place, event: &str, params: Map<String, Value>) {
    let told = place.log().and_then(|name| {
        if place.paths.instance(&name).exists() { tell(place, &name, event, params) } else { Ok(()) }
    });
    if let Err(error) = told {
        let _ = writeln!(std::io::stderr(), "activity-log: no entry tells of this: {error:#}");
    }
}

/// Makes an entry in this log.
///
/// # Errors
/// When neither the log nor the server that has it open took it.
pub fn tell(place: &Place, name: &str, event: &str, params: Map<String, Value>) -> anyhow::Result<()> {
    let now = (clock::system())();
    let user = User::current().name;
    let line = json!({
        "v": 1, "kind": "fact", "id": random::stable_id(now, &[event, &random::hex::<16>()?]), "time": now,
        "event": event, "outcome": "success", "params": params,
        "actor": {"auth": "console", "os_user": user}, "request": {"sapi": "cli"}
    })
    .to_string();
    match open::log_for_writing(&place.paths, name) {
        Ok(store) => {
            let views = ViewCounts::open(&place.paths.log(name))?;
            let quarantine = Quarantine::new(place.paths.quarantine(name));
            let intake = Intake::new(name, store, views.into(), quarantine, clock::system());
            intake.submit(&[line.as_bytes()], SOURCE)?;
            drop(intake);
            open::give_to_server(&place.paths, name)?;
            Ok(())
        }
        Err(StoreError::Locked(_)) => {
            let instance = Instance::read(&place.paths.instance(name))?;
            send(place, instance.shared_secret.expose(), line)
        }
        Err(error) => Err(error.into()),
    }
}

fn send(place: &Place, secret: &str, line: String) -> anyhow::Result<()> {
    let url =
        fs::read_to_string(place.paths.listening()).context("the server does not say where it listens")?;
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(WAIT))
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .into();
    let answer = agent
        .post(format!("{}/api/v1/events", url.trim()))
        .header("Authorization", format!("Bearer {secret}"))
        .header("Content-Type", "application/x-ndjson")
        .send(line)?;
    if answer.status() != 200 {
        bail!("the server answered {}", answer.status());
    }
    Ok(())
}
