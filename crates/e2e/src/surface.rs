//! Everything that can be called in a Matomo (php/surface.php), held against the catalogue: what changes something has a row or a reason.
//!
//! A method of the API changes something unless its first word or the catalogue's `reads` says that it reads, as the recorder sees it.
//! A page changes something when it checks a nonce or a token, takes a form or calls such a method. A command, when it is not known to
//! only show. An event, when its name says that something was done.

use activity_log_core::catalog::{Catalog, Treatment};
use serde_json::Value;

/// Pages whose change is recorded by an event or a call inside.
const BY_EVENT: &[(&str, &str)] = &[
    ("CoreAdminHome.uploadCustomLogo", "CoreAdminHome.customLogoChanged"),
    ("Dashboard.resetLayout", "API.Dashboard.resetDashboardLayout"),
    ("Login.index", "Login.authenticate.successful"),
    ("ScheduledReports.unsubscribe", "Report.unsubscribe"),
    ("TagManager.exportContainerVersion", "API.TagManager.exportContainerVersion"),
];

/// Pages, commands and events that sound like a change and are none worth a row, each with the reason.
const NO_CHANGE: &[(&str, &str)] = &[
    ("API.index", "runs methods of the API, which are recorded themselves"),
    ("Dashboard.getAllDashboards", "a read with a token"),
    ("Dashboard.getDashboardLayout", "a read with a token"),
    ("GoogleAnalyticsImporter.forwardToAuth", "only sends the browser to Google"),
    ("Installation.databaseSetup", "the plugin is not there before Matomo is installed"),
    ("Installation.finished", "the plugin is not there before Matomo is installed"),
    ("Installation.firstWebsiteSetup", "the plugin is not there before Matomo is installed"),
    ("Installation.saveLanguage", "the plugin is not there before Matomo is installed"),
    ("Installation.setupSuperUser", "the plugin is not there before Matomo is installed"),
    ("Live.getLastVisitsStart", "reads visits"),
    ("Live.index", "reads visits"),
    ("Live.widget", "reads visits"),
    // events
    ("API.getReportMetadata.end", "a filter"),
    ("CustomJsTracker.updateTracker", "asks for what CustomJsTracker.trackerJsChanged then tells"),
    ("Dashboard.changeDefaultDashboardLayout", "a filter"),
    ("Core.configFileDeleted", "a copy in the cache"),
    ("Environment.bootstrapped", "every request"),
    ("Http.sendHttpRequest.end", "Matomo asks the internet for something"),
    ("Live.queryMaxExecutionTimeExceeded", "a query was slow"),
    ("Login.beforeLoginCheckAllowed", "before a password is looked at"),
    ("Platform.initialized", "every request; a hook of the recorder"),
    ("ScheduledTasks.execute.end", "a hook of the recorder"),
    ("API.Request.dispatch.end", "a hook of the recorder"),
    ("Request.dispatch.end", "a hook of the recorder"),
    ("User.isNotAuthorized", "a hook of the recorder"),
    ("Tracker.end", "tracking, where the plugin is not loaded"),
    ("ViewDataTable.configure.end", "a filter"),
];

/// Commands that only show something, or are for people who develop Matomo and change nothing but its source.
const COMMANDS_WITHOUT: &[&str] = &[
    "customvariables:info",
    "git:commit",
    "git:push",
    "googleanalyticsimporter:generate-ga-test-data",
    "development:build-tracker-js",
    "development:sync-system-test-processed",
    "development:test-files",
];
const GROUPS_WITHOUT: &[&str] = &["generate:", "tests:", "translations:", "vue:"];

/// Endings and words of events after something was done.
const DONE: &[&str] =
    &["update", "delete", "remove", "activate", "logout", "unsubscribe", "failed", "successful", "change"];

/// What is silently missing, each with its place.
pub fn missing(surface: &Value) -> Vec<String> {
    let catalog = Catalog::builtin();
    let mut missing: Vec<String> = Vec::new();
    for (method, known) in surface["api"].as_object().unwrap() {
        let treatment = catalog.treatment(method);
        if treatment == Treatment::CatchAll && !is_settled(method) {
            missing.push(format!("API.{method} ({})", known["line"]));
        }
    }
    for (page, known) in surface["pages"].as_object().unwrap() {
        let changes = !known["signs"].as_array().unwrap().is_empty();
        if changes && !is_named(&format!("Controller.{page}")) && !is_settled(page) {
            missing.push(format!("Controller.{page} ({}: {})", known["line"], known["signs"]));
        }
    }
    for (command, place) in surface["commands"].as_object().unwrap() {
        let is_harmless = COMMANDS_WITHOUT.contains(&command.as_str())
            || GROUPS_WITHOUT.iter().any(|group| command.starts_with(group));
        if !is_harmless && !is_named(&format!("Console.{command}")) && !is_settled(command) {
            missing.push(format!("Console.{command} ({place})"));
        }
    }
    for (event, place) in surface["events"].as_object().unwrap() {
        if sounds_done(event) && !is_named(event) && !is_settled(event) {
            missing.push(format!("{event} ({place})"));
        }
    }
    let unreadable = surface["unreadable"].as_array().unwrap();
    missing.extend(unreadable.iter().map(|file| format!("{file} cannot be read")));
    missing
}

/// What stands in the lists above and has a row by now, or is recorded by an event that has none.
pub fn stale() -> Vec<String> {
    let settled = BY_EVENT.iter().chain(NO_CHANGE).map(|(name, _)| *name);
    let listed = settled.chain(COMMANDS_WITHOUT.iter().copied());
    let names = |name: &str| [format!("Controller.{name}"), format!("Console.{name}"), name.to_owned()];
    let with_row = listed.filter(|name| names(name).iter().any(|event| is_named(event))).map(str::to_owned);
    let without =
        BY_EVENT.iter().filter(|(_, event)| !is_named(event)).map(|(page, event)| format!("{page}: {event}"));
    with_row.chain(without).collect()
}

/// Whether the catalogue has it as a row, as a part of one, or left out with a reason.
fn is_named(event: &str) -> bool {
    let catalog = Catalog::builtin();
    let rows = catalog.activities().iter().flat_map(|activity| &activity.events);
    rows.chain(catalog.not_recorded().iter().flat_map(|row| &row.events)).any(|named| named == event)
}

fn is_settled(name: &str) -> bool {
    BY_EVENT.iter().chain(NO_CHANGE).any(|(settled, _)| *settled == name)
}

fn sounds_done(event: &str) -> bool {
    let last = event.rsplit('.').next().unwrap_or_default();
    let asks = ["get", "filter", "should"].iter().any(|word| last.starts_with(word));
    let last = last.to_lowercase();
    let says = |word: &&str| last.starts_with(*word) || last.ends_with(*word);
    !asks && (last == "end" || last.ends_with("ed") || DONE.iter().any(says))
}
