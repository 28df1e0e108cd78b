//! The server is away for a while: Matomo goes on as before, and afterwards everything is there, once and in order.

use std::time::{Duration, Instant};

use e2e::say;
use e2e::server::Server;
use e2e::wait;

use crate::reading::WIDGET;
use crate::scene::Scene;

const CALLS: usize = 20;

pub async fn matomo_goes_on_without_the_server(scene: &mut Scene) {
    let with = change_annotations(scene, "with");
    let address = scene.address();
    scene.server.take().unwrap().stop();
    let without = change_annotations(scene, "without");
    say(&format!(
        "\na change by API, server running: median {} ms, longest {} ms",
        with[CALLS / 2].as_millis(),
        with[CALLS - 1].as_millis()
    ));
    say(&format!(
        "a change by API, server stopped: median {} ms, longest {} ms",
        without[CALLS / 2].as_millis(),
        without[CALLS - 1].as_millis()
    ));

    for (name, query) in [
        ("log-server-down", "module=OpenActivityLog&action=index"),
        ("widget-server-down", &format!("{WIDGET}&idSite={}", scene.matomo.site)),
        ("check-server-down", "module=Installation&action=systemCheckPage"),
        ("admin-home-server-down", "module=CoreAdminHome&action=home"),
    ] {
        let started = Instant::now();
        scene.watcher.go(&scene.matomo.page(query)).await;
        say(&format!("{:>7} ms  {name}", started.elapsed().as_millis()));
        if ["log-server-down", "widget-server-down"].contains(&name) {
            scene.watcher.wait_for_text(".oal-notice", "still written down").await;
        }
        scene.watcher.shot(&format!("matomo-{name}")).await;
    }
    scene.watcher.go(&scene.matomo.log_page("")).await;
    scene.watcher.size(390, 844);
    scene.watcher.shot("matomo-phone-log-server-down").await;
    scene.watcher.size(1440, 900);

    scene.server = Some(Server::at(&scene.data(), &address));
    let wanted: Vec<String> = ["with", "without"]
        .iter()
        .flat_map(|word| (0..CALLS).map(|n| note(scene, word, n)).collect::<Vec<_>>())
        .collect();
    let arrived = wait::until("what was done meanwhile", || {
        let mut entries =
            scene.entries(&format!("activity:annotation.created user:{}", scene.matomo.admin.login));
        entries.reverse();
        (entries.len() >= wanted.len()).then_some(entries)
    });
    let notes: Vec<&str> =
        arrived.iter().map(|entry| entry["request"]["params"]["note"].as_str().unwrap()).collect();
    assert_eq!(notes, wanted, "once and in order");
    scene.watcher.go(&scene.matomo.log_page("")).await;
    scene.watcher.find(".oal-row").await;
}

fn note(scene: &Scene, word: &str, n: usize) -> String {
    format!("E2E {word} {n} {}", scene.matomo.suffix)
}

/// Answers how long each took, shortest first.
fn change_annotations(scene: &Scene, word: &str) -> Vec<Duration> {
    let site = scene.matomo.site.to_string();
    let mut times: Vec<Duration> = (0..CALLS)
        .map(|n| {
            let started = Instant::now();
            scene.matomo.must(
                "Annotations.add",
                &[("idSite", &site), ("date", "2026-11-20"), ("note", &note(scene, word, n))],
            );
            started.elapsed()
        })
        .collect();
    times.sort();
    times
}
