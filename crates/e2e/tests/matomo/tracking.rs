//! Tracking requests are what a Matomo serves most: they must not meet the plugin at all.

use e2e::http;
use e2e::matomo::Matomo;
use serde_json::Value;

use crate::scene::Scene;

pub fn is_left_alone(scene: &Scene) {
    let url = format!(
        "{}matomo.php?idsite={}&rec=1&url=https%3A%2F%2Fshop.example%2Fe2e",
        scene.matomo.url, scene.matomo.site
    );
    // The first one after a change of plugins makes Matomo work out which plugins take part in tracking.
    http::get(&url, &[]);
    let before = Matomo::lines_written(&scene.spool);
    for _ in 0..5 {
        assert!([200, 204].contains(&http::get(&url, &[]).status));
    }
    assert_eq!(Matomo::lines_written(&scene.spool), before, "a tracking request wrote to the spool");

    scene.matomo.php("track.php", &[]);
    let included: Value = serde_json::from_str(&scene.matomo.php("track.php", &[])).unwrap();
    assert_eq!(included["tracker"], 1, "{included}");
    let own: Vec<&str> =
        included["own"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    // Matomo reads this one of every activated plugin to build its container; it is a list of names.
    assert!(own.iter().all(|path| path.ends_with("/config/config.php")), "{own:?}");
    assert_eq!(Matomo::lines_written(&scene.spool), before);
}
