//! Rows as people read them: websites by name, switches as yes and no, labels without what the target says already.

use serde_json::{Value, json};

use super::*;

fn access(login: &str, site: u32, name: &str, access: &str) -> Value {
    json!({"login": login, "idsite": site, "website_name": name, "access": access})
}

#[test]
fn access_rights_name_the_website() {
    let event = event(
        "API.UsersManager.setUserAccess",
        json!({"params": {"userLogin": "bob", "access": "admin", "idSites": "3,4"},
               "before": {"access": [access("bob", 3, "Shop", "view"), access("bob", 4, "Shop", "view")]},
               "after": {"access": [access("bob", 3, "Shop", "admin"), access("bob", 4, "Shop", "view")]}}),
    );
    assert_eq!(told(&event), ["access.Shop (3): \"view\" → \"admin\""]);
}

#[test]
fn of_a_deleted_website_the_rights_are_told_by_person() {
    let event = event(
        "API.SitesManager.deleteSite",
        json!({"params": {"idSite": "3"}, "before": {"access": [access("bob", 3, "Shop", "view")], "site": [{"idsite": 3, "name": "Shop"}]},
               "after": {"access": [], "site": []}}),
    );
    assert_eq!(told(&event), ["name: \"Shop\" → null", "access.bob: \"view\" → null"]);
}

#[test]
fn deleted_segments_and_reports_keep_their_website() {
    let segment = |deleted: u8| json!({"segment": [{"idsegment": 5, "name": "Mobile", "enable_only_idsite": 3, "website_name": "Shop", "deleted": deleted}]});
    let event = event(
        "API.SegmentEditor.delete",
        json!({"params": {"idSegment": "5"}, "before": segment(0), "after": segment(1)}),
    );
    assert_eq!(target(&event), ("segment", Some("5"), Some("Mobile")));
    assert_eq!(event.site.as_ref().map(|site| site.id), Some(3));
    assert!(
        told(&event).contains(&"enable_only_idsite: \"Shop (3)\" → null".to_owned()),
        "{:?}",
        told(&event)
    );

    let report = |deleted: u8| json!({"report": [{"idreport": 2, "idsite": "3", "description": "Weekly", "deleted": deleted}]});
    let event = super::event(
        "API.ScheduledReports.deleteReport",
        json!({"params": {"idReport": "2"}, "before": report(0), "after": report(1)}),
    );
    assert_eq!(event.site.map(|site| site.id), Some(3));
}

#[test]
fn a_segment_that_becomes_one_of_all_websites_says_so() {
    let segment = |site: u8, auto: &str| json!({"segment": [{"idsegment": 5, "name": "Mobile", "enable_only_idsite": site, "auto_archive": auto}]});
    let event = event(
        "API.SegmentEditor.update",
        json!({"params": {"idSegment": "5", "idSite": false, "name": "Mobile"}, "before": segment(3, "0"), "after": segment(0, "1")}),
    );
    assert_eq!(told(&event), ["auto_archive: false → true", "enable_only_idsite: 3 → 0"]);
}

#[test]
fn recipients_of_a_report_are_told_one_by_one() {
    let report = |emails: Value, me: u8| {
        json!({"report": [{"idreport": 2, "idsite": 3, "website_name": "Shop", "description": "Weekly",
                                                       "parameters.emailMe": me, "parameters.additionalEmails": emails}]})
    };
    let event = event(
        "API.ScheduledReports.updateReport",
        json!({"params": {"idReport": "2", "idSite": "3"}, "before": report(json!([]), 1), "after": report(json!(["x@example.org"]), 0)}),
    );
    assert_eq!(
        told(&event),
        ["parameters.additionalEmails: [] → [\"x@example.org\"]", "parameters.emailMe: true → false"]
    );
}

#[test]
fn websites_of_an_alert_are_a_list_of_names() {
    let sites = |all: &[(u32, &str)]| -> Value {
        let rows = all.iter().map(|(id, name)| json!({"idalert": 1, "idsite": id, "website_name": name}));
        json!({"alert": [{"idalert": 1, "name": "Drop"}], "alert_site": rows.collect::<Vec<_>>()})
    };
    let event = event(
        "API.CustomAlerts.editAlert",
        json!({"params": {"idAlert": "1", "name": "Drop"}, "before": sites(&[(3, "Shop")]), "after": sites(&[(3, "Shop"), (4, "Blog")])}),
    );
    assert_eq!(told(&event), ["websites: [\"Shop (3)\"] → [\"Shop (3)\",\"Blog (4)\"]"]);
}

#[test]
fn a_deleted_annotation_keeps_its_text() {
    let note = json!({"annotations": [{"id": 0, "idsite": 3, "website_name": "Shop", "date": "2026-11-01", "note": "Relaunch", "starred": 1, "user": "bob"}]});
    let event = event(
        "API.Annotations.delete",
        json!({"params": {"idSite": "3", "idNote": "0"}, "before": note, "after": {"annotations": []}}),
    );
    assert_eq!(target(&event), ("annotation", Some("0"), Some("Relaunch")));
    assert!(told(&event).contains(&"starred: true → null".to_owned()), "{:?}", told(&event));
}

#[test]
fn settings_of_plugins_show_old_and_new_and_no_secret() {
    let setting = |name: &str, value: Value| json!({"plugin_name": "QueuedTracking", "user_login": "", "setting_name": name, "setting_value": value});
    let event = event(
        "API.CorePluginsAdmin.setSystemSettings",
        json!({"params": {"settingValues": {"QueuedTracking": [{"name": "redisPassword", "value": "x"}]}},
               "before": {"plugin_setting": [setting("queueEnabled", json!("0")), setting("redisPassword", json!("Secret-1")), setting("redisHost", json!({"$hidden": "00000001"}))]},
               "after": {"plugin_setting": [setting("queueEnabled", json!("1")), setting("redisPassword", json!("Secret-2")), setting("redisHost", json!({"$hidden": "00000002"}))]}}),
    );
    let hidden = "{\"$hidden\":true} → {\"$hidden\":true}";
    assert_eq!(
        told(&event),
        [
            "QueuedTracking.queueEnabled: \"0\" → \"1\"".to_owned(),
            format!("QueuedTracking.redisHost: {hidden}"),
            format!("QueuedTracking.redisPassword: {hidden}"),
        ]
    );
}

#[test]
fn what_is_released_of_a_container_is_told_by_environment() {
    let release = |version: u8| json!({"tagmanager_container_release": [{"environment": "live", "status": "active", "idcontainerversion": version}]});
    let event = event(
        "API.TagManager.publishContainerVersion",
        json!({"params": {"idSite": "3", "idContainer": "abc", "idContainerVersion": "6", "environment": "live"},
               "before": release(5), "after": release(6)}),
    );
    assert_eq!(told(&event), ["released_version.live: 5 → 6"]);
}

#[test]
fn parameters_of_a_tag_are_told_by_name_unless_they_may_hold_code() {
    let tag = |goal: &str, print: &str| json!({"tagmanager_tag": [{"idtag": 1, "name": "Goal", "parameters.idGoal": goal, "parameters.customHtml": {"$hidden": print}}]});
    let event = event(
        "API.TagManager.updateContainerTag",
        json!({"params": {"idSite": "3", "idTag": "1"}, "before": tag("1", "00000001"), "after": tag("2", "00000002")}),
    );
    assert_eq!(
        told(&event),
        [
            "parameters.customHtml: {\"$hidden\":true} → {\"$hidden\":true}",
            "parameters.idGoal: \"1\" → \"2\""
        ]
    );
}

#[test]
fn of_an_oauth_client_only_the_id_is_kept() {
    let event = event(
        "API.OAuth2.createClient",
        json!({"params": {"name": "App"}, "result": "0123456789abcdef0123456789abcdef",
               "after": {"oauth2_client": [{"client_id": "0123456789abcdef0123456789abcdef", "name": "App", "active": "1", "secret_hash": "Hash-Secret"}]}}),
    );
    assert_eq!(target(&event), ("oauth_client", Some("0123456789abcdef0123456789abcdef"), Some("App")));
    assert_eq!(told(&event), ["active: null → true", "name: null → \"App\""]);
}
