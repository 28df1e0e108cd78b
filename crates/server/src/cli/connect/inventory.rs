//! Lets Matomo say who and what is there, so that the first day of the log is not empty, and waits until the server has it.

use std::time::{Duration, Instant};

use super::super::failure::Exit;
use super::Lines;
use super::apply::one_line;
use super::plan::Plan;
use crate::inventory::Inventories;

/// Name of the command in Matomo's console.
const COMMAND: &str = "openactivitylog:inventory";
/// Longest wait for the server, which looks into the spool ten times a second.
const WAIT: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(200);

/// Takes it. What goes wrong is told, and Matomo's scheduler tries again within a day.
pub fn run(plan: &Plan, lines: &mut Lines) -> Exit {
    let inventories = Inventories::new(plan.paths.inventory(&plan.name));
    let newest = || inventories.newest().ok().flatten();
    let before = newest().map(|inventory| inventory.id);
    if let Err(error) = plan.php.console(&[COMMAND]) {
        lines.bad(&format!("Matomo could not take an inventory: {}", one_line(&error.to_string())));
        return Exit::CheckFailed;
    }
    let started = Instant::now();
    while started.elapsed() < WAIT {
        if let Some(inventory) = newest().filter(|inventory| Some(inventory.id) != before) {
            lines.good(&format!(
                "Inventory: {} users, {} tokens, {} websites, {} goals, {} plugins",
                inventory.users.len(),
                inventory.tokens.len(),
                inventory.sites.len(),
                inventory.goals.len(),
                inventory.plugins.len()
            ));
            return Exit::Done;
        }
        std::thread::sleep(POLL);
    }
    lines.bad(&format!("The server did not get the inventory within {} seconds", WAIT.as_secs()));
    Exit::CheckFailed
}
