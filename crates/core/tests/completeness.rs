//! Nothing that changes a Matomo goes unrecorded in silence: every method and event of Matomo 5.2 that means a change has a row, or a reason
//! that people can read. The same is asked of a real Matomo's files by crates/e2e/tests/matomo/complete.rs.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use activity_log_core::catalog::{Catalog, Treatment};

/// Methods that change something and are recorded only as "another plugin's method was called". Must stay empty: such an entry shows
/// neither what it was done to nor a parameter.
const UNNAMED: &[&str] = &[];

/// Plain parameters that the method does not have in 5.2 and got later.
const OF_OTHER_VERSIONS: &[(&str, &str)] = &[
    ("API.CustomDimensions.configureExistingCustomDimension", "description"),
    ("API.CustomDimensions.configureNewCustomDimension", "description"),
    ("API.SitesManager.addSite", "description"),
    ("API.SitesManager.updateSite", "description"),
    ("API.UsersManager.createAppSpecificTokenAuth", "secureOnly"),
];

/// Events that mean a change and stand in no row, each with what is recorded instead.
const SEEN_OTHERWISE: &[(&str, &str)] = &[
    (
        "Config.beforeSave",
        "the recorder keeps what the file was before; Core.configFileChanged makes the entry",
    ),
    ("SegmentEditor.deactivate", "posted before; API.SegmentEditor.delete is the entry and absorbs it"),
    ("SegmentEditor.update", "posted before; API.SegmentEditor.update is the entry and absorbs it"),
    ("Installation.defaultSettingsForm.submit", "the plugin is not there before Matomo is installed"),
    ("ScheduledTasks.execute", "hook of the recorder: what the task does has the scheduler as its actor"),
    ("ScheduledTasks.execute.end", "hook of the recorder"),
    ("Console.doRun", "hook of the recorder: rows are named Console.<command>"),
    (
        "Archiving.getIdSitesToMarkArchivesAsInvalidated",
        "posted by tracking too; the API method and the command have rows",
    ),
    ("CustomJsTracker.updateTracker", "asks for what CustomJsTracker.trackerJsChanged then tells"),
    ("TagManager.regenerateContainerReleases", "asks for it; the command has a row"),
    ("TrackingSpamPrevention.banIp", "posted while tracking, where the plugin is not loaded"),
    (
        "ScheduledReports.sendReport",
        "API.ScheduledReports.sendReport has a row; what cron sends, it was told to by a report",
    ),
    ("Mail.send", "a consequence of actions that have rows; its text is somebody's mail"),
];

/// Words of `use` in the table of events that mean no change.
const NO_CHANGE: &[&str] = &["-", "ignore", "noise", "health alert", "DO NOT HOOK"];

struct Method<'a> {
    name: &'a str,
    parameters: Vec<&'a str>,
    changes: bool,
}

fn methods() -> Vec<Method<'static>> {
    let table = include_str!("data/api-methods-5.2.tsv").lines().skip(1);
    let methods: Vec<_> = table
        .map(|line| {
            let [name, parameters, class] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("not three columns: {line}")
            };
            let parameters = parameters.split(',').filter(|name| !name.is_empty()).collect();
            Method { name, parameters, changes: class.starts_with("state-changing") }
        })
        .collect();
    // the table is the whole of 5.2; a shorter one would prove less
    assert_eq!((methods.len(), methods.iter().filter(|method| method.changes).count()), (446, 126));
    methods
}

#[test]
fn every_method_that_changes_something_has_a_row_or_a_reason() {
    let catalog = Catalog::builtin();
    let without: BTreeSet<_> = methods()
        .iter()
        .filter(|method| {
            method.changes
                && !matches!(
                    catalog.treatment(method.name),
                    Treatment::Activity | Treatment::PersonalRead | Treatment::NotRecorded
                )
        })
        .map(|method| method.name)
        .collect();
    assert_eq!(without, UNNAMED.iter().copied().collect());
}

#[test]
fn no_method_that_only_reads_is_taken_for_a_change() {
    let catalog = Catalog::builtin();
    let noise: Vec<_> = methods()
        .iter()
        .filter(|method| !method.changes && catalog.treatment(method.name) == Treatment::CatchAll)
        .map(|method| method.name)
        .collect();
    assert!(noise.is_empty(), "would be recorded as api.unknown_write: {noise:?}");
}

#[test]
fn plain_parameters_are_parameters_of_their_method() {
    let catalog = Catalog::builtin();
    let methods: BTreeMap<_, _> =
        methods().into_iter().map(|method| (format!("API.{}", method.name), method.parameters)).collect();
    let mut wrong = BTreeSet::new();
    for activity in catalog.activities() {
        let Some((root, parameters)) = activity.root().and_then(|root| Some((root, methods.get(root)?)))
        else {
            continue;
        };
        for path in activity.plain.iter().chain(&activity.secret) {
            let name = path.split('.').next().unwrap();
            let is_known = parameters.contains(&name) || OF_OTHER_VERSIONS.contains(&(root, name));
            // what any API call may be given besides, and what the recorder adds to reads
            let is_added =
                name == "passwordConfirmation" || (activity.read && ["format", "visitor"].contains(&name));
            if !is_known && !is_added {
                wrong.insert(format!("{root}: {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "listed, but no such parameter: it would never appear: {wrong:#?}");
}

#[test]
fn every_event_that_means_a_change_is_used_or_left_out_with_a_reason() {
    let catalog = Catalog::builtin();
    let used: BTreeSet<&str> = catalog
        .activities()
        .iter()
        .flat_map(|activity| &activity.events)
        .chain(catalog.not_recorded().iter().flat_map(|row| &row.events))
        .map(String::as_str)
        .collect();
    let table: Vec<_> = include_str!("data/events-5.2.tsv")
        .lines()
        .skip(1)
        .map(|line| line.split_once('\t').unwrap())
        .collect();
    assert_eq!(table.len(), 94);
    let mut silent = Vec::new();
    for (event, purpose) in &table {
        // activities are named as `goal.updated`, also several
        let means_activity = purpose.split([' ', '/', ';']).any(|word| {
            word.starts_with(|c: char| c.is_ascii_lowercase())
                && word.contains('.')
                && word.chars().all(|c| c.is_ascii_lowercase() || "._*0123456789".contains(c))
        });
        let says_no_change = NO_CHANGE.iter().any(|no| purpose.starts_with(no));
        let is_elsewhere = SEEN_OTHERWISE.iter().any(|(other, _)| other == event);
        assert!(!(used.contains(event) && is_elsewhere && means_activity), "{event} stands in two lists");
        if means_activity && !says_no_change && !used.contains(event) && !is_elsewhere {
            silent.push((event, purpose));
        }
    }
    assert!(silent.is_empty(), "neither used nor left out with a reason: {silent:#?}");
    for (event, why) in SEEN_OTHERWISE {
        assert!(table.iter().any(|(known, _)| known == event) && !why.is_empty(), "{event} is unknown");
    }
}

#[test]
fn every_reason_is_one() {
    for row in Catalog::builtin().not_recorded() {
        assert!(row.why.split_whitespace().count() >= 3, "{:?}: {}", row.events, row.why);
    }
}
