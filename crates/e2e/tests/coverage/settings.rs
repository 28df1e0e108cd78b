//! Settings of the whole Matomo: by API with a token. Each is put back.

use e2e::connected::Connected;

use crate::ledger::Ledger;

/// Settings that the test changes, as the database holds them: method, parameters to set, activity.
type Row<'a> = (&'a str, Vec<(&'a str, &'a str)>, &'static str);

pub fn by_token(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    let confirmed = ("passwordConfirmation", matomo.admin.password.as_str());
    let mark = matomo.suffix.as_str();
    let rows: Vec<Row<'_>> = vec![
        (
            "SitesManager.setDefaultTimezone",
            vec![("defaultTimezone", "Europe/Zurich")],
            "website.global.default_timezone",
        ),
        (
            "SitesManager.setDefaultCurrency",
            vec![("defaultCurrency", "CHF")],
            "website.global.default_currency",
        ),
        (
            "SitesManager.setGlobalExcludedIps",
            vec![("excludedIps", "192.0.2.7")],
            "website.global.global_excluded_ips",
        ),
        (
            "SitesManager.setGlobalExcludedQueryParameters",
            vec![("excludedQueryParameters", mark)],
            "website.global.global_excluded_query_parameters",
        ),
        (
            "SitesManager.setGlobalExcludedUserAgents",
            vec![("excludedUserAgents", mark)],
            "website.global.global_excluded_user_agents",
        ),
        (
            "SitesManager.setGlobalExcludedReferrers",
            vec![("excludedReferrers", "https://spam.example.org")],
            "website.global.global_excluded_referrers",
        ),
        (
            "SitesManager.setGlobalSearchParameters",
            vec![("searchKeywordParameters", mark), ("searchCategoryParameters", "cat")],
            "website.global.global_search_parameters",
        ),
        (
            "SitesManager.setKeepURLFragmentsGlobal",
            vec![("enabled", "1")],
            "website.global.keep_url_fragments_global",
        ),
        ("PrivacyManager.activateDoNotTrack", vec![], "privacy.dnt.activated"),
        ("PrivacyManager.deactivateDoNotTrack", vec![], "privacy.dnt.deactivated"),
        (
            "PrivacyManager.setAnonymizeIpSettings",
            vec![("anonymizeIPEnable", "1"), ("maskLength", "3"), ("useAnonymizedIpForVisitEnrichment", "1")],
            "privacy.anonymisation_settings.changed",
        ),
        (
            "PrivacyManager.setDeleteLogsSettings",
            vec![("enableDeleteLogs", "0"), ("deleteLogsOlderThan", "777"), confirmed],
            "privacy.log_deletion.changed",
        ),
        (
            "PrivacyManager.setDeleteReportsSettings",
            vec![("enableDeleteReports", "0"), ("deleteReportsOlderThan", "77"), confirmed],
            "privacy.report_deletion.changed",
        ),
        (
            "PrivacyManager.setScheduleReportDeletionSettings",
            vec![("deleteLowestInterval", "30"), confirmed],
            "privacy.deletion_schedule.changed",
        ),
        (
            "PrivacyManager.findDataSubjects",
            vec![("idSite", &site), ("segment", "userId==nobody")],
            "privacy.data_subjects.searched",
        ),
        (
            "UserCountry.setLocationProvider",
            vec![("providerId", "default")],
            "settings.location_provider.changed",
        ),
        (
            "CoreAdminHome.invalidateArchivedReports",
            vec![("idSites", &site), ("dates", "2026-11-20")],
            "maintenance.reports.invalidated",
        ),
        ("CoreAdminHome.setBrandingSettings", vec![("useCustomLogo", "0")], "settings.branding.changed"),
        (
            "CoreAdminHome.setArchiveSettings",
            vec![("enableBrowserTriggerArchiving", "1"), ("todayArchiveTimeToLive", "777")],
            "settings.archiving.changed",
        ),
        (
            "CorePluginsAdmin.setSystemSettings",
            vec![
                ("settingValues[Login][0][name]", "maxFailedLoginsPerMinutes"),
                ("settingValues[Login][0][value]", "77"),
                confirmed,
            ],
            "settings.system.changed",
        ),
        ("Login.unblockBruteForceIPs", vec![], "auth.brute_force.unblocked"),
        (
            "MobileMessaging.setDelegatedManagement",
            vec![("delegatedManagement", "0")],
            "settings.sms.delegation_changed",
        ),
    ];
    for (method, params, activity) in rows {
        if !matomo.has_plugin(method.split('.').next().unwrap()) {
            ledger.skip(method);
            continue;
        }
        matomo.must(method, &params);
        ledger.did(&format!("`{method}`"), "token", admin, activity, "");
    }
}
