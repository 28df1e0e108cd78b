//! The whole way on a real Matomo: `make e2e MATOMO_URL=… MATOMO_DIR=…`. Connects it, drives it by API, by the login form and by clicks,
//! looks at every page of ours in it, stops the server meanwhile, and takes everything back. Needs the rights to change that Matomo's files.
#![allow(clippy::unwrap_used)]

#[path = "matomo/changes.rs"]
mod changes;
#[path = "matomo/clicks.rs"]
mod clicks;
#[path = "matomo/complete.rs"]
mod complete;
#[path = "matomo/outage.rs"]
mod outage;
#[path = "matomo/people.rs"]
mod people;
#[path = "matomo/reading.rs"]
mod reading;
#[path = "matomo/scene.rs"]
mod scene;
#[path = "matomo/tracking.rs"]
mod tracking;

use e2e::matomo::Matomo;
use scene::Scene;

#[tokio::test]
async fn the_whole_way_on_a_real_matomo() {
    let Some(matomo) = Matomo::from_environment() else { return };
    let mut scene = Scene::connect(matomo).await;
    people::sign_in_and_fail(&mut scene).await;
    changes::by_api(&mut scene).await;
    clicks::in_the_browser(&mut scene).await;
    reading::pages(&mut scene).await;
    people::a_plain_user_sees_their_own(&mut scene).await;
    tracking::is_left_alone(&scene);
    scene.print_latency();
    outage::matomo_goes_on_without_the_server(&mut scene).await;
    scene.print_times();
    scene.undo();
}

#[test]
fn what_changes_a_real_matomo_has_a_row_or_a_reason() {
    let Some(matomo) = Matomo::from_environment() else { return };
    complete::nothing_is_missing(&matomo);
}
