//! Files that stand twice because Matomo wants its own copy. `make generate` writes them again.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

#[test]
fn generated_plugin_assets_are_those_of_the_server() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let plugin = here.join("../../matomo/OpenActivityLog");
    for (ours, theirs) in [("assets/app.css", "stylesheets/app.css"), ("assets/app.js", "javascripts/app.js")]
    {
        let text = fs::read_to_string(here.join(ours)).unwrap();
        let copy = plugin.join(theirs);
        if std::env::var_os("UPDATE_GENERATED").is_some() {
            fs::write(&copy, &text).unwrap();
        }
        assert!(fs::read_to_string(&copy).unwrap() == text, "{theirs} is not {ours}; run `make generate`");
    }
}

#[test]
fn generated_versions_agree() {
    let plugin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../matomo/OpenActivityLog");
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(plugin.join("plugin.json")).unwrap()).unwrap();
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
    let facts = fs::read_to_string(plugin.join("Capture/Facts.php")).unwrap();
    assert!(facts.contains(&format!("'{}'", env!("CARGO_PKG_VERSION"))), "Facts.php names another version");
}
