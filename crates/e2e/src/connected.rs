//! A Matomo that is connected to a server of ours for the time of a test.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use serde_json::Value;

use crate::http::encode;
use crate::matomo::Matomo;
use crate::say;
use crate::server::{Server, command, run};

/// The most entries that one question answers.
const PAGE: usize = 200;

/// A connected Matomo. The connection is taken back when it goes out of scope.
pub struct Connected {
    /// The Matomo.
    pub matomo: Matomo,
    /// The server; `None` while it is away.
    pub server: Option<Server>,
    /// Where the plugin writes.
    pub spool: PathBuf,
    /// The shared key.
    pub secret: String,
    place: tempfile::TempDir,
    is_connected: bool,
}

impl Connected {
    /// Starts a server and connects the Matomo.
    pub fn new(matomo: Matomo) -> Connected {
        let place = tempfile::tempdir().unwrap();
        // Matomo's user must get through to the spool.
        fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let mut connected = Connected {
            server: Some(Server::on(&place.path().join("data"))),
            spool: place.path().join("spool"),
            secret: String::new(),
            is_connected: true,
            matomo,
            place,
        };
        connected.connect();
        let file = fs::read_to_string(connected.data().join("instances/main.toml")).unwrap();
        let line = file.lines().find(|line| line.starts_with("shared_secret")).unwrap();
        connected.secret = line.split('"').nth(1).unwrap().to_owned();
        connected
    }

    /// Runs `connect`, as often as one likes.
    pub fn connect(&self) {
        let mut connect = command(&self.data());
        connect
            .arg("connect")
            .arg(&self.matomo.dir)
            .args(["--url", &self.matomo.url, "--server-url", &self.address()])
            .arg("--spool")
            .arg(&self.spool);
        let said = run(&mut connect);
        assert!(said.contains("Connected.") && !said.contains('✗'), "{said}");
    }

    /// The server's data directory.
    pub fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    /// Where the server listens.
    pub fn address(&self) -> String {
        self.server.as_ref().unwrap().address().to_owned()
    }

    /// The entries for a query as the API gives them to the super user, newest first; at most one page.
    pub fn entries(&self, query: &str) -> Vec<Value> {
        self.page(query, None)["entries"].as_array().unwrap().clone()
    }

    /// All entries for a query, newest first.
    pub fn all_entries(&self, query: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let mut before = None;
        loop {
            let page = self.page(query, before);
            let entries = page["entries"].as_array().unwrap();
            all.extend(entries.iter().cloned());
            before = page["older"].as_u64();
            if before.is_none() {
                return all;
            }
        }
    }

    fn page(&self, query: &str, before: Option<u64>) -> Value {
        let mut path = format!("/api/v1/entries?limit={PAGE}&q={}", encode(query));
        if let Some(before) = before {
            path.push_str(&format!("&before={before}"));
        }
        let login = &self.matomo.admin.login;
        let answer = self.server.as_ref().unwrap().ask_as(&self.secret, login, "superuser", &path);
        assert_eq!(answer.status, 200, "{query}: {}", answer.body);
        answer.json()
    }

    /// The newest entries as the command line shows them.
    pub fn tail(&self) -> String {
        run(command(&self.data()).args(["query", "nested:*", "--limit", "30"]))
    }

    /// Takes the connection back and looks whether anything is left.
    pub fn undo(&mut self) {
        self.is_connected = false;
        let said = run(command(&self.data()).arg("connect").arg(&self.matomo.dir).arg("--undo"));
        say(&format!("\n{said}"));
        assert!(!self.matomo.dir.join("plugins/OpenActivityLog").exists());
        let settings = fs::read_to_string(self.matomo.dir.join("config/config.ini.php")).unwrap();
        assert!(!settings.contains("OpenActivityLog"), "left in config.ini.php");
        let answer = self.matomo.api(&self.matomo.admin, "API.getMatomoVersion", &[]);
        assert_eq!(answer.status, 200);
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        if self.is_connected {
            let _ = command(&self.data()).arg("connect").arg(&self.matomo.dir).arg("--undo").output();
        }
    }
}
