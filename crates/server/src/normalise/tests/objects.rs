use activity_log_core::event::Severity;
use serde_json::json;

use super::*;

const SHOP: &str = "Shop";

fn goal(name: &str, revenue: u32, deleted: u32) -> Value {
    json!({"idsite": 3, "idgoal": 7, "name": name, "description": "", "revenue": revenue, "deleted": deleted})
}

#[test]
fn a_new_goal_shows_what_it_is() {
    let event = event(
        "API.Goals.addGoal",
        json!({"params": {"idSite": "3", "name": "Signup"}, "result": 7, "site": {"id": 3, "name": SHOP},
               "after": {"goal": [goal("Signup", 5, 0)]}}),
    );
    assert_eq!(
        (event.activity.as_str(), event.category.as_str(), event.verb.as_str()),
        ("goal.created", "goal", "created")
    );
    assert_eq!(target(&event), ("goal", Some("7"), Some("Signup")));
    assert_eq!(told(&event), ["name: null → \"Signup\"", "revenue: null → 5"]);
    assert_eq!(event.site.unwrap().name.as_deref(), Some(SHOP));
    assert_eq!(event.request.method.as_deref(), Some("Goals.addGoal"));
}

#[test]
fn a_changed_goal_shows_what_differs() {
    let event = event(
        "API.Goals.updateGoal",
        json!({"params": {"idSite": "3", "idGoal": "7", "name": "Signup done"},
               "before": {"goal": [goal("Signup", 0, 0)]}, "after": {"goal": [goal("Signup done", 5, 0)]}}),
    );
    assert_eq!(event.activity, "goal.updated");
    assert_eq!(target(&event), ("goal", Some("7"), Some("Signup done")));
    assert_eq!(told(&event), ["name: \"Signup\" → \"Signup done\"", "revenue: 0 → 5"]);
    assert_eq!(event.site.as_ref().map(|site| site.id), Some(3));
}

#[test]
fn a_deleted_goal_keeps_its_name() {
    let event = event(
        "API.Goals.deleteGoal",
        json!({"params": {"idSite": "3", "idGoal": "7"},
               "before": {"goal": [goal("Signup", 5, 0)]}, "after": {"goal": [goal("Signup", 5, 1)]}}),
    );
    assert_eq!((event.activity.as_str(), event.severity), ("goal.deleted", Severity::Warning));
    assert_eq!(target(&event), ("goal", Some("7"), Some("Signup")));
    assert_eq!(told(&event), ["name: \"Signup\" → null", "revenue: 5 → null"]);
}

#[test]
fn a_website_with_its_addresses_and_settings() {
    let setting = |print: &str| json!({"idsite": 2, "plugin_name": "Any", "setting_name": "apiKey", "setting_value": {"$hidden": print}});
    let event = event(
        "API.SitesManager.updateSite",
        json!({"params": {"idSite": "2", "siteName": "Renamed"}, "seen": ["MeasurableSettings.updated"],
               "site": {"id": 2, "name": "Old"},
               "before": {"site": [{"idsite": 2, "name": "Old", "excluded_ips": ""}],
                          "site_url": [{"idsite": 2, "url": "http://b"}, {"idsite": 2, "url": "http://a"}],
                          "site_setting": [setting("00000001")]},
               "after": {"site": [{"idsite": "2", "name": "Renamed", "excluded_ips": "10.0.0.1"}],
                         "site_url": [{"idsite": 2, "url": "http://a"}, {"idsite": 2, "url": "http://c"}],
                         "site_setting": [setting("00000002")]}}),
    );
    assert_eq!(
        told(&event),
        [
            "excluded_ips: \"\" → \"10.0.0.1\"",
            "name: \"Old\" → \"Renamed\"",
            "setting.Any.apiKey: {\"$hidden\":true} → {\"$hidden\":true}",
            "alias_urls: [\"http://a\",\"http://b\"] → [\"http://a\",\"http://c\"]",
        ]
    );
    assert_eq!(target(&event), ("website", Some("2"), Some("Renamed")));
}

#[test]
fn a_new_website_is_its_own_site() {
    let event = event(
        "API.SitesManager.addSite",
        json!({"params": {"siteName": "New"}, "result": 9, "after": {"site": [{"idsite": 9, "name": "New"}], "site_url": []}}),
    );
    assert_eq!(target(&event), ("website", Some("9"), Some("New")));
    assert_eq!(event.site.unwrap(), activity_log_core::event::Site { id: 9, name: Some("New".into()) });
}

#[test]
fn a_deleted_website_has_the_name_the_plugin_looked_up() {
    let gone = json!({"params": {"idSite": "9"}, "site": {"id": 9, "name": SHOP}, "outcome": "denied"});
    assert_eq!(target(&event("API.SitesManager.deleteSite", gone)), ("website", Some("9"), Some(SHOP)));
}

#[test]
fn options_are_fields() {
    let row =
        |value: &str| json!({"option_name": "PrivacyManager.ipAddressMaskLength", "option_value": value});
    let event = event(
        "API.PrivacyManager.setAnonymizeIpSettings",
        json!({"params": {"maskLength": "2"}, "before": {"option": [row("1")]}, "after": {"option": [row("2")]}}),
    );
    assert_eq!(told(&event), ["PrivacyManager.ipAddressMaskLength: \"1\" → \"2\""]);
}

#[test]
fn the_configuration_file_is_read_by_section_and_name() {
    let host = |host: &str| json!({"section": "General", "name": "trusted_hosts", "value": host});
    let event = event(
        "API.CoreAdminHome.setTrustedHosts",
        json!({"params": {"trustedHosts": ["a", "b"]}, "before": {"config": []},
               "after": {"config": [host("b"), host("a"), {"section": "General", "name": "salt", "value": "s3cret"}]}}),
    );
    assert_eq!(
        told(&event),
        ["General.salt: null → {\"$hidden\":true}", "General.trusted_hosts: null → [\"a\",\"b\"]"]
    );
    assert_eq!(
        (event.activity.as_str(), event.severity),
        ("settings.trusted_hosts.changed", Severity::Critical)
    );
}

#[test]
fn segments_reports_and_dimensions() {
    let segment = event(
        "API.SegmentEditor.update",
        json!({"params": {"idSegment": "1", "name": "Hamburg", "idSite": "2"},
               "before": {"segment": [{"idsegment": 1, "name": "Berlin", "hash": "a", "ts_last_edit": "x"}]},
               "after": {"segment": [{"idsegment": 1, "name": "Hamburg", "hash": "b", "ts_last_edit": "y"}]}}),
    );
    assert_eq!(told(&segment), ["name: \"Berlin\" → \"Hamburg\""]);
    let report = event(
        "API.ScheduledReports.addReport",
        json!({"params": {"idSite": "2", "description": "Weekly", "parameters": {"additionalEmails": ["boss@example.test"]}},
               "result": 4, "after": {"report": [{"idreport": 4, "idsite": 2, "description": "Weekly", "deleted": 0}]}}),
    );
    assert_eq!(target(&report), ("report", Some("4"), Some("Weekly")));
    assert_eq!(report.request.params["parameters"], json!({"additionalEmails": ["boss@example.test"]}));
    assert_eq!(told(&report), ["description: null → \"Weekly\""]);
}

#[test]
fn what_the_catalogue_does_not_know_is_kept() {
    let call = event("API.Rockets.launch", json!({"params": {"idSite": "3", "target": "moon"}}));
    assert_eq!(call.activity, "api.unknown_write");
    assert_eq!(target(&call), ("method", Some("Rockets.launch"), Some("Rockets.launch")));
    assert_eq!(
        call.request.params,
        *json!({"idSite": "3", "target": {"$hidden": true}}).as_object().unwrap()
    );
    let other = event("Rockets.launched", json!({}));
    assert_eq!((other.activity.as_str(), target(&other).0), ("matomo.event", "event"));
}

#[test]
fn a_table_that_was_not_read_twice_gives_no_changes() {
    let event = event("API.Goals.updateGoal", json!({"before": {"goal": [goal("Signup", 5, 0)]}}));
    assert!(event.changes.is_empty());
    let rows: Vec<Value> = (0..200)
        .map(|i| json!({"idsite": 1, "url": format!("http://{i}")}))
        .chain([json!({"$more": 1})])
        .collect();
    let event = super::event(
        "API.SitesManager.updateSite",
        json!({"before": {"site_url": rows}, "after": {"site_url": []}}),
    );
    assert!(event.changes.is_empty());
}

#[test]
fn an_attempt_tells_nothing_that_matomo_did_not_tell() {
    let attempt = |outcome: &str, role: &str| {
        event(
            "API.Goals.updateGoal",
            json!({"outcome": outcome, "params": {"idSite": "3", "idGoal": "7"}, "site": {"id": 3, "name": SHOP},
                   "before": {"goal": [goal("Signup", 0, 0)]}, "after": {"goal": [goal("Signup", 5, 0)]},
                   "actor": {"login": "bob", "super": role == "superuser", "role": role, "auth": "session"}}),
        )
    };
    for outcome in ["denied", "failure"] {
        let stranger = attempt(outcome, "none");
        assert_eq!(target(&stranger), ("goal", Some("7"), None));
        assert_eq!(stranger.site.as_ref().unwrap().name, None);
        assert_eq!(stranger.changes, []);
        let viewer = attempt(outcome, "view");
        assert_eq!(target(&viewer), ("goal", Some("7"), None));
        assert_eq!(viewer.site.unwrap().name.as_deref(), Some(SHOP));
        assert_eq!(target(&attempt(outcome, "superuser")).2, Some("Signup"));
    }
    assert_eq!(target(&attempt("success", "write")).2, Some("Signup"));
}

#[test]
fn settings_of_the_log_itself_are_told_as_such() {
    let row = |name: &str, value: Value| json!({"section": "OpenActivityLog", "name": name, "value": value});
    let hidden = |hash: &str| json!({"$hidden": hash});
    for call in ["Core.configFileChanged", "API.CorePluginsAdmin.setSystemSettings"] {
        let event = event(
            call,
            json!({"before": {"config": [row("count_views", json!("1")), row("shared_secret", hidden("aaaaaaaa"))]},
                   "after": {"config": [row("count_views", json!("0")), row("shared_secret", hidden("bbbbbbbb"))]}}),
        );
        assert_eq!(
            (event.activity.as_str(), event.severity),
            ("auditlog.settings_changed", Severity::Critical)
        );
        assert!(
            told(&event).iter().any(|told| told.starts_with("OpenActivityLog.count_views: ")),
            "{event:?}"
        );
        assert!(!told(&event).concat().contains("aaaaaaaa"), "{event:?}");
    }
    let other = event(
        "Core.configFileChanged",
        json!({"before": {"config": []}, "after": {"config": [{"section": "log", "name": "log_level", "value": "DEBUG"}]}}),
    );
    assert_eq!(other.activity, "settings.config_file.changed");
}

#[test]
fn visits_that_leave_matomo_are_exported_and_others_looked_at() {
    for (params, auth, activity) in [
        (json!({"idSite": "3"}), "session", "visitor_log.viewed"),
        (json!({"idSite": "3", "format": "json"}), "session", "visitor_log.viewed"),
        (json!({"idSite": "3", "format": "csv"}), "session", "visitor_log.exported"),
        (json!({"idSite": "3", "format": "json"}), "token", "visitor_log.exported"),
    ] {
        let fact = json!({"params": params, "actor": {"login": "alice", "auth": auth}});
        let event = event("API.Live.getLastVisitsDetails", fact);
        assert_eq!((event.activity.as_str(), event.category.as_str()), (activity, "personal_data"));
    }
    let visitor = json!({"idSite": "3", "visitor": "0123456789abcdef", "visitorId": {"$hidden": true}});
    let event = event("API.Live.getVisitorProfile", json!({"params": visitor}));
    assert_eq!(target(&event), ("visitor", Some("0123456789abcdef"), None));
}
