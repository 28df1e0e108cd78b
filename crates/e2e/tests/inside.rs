//! Our pages where people use them: inside a real Matomo, as a super user and as somebody with view rights. `make e2e MATOMO_URL=… MATOMO_DIR=…`.
#![allow(clippy::unwrap_used)]

#[path = "inside/downloads.rs"]
mod downloads;
#[path = "inside/forms.rs"]
mod forms;
#[path = "inside/ground.rs"]
mod ground;
#[path = "inside/language.rs"]
mod language;
#[path = "inside/menu.rs"]
mod menu;
#[path = "inside/pages.rs"]
mod pages;
#[path = "inside/scripts.rs"]
mod scripts;
#[path = "inside/styles.rs"]
mod styles;
#[path = "inside/widget.rs"]
mod widget;

use ground::Ground;

#[tokio::test]
async fn the_menu_leads_to_the_log() {
    let Some(ground) = Ground::start() else { return };
    menu::has_one_entry_for_everybody(&ground).await;
}

#[tokio::test]
async fn every_page_is_whole_inside_matomo() {
    let Some(ground) = Ground::start() else { return };
    pages::are_whole(&ground).await;
}

#[tokio::test]
async fn the_dashboard_has_a_widget() {
    let Some(ground) = Ground::start() else { return };
    widget::shows_what_the_person_may_see(&ground).await;
}

#[tokio::test]
async fn the_language_of_matomo_decides() {
    let Some(ground) = Ground::start() else { return };
    language::is_that_of_the_person(&ground).await;
}

#[tokio::test]
async fn views_are_saved_opened_and_deleted() {
    let Some(ground) = Ground::start() else { return };
    forms::save_open_and_delete_a_view(&ground).await;
    forms::without_the_nonce_nothing_changes(&ground).await;
}

#[tokio::test]
async fn files_come_through_matomo() {
    let Some(ground) = Ground::start() else { return };
    downloads::are_files(&ground).await;
}

#[tokio::test]
async fn scripts_ask_through_matomo() {
    let Some(ground) = Ground::start() else { return };
    scripts::words_are_completed(&ground).await;
    scripts::new_entries_appear(&ground).await;
}

#[tokio::test]
async fn no_style_leaks() {
    let Some(ground) = Ground::start() else { return };
    styles::of_matomo_stay(&ground).await;
    styles::of_ours_stay_inside(&ground).await;
}
