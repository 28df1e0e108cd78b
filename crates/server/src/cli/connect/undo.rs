//! `connect --undo`: takes everything back but the log.
//!
//! The plugin tells the log that it is switched off, so that this is the last thing the server takes before its spool goes.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;

use super::super::args::ConnectArgs;
use super::super::failure::Exit;
use super::super::matomo::php::Php;
use super::super::matomo::site::Site;
use super::super::matomo::spool::Spool;
use super::super::matomo::users::User;
use super::super::matomo::{ini, plugin};
use super::super::place::Place;
use super::apply::one_line;
use super::{Lines, plan};
use crate::config::{Instance, limits};

/// Longest wait for a running server to take the last lines.
const WAIT: Duration = Duration::from_secs(10);
const POLL: Duration = Duration::from_millis(200);

/// Takes it back.
pub fn run(place: &Place, args: &ConnectArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let site = Site::find(&args.matomo).map_err(plan::wrong)?;
    let name = plan::log_name(place, &site)?;
    let mut lines = Lines { out };
    let me = User::current();
    let web = match &args.web_user {
        Some(user) => User::find(user),
        None => site.web_user(),
    }
    .unwrap_or_else(|| me.clone());
    if me.uid != 0 && me.uid != web.uid {
        lines.bad(&format!(
            "This needs the rights of root or of {} and runs as {}. Run it with sudo.",
            web.name, me.name
        ));
        return Ok(Exit::CannotRun);
    }
    let mut exit = Exit::Done;
    let settings = fs::read_to_string(&site.config)?;
    // Matomo may remove the files itself.
    let was_there = plugin::installed_version(&site.plugins()).is_some();
    if ini::is_active(&settings) {
        let php = Php::new(&args.php, &web, &site.directory);
        match php.console(&["plugin:deactivate", ini::SECTION]) {
            Ok(told) => {
                if ini::is_active(&fs::read_to_string(&site.config)?) {
                    lines.bad(&format!("Matomo did not switch the plugin off: {}", one_line(&told)));
                    return Ok(Exit::CannotRun);
                }
                lines.good("Plugin switched off");
                // Clears what Matomo remembers of it. It may refuse to delete the files; we do that below.
                let _ = php.console(&["plugin:uninstall", ini::SECTION]);
            }
            Err(error) => {
                lines.bad(&format!("The plugin cannot be switched off: {}", one_line(&error.to_string())));
                writeln!(
                    lines.out,
                    "\nBy hand: switch off OpenActivityLog in Matomo under Administration › Plugins, then run this again."
                )?;
                return Ok(Exit::CannotRun);
            }
        }
    }
    let was_there =
        was_there | plugin::remove(&site.plugins()).context("the plugin's directory cannot be removed")?;
    lines.good(if was_there { "Plugin removed" } else { "Plugin was not there" });
    ini::edit(&site.config, ini::without_section)
        .with_context(|| format!("{} cannot be written", site.config.display()))?;
    lines.good(&format!("[{}] removed from {}", ini::SECTION, site.config.display()));
    let file = place.paths.instance(&name);
    let secret = ini::values(&settings).into_iter().find(|(key, _)| key == "shared_secret");
    let is_ours = plan::is_of(place, &name, &site, secret.as_ref().map(|(_, value)| value.as_str()));
    let mut instance = Instance::read(&file).ok();
    // Without our settings in this Matomo the name is only a guess.
    if instance
        .as_ref()
        .is_some_and(|one| !is_ours && (one.matomo_dir.is_some() || place.named_log().is_none()))
    {
        lines.bad(&format!("{} belongs to another Matomo; it stays", file.display()));
        instance = None;
    }
    if let Some(instance) = instance {
        let spool = instance.spool_dir.filter(|spool| spool.is_dir());
        if let Some(spool) = &spool
            && !is_drained(spool)?
        {
            lines.bad(&format!("Lines that are not stored yet wait in {}; it stays", spool.display()));
            exit = Exit::CannotRun;
        } else {
            fs::remove_file(&file).with_context(|| format!("{} cannot be removed", file.display()))?;
            lines.good(&format!("{} removed", file.display()));
            if let Some(spool) = &spool {
                remove_spool(spool, &mut lines)?;
            }
        }
    }
    let log = place.paths.log(&name);
    if log.is_dir() {
        writeln!(lines.out, "\nThe log stays: {}", log.display())?;
    }
    if exit != Exit::Done {
        writeln!(lines.out, "Start the server, then run this again: {} serve", place.program())?;
    }
    Ok(exit)
}

/// Waits until the server took all lines. A line that nobody took is never removed.
fn is_drained(directory: &Path) -> anyhow::Result<bool> {
    let started = Instant::now();
    let mut spool = Spool::look(directory)?;
    while spool.waiting_bytes > 0 && spool.is_served() && started.elapsed() < WAIT {
        std::thread::sleep(POLL);
        spool = Spool::look(directory)?;
    }
    Ok(spool.waiting_bytes == 0)
}

fn remove_spool(directory: &Path, lines: &mut Lines) -> anyhow::Result<()> {
    if Spool::look(directory)?.is_served() {
        // A running server writes its status there until it notices that the instance is gone.
        std::thread::sleep(2 * limits::INSTANCES_POLL);
    }
    for name in ["lock", "current.ndjson", "status.json", "failed", "activities.ndjson", "activities.off"] {
        match fs::remove_file(directory.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    // Something of somebody else's may lie there; then the directory stays.
    let told = if fs::remove_dir(directory).is_ok() { "removed" } else { "emptied" };
    lines.good(&format!("Spool {} {told}", directory.display()));
    Ok(())
}
