//! Inventories of a real Matomo: what is done through Matomo between two of them is explained, what is done in its database is told.
//! `make e2e MATOMO_URL=… MATOMO_DIR=…`.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use e2e::http::encode;
use e2e::matomo::Matomo;
use e2e::server::{Server, command, run};
use e2e::{say, wait};
use serde_json::Value;

struct Place {
    matomo: Matomo,
    server: Server,
    secret: String,
    place: tempfile::TempDir,
}

impl Place {
    fn connect(matomo: Matomo) -> Place {
        let place = tempfile::tempdir().unwrap();
        // Matomo's user must get through to the spool.
        fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let data = place.path().join("data");
        let server = Server::on(&data);
        let mut connect = command(&data);
        connect.arg("connect").arg(&matomo.dir).args([
            "--url",
            &matomo.url,
            "--server-url",
            server.address(),
        ]);
        let said = run(connect.arg("--spool").arg(place.path().join("spool")));
        assert!(said.contains("✓ Inventory: ") && !said.contains('✗'), "{said}");
        say(&said);
        let file = fs::read_to_string(data.join("instances/main.toml")).unwrap();
        let line = file.lines().find(|line| line.starts_with("shared_secret")).unwrap();
        let secret = line.split('"').nth(1).unwrap().to_owned();
        Place { matomo, server, secret, place }
    }

    fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    fn get(&self, path: &str) -> Value {
        let answer = self.server.ask_as(&self.secret, &self.matomo.admin.login, "superuser", path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    fn entries(&self, query: &str) -> Vec<Value> {
        let page = self.get(&format!("/api/v1/entries?limit=200&q={}", encode(query)));
        page["entries"].as_array().unwrap().clone()
    }

    /// Takes an inventory and answers which it is, as soon as the server has it.
    fn inventory(&self) -> String {
        let newest = || self.get("/api/v1/inventory?section=sites")["inventory"].as_str().unwrap().to_owned();
        let before = newest();
        self.matomo.console(&["openactivitylog:inventory"]);
        wait::until("the inventory", || Some(newest()).filter(|id| *id != before))
    }

    /// What nothing explains up to now. The second inventory waits for what is on its way; the first is compared as soon as the second
    /// has begun.
    fn unexplained(&self) -> Vec<Value> {
        let matters = self.inventory();
        self.inventory();
        let state = self.data().join("inventory/main/state.json");
        wait::until("the comparison", || {
            fs::read_to_string(&state).unwrap_or_default().contains(&format!("\"{matters}\"")).then_some(())
        });
        self.entries("activity:auditlog.unexplained_change")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = command(&self.data()).arg("connect").arg(&self.matomo.dir).arg("--undo").output();
    }
}

#[test]
fn a_change_in_the_database_of_a_real_matomo_is_told() {
    let Some(matomo) = Matomo::from_environment() else { return };
    let place = Place::connect(matomo);
    let (site, viewer) = (place.matomo.site.to_string(), place.matomo.viewer.login.clone());
    wait::until("the plugin in all processes of PHP", || {
        let goal = ("name", "E2E goal");
        let pattern = [("matchAttribute", "url"), ("pattern", "x"), ("patternType", "contains")];
        place.matomo.must("Goals.addGoal", &[&[("idSite", site.as_str()), goal], &pattern[..]].concat());
        let made = place.get("/api/v1/entries?q=activity:goal.created")["entries"].as_array().unwrap().len();
        (made > 0).then_some(())
    });
    let early = place.unexplained();
    assert!(early.iter().all(|entry| entry["target"]["type"] == "goal"), "{early:#?}");

    place.matomo.must(
        "SitesManager.updateSite",
        &[("idSite", &site), ("siteName", &format!("E2E renamed {}", place.matomo.suffix))],
    );
    let person = || {
        let page = place.get("/api/v1/inventory");
        let rows = page["rows"].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["login"] == viewer.as_str())
    };
    assert_eq!(person().unwrap()["super"], false);
    place.matomo.php("tamper.php", &[&viewer]);
    let told = place.unexplained();
    let told: Vec<&Value> = told.iter().filter(|entry| !early.contains(entry)).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!((&told[0]["severity"], &told[0]["actor"]["kind"]), (&"critical".into(), &"database".into()));
    assert_eq!(told[0]["target"]["id"], viewer.as_str());
    assert_eq!(told[0]["text"], format!("found that “{viewer}” became a super user without an entry"));
    assert_eq!(person().unwrap()["super"], true);
    say(&format!("{}", told[0]["text"]));
}
