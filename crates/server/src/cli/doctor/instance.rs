//! One connected Matomo: its file, its spool, its plugin.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

use super::super::matomo::site::Site;
use super::super::matomo::spool::{self, Spool};
use super::super::matomo::users::{User, group_name};
use super::super::matomo::{ini, plugin, server};
use super::super::place::Place;
use super::super::wording::{bytes, connect_again, counted};
use super::Findings;
use crate::config::Instance;

/// A running server takes lines within a tenth of a second; what waits longer than this, it does not take.
const WAITING_MAX: Duration = Duration::from_secs(60);

/// All checks of one instance.
pub fn all(place: &Place, instance: &Instance, findings: &mut Findings) {
    file(place, instance, findings);
    let site = match &instance.matomo_dir {
        None => None,
        Some(directory) => match Site::find(directory) {
            Ok(site) => Some(site),
            Err(error) => {
                findings.failed(
                    "matomo",
                    error.to_string(),
                    "Was it moved or upgraded? Run connect with its directory",
                );
                None
            }
        },
    };
    match &instance.spool_dir {
        Some(directory) => {
            spool_directory(directory, site.as_ref(), findings);
            spool_content(directory, findings);
        }
        None => findings.ok("spool", "No spool: this Matomo's events come over HTTP"),
    }
    if let Some(site) = site {
        matomo(instance, &site, findings);
    }
}

fn file(place: &Place, instance: &Instance, findings: &mut Findings) {
    let path = place.paths.instance(&instance.name);
    let shown = path.display();
    let Ok(meta) = fs::metadata(&path) else { return };
    let owner = fs::metadata(place.paths.data()).map(|data| data.uid()).unwrap_or(meta.uid());
    if meta.mode() & 0o077 != 0 {
        let text = format!(
            "{shown} holds the shared key and can be read by others (mode {:o})",
            meta.mode() & 0o7777
        );
        findings.failed("instance", text, format!("Run: chmod 600 {shown}"));
    } else if meta.uid() != owner {
        let user = User::by_id(owner, owner).name;
        let text = format!("{shown} does not belong to {user}, whom the server runs as");
        findings.failed("instance", text, format!("Run: chown {user} {shown}"));
    } else {
        findings.ok("instance", format!("{shown} can be read by the server alone"));
    }
}

fn spool_directory(directory: &Path, site: Option<&Site>, findings: &mut Findings) {
    let shown = directory.display();
    let again = connect_again(site.map(|site| site.directory.as_path()));
    let meta = match fs::metadata(directory) {
        Ok(meta) if meta.is_dir() => meta,
        Ok(_) => return findings.failed("spool", format!("{shown} is no directory"), again),
        Err(error) => return findings.failed("spool", format!("{shown}: {error}"), again),
    };
    let mode = meta.mode() & 0o7777;
    if mode & 0o007 != 0 {
        findings.failed(
            "spool",
            format!("{shown} is open to everybody (mode {mode:o})"),
            format!("Run: chmod 2770 {shown}"),
        );
        return;
    }
    if mode != spool::MODE {
        findings.failed(
            "spool",
            format!("{shown} has mode {mode:o} instead of 2770"),
            format!("Run: chmod 2770 {shown}"),
        );
        return;
    }
    if let Some(site) = site {
        if directory.starts_with(&site.directory) {
            let text =
                format!("{shown} lies inside Matomo's directory, where the web server hands out files");
            return findings.failed("spool", text, "Run connect again with --spool and a directory outside");
        }
        if let Some(web) = site.web_user() {
            let group = group_name(meta.gid());
            if meta.uid() != web.uid && !web.groups().contains(&meta.gid()) {
                let text = format!("{shown} belongs to the group {group}, and {} is not in it", web.name);
                return findings.failed("spool", text, again);
            }
            if let Some((closed, mode)) = web.stopped_at(directory) {
                let text =
                    format!("{} cannot reach {shown}: {} has mode {mode:o}", web.name, closed.display());
                return findings.failed("spool", text, format!("Run: chmod o+x {}", closed.display()));
            }
        }
    }
    findings.ok("spool", format!("Spool {shown}, group {}", group_name(meta.gid())));
}

fn spool_content(directory: &Path, findings: &mut Findings) {
    let spool = match Spool::look(directory) {
        Ok(spool) => spool,
        Err(error) => {
            let todo = "Run doctor as the user of the server, or as root";
            return findings.warning(
                "backlog",
                format!("{} cannot be looked into: {error}", directory.display()),
                todo,
            );
        }
    };
    if spool.spoilt {
        let text = format!(
            "{} is not as it should be; numbers begin anew with the next line",
            directory.join("lock").display()
        );
        findings.warning("lock", text, "Was the disk full, or was it edited? The log shows what is missing");
    }
    let served = spool.is_served();
    if let Some(error) = spool.status.as_ref().and_then(|status| status.error.as_ref()).filter(|_| served) {
        findings.failed(
            "backlog",
            format!("The server cannot store: {error}"),
            "Look at its output: journalctl -u activity-log",
        );
    }
    let lines = counted(spool.behind(), "line", "lines");
    let waiting = format!("{lines} ({}) not stored yet", bytes(spool.waiting_bytes));
    let old = spool.waiting_since.is_some_and(|age| age > WAITING_MAX);
    match (spool.waiting_bytes, served) {
        (0, true) => findings.ok("backlog", format!("Everything is stored, up to line {}", spool.counter())),
        (0, false) => {
            let text = "Nothing waits, but no server looks after this spool";
            findings.failed("backlog", text, "Start the server with this data directory: activity-log serve");
        }
        (_, false) => {
            let todo = "Start the server; nothing is lost, everything arrives in order";
            findings.failed("backlog", format!("{waiting}, and no server looks after this spool"), todo);
        }
        (_, true) if old => {
            let todo = "Look at its output: journalctl -u activity-log. Is it in the group of the spool?";
            findings.failed(
                "backlog",
                format!("{waiting} for more than a minute, though the server runs"),
                todo,
            );
        }
        (_, true) => findings.ok("backlog", waiting),
    }
    if let Some(failed) = &spool.failed {
        let text = format!("The plugin could not write some events: {failed} (count, last time, reason)");
        let todo = format!("Mend the reason, then delete {}", directory.join("failed").display());
        findings.failed("losses", text, todo);
    }
}

fn matomo(instance: &Instance, site: &Site, findings: &mut Findings) {
    let again = connect_again(Some(&site.directory));
    let ours = plugin::version().unwrap_or_default();
    match plugin::installed_version(&site.plugins()) {
        None => findings.failed("plugin", "The plugin is not in Matomo's plugins/", again.clone()),
        Some(version) if version != ours => {
            findings.failed(
                "plugin",
                format!("The plugin has version {version}, this program {ours}"),
                again.clone(),
            );
        }
        Some(_) if !plugin::is_same(&site.plugins()) => {
            findings.warning("plugin", format!("The files of plugin {ours} were changed"), again.clone());
        }
        Some(_) => findings.ok("plugin", format!("Plugin {ours} in Matomo {}", site.version)),
    }
    let text = match fs::read_to_string(&site.config) {
        Ok(text) => text,
        Err(error) => {
            let todo = "Run doctor as root";
            return findings.warning(
                "config",
                format!("{} cannot be read: {error}", site.config.display()),
                todo,
            );
        }
    };
    if ini::is_active(&text) {
        findings.ok("active", "The plugin is active");
    } else {
        findings.failed("active", "The plugin is not active: nothing is recorded", again.clone());
    }
    let values = ini::values(&text);
    let value = |key: &str| values.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let spool = instance.spool_dir.as_ref().map(|spool| spool.display().to_string());
    let differs: Vec<&str> = [
        ("shared_secret", Some(instance.shared_secret.expose())),
        ("spool_dir", spool.as_deref()),
        ("instance", Some(instance.name.as_str())),
    ]
    .into_iter()
    .filter(|(key, right)| value(key) != *right)
    .map(|(key, _)| key)
    .collect();
    if differs.is_empty() {
        findings.ok("config", format!("{} agrees with the server", site.config.display()));
    } else {
        let text = format!(
            "{}: [{}] {} differs from what the server has",
            site.config.display(),
            ini::SECTION,
            differs.join(", ")
        );
        findings.failed("config", text, again);
    }
    if let Some(url) = value("server_url") {
        match server::health(url) {
            Some(Err(why)) => {
                let todo = "Start the server, or mend server_url. Matomo goes on recording meanwhile";
                findings.failed("reach", format!("Matomo does not reach the server: {why}"), todo);
            }
            Some(Ok(_)) => findings.ok("reach", format!("Matomo reaches the server at {url}")),
            None => findings.ok("reach", format!("Matomo asks the server at {url} (not checked from here)")),
        }
    }
}
