//! What the catalogue must contain, whoever edits it.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use activity_log_core::catalog::{Catalog, Treatment};

/// Activities that are known and have no row yet, each with the reason. Empty reasons are no reasons.
const LATER: &[(&str, &str)] = &[
    ("auth.2fa.recovery_code_used", "no event: seen only in the database"),
    ("auth.ip.blocked", "no event: comes with the rules that watch entries"),
    ("auth.login.blocked", "no event: comes with the rules that watch entries"),
    ("auth.password_reset.token_failed", "no event: seen only in the database"),
    (
        "dashboard.layout_saved",
        "posted on every move of a widget: comes with the joining of repeated entries",
    ),
    ("maintenance.archiving.finished", "scheduled tasks come together"),
    ("maintenance.task.executed", "scheduled tasks come together"),
    ("plugin.marketplace_all_paid_installed", "controller actions of the Marketplace come together"),
    ("plugin.marketplace_downloaded_zip", "controller actions of the Marketplace come together"),
    ("plugin.marketplace_installed", "controller actions of the Marketplace come together"),
    ("plugin.marketplace_updated", "controller actions of the Marketplace come together"),
    ("plugin.uploaded", "controller actions of the Marketplace come together"),
    ("privacy.raw_data_anonymisation.finished", "scheduled tasks come together"),
    ("settings.geoip.database_downloaded", "several requests: comes with the joining of repeated entries"),
    ("token.expired_removed", "scheduled tasks come together"),
    ("token.first_used", "no event: seen only in the database"),
    ("update.core.started", "the code is replaced while it runs: comes with the Marketplace"),
];

/// Activities that the catalogue leaves out on purpose; the event that its `[[not_recorded]]` rows name.
const LEFT_OUT: &[(&str, &str)] = &[
    ("auth.login.completed", "Login.authenticate.processSuccessfulSession.end"),
    ("auth.tracker_token.failed", "Tracker.Request.authenticate.failed"),
    ("cli.core_archive", "Console.core:archive"),
    ("cli.scheduled_tasks_run", "Console.scheduled-tasks:run"),
    ("maintenance.caches.cleared", "Filesystem.allCachesCleared"),
    ("maintenance.reports.archived", "API.CoreAdminHome.archiveReports"),
    ("maintenance.scheduled_tasks.run", "API.CoreAdminHome.runScheduledTasks"),
    ("maintenance.update_check", "Controller.CoreHome.checkForUpdates"),
    ("settings.feedback.feature_sent", "API.Feedback.sendFeedbackForFeature"),
    ("settings.feedback.reminder_changed", "API.Feedback.updateFeedbackReminderDate"),
    ("settings.feedback.survey_sent", "API.Feedback.sendFeedbackForSurvey"),
    ("settings.promo.dismissed", "API.ProfessionalServices.dismissWidget"),
    ("settings.report_view.saved", "Controller.CoreHome.saveViewDataTableParameters"),
    ("settings.tagmanager_teaser.disabled", "Controller.CorePluginsAdmin.disableActivateTagManagerPage"),
    ("settings.tour.skipped", "API.Tour.skipChallenge"),
    ("tagmanager.container_file.changed", "TagManager.containerFileChanged"),
    ("tagmanager.container_file.deleted", "TagManager.containerFileDeleted"),
    ("user.changes_read", "API.CoreAdminHome.whatIsNewMarkAllChangesReadForCurrentUser"),
    ("user.ignore_cookie_set", "Controller.UsersManager.setIgnoreCookie"),
    ("user.language_session_changed", "Controller.LanguagesManager.saveLanguage"),
    ("user.preference_initialised", "API.UsersManager.initUserPreferenceWithDefault"),
    ("website.tracking_code_test_started", "API.JsTrackerInstallCheck.initiateJsTrackerInstallTest"),
];

/// Plain names that look like a secret's and are none.
const HARMLESS: &[(&str, &str)] = &[
    ("PrivacyManager.forceCookielessTracking", "a switch"),
    ("SitesManager_SearchKeywordParameters", "names of URL parameters"),
    ("forceCookielessTracking", "a switch"),
    ("idtokenauth", "number of a token in its table"),
    ("idusertokenauth", "number of a token in its table"),
    ("login_hash", "a keyed hash of the plugin, to tell repeated attempts"),
    ("passwordHasBeenUpdated", "yes or no"),
    ("searchKeywordParameters", "names of URL parameters"),
    ("settingValues.twoFactorAuthName", "name shown in authenticator apps"),
    ("settingValues.twoFactorAuthRequired", "a switch"),
    ("sitesearch_keyword_parameters", "names of URL parameters"),
    ("system_token", "yes or no"),
];

#[test]
fn every_known_activity_has_a_row_or_a_reason() {
    let catalog = Catalog::builtin();
    let left_out: BTreeSet<&str> =
        catalog.not_recorded().iter().flat_map(|row| &row.events).map(String::as_str).collect();
    let mut missing = Vec::new();
    for id in include_str!("data/activities-5.2.txt").lines() {
        let has_row = catalog.activity(id).is_some();
        let later = LATER.iter().any(|(later, why)| *later == id && !why.is_empty());
        let out = LEFT_OUT.iter().any(|(out, event)| *out == id && left_out.contains(event));
        assert!(usize::from(has_row) + usize::from(later) + usize::from(out) < 2, "{id} stands in two lists");
        if !(has_row || later || out) {
            missing.push(id);
        }
    }
    assert!(missing.is_empty(), "neither recorded nor left out with a reason: {missing:?}");
}

#[test]
fn no_method_that_changes_something_is_lost() {
    let catalog = Catalog::builtin();
    let mut lines = include_str!("data/api-methods-5.2.tsv").lines().skip(1);
    let wrong: Vec<_> = lines
        .by_ref()
        .filter(|line| {
            let (method, class) = line.split_once('\t').unwrap();
            let is_recorded = match catalog.treatment(method) {
                Treatment::Activity | Treatment::CatchAll => true,
                Treatment::Read => false,
                // recorded, and yet no change: it may stand in either list
                Treatment::PersonalRead => return false,
                // a stated reason counts as kept in mind
                Treatment::NotRecorded => class.starts_with("state-changing"),
            };
            is_recorded != class.starts_with("state-changing")
        })
        .collect();
    assert!(wrong.is_empty(), "a change would be lost, or a read recorded: {wrong:#?}");
}

#[test]
fn nothing_plain_looks_like_a_secret() {
    let catalog = Catalog::builtin();
    let mut suspects = BTreeSet::new();
    let parameters = catalog.activities().iter().flat_map(|activity| &activity.plain);
    let columns = catalog.tables().values().flat_map(|table| &table.plain);
    let args = catalog.activities().iter().filter_map(|activity| catalog.args(activity.root()?)).flatten();
    let options = catalog.activities().iter().flat_map(|activity| &activity.snapshot).flat_map(|snapshot| {
        snapshot.filter.iter().filter_map(|(_, source)| match source {
            activity_log_core::catalog::Source::Text(text) => Some(text),
            _ => None,
        })
    });
    for name in parameters.chain(columns).chain(args).chain(options).chain(&catalog.defaults().plain) {
        if catalog.is_secret_name(name) && !HARMLESS.iter().any(|(harmless, _)| harmless == name) {
            suspects.insert(name);
        }
    }
    assert!(suspects.is_empty(), "plain, but named like a secret; HARMLESS wants a reason: {suspects:#?}");
}

#[test]
fn methods_that_return_a_secret_do_not_keep_their_result() {
    for activity in Catalog::builtin().activities().iter().filter(|activity| activity.result) {
        let root = activity.root().unwrap().to_lowercase();
        assert!(
            !["token", "password", "secret", "invite", "export"].iter().any(|word| root.contains(word)),
            "{root}"
        );
    }
}

#[test]
fn what_is_left_out_is_not_recorded_under_another_name() {
    let catalog = Catalog::builtin();
    for event in catalog.not_recorded().iter().flat_map(|row| &row.events) {
        assert_eq!(catalog.candidates(event).count(), 0, "{event} has a row");
    }
}
