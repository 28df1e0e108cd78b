//! Everything that people do in a Matomo, done for real, by several people and in several ways, and counted: each action once, by the right
//! person, in the right way, on the right thing, with the right outcome – and nothing else. `make e2e MATOMO_URL=… MATOMO_DIR=…`; with
//! `UPDATE_COVERAGE=1` the figures are written to `docs/coverage.md`.
#![allow(clippy::unwrap_used)]

#[path = "coverage/attempts.rs"]
mod attempts;
#[path = "coverage/console.rs"]
mod console;
#[path = "coverage/content.rs"]
mod content;
#[path = "coverage/ledger.rs"]
mod ledger;
#[path = "coverage/people.rs"]
mod people;
#[path = "coverage/personal_data.rs"]
mod personal_data;
#[path = "coverage/reads.rs"]
mod reads;
#[path = "coverage/self_service.rs"]
mod self_service;
#[path = "coverage/settings.rs"]
mod settings;
#[path = "coverage/signed_in.rs"]
mod signed_in;
#[path = "coverage/tag_manager.rs"]
mod tag_manager;

use e2e::connected::Connected;
use e2e::matomo::Matomo;
use ledger::Ledger;

#[test]
fn every_action_is_recorded_once() {
    let Some(matomo) = Matomo::from_environment() else { return };
    let mut log = Connected::new(matomo);
    let mut ledger = Ledger::open(&log);
    content::by_token(&log, &mut ledger);
    tag_manager::by_token(&log, &mut ledger);
    people::by_token(&log, &mut ledger);
    settings::by_token(&log, &mut ledger);
    signed_in::by_forms_and_pages(&log, &mut ledger);
    self_service::of_ones_own_account(&log, &mut ledger);
    attempts::refused_and_failed(&log, &mut ledger);
    console::commands_and_tasks(&log, &mut ledger);
    personal_data::looked_at_and_erased(&log, &mut ledger);
    reads::leave_no_entry(&log, &mut ledger);
    ledger.balance(&log);
    log.undo();
}
