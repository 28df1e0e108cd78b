//! Lets Matomo record one harmless event and waits until it is stored.

use std::sync::Arc;
use std::time::{Duration, Instant};

use activity_log_core::query::{Field, Pattern, Query, Test};
use activity_log_core::{Entry, Seq};
use anyhow::Context;

use super::super::failure::Exit;
use super::super::matomo::server;
use super::super::matomo::spool::Spool;
use super::super::place::Place;
use super::super::{open, pages};
use super::apply::one_line;
use super::plan::Plan;
use super::{Lines, Step, steps};
use crate::store::Store;

const PROBE: &str = include_str!("probe.php");
/// What the probe records.
const ACTIVITY: &str = "auditlog.connected";
/// Longest wait for a running server: it finds a new instance within a second and a line within a tenth.
const WAIT: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(200);

/// Provokes, waits, says what came.
pub fn run(_place: &Place, plan: &Plan, lines: &mut Lines) -> anyhow::Result<Exit> {
    let before = head(plan);
    let counter = Spool::look(&plan.spool)?.counter();
    if let Err(error) = plan.php.script(PROBE) {
        lines.bad(&format!("Matomo could not record an event: {}", one_line(&error.to_string())));
        steps::remaining(plan, Step::Prove, lines.out)?;
        return Ok(Exit::CheckFailed);
    }
    let spool = Spool::look(&plan.spool)?;
    if spool.counter() <= counter {
        let why = spool.failed.unwrap_or_else(|| "nothing was written to the spool".to_owned());
        lines.bad(&format!("Matomo's plugin recorded nothing: {}", one_line(&why)));
        return Ok(Exit::CheckFailed);
    }
    lines.good(&format!("Matomo recorded a test event (line {} of the spool)", spool.counter()));

    let answer = server::health(&plan.server_url);
    if !spool.is_served() && !matches!(answer, Some(Ok(_))) {
        let why = match answer {
            Some(Err(why)) => why,
            _ => format!("nobody has looked after {} lately", plan.spool.display()),
        };
        lines.bad(&format!(
            "The server does not run: {why}. The event waits in the spool and is stored when it starts."
        ));
        steps::remaining(plan, Step::Prove, lines.out)?;
        return Ok(Exit::CannotRun);
    }
    match wait(plan, before).context("the log cannot be read")? {
        Some(entry) => {
            lines.good(&format!(
                "Stored as entry {} of the log “{}”: {}",
                entry.seq, plan.name, entry.event.activity
            ));
            if let Some(Err(why)) = answer {
                lines.bad(&format!(
                    "Matomo's page cannot ask the server: {why}. Say where Matomo reaches it with --server-url."
                ));
                return Ok(Exit::CheckFailed);
            }
            Ok(Exit::Done)
        }
        None => {
            lines.bad(&format!(
                "A server answers at {}, but the event was not stored within {} seconds. Does it use the data directory {}? \
                 `{} doctor` tells more.",
                plan.server_url,
                WAIT.as_secs(),
                plan.paths.data().display(),
                plan.program
            ));
            Ok(Exit::CheckFailed)
        }
    }
}

fn log(plan: &Plan) -> Option<Arc<dyn Store>> {
    // It may not be there yet: the server makes it when it sees the instance.
    plan.paths.log(&plan.name).is_dir().then(|| open::log_for_reading(&plan.paths, &plan.name).ok()).flatten()
}

fn head(plan: &Plan) -> Seq {
    log(plan).and_then(|store| store.head().ok()).unwrap_or(0)
}

fn wait(plan: &Plan, before: Seq) -> anyhow::Result<Option<Entry>> {
    let query = Query::one(Test::Facet(Field::Activity, vec![Pattern::Exact(ACTIVITY.to_owned())]));
    let started = Instant::now();
    let mut store = None;
    while started.elapsed() < WAIT {
        if store.is_none() {
            store = log(plan);
        }
        if let Some(store) = &store {
            let head = pages::patiently(|| store.head())?;
            let mut found = None;
            pages::oldest(store.as_ref(), &query, before, head, |entries, _| {
                found = found.take().or_else(|| entries.last().cloned());
                Ok(found.is_none())
            })?;
            if found.is_some() {
                return Ok(found);
            }
        }
        std::thread::sleep(POLL);
    }
    Ok(None)
}
