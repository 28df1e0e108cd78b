//! `doctor`: checks each part and says what to do. It changes nothing.
//!
//! One function per part in [`parts`] (the server and its data) and [`instance`] (one connected Matomo). Exit code 1 when a check failed;
//! warnings alone are no failure.

mod instance;
mod parts;

use std::io::Write;

use serde::Serialize;

use super::args::{DoctorArgs, Globals, ReportFormat};
use super::failure::{Exit, Usage};
use super::place::Place;
use crate::config::Instance;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Ok,
    Warning,
    Failed,
}

/// One check.
#[derive(Debug, Serialize)]
struct Check {
    /// What was looked at, such as `disk` or `spool`.
    check: &'static str,
    /// The instance or log, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    state: State,
    text: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    todo: Option<String>,
}

/// All checks so far.
#[derive(Debug, Default)]
struct Findings {
    checks: Vec<Check>,
    of: Option<String>,
}

impl Findings {
    fn ok(&mut self, check: &'static str, text: impl Into<String>) {
        self.add(check, State::Ok, text.into(), None);
    }

    fn warning(&mut self, check: &'static str, text: impl Into<String>, todo: impl Into<String>) {
        self.add(check, State::Warning, text.into(), Some(todo.into()));
    }

    fn failed(&mut self, check: &'static str, text: impl Into<String>, todo: impl Into<String>) {
        self.add(check, State::Failed, text.into(), Some(todo.into()));
    }

    fn add(&mut self, check: &'static str, state: State, text: String, todo: Option<String>) {
        self.checks.push(Check { check, of: self.of.clone(), state, text, todo });
    }

    fn exit(&self) -> Exit {
        let failed = self.checks.iter().any(|check| check.state == State::Failed);
        if failed { Exit::CheckFailed } else { Exit::Done }
    }

    fn print(&self, out: &mut dyn Write) -> std::io::Result<()> {
        for check in &self.checks {
            let mark = match check.state {
                State::Ok => "✓",
                State::Warning => "!",
                State::Failed => "✗",
            };
            let of = check.of.as_ref().map_or(String::new(), |of| format!("{of}: "));
            writeln!(out, "{mark} {of}{}", super::wording::shown(&check.text))?;
            if let Some(todo) = &check.todo {
                writeln!(out, "    → {}", super::wording::shown(todo))?;
            }
        }
        Ok(())
    }
}

/// Checks everything, or with `--log` one instance and the parts that all share.
pub fn run(globals: &Globals, args: &DoctorArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let place = Place::read(globals)?;
    let mut findings = Findings::default();
    match &globals.config {
        Some(file) => findings.ok("settings", format!("Settings in {} can be used", file.display())),
        None => findings.ok("settings", "No settings file; the defaults hold"),
    }
    parts::data(&place, &mut findings);
    parts::disk(&place, &mut findings);
    parts::public_url(&place, &mut findings);
    parts::server(&place, &mut findings);
    let meant = |name: &str| place.named_log().is_none_or(|log| log == name);
    let mut found = false;
    for log in place.logs().iter().filter(|log| meant(log)) {
        found = true;
        findings.of = Some(log.clone());
        parts::log(&place, log, &mut findings);
    }
    findings.of = None;
    let instances = Instance::all(&place.paths);
    if instances.is_empty() {
        findings.warning(
            "instances",
            "No Matomo is connected",
            "Run: activity-log connect MATOMO_DIR (docs/operating/install.md)",
        );
    }
    for read in instances {
        match read {
            Ok(one) if meant(&one.name) => {
                found = true;
                findings.of = Some(one.name.clone());
                instance::all(&place, &one, &mut findings);
                findings.of = None;
            }
            Ok(_) => {}
            Err(error) => {
                findings.failed(
                    "instances",
                    error.to_string(),
                    "Mend the file, or run connect again for this Matomo",
                );
            }
        }
    }
    if let (Some(name), false) = (place.named_log(), found) {
        return Err(
            Usage::new(format!("There is neither a log nor a connected Matomo “{name}” here.")).into()
        );
    }
    match args.format {
        ReportFormat::Text => findings.print(out)?,
        ReportFormat::Json => {
            let report =
                serde_json::json!({ "ok": findings.exit() == Exit::Done, "checks": findings.checks });
            writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
        }
    }
    Ok(findings.exit())
}

/// Checks one connected Matomo only: `connect --check`.
pub fn instance_only(place: &Place, name: &str, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let mut findings = Findings::default();
    let file = place.paths.instance(name);
    if file.exists() {
        match Instance::read(&file) {
            Ok(one) => instance::all(place, &one, &mut findings),
            Err(error) => {
                findings.failed("instances", error.to_string(), "Mend the file, or run connect again")
            }
        }
    } else {
        let todo = "Run connect without --check, or check --data";
        findings.failed(
            "instances",
            format!("{} is not there: this Matomo is not connected", file.display()),
            todo,
        );
    }
    if place.paths.log(name).is_dir() {
        parts::log(place, name, &mut findings);
    }
    findings.print(out)?;
    Ok(findings.exit())
}
