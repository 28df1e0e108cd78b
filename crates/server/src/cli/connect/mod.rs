//! `connect`: makes a Matomo on this machine and the server know each other, and proves that an event arrives.
//!
//! Each step prints one line, ✓ or ✗. What is there already stays, so that it can be run again: after an upgrade, or to check what was
//! done by hand. [`plan`] settles all values before anything is changed, [`apply`] changes, [`prove`] shows that it works, [`inventory`] fetches who and what is there, [`undo`]
//! takes it back, [`steps`] says how to do it by hand, [`elsewhere`] for a Matomo that is not on this machine. The shared secret is printed by `--print-steps` only.

mod apply;
mod classes;
mod elsewhere;
mod inventory;
mod plan;
mod prove;
mod steps;
mod undo;

use std::io::Write;

use super::args::ConnectArgs;
use super::doctor;
use super::failure::Exit;
use super::matomo::ini;
use super::place::Place;
use plan::Plan;

/// Connects, checks, explains or takes back.
pub fn run(place: &Place, args: &ConnectArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    if args.undo {
        return undo::run(place, args, out);
    }
    if !args.matomo.exists() && elsewhere::is_meant(place, args) {
        return elsewhere::run(place, args, out);
    }
    if args.print_steps {
        return steps::run(place, args, out);
    }
    if args.check {
        let site = super::matomo::site::Site::find(&args.matomo).map_err(plan::wrong)?;
        return doctor::instance_only(place, &plan::log_name(place, &site)?, out);
    }
    let plan = Plan::make(place, args)?;
    let mut lines = Lines { out };
    lines.good(&format!("Matomo {} in {}", plan.site.version, plan.site.directory.display()));
    lines.good(&format!("PHP runs there as {}", plan.web.name));
    match apply::run(&plan, &mut lines) {
        Ok(()) => {}
        Err(trouble) => {
            lines.bad(&format!("{:#}", trouble.why));
            steps::remaining(&plan, trouble.at, lines.out)?;
            return Ok(Exit::CannotRun);
        }
    }
    classes::vet(&plan, &mut lines);
    let mut exit = prove::run(place, &plan, &mut lines)?;
    if exit == Exit::Done {
        exit = inventory::run(&plan, &mut lines);
    }
    if exit == Exit::Done {
        let page = "index.php?module=OpenActivityLog&action=index";
        writeln!(lines.out, "\nConnected. What happens in this Matomo now goes to the log “{}”.", plan.name)?;
        match &plan.matomo_url {
            Some(url) => writeln!(lines.out, "Page:    {}/{page}", url.trim_end_matches('/'))?,
            None => writeln!(
                lines.out,
                "Page:    in Matomo, Administration › Diagnostic › Activity Log ({page})"
            )?,
        }
        writeln!(lines.out, "Here:    {} tail", plan.program)?;
        writeln!(lines.out, "Checks:  {} doctor", plan.program)?;
    }
    Ok(exit)
}

/// One line per step. A reader that went away does not stop the work half-way.
pub struct Lines<'a> {
    pub out: &'a mut dyn Write,
}

impl Lines<'_> {
    /// It is as it should be.
    pub fn good(&mut self, text: &str) {
        let _ = writeln!(self.out, "✓ {text}").and_then(|()| self.out.flush());
    }

    /// It is not.
    pub fn bad(&mut self, text: &str) {
        let _ = writeln!(self.out, "✗ {text}").and_then(|()| self.out.flush());
    }
}

/// Steps in their order; by hand, one goes on from where it stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Spool,
    Instance,
    Plugin,
    Section,
    Activate,
    Prove,
}

/// A step that could not be done.
pub struct Trouble {
    pub at: Step,
    pub why: anyhow::Error,
}

/// What the section of Matomo's settings has to say.
fn section(plan: &Plan) -> [(&'static str, String); 4] {
    [
        ("shared_secret", plan.instance.shared_secret.expose().to_owned()),
        ("spool_dir", plan.spool.display().to_string()),
        ("server_url", plan.server_url.clone()),
        ("instance", plan.name.clone()),
    ]
}

/// The text of Matomo's settings with our section.
fn with_section(plan: &Plan, text: &str) -> String {
    let values = section(plan);
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    ini::with_values(text, &values)
}
