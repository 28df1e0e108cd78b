//! Nothing silently missing: what can be called in a Matomo 5.2 (recordings/README.md) has a row or a reason. tests/matomo/complete.rs asks
//! the same of a real one.
#![allow(clippy::unwrap_used)]

use e2e::php::root;
use e2e::surface;
use serde_json::{Value, json};

fn recorded() -> Value {
    let file = root().join("crates/e2e/recordings/matomo-5.2-surface.json");
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

#[test]
fn everything_that_changes_matomo_5_2_has_a_row_or_a_reason() {
    let surface = recorded();
    let count = |kind: &str| surface[kind].as_object().unwrap().len();
    assert!(count("api") > 400 && count("pages") > 200 && count("commands") > 90 && count("events") > 200);
    let missing = surface::missing(&surface);
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_is_excused_has_no_row() {
    let stale = surface::stale();
    assert!(
        stale.is_empty(),
        "in a list of crates/e2e/src/surface.rs and in the catalogue, or recorded by nothing: {stale:#?}"
    );
}

#[test]
fn something_new_is_missed() {
    let mut surface = recorded();
    let place = json!({"line": "plugins/New/API.php:1", "hidden": false});
    surface["api"]["New.wipeAll"] = place.clone();
    surface["api"]["New.getAll"] = place;
    surface["pages"]["New.save"] = json!({"line": "plugins/New/Controller.php:1", "signs": ["nonce"]});
    surface["pages"]["New.index"] = json!({"line": "plugins/New/Controller.php:9", "signs": []});
    surface["commands"]["new:wipe"] = json!("plugins/New/Commands/Wipe.php");
    surface["events"]["New.wiped"] = json!("plugins/New/API.php");
    surface["events"]["New.getSomething"] = json!("plugins/New/API.php");
    let names: Vec<_> =
        surface::missing(&surface).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["API.New.wipeAll", "Controller.New.save", "Console.new:wipe", "New.wiped"]);
}
