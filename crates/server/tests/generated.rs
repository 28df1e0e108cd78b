//! Files that stand twice because Matomo wants its own copy. `make generate` writes them again.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn names(directory: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(directory).unwrap();
    files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn generated_plugin_assets_are_those_of_the_server() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let plugin = here.join("../../matomo/OpenActivityLog");
    let loader = fs::read_to_string(plugin.join("OpenActivityLog.php")).unwrap();
    for (ours, theirs) in [("assets/css", "stylesheets"), ("assets/js", "javascripts")] {
        let (ours, theirs) = (here.join(ours), plugin.join(theirs));
        for name in names(&ours) {
            let text = fs::read_to_string(ours.join(&name)).unwrap();
            let copy = theirs.join(&name);
            if std::env::var_os("UPDATE_GENERATED").is_some() {
                fs::write(&copy, &text).unwrap();
            }
            let copied = fs::read_to_string(&copy).unwrap_or_default();
            assert!(copied == text, "{} is not the server's; run `make generate`", copy.display());
            let stem = name.split('.').next().unwrap();
            assert!(loader.contains(&format!("'{stem}'")), "OpenActivityLog.php does not load {name}");
        }
        assert_eq!(names(&ours), names(&theirs));
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
