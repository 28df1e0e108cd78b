//! A connected Matomo, somebody who watches its page of the log, and how long things took to appear there.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use e2e::browser::Browser;
use e2e::http::encode;
use e2e::matomo::Matomo;
use e2e::say;
use e2e::server::{Server, command, run};
use e2e::wait::DEADLINE;
use serde_json::{Value, json};

/// What the page of the log shows, read the way a browser would, but without loading all of Matomo again each time.
const ROWS: &str = "const [url, done] = arguments;
    fetch(url, {credentials: 'same-origin'}).then(answer => answer.text()).then(text => {
        const page = new DOMParser().parseFromString(text, 'text/html');
        done([...page.querySelectorAll('.oal-row')].map(row => row.textContent.replace(/\\s+/g, ' ')));
    }).catch(error => done(String(error)));";

pub struct Scene {
    pub matomo: Matomo,
    pub server: Option<Server>,
    /// The super user, on the page of the log.
    pub watcher: Browser,
    pub spool: PathBuf,
    pub secret: String,
    times: Vec<(String, Duration)>,
    place: tempfile::TempDir,
    is_connected: bool,
}

impl Scene {
    /// Starts a server, connects the Matomo, twice, and signs the watcher in.
    pub async fn connect(matomo: Matomo) -> Scene {
        let place = tempfile::tempdir().unwrap();
        // Matomo's user must get through to the spool.
        fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let watcher = Browser::open().await;
        let mut scene = Scene {
            server: Some(Server::on(&place.path().join("data"))),
            spool: place.path().join("spool"),
            secret: String::new(),
            times: Vec::new(),
            is_connected: true,
            matomo,
            watcher,
            place,
        };
        scene.matomo.sign_in(&scene.watcher, &scene.matomo.admin.login, &scene.matomo.admin.password).await;
        scene.watcher.go(&scene.matomo.page("module=CoreAdminHome&action=home")).await;
        let before = scene.watcher.run("return document.documentElement.lang").await;

        for _ in 0..2 {
            let mut connect = command(&scene.data());
            connect
                .arg("connect")
                .arg(&scene.matomo.dir)
                .args(["--url", &scene.matomo.url, "--server-url", &scene.address()])
                .arg("--spool")
                .arg(&scene.spool);
            let said = run(&mut connect);
            assert!(said.contains("Connected.") && !said.contains('✗'), "{said}");
        }
        let file = fs::read_to_string(scene.data().join("instances/main.toml")).unwrap();
        let line = file.lines().find(|line| line.starts_with("shared_secret")).unwrap();
        scene.secret = line.split('"').nth(1).unwrap().to_owned();

        scene.watcher.go(&scene.matomo.page("module=CoreAdminHome&action=home")).await;
        let after = scene.watcher.run("return document.documentElement.lang").await;
        assert_eq!(before, after, "Matomo's language");
        let entry = "#secondNavBar a[href*='module=OpenActivityLog']";
        scene.watcher.find(entry).await;
        scene
    }

    pub fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    /// Where the server listens.
    pub fn address(&self) -> String {
        self.server.as_ref().unwrap().address().to_owned()
    }

    /// Waits until Matomo's page of the log has a row for this query, counted from when it was done. Answers the rows.
    pub async fn shown(&mut self, what: &str, done: Instant, query: &str) -> Vec<String> {
        let url = self.matomo.log_page(&format!("&limit=50&q={}", encode(query)));
        loop {
            let rows = self.watcher.client.execute_async(ROWS, vec![json!(url)]).await.unwrap();
            let rows: Vec<String> = rows
                .as_array()
                .unwrap_or_else(|| panic!("{rows}"))
                .iter()
                .map(|row| row.as_str().unwrap().to_owned())
                .collect();
            if !rows.is_empty() {
                self.times.push((what.to_owned(), done.elapsed()));
                return rows;
            }
            if done.elapsed() > DEADLINE {
                self.watcher.go(&url).await;
                self.watcher.shot("missing").await;
                panic!("{what} does not appear ({query}); the log has\n{}", self.tail());
            }
        }
    }

    /// The entries for a query as the API gives them to the super user, newest first.
    pub fn entries(&self, query: &str) -> Vec<Value> {
        let path = format!("/api/v1/entries?limit=200&q={}", encode(query));
        let answer =
            self.server.as_ref().unwrap().ask_as(&self.secret, &self.matomo.admin.login, "superuser", &path);
        assert_eq!(answer.status, 200, "{query}: {}", answer.body);
        answer.json()["entries"].as_array().unwrap().clone()
    }

    /// Waits for the one entry of a query, on the page and by API; checks who it was.
    pub async fn one(&mut self, what: &str, done: Instant, query: &str, auth: &str) -> Value {
        self.shown(what, done, query).await;
        let mut entries = self.entries(query);
        assert_eq!(entries.len(), 1, "{what}: {entries:#?}");
        let entry = entries.remove(0);
        assert_eq!(entry["actor"]["login"], self.matomo.admin.login.as_str(), "{what}: {entry:#}");
        assert_eq!(entry["actor"]["auth"], auth, "{what}: {entry:#}");
        assert_eq!(entry["actor"]["role"], "superuser", "{what}: {entry:#}");
        assert_eq!(entry["outcome"], "success", "{what}: {entry:#}");
        entry
    }

    fn tail(&self) -> String {
        run(command(&self.data()).args(["query", "nested:*", "--limit", "30"]))
    }

    pub fn print_times(&self) {
        say("\nfrom the end of the action to the page inside Matomo:");
        for (what, time) in &self.times {
            say(&format!("{:>7} ms  {what}", time.as_millis()));
        }
        let mut all: Vec<Duration> = self.times.iter().map(|(_, time)| *time).collect();
        all.sort();
        say(&format!(
            "{:>7} ms  median of {}; longest {} ms",
            all[all.len() / 2].as_millis(),
            all.len(),
            all[all.len() - 1].as_millis()
        ));
    }

    /// From the moment an action began in Matomo to the moment it was stored, by the clocks in the entries.
    pub fn print_latency(&self) {
        let mut all: Vec<i64> = self
            .entries("nested:* source:plugin")
            .iter()
            .map(|entry| micros(&entry["received"]) - micros(&entry["time"]))
            .collect();
        all.sort_unstable();
        let at = |share: usize| all[(all.len() - 1) * share / 100] / 1000;
        say(&format!(
            "\nfrom the beginning of the action to the store ({} entries): median {} ms, p99 {} ms",
            all.len(),
            at(50),
            at(99)
        ));
    }

    /// Takes the connection back and looks whether anything is left.
    pub fn undo(mut self) {
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

impl Drop for Scene {
    fn drop(&mut self) {
        if self.is_connected {
            let _ = command(&self.data()).arg("connect").arg(&self.matomo.dir).arg("--undo").output();
        }
    }
}

/// Microseconds of the day; nobody runs this test at midnight UTC without noticing a strange figure.
fn micros(time: &Value) -> i64 {
    let text = time.as_str().unwrap();
    let number = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
    ((number(11..13) * 60 + number(14..16)) * 60 + number(17..19)) * 1_000_000 + number(20..26)
}

/// Before and after of a field.
pub fn change(entry: &Value, field: &str) -> (Value, Value) {
    let changes = entry["changes"].as_array().unwrap();
    let change = changes.iter().find(|change| change["field"] == field);
    let change = change.unwrap_or_else(|| panic!("no change of {field}: {entry:#}"));
    (change["old"].clone(), change["new"].clone())
}
