//! Inventories through the spool: what changed without an entry is told once; what an entry explains is not.
#![allow(clippy::unwrap_used)]

mod place;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::sync::Arc;

use activity_log::capture::quarantine::Quarantine;
use activity_log::capture::spool::Spool;
use activity_log::capture::{Intake, LineReceipt};
use activity_log::store::memory::MemoryStore;
use activity_log_core::event::{ActorKind, Severity};
use place::{Place, day};
use serde_json::{Value, json};

#[test]
fn a_super_user_made_behind_matomos_back_is_one_critical_entry() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    assert!(place.entries().is_empty(), "the first inventory is compared with nothing");
    place.world["users"][1]["super"] = json!(true);
    place.inventory(day(1, 0));
    let told = place.unexplained();
    assert_eq!(told.len(), 1);
    let event = &told[0].event;
    assert_eq!((event.severity, event.actor.kind), (Severity::Critical, ActorKind::Database));
    assert_eq!(event.target.as_ref().unwrap().id.as_deref(), Some("bob"));
    assert_eq!(
        serde_json::to_value(&event.changes).unwrap(),
        json!([{"field": "superuser_access", "old": false, "new": true}])
    );
    // It is told once, not every day.
    place.inventory(day(2, 0));
    assert_eq!(place.entries().len(), 1);
}

#[test]
fn the_same_change_with_its_entry_is_nothing_new() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    let params = json!({"userLogin": "bob", "hasSuperUserAccess": "1"});
    place.fact(day(0, 500), "API.UsersManager.setSuperUserAccess", params, Value::Null);
    place.world["users"][1]["super"] = json!(true);
    place.world["access"] = json!([]);
    place.inventory(day(1, 0));
    assert_eq!(place.entries().len(), 1, "{:?}", place.whats());
    // An entry explains its own change, not the opposite one, and not that of another day.
    place.fact(
        day(1, 500),
        "API.UsersManager.setSuperUserAccess",
        json!({"userLogin": "bob", "hasSuperUserAccess": "1"}),
        Value::Null,
    );
    place.world["users"][1]["super"] = json!(false);
    place.inventory(day(2, 0));
    place.world["users"][1]["super"] = json!(true);
    place.inventory(day(3, 0));
    assert_eq!(place.whats(), ["user-superuser_access"; 2]);
}

#[test]
fn what_is_done_through_matomo_is_explained() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    let done: &[(&str, Value, Value)] = &[
        ("API.UsersManager.addUser", json!({"userLogin": "carol", "initialIdSite": "2"}), Value::Null),
        (
            "API.UsersManager.setUserAccess",
            json!({"userLogin": "bob", "access": "admin", "idSites": ["1"]}),
            Value::Null,
        ),
        (
            "API.UsersManager.setUserAccess",
            json!({"userLogin": "bob", "access": ["write", "tagmanager_write"], "idSites": "2"}),
            Value::Null,
        ),
        (
            "API.UsersManager.createAppSpecificTokenAuth",
            json!({"userLogin": "bob", "description": "mobile"}),
            Value::Null,
        ),
        ("Controller.UsersManager.deleteToken", json!({"idtokenauth": "7"}), Value::Null),
        ("API.SitesManager.addSite", json!({"siteName": "News"}), json!(3)),
        ("API.SitesManager.updateSite", json!({"idSite": "1", "siteName": "Shop 2"}), Value::Null),
        ("API.Goals.addGoal", json!({"idSite": "3", "name": "Read"}), json!(1)),
        ("API.Goals.deleteGoal", json!({"idSite": "1", "idGoal": "1"}), Value::Null),
        ("PluginManager.pluginActivated", json!({"pluginName": "TagManager"}), Value::Null),
        ("PluginManager.pluginInstalled", json!({"pluginName": "TagManager"}), Value::Null),
        ("API.TwoFactorAuth.resetTwoFactorAuth", json!({"userLogin": "root"}), Value::Null),
        ("auditlog.connected", json!({}), Value::Null),
    ];
    let change = |place: &mut Place| {
        let world = &mut place.world;
        world["users"][0]["two_factor"] = json!(false);
        world["users"].as_array_mut().unwrap().push(json!({"login": "carol"}));
        world["access"] = json!([
            {"login": "bob", "access": "admin", "sites": "1"}, {"login": "bob", "access": "write", "sites": "2"},
            {"login": "bob", "access": "tagmanager_write", "sites": "2"}, {"login": "carol", "access": "view", "sites": "2"}]);
        world["tokens"] = json!([{"id": 8, "login": "bob", "description": "mobile"}]);
        world["sites"] =
            json!([{"id": 1, "name": "Shop 2"}, {"id": 2, "name": "Blog"}, {"id": 3, "name": "News"}]);
        world["goals"] = json!([{"site": 3, "id": 1, "name": "Read"}]);
        world["plugins"]
            .as_array_mut()
            .unwrap()
            .push(json!({"name": "TagManager", "version": "5.2", "active": true}));
        world["settings"][0]["value"] = json!("/other");
        world["settings"][1]["value"] = json!("b");
    };
    for (event, params, result) in done {
        place.fact(day(0, 500), event, params.clone(), result.clone());
    }
    change(&mut place);
    place.inventory(day(1, 0));
    assert_eq!(place.whats(), [""; 0]);

    let mut behind = Place::new();
    behind.inventory(day(0, 0));
    change(&mut behind);
    behind.inventory(day(1, 0));
    let severities: Vec<_> = behind.unexplained().iter().map(|entry| entry.event.severity).collect();
    assert_eq!(
        behind.whats(),
        [
            "user-appeared",
            "user-two_factor",
            "access-changed",
            "access-changed",
            "access-appeared",
            "token-vanished",
            "token-appeared",
            "website-changed",
            "website-appeared",
            "goal-vanished",
            "goal-appeared",
            "plugin-appeared",
            "plugin-changed",
            "setting-changed",
            "files-changed",
        ]
    );
    assert!(severities[..7].iter().all(|one| *one == Severity::Critical));
    assert!(severities[7..].iter().all(|one| *one == Severity::Warning));
}

#[test]
fn what_goes_along_is_explained_and_a_failed_attempt_explains_nothing() {
    let mut place = Place::new();
    place.world["tokens"].as_array_mut().unwrap().push(json!({"id": 8, "login": "bob", "expires": null}));
    place.world["tokens"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": 9, "login": "root", "expires": "2026-11-01 15:00:00"}));
    place.inventory(day(0, 0));
    place.fact(day(0, 1), "API.UsersManager.deleteUser", json!({"userLogin": "bob"}), Value::Null);
    place.fact(day(0, 1), "API.SitesManager.deleteSite", json!({"idSite": "1"}), Value::Null);
    place.world["users"].as_array_mut().unwrap().pop();
    place.world["access"] = json!([]);
    place.world["tokens"].as_array_mut().unwrap().truncate(1);
    place.world["sites"].as_array_mut().unwrap().remove(0);
    place.world["goals"] = json!([]);
    place.inventory(day(1, 0));
    assert_eq!(place.whats(), [""; 0]);
    let id = place.id();
    let fact = json!({"v": 1, "kind": "fact", "id": id, "time": day(1, 1), "event": "API.SitesManager.deleteSite",
        "outcome": "denied", "params": {"idSite": "2"}, "actor": {"login": "root"}});
    place.write(fact);
    place.world["sites"] = json!([]);
    place.inventory(day(2, 0));
    assert_eq!(place.whats(), ["website-vanished"]);
}

#[test]
fn a_password_or_token_exchanged_in_the_database_is_seen_and_not_shown() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    place.world["users"][0]["password"] = json!("p-other");
    place.world["tokens"][0]["value"] = json!("v-other");
    place.world["settings"]
        .as_array_mut()
        .unwrap()
        .push(json!({"name": "OpenActivityLog.shared_secret", "value": "s-one"}));
    place.inventory(day(1, 0));
    assert_eq!(place.whats(), ["user-password", "token-changed", "setting-changed"]);
    let text = serde_json::to_string(&place.entries()).unwrap();
    assert!(!text.contains("p-other") && !text.contains("v7") && !text.contains("s-one"), "{text}");
    // Matomo stores it anew at a login when the way of storing is out of date; then that login explains it.
    place.world["users"][0]["password"] = json!("p-third");
    place.world["users"][0]["password_scheme"] = json!("2y12");
    let id = place.id();
    let login = json!({"v": 1, "kind": "fact", "id": id, "time": day(1, 5), "event": "Login.authenticate.successful",
        "outcome": "success", "params": {"userLogin": "root"}, "actor": {"login": "root", "auth": "password"}});
    place.write(login);
    place.inventory(day(2, 0));
    assert_eq!(place.whats().len(), 3);
    // With another key of Matomo all fingerprints are others, and nothing is said.
    place.world["users"][0]["password"] = json!("p-fourth");
    let mut lines = place.lines(day(3, 0));
    lines[0]["fingerprint_key"] = json!("other");
    lines.into_iter().for_each(|line| place.write(line));
    place.drain();
    place.settle(day(3, 0));
    assert_eq!(place.whats().len(), 3);
}

#[test]
fn an_action_written_down_after_the_inventory_still_explains_it() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    place.world["users"][1]["super"] = json!(true);
    place.world["access"] = json!([]);
    for line in place.lines(day(1, 0)) {
        place.write(line);
    }
    place.hands.set(day(1, 0));
    place.drain();
    assert!(!place.intake.compare_inventories().unwrap(), "it waits for what is on its way");
    let params = json!({"userLogin": "bob", "hasSuperUserAccess": true});
    place.fact(day(1, 0), "API.UsersManager.setSuperUserAccess", params, Value::Null);
    place.drain();
    place.settle(day(1, 0));
    assert_eq!(place.whats(), [""; 0]);
}

#[test]
fn lines_have_their_numbers_and_a_repeat_after_a_crash_changes_nothing() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    place.world["users"][1]["super"] = json!(true);
    for line in place.lines(day(1, 0)) {
        place.write(line);
    }
    place.fact(day(1, 0), "API.Goals.deleteGoal", json!({"idSite": "1", "idGoal": "1"}), Value::Null);
    let spool = Spool::new(place.path());
    spool.take().unwrap();
    let taken = place.path().join(&spool.taken().unwrap()[0].name);
    let copy = fs::read(&taken).unwrap();
    place.hands.set(day(1, 0));
    place.drain();
    // The crash came before the file was deleted; once before the comparison, once after it.
    fs::write(&taken, &copy).unwrap();
    place.drain();
    place.settle(day(1, 0));
    let entries = place.entries();
    assert_eq!(entries.len(), 2);
    fs::write(&taken, &copy).unwrap();
    place.drain();
    place.settle(day(1, 100));
    place.inventory(day(2, 0));
    assert_eq!(place.entries(), entries, "no gap, no double, nothing told twice");
}

#[test]
fn what_is_not_whole_is_never_compared() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    place.world["users"] = json!([]);
    let mut lines = place.lines(day(1, 0));
    lines.remove(3);
    lines.into_iter().for_each(|line| place.write(line));
    place.drain();
    place.settle(day(1, 0));
    assert!(place.entries().is_empty());
    // A section that was cut is left out.
    let mut lines = place.lines(day(2, 0));
    lines.last_mut().unwrap()["cut"] = json!(["users"]);
    place.world["sites"][0]["name"] = json!("Renamed");
    lines.into_iter().for_each(|line| place.write(line));
    place.drain();
    place.settle(day(2, 0));
    assert!(place.entries().is_empty());
    place.inventory(day(3, 0));
    assert_eq!(place.whats(), ["website-changed"], "only what is whole on both sides is compared");
    place.world["users"] = json!([{"login": "root"}]);
    place.inventory(day(4, 0));
    assert_eq!(place.whats(), ["website-changed", "user-appeared"]);
}

#[test]
fn damage_beside_the_log_is_told_once_and_stops_nothing() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    let kept = place.root.path().join("inventory/main");
    let last = std::fs::read_dir(&kept).unwrap().map(|file| file.unwrap().path()).find(|path| path.is_dir());
    std::fs::write(last.unwrap().join("00002.json"), b"{\"v\":1").unwrap();
    place.inventory(day(1, 0));
    place.settle(day(1, 600));
    let told = |place: &Place| {
        let entries = place.entries().into_iter();
        entries.filter(|entry| entry.event.activity == "auditlog.spool_line_quarantined").count()
    };
    assert_eq!(told(&place), 1);
    place.world["sites"][0]["name"] = json!("Renamed");
    place.inventory(day(2, 0));
    assert_eq!((place.whats(), told(&place)), (vec!["website-changed".to_owned()], 1));

    std::fs::write(kept.join("state.json"), b"nonsense").unwrap();
    place.world["sites"][1]["name"] = json!("Renamed too");
    place.inventory(day(3, 0));
    place.world["goals"] = json!([]);
    place.inventory(day(4, 0));
    assert!(place.whats().contains(&"goal-vanished".to_owned()), "{:?}", place.whats());
}

#[test]
fn several_that_waited_are_compared_one_after_the_other() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    // The server was down for three days; on the second somebody did it in Matomo, on the others in the database.
    for (number, name) in [(1, "One"), (2, "Two"), (3, "Three")] {
        if number == 2 {
            let id = place.id();
            let site = |name: &str| json!({"site": [{"idsite": 1, "name": name}]});
            let fact = json!({"v": 1, "kind": "fact", "id": id, "time": day(1, 43_200), "outcome": "success",
                "event": "API.SitesManager.updateSite", "params": {"idSite": "1", "siteName": "Two"},
                "before": site("One"), "after": site("Two"), "actor": {"login": "root", "role": "superuser"}});
            place.write(fact);
        }
        place.world["sites"][0]["name"] = json!(name);
        for line in place.lines(day(number, 0)) {
            place.write(line);
        }
    }
    place.hands.set(day(3, 0));
    place.drain();
    assert!(place.intake.compare_inventories().unwrap(), "later ones have begun, so nothing is waited for");
    place.settle(day(3, 0));
    let told: Vec<_> = place.unexplained().iter().map(|entry| entry.event.changes[0].new.clone()).collect();
    assert_eq!(told, ["One", "Three"]);
}

#[test]
fn parts_come_by_http_as_well_and_again() {
    let mut place = Place::new();
    for (number, name) in [(0, "Shop"), (1, "Renamed")] {
        place.world["sites"][0]["name"] = json!(name);
        let lines: Vec<Vec<u8>> =
            place.lines(day(number, 0)).iter().map(|line| serde_json::to_vec(line).unwrap()).collect();
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        for _ in 0..2 {
            let receipts = place.intake.submit(&lines, "http").unwrap();
            assert_eq!(receipts, vec![LineReceipt::Kept; 9]);
        }
        place.settle(day(number, 0));
    }
    assert_eq!(place.whats(), ["website-changed"]);
    let root = tempfile::tempdir().unwrap();
    let quarantine = Quarantine::new(root.path().join("quarantine"));
    let store = Arc::new(MemoryStore::new(place.hands.clock()));
    let elsewhere = Intake::new("x", store, place::views(), quarantine, place.hands.clock());
    let line = serde_json::to_vec(&place.lines(day(2, 0))[0]).unwrap();
    let receipts = elsewhere.submit(&[&line], "http").unwrap();
    assert!(matches!(&receipts[..], [LineReceipt::Quarantined(_)]), "{receipts:?}");
}

#[test]
fn a_user_made_lately_is_still_watched() {
    let mut place = Place::new();
    place.fact(day(0, -30), "API.UsersManager.addUser", json!({"userLogin": "bob"}), Value::Null);
    place.inventory(day(0, 0));
    place.world["users"][1]["email"] = json!("other");
    place.inventory(day(1, 0));
    assert_eq!(place.whats(), ["user-email"]);
    // Deleted and made again all is another.
    place.fact(day(1, 500), "API.UsersManager.deleteUser", json!({"userLogin": "bob"}), Value::Null);
    place.fact(day(1, 501), "API.UsersManager.addUser", json!({"userLogin": "bob"}), Value::Null);
    place.world["users"][1] = json!({"login": "bob", "email": "third", "password": "third"});
    place.world["access"] = json!([]);
    place.inventory(day(2, 0));
    assert_eq!(place.whats().len(), 1);
}

#[test]
fn a_flood_of_differences_is_told_as_so_many_and_a_number() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    let sites: Vec<Value> = (1..=1_000).map(|id| json!({"id": id, "name": format!("Site {id}")})).collect();
    place.world["sites"] = json!(sites);
    place.inventory(day(1, 0));
    let told = place.unexplained();
    assert_eq!(told.len(), 201);
    assert_eq!(told[200].event.request.params["more"], 1_000 - 200);
}

#[test]
fn it_is_said_since_when_nothing_was_recorded() {
    let mut place = Place::new();
    place.inventory(day(0, 0));
    place.fact(day(0, 100), "auditlog.plugin_deactivated", json!({}), Value::Null);
    place.world["users"][1]["super"] = json!(true);
    place.inventory(day(1, 0));
    let told = place.unexplained();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].event.request.params["not_recorded_since"], day(0, 100).to_string());
}

#[test]
fn parts_that_are_no_inventory_are_put_aside_or_told() {
    let mut place = Place::new();
    let mut lines = place.lines(day(0, 0));
    lines[2]["part"] = json!(9_999);
    lines.into_iter().for_each(|line| place.write(line));
    place.drain();
    let put_aside = place.entries();
    assert_eq!(put_aside.len(), 1);
    assert_eq!(put_aside[0].event.activity, "auditlog.spool_line_quarantined");
    // All parts are there and two of them say that they are the beginning.
    let mut lines = place.lines(day(1, 0));
    lines[2]["section"] = json!("begin");
    lines.into_iter().for_each(|line| place.write(line));
    place.hands.set(day(1, 0));
    place.drain();
    place.settle(day(1, 0));
    assert_eq!(place.entries().len(), 2);
    assert_eq!(place.entries()[1].event.request.params["not_kept"], 1);
    assert!(!place.intake.compare_inventories().unwrap());
}
