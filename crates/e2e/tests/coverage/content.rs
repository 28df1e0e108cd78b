//! Websites, goals, segments, reports, dashboards, annotations, dimensions, alerts: by API with a token.

use e2e::connected::Connected;
use serde_json::Value;

use crate::ledger::Ledger;

pub fn by_token(log: &Connected, ledger: &mut Ledger) {
    let admin = &log.matomo.admin.login;
    ledger.did("use a token for the first time", "token", admin, "token.first_used", "");
    websites(log, ledger);
    goals(log, ledger);
    segments(log, ledger);
    reports(log, ledger);
    dashboards(log, ledger);
    annotations(log, ledger);
    dimensions(log, ledger);
    alerts(log, ledger);
}

/// An id that an API call answered, as text.
pub fn id(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn websites(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, password) = (matomo.admin.login.as_str(), matomo.admin.password.as_str());
    let name = format!("E2E covered {}", matomo.suffix);
    let site = id(&matomo.must(
        "SitesManager.addSite",
        &[("siteName", &name), ("urls[0]", "https://covered.example.org"), ("group", "Old group")],
    ));
    ledger.did("add a website", "token", admin, "website.created", &name);
    matomo.must("SitesManager.addSiteAliasUrls", &[("idSite", &site), ("urls[0]", "https://a.example.org")]);
    ledger.did("add an alias URL", "token", admin, "website.alias_urls_added", &name).fields(&["alias_urls"]);
    matomo.must("SitesManager.setSiteAliasUrls", &[("idSite", &site), ("urls[0]", "https://b.example.org")]);
    ledger
        .did("replace the alias URLs", "token", admin, "website.alias_urls_set", &name)
        .fields(&["alias_urls"]);
    matomo.must(
        "SitesManager.updateSite",
        &[
            ("idSite", &site),
            ("siteName", &name),
            ("currency", "CHF"),
            ("ecommerce", "1"),
            ("group", "Old group"),
        ],
    );
    ledger
        .did("change a website", "token", admin, "website.updated", &name)
        .fields(&["currency", "ecommerce"]);
    matomo.must(
        "SitesManager.renameGroup",
        &[("oldGroupName", "Old group"), ("newGroupName", &format!("New group {}", matomo.suffix))],
    );
    ledger.did("rename a group of websites", "token", admin, "website.group_renamed", "");
    matomo.must("SitesManager.deleteSite", &[("idSite", &site), ("passwordConfirmation", password)]);
    ledger.did("delete a website", "token", admin, "website.deleted", &name).fields(&["name"]);
}

fn goals(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    // What people type may look like HTML; the log shows what they typed. Matomo cuts it at 50 escaped characters.
    let name = format!("<b>G</b> & \"co\" {}", matomo.suffix);
    let rule = [("matchAttribute", "url"), ("pattern", "thanks"), ("patternType", "contains")];
    let goal =
        id(&matomo
            .must("Goals.addGoal", &[&[("idSite", site.as_str()), ("name", &name)], &rule[..]].concat()));
    ledger.did("add a goal", "token", admin, "goal.created", &name);
    let same = [("idSite", site.as_str()), ("idGoal", &goal), ("name", &name), ("revenue", "5")];
    matomo.must("Goals.updateGoal", &[&same, &rule[..]].concat());
    ledger.did("change a goal", "token", admin, "goal.updated", &name).fields(&["revenue"]);
    matomo.must("Goals.deleteGoal", &[("idSite", &site), ("idGoal", &goal)]);
    ledger.did("delete a goal", "token", admin, "goal.deleted", &name);
}

fn segments(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    let name = format!("Covered segment {}", matomo.suffix);
    let segment = id(&matomo.must(
        "SegmentEditor.add",
        &[("name", &name), ("definition", "deviceType==smartphone"), ("idSite", &site)],
    ));
    ledger.did("add a segment", "token", admin, "segment.created", &name);
    matomo.must(
        "SegmentEditor.update",
        &[("idSegment", &segment), ("name", &name), ("definition", "deviceType==tablet"), ("idSite", &site)],
    );
    ledger.did("change a segment", "token", admin, "segment.updated", &name).fields(&["definition"]);
    matomo.must("SegmentEditor.delete", &[("idSegment", &segment)]);
    ledger.did("delete a segment", "token", admin, "segment.deleted", &name);
}

fn reports(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    let name = format!("Covered report {}", matomo.suffix);
    let mail = format!("{admin}@example.org");
    let about = [
        ("idSite", site.as_str()),
        ("description", &name),
        ("hour", "6"),
        ("reportType", "email"),
        ("reportFormat", "html"),
        ("reports[0]", "VisitsSummary_get"),
        ("parameters[displayFormat]", "1"),
        ("parameters[emailMe]", "true"),
        ("parameters[evolutionGraph]", "false"),
        ("parameters[additionalEmails][0]", &mail),
    ];
    let report =
        id(&matomo.must("ScheduledReports.addReport", &[&about[..], &[("period", "week")]].concat()));
    ledger.did("add a scheduled report", "token", admin, "report.created", &name);
    matomo.must(
        "ScheduledReports.updateReport",
        &[&about[..], &[("idReport", report.as_str()), ("period", "month")]].concat(),
    );
    ledger.did("change a scheduled report", "token", admin, "report.updated", &name).fields(&["period"]);
    let download = [("idReport", report.as_str()), ("date", "today"), ("outputType", "1")];
    matomo.api(&matomo.admin, "ScheduledReports.generateReport", &download);
    ledger.did("download a report", "token", admin, "report.generated", &report);
    matomo.api(
        &matomo.admin,
        "ScheduledReports.sendReport",
        &[("idReport", report.as_str()), ("force", "1")],
    );
    ledger.did("send a report now", "token", admin, "report.sent", &name);
    matomo.must("ScheduledReports.deleteReport", &[("idReport", &report)]);
    ledger.did("delete a scheduled report", "token", admin, "report.deleted", &name);
}

fn dashboards(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let admin = matomo.admin.login.as_str();
    let name = format!("Covered dashboard {}", matomo.suffix);
    let dashboard =
        id(&matomo
            .must("Dashboard.createNewDashboardForUser", &[("login", admin), ("dashboardName", &name)]));
    ledger.did("create a dashboard", "token", admin, "dashboard.created", &name);
    matomo.must("Dashboard.resetDashboardLayout", &[("idDashboard", &dashboard), ("login", admin)]);
    ledger.did("reset a dashboard", "token", admin, "dashboard.reset", &name);
    matomo.must(
        "Dashboard.copyDashboardToUser",
        &[("idDashboard", &dashboard), ("copyToUser", &matomo.viewer.login), ("dashboardName", "Copy")],
    );
    ledger.did("copy a dashboard to somebody", "token", admin, "dashboard.copied", "");
    matomo.must("Dashboard.removeDashboard", &[("idDashboard", &dashboard), ("login", admin)]);
    ledger.did("remove a dashboard", "token", admin, "dashboard.removed", &name);
}

fn annotations(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    matomo.must("Annotations.add", &[("idSite", &site), ("date", "2026-11-20"), ("note", "Covered note")]);
    ledger.did("add an annotation", "token", admin, "annotation.created", "");
    matomo.must("Annotations.save", &[("idSite", &site), ("idNote", "0"), ("note", "Covered note, changed")]);
    ledger.did("change an annotation", "token", admin, "annotation.updated", "");
    matomo.must("Annotations.delete", &[("idSite", &site), ("idNote", "0")]);
    ledger.did("delete an annotation", "token", admin, "annotation.deleted", "");
    matomo.must("Annotations.deleteAll", &[("idSite", &site)]);
    ledger.did("delete all annotations", "token", admin, "annotation.all_deleted", "");
}

fn dimensions(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    let name = format!("Covered dimension {}", matomo.suffix);
    let about = [("idSite", site.as_str()), ("name", &name), ("active", "1")];
    let dimension = id(&matomo
        .must("CustomDimensions.configureNewCustomDimension", &[&about[..], &[("scope", "visit")]].concat()));
    ledger.did("add a custom dimension", "token", admin, "custom_dimension.created", &name);
    let off = [("idDimension", dimension.as_str()), ("idSite", &site), ("name", &name), ("active", "0")];
    matomo.must("CustomDimensions.configureExistingCustomDimension", &off);
    ledger
        .did("switch a custom dimension off", "token", admin, "custom_dimension.updated", &name)
        .fields(&["active"]);
}

fn alerts(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    if !matomo.has_plugin("CustomAlerts") {
        return ledger.skip("Custom Alerts");
    }
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    let name = format!("Covered alert {}", matomo.suffix);
    let about = [
        ("name", name.as_str()),
        ("idSites", &site),
        ("emailMe", "1"),
        ("additionalEmails[0]", "covered@example.org"),
        ("phoneNumbers[0]", ""),
        ("metric", "nb_visits"),
        ("metricCondition", "less_than"),
        ("metricValue", "5"),
        ("comparedTo", "1"),
        ("reportUniqueId", "MultiSites_getOne"),
    ];
    let alert = id(&matomo.must("CustomAlerts.addAlert", &[&about[..], &[("period", "day")]].concat()));
    ledger.did("add an alert", "token", admin, "custom_alert.created", &name);
    matomo.must(
        "CustomAlerts.editAlert",
        &[&about[..], &[("idAlert", alert.as_str()), ("period", "week")]].concat(),
    );
    ledger.did("change an alert", "token", admin, "custom_alert.updated", &name).fields(&["period"]);
    matomo.must("CustomAlerts.deleteAlert", &[("idAlert", &alert)]);
    ledger.did("delete an alert", "token", admin, "custom_alert.deleted", &name);
}
