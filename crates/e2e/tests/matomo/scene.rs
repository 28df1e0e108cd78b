//! A connected Matomo, somebody who watches its page of the log, and how long things took to appear there.

use std::ops::{Deref, DerefMut};
use std::time::{Duration, Instant};

use e2e::browser::Browser;
use e2e::connected::Connected;
use e2e::http::encode;
use e2e::matomo::Matomo;
use e2e::say;
use e2e::wait::DEADLINE;
use serde_json::{Value, json};

/// What the page of the log shows, read the way a browser would, but without loading all of Matomo again each time.
const ROWS: &str = "const [url, done] = arguments;
    fetch(url, {credentials: 'same-origin'}).then(answer => answer.text()).then(text => {
        const page = new DOMParser().parseFromString(text, 'text/html');
        done([...page.querySelectorAll('.oal-row')].map(row => row.textContent.replace(/\\s+/g, ' ')));
    }).catch(error => done(String(error)));";

pub struct Scene {
    log: Connected,
    /// The super user, on the page of the log.
    pub watcher: Browser,
    times: Vec<(String, Duration)>,
}

impl Deref for Scene {
    type Target = Connected;

    fn deref(&self) -> &Connected {
        &self.log
    }
}

impl DerefMut for Scene {
    fn deref_mut(&mut self) -> &mut Connected {
        &mut self.log
    }
}

impl Scene {
    /// Starts a server, connects the Matomo, twice, and signs the watcher in.
    pub async fn connect(matomo: Matomo) -> Scene {
        let watcher = Browser::open().await;
        matomo.sign_in(&watcher, &matomo.admin.login, &matomo.admin.password).await;
        watcher.go(&matomo.page("module=CoreAdminHome&action=home")).await;
        let before = watcher.run("return document.documentElement.lang").await;
        let log = Connected::new(matomo);
        log.connect();
        let scene = Scene { log, watcher, times: Vec::new() };
        scene.watcher.go(&scene.matomo.page("module=CoreAdminHome&action=home")).await;
        let after = scene.watcher.run("return document.documentElement.lang").await;
        assert_eq!(before, after, "Matomo's language");
        let entry = "#secondNavBar a[href*='module=OpenActivityLog']";
        scene.watcher.find(entry).await;
        scene
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
