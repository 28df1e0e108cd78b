//! What can be called in this very Matomo, with the plugins that lie there, has a row or a reason.

use e2e::matomo::Matomo;
use e2e::{say, surface};
use serde_json::Value;

pub fn nothing_is_missing(matomo: &Matomo) {
    let surface: Value = serde_json::from_str(&matomo.php("surface.php", &[])).unwrap();
    let count = |kind: &str| surface[kind].as_object().unwrap().len();
    say(&format!(
        "{} methods, {} pages, {} commands, {} events",
        count("api"),
        count("pages"),
        count("commands"),
        count("events")
    ));
    assert!(count("api") > 200 && count("pages") > 100, "that is no whole Matomo");
    // our own plugin is there while it is connected
    let missing: Vec<_> = surface::missing(&surface)
        .into_iter()
        .filter(|line| !line.contains("plugins/OpenActivityLog/"))
        .collect();
    assert!(missing.is_empty(), "changes something, and has neither a row nor a reason: {missing:#?}");
}
