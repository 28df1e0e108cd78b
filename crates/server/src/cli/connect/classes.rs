//! Lets Matomo examine the activity classes of other plugins (docs/formats/activity-classes.md). Without them the log is complete all
//! the same: nothing here stops a connection.

use super::Lines;
use super::apply::one_line;
use super::plan::Plan;

/// The plugin's command.
pub const COMMAND: &str = "openactivitylog:vet-activities";

/// Has them examined and says what came of it; nothing where there are none.
pub fn vet(plan: &Plan, lines: &mut Lines) {
    match plan.php.console(&[COMMAND, "--ignore-warn"]) {
        Ok(told) => match told.lines().filter_map(numbers).next_back() {
            None | Some((0, 0)) => {}
            Some((used, 0)) => lines.good(&format!("Activity classes of other plugins: {used} used")),
            Some((used, refused)) => lines.good(&format!(
                "Activity classes of other plugins: {used} used, {refused} refused; Matomo's system check says why"
            )),
        },
        Err(error) => lines.bad(&format!(
            "Activity classes of other plugins are not used, they could not be examined: {}",
            one_line(&error.to_string())
        )),
    }
}

/// `17 used, 0 refused`
fn numbers(line: &str) -> Option<(u32, u32)> {
    let (used, refused) = line.trim().split_once(" used, ")?;
    Some((used.parse().ok()?, refused.strip_suffix(" refused")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_words_of_the_command_are_numbers() {
        assert_eq!(numbers("17 used, 2 refused"), Some((17, 2)));
        for other in
            ["refused  Shop/Activity/X.php: 1 used, 2 refuse", "", "x used, 1 refused", "used     Shop.X"]
        {
            assert_eq!(numbers(other), None, "{other}");
        }
    }
}
