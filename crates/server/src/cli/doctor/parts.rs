//! The server and its data.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use activity_log_core::query::Query;

use super::super::matomo::server;
use super::super::place::Place;
use super::super::wording::{bytes, counted};
use super::super::{open, pages};
use super::Findings;
use crate::ops::clock;
use crate::store::{Scope, Search};

/// Less free space than this is no longer enough to go on.
const FREE_FAIL_BYTES: u64 = 256 * 1024 * 1024;
/// Less than this should be looked at.
const FREE_WARN_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// An entry may be this much newer than the clock says, before the clock must be wrong.
const CLOCK_MICROS_MAX: i64 = 60 * 1_000_000;

/// Is the data directory there, ours, and closed to others?
pub fn data(place: &Place, findings: &mut Findings) {
    let data = place.paths.data();
    let shown = data.display();
    let meta = match fs::metadata(data) {
        Ok(meta) if meta.is_dir() => meta,
        Ok(_) => {
            return findings.failed(
                "data",
                format!("{shown} is no directory"),
                "Name the data directory with --data",
            );
        }
        Err(error) => {
            let todo = "Name the data directory with --data, or begin with: activity-log serve";
            return findings.failed("data", format!("{shown} cannot be read: {error}"), todo);
        }
    };
    let mode = meta.mode() & 0o7777;
    if mode & 0o006 != 0 {
        let todo = format!("Run: chmod o-rw {shown}");
        findings.failed("data", format!("{shown} can be read or written by everybody (mode {mode:o})"), todo);
    } else if rustix::fs::access(data, rustix::fs::Access::WRITE_OK).is_err() {
        let todo = "Run doctor as the user of the server, or as root";
        findings.warning("data", format!("{shown} cannot be written by whoever runs this check"), todo);
    } else {
        findings.ok("data", format!("Data directory {shown} (mode {mode:o})"));
    }
    let open: Vec<String> = ["instances", "logs", "quarantine", "keys"]
        .iter()
        .filter(|name| fs::metadata(data.join(name)).is_ok_and(|meta| meta.mode() & 0o007 != 0))
        .map(|name| data.join(name).display().to_string())
        .collect();
    if !open.is_empty() && mode & 0o001 != 0 {
        findings.failed(
            "data",
            format!("Open to everybody: {}", open.join(", ")),
            format!("Run: chmod o-rwx {}", open.join(" ")),
        );
    }
}

/// Is there room?
pub fn disk(place: &Place, findings: &mut Findings) {
    // The directory may not be there yet; its disk is.
    let data = std::path::absolute(place.paths.data()).unwrap_or_default();
    let there = data.ancestors().find(|path| path.exists()).unwrap_or(Path::new("/"));
    let Ok(disk) = rustix::fs::statvfs(there) else {
        return findings.warning("disk", "Free space cannot be found out", "Look with: df -h");
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let text = format!("{} free on the disk of {}", bytes(free), there.display());
    let todo = "Make room, or move the data directory (docs/operating/disk.md)";
    match free {
        0..FREE_FAIL_BYTES => findings.failed("disk", text, todo),
        FREE_FAIL_BYTES..FREE_WARN_BYTES => findings.warning("disk", text, todo),
        _ => findings.ok("disk", text),
    }
    if disk.f_files > 0 && disk.f_favail < 1_000 {
        findings.failed("disk", "The disk has hardly any free inodes", "Look with: df -i");
    }
}

/// Do people get links that work?
pub fn public_url(place: &Place, findings: &mut Findings) {
    match &place.settings.public_url {
        Some(url) if url.starts_with("http://") => findings.warning(
            "public_url",
            format!("public_url is {url}: sessions of the console travel without encryption"),
            "Put a reverse proxy with TLS in front (docs/operating/reverse-proxy.md)",
        ),
        Some(url) => findings.ok("public_url", format!("The console is at {url}")),
        None if place.settings.listen.ip().is_loopback() => {
            findings.ok(
                "public_url",
                "No public_url: the console is for this machine only; the page in Matomo works",
            );
        }
        None => findings.warning(
            "public_url",
            format!("The server listens on {} without public_url", place.settings.listen),
            "Set public_url to where people reach it, or listen on 127.0.0.1",
        ),
    }
}

/// Does a server answer?
pub fn server(place: &Place, findings: &mut Findings) {
    if place.settings.listen.port() == 0 {
        return findings.warning(
            "server",
            "The server listens on a port that changes",
            "Set `listen` to a fixed one",
        );
    }
    let url = server::url_of(place.settings.listen);
    match server::health(&url) {
        None => {}
        Some(Err(why)) => findings.failed(
            "server",
            format!("The server does not run: {why}"),
            "Start it: systemctl start activity-log, or: activity-log serve",
        ),
        Some(Ok(health)) if health.status != "ok" => findings.failed(
            "server",
            format!("The server at {url} says that it is {}", health.status),
            "Look at its output: journalctl -u activity-log",
        ),
        Some(Ok(health)) if health.version != env!("CARGO_PKG_VERSION") => findings.warning(
            "server",
            format!(
                "The server at {url} has version {}, this program {}",
                health.version,
                env!("CARGO_PKG_VERSION")
            ),
            "Restart the server after an upgrade",
        ),
        Some(Ok(health)) => findings.ok("server", format!("Server {} answers at {url}", health.version)),
    }
}

/// Can a log be read, and does the clock agree with it?
pub fn log(place: &Place, name: &str, findings: &mut Findings) {
    let read = open::log_for_reading(&place.paths, name).map_err(anyhow::Error::from).and_then(|store| {
        let figures = pages::patiently(|| store.figures())?;
        let search = Search {
            query: Query::default(),
            scope: Scope::All,
            before: None,
            after: None,
            limit: 1,
            budget: u64::MAX,
        };
        let newest = pages::patiently(|| store.search(&search))?.entries.pop();
        // Both ends, so that the oldest segment is opened as well as the newest.
        pages::patiently(|| store.range(figures.first, 1, &Scope::All))?;
        Ok((figures, newest))
    });
    match read {
        Err(error) => findings.failed(
            "log",
            format!("{} cannot be read: {error:#}", place.paths.log(name).display()),
            "Check rights and disk; docs/operating/troubleshooting.md tells about damaged logs",
        ),
        Ok((figures, newest)) => {
            findings.ok(
                "log",
                format!(
                    "Log: {} in {}, {}",
                    counted(figures.entries, "entry", "entries"),
                    counted(figures.segments, "segment", "segments"),
                    bytes(figures.bytes)
                ),
            );
            let now = (clock::system())();
            if let Some(newest) = newest
                && newest.received.micros() - now.micros() > CLOCK_MICROS_MAX
            {
                let text =
                    format!("The clock says {now}, but the newest entry was stored at {}", newest.received);
                findings.failed("clock", text, "Set the clock and keep it by NTP: timedatectl status");
            }
        }
    }
}
