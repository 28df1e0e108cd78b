//! What must leave no entry: tracking, reports, lists, pages that show something.

use e2e::connected::Connected;
use e2e::http;
use e2e::session::Session;

use crate::ledger::Ledger;

pub fn leave_no_entry(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let site = matomo.site.to_string();
    let tracked =
        format!("{}matomo.php?idsite={site}&rec=1&url=https%3A%2F%2Fshop.example%2Fcovered", matomo.url);
    for _ in 0..10 {
        assert!([200, 204].contains(&http::get(&tracked, &[]).status));
        ledger.quiet(1);
    }
    let report = [("idSite", site.as_str()), ("period", "day"), ("date", "today")];
    for method in [
        "VisitsSummary.get",
        "Actions.getPageUrls",
        "Referrers.getReferrerType",
        "Goals.get",
        "Goals.getGoals",
        "UserCountry.getCountry",
        "DevicesDetection.getType",
        "SitesManager.getAllSites",
        "SegmentEditor.getAll",
        "UsersManager.getUsers",
        "CoreAdminHome.getTrackingFailures",
        "API.getReportMetadata",
        "Dashboard.getDashboards",
        "Annotations.getAll",
    ] {
        let answer = matomo.api(&matomo.admin, method, &report);
        assert_eq!(answer.status, 200, "{method}: {}", answer.body);
        ledger.quiet(1);
    }
    let mut session = Session::sign_in(matomo, &matomo.admin.login, &matomo.admin.password);
    ledger.did("sign in", "password", &matomo.admin.login, "auth.login.succeeded", &matomo.admin.login);
    let about = format!("&idSite={site}&period=day&date=today");
    for page in [
        "module=CoreHome&action=index",
        "module=CoreAdminHome&action=home",
        "module=SitesManager&action=index",
        "module=UsersManager&action=index",
        "module=UsersManager&action=userSettings",
        "module=UsersManager&action=userSecurity",
        "module=CoreAdminHome&action=generalSettings",
        "module=CorePluginsAdmin&action=plugins",
        "module=Goals&action=manage",
        "module=PrivacyManager&action=privacySettings",
    ] {
        let answer = session.get(&format!("{page}{about}"));
        assert_eq!(answer.status, 200, "{page}");
        ledger.quiet(1);
    }
}
