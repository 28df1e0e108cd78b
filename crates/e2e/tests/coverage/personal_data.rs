//! Personal data of visitors: looked at, exported, searched, erased.

use e2e::connected::Connected;
use e2e::http;
use e2e::session::Session;

use crate::content::id;
use crate::ledger::Ledger;

pub fn looked_at_and_erased(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    let report = [("idSite", site.as_str()), ("period", "day"), ("date", "today")];
    let visit = format!(
        "{}matomo.php?idsite={site}&rec=1&url=https%3A%2F%2Fshop.example%2Fa&_id=0123456789abcdef",
        matomo.url
    );
    assert!([200, 204].contains(&http::get(&visit, &[]).status));
    ledger.quiet(1);

    let visits = matomo.api(&matomo.admin, "Live.getLastVisitsDetails", &report).json();
    ledger.did("read the visits with a token", "token", admin, "visitor_log.exported", "");
    let (visit, visitor) = (id(&visits[0]["idVisit"]), id(&visits[0]["visitorId"]));
    matomo.api(&matomo.admin, "Live.getVisitorProfile", &[&report[..], &[("visitorId", &visitor)]].concat());
    ledger.did("read a visitor's profile with a token", "token", admin, "visitor_profile.exported", "");

    let mut session = Session::sign_in(matomo, admin, &matomo.admin.password);
    ledger.did("sign in", "password", admin, "auth.login.succeeded", admin);
    let about = format!("&idSite={site}&period=day&date=today");
    session.get(&format!("module=Live&action=getLastVisitsDetails{about}"));
    ledger.did("look at the visitor log", "session", admin, "visitor_log.viewed", "");
    session.get(&format!("module=Live&action=getVisitorProfilePopup&visitorId={visitor}{about}"));
    ledger.did("look at a visitor's profile", "session", admin, "visitor_profile.viewed", "");
    let columns = format!("module=API&method=Actions.getPageUrls&format=CSV{about}");
    session.post_with_token(&columns, &[]);
    ledger.did("save a report as CSV", "session", admin, "report.exported", "");

    let found = [("visits[0][idsite]", site.as_str()), ("visits[0][idvisit]", visit.as_str())];
    matomo.api(&matomo.admin, "PrivacyManager.exportDataSubjects", &found);
    ledger.did("export a data subject", "token", admin, "privacy.data_subjects.exported", "");
    matomo.api(&matomo.admin, "PrivacyManager.deleteDataSubjects", &found);
    ledger.did("erase a data subject", "token", admin, "privacy.data_subjects.deleted", "");
    matomo.must(
        "PrivacyManager.anonymizeSomeRawData",
        &[
            ("idSites", site.as_str()),
            ("date", "2026-11-01,2026-11-02"),
            ("anonymizeIp", "1"),
            ("passwordConfirmation", &matomo.admin.password),
        ],
    );
    ledger.did("have raw data anonymised", "token", admin, "privacy.raw_data_anonymisation.scheduled", "");
    matomo.console(&["scheduled-tasks:run", r"Piwik\Plugins\PrivacyManager\Tasks.anonymizePastData"]);
    ledger.did(
        "the scheduler anonymises what was asked for",
        "scheduler",
        admin,
        "privacy.raw_data_anonymisation.finished",
        "",
    );
}
