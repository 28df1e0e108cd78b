//! What the catalogue must contain, whoever edits it.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use activity_log_core::catalog::Catalog;

/// Activities that the catalogue leaves out on purpose without naming their id: the event that its `[[not_recorded]]` rows name.
const LEFT_OUT: &[(&str, &str)] = &[
    ("auth.login.completed", "Login.authenticate.processSuccessfulSession.end"),
    ("auth.tracker_token.failed", "Tracker.Request.authenticate.failed"),
    ("cli.core_archive", "Console.core:archive"),
    ("cli.scheduled_tasks_run", "Console.scheduled-tasks:run"),
    ("maintenance.archiving.finished", "CronArchive.end"),
];

/// Plain names that look like a secret's and are none.
const HARMLESS: &[(&str, &str)] = &[
    ("MobileMessaging_DelegatedManagement", "a switch"),
    ("TwoFactorAuth.twoFactorAuthName", "name shown in authenticator apps"),
    ("TwoFactorAuth.twoFactorAuthRequired", "a switch"),
    ("minSessionTime", "seconds"),
    ("parameters.customCookieTimeOut", "seconds"),
    ("parameters.customCookieTimeOutEnable", "a switch"),
    ("parameters.disableCookies", "a switch"),
    ("parameters.requireCookieConsent", "a switch"),
    ("parameters.setSecureCookie", "a switch"),
    ("PrivacyManager.forceCookielessTracking", "a switch"),
    ("SitesManager_SearchKeywordParameters", "names of URL parameters"),
    ("captureKeystrokes", "a switch"),
    ("forceCookielessTracking", "a switch"),
    ("idtokenauth", "number of a token in its table"),
    ("idusertokenauth", "number of a token in its table"),
    ("key", "name of a setting in config.ini.php, on the command line"),
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
    let with_reason: BTreeSet<&str> =
        catalog.not_recorded().iter().flat_map(|row| &row.activities).map(String::as_str).collect();
    let known: BTreeSet<&str> = include_str!("data/activities-5.2.txt").lines().collect();
    assert_eq!(known.len(), 298);
    let mut missing = Vec::new();
    for id in &known {
        let lists = [
            catalog.activity(id).is_some(),
            with_reason.contains(id),
            LEFT_OUT.iter().any(|(out, event)| out == id && left_out.contains(event)),
        ];
        match lists.iter().filter(|stands| **stands).count() {
            0 => missing.push(id),
            count => assert_eq!(count, 1, "{id} stands in two lists"),
        }
    }
    assert!(missing.is_empty(), "neither recorded nor left out with a reason: {missing:?}");
    let unknown: Vec<_> = with_reason.difference(&known).collect();
    assert!(unknown.is_empty(), "left out, but nobody knows them: {unknown:?}");
}

#[test]
fn nothing_plain_looks_like_a_secret() {
    let catalog = Catalog::builtin();
    let mut suspects = BTreeSet::new();
    let parameters = catalog.activities().iter().flat_map(|activity| &activity.plain);
    let columns = catalog.tables().values().flat_map(|table| &table.plain);
    let args = catalog.activities().iter().filter_map(|activity| catalog.args(activity.root()?)).flatten();
    let options = catalog.activities().iter().flat_map(|activity| &activity.snapshot).flat_map(|snapshot| {
        snapshot.filter.iter().flat_map(|(_, source)| source.parts()).filter_map(|part| match part {
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
