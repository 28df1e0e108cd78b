//! A log whose spool is written as the plugin writes it, and a Matomo that is a few rows.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use activity_log::capture::Intake;
use activity_log::capture::quarantine::Quarantine;
use activity_log::capture::spool::{Spool, drain};
use activity_log::inventory::Inventories;
use activity_log::ops::clock::Hands;
use activity_log::store::Scope;
use activity_log::store::memory::MemoryStore;
use activity_log::store::views::ViewCounts;
use activity_log_core::{Entry, Time};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::write_line;

/// Noon of a day in November.
pub fn day(day: i64, seconds: i64) -> Time {
    let start: Time = "2026-11-01T12:00:00Z".parse().unwrap();
    Time::from_micros(start.micros() + (day * 86_400 + seconds) * 1_000_000)
}

pub struct Place {
    pub root: tempfile::TempDir,
    pub hands: Hands,
    pub intake: Intake,
    /// Rows by section, as they are in Matomo now.
    pub world: Value,
    ids: u128,
}

impl Place {
    pub fn new() -> Place {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("spool")).unwrap();
        let hands = Hands::default();
        hands.set(day(0, 0));
        let store = Arc::new(MemoryStore::new(hands.clock()));
        let quarantine = Quarantine::new(root.path().join("quarantine"));
        let intake = Intake::new("main", store, views(), quarantine, hands.clock())
            .with_inventories(Inventories::new(root.path().join("inventory/main")));
        let user = |login: &str, is_super: bool| {
            json!({"login": login, "super": is_super, "two_factor": is_super,
            "pending": false, "registered": "2026-01-01 00:00:00", "email": format!("e-{login}"), "password": format!("p-{login}"),
            "password_scheme": "2y10"})
        };
        let world = json!({
            "users": [user("root", true), user("bob", false)],
            "access": [{"login": "bob", "access": "view", "sites": "1-2"}],
            "tokens": [{"id": 7, "login": "root", "description": "ci", "expires": null, "value": "v7"}],
            "sites": [{"id": 1, "name": "Shop"}, {"id": 2, "name": "Blog"}],
            "goals": [{"site": 1, "id": 1, "name": "Order"}],
            "plugins": [{"name": "Login", "version": "5.2.0", "active": true}],
            "settings": [{"name": "OpenActivityLog.spool_dir", "value": "/spool"}, {"name": "plugin.files", "value": "a"}],
        });
        Place { root, hands, intake, world, ids: 0 }
    }

    pub fn path(&self) -> PathBuf {
        self.root.path().join("spool")
    }

    pub fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(0x0193_5000_0000_7000_8000_0000_0000_0000 + self.ids)
    }

    pub fn write(&self, mut line: Value) {
        write_line(&self.path(), |n| {
            line["n"] = json!(n);
            serde_json::to_vec(&line).unwrap()
        });
    }

    /// Lines of an inventory of the world as it is.
    pub fn lines(&mut self, at: Time) -> Vec<Value> {
        let inventory = self.id();
        let sections = ["users", "access", "tokens", "sites", "goals", "plugins", "settings"];
        let mut parts = vec![json!({"section": "begin", "consistent": true, "fingerprint_key": "k"})];
        parts.extend(sections.map(|section| json!({"section": section, "rows": self.world[section]})));
        parts.push(json!({"section": "end", "parts": parts.len() + 1}));
        let mut lines = Vec::new();
        for (index, mut part) in parts.into_iter().enumerate() {
            let id = self.id();
            let head = json!({"v": 1, "kind": "inventory", "n": 0, "id": id, "time": at, "inventory": inventory,
                "part": index + 1});
            part.as_object_mut().unwrap().extend(head.as_object().unwrap().clone());
            lines.push(part);
        }
        lines
    }

    /// An inventory arrives, and is compared.
    pub fn inventory(&mut self, at: Time) {
        for line in self.lines(at) {
            self.write(line);
        }
        self.hands.set(at);
        self.drain();
        self.settle(at);
    }

    pub fn drain(&self) {
        drain(&Spool::new(self.path()), &self.intake).unwrap();
    }

    pub fn settle(&self, at: Time) {
        self.hands.set(Time::from_micros(at.micros() + 31_000_000));
        while self.intake.compare_inventories().unwrap() {}
    }

    pub fn fact(&mut self, at: Time, event: &str, params: Value, result: Value) {
        let fact = json!({"v": 1, "kind": "fact", "id": self.id(), "cause": null, "time": at, "event": event,
            "outcome": "success", "params": params, "result": result,
            "actor": {"login": "root", "super": true, "role": "superuser", "auth": "session"}});
        self.write(fact);
    }

    pub fn entries(&self) -> Vec<Entry> {
        self.intake.store().range(1, 1_000, &Scope::All).unwrap()
    }

    pub fn unexplained(&self) -> Vec<Entry> {
        let all = self.entries().into_iter();
        all.filter(|entry| entry.event.activity == "auditlog.unexplained_change").collect()
    }

    pub fn whats(&self) -> Vec<String> {
        let what = |entry: &Entry| entry.event.request.params["what"].as_str().unwrap().to_owned();
        self.unexplained().iter().map(what).collect()
    }
}

/// Counts of views, of which these tests have none.
pub fn views() -> Arc<ViewCounts> {
    Arc::new(ViewCounts::in_memory().unwrap())
}
