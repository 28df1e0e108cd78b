//! What users of such logs complain about. The facts are those that the plugin's own test makes of Matomo's events
//! (`ComplaintsTest.php`, same file); here is what people read of them.

use activity_log_core::fact::Fact;
use serde_json::{Value, json};

use super::*;

const FACTS: &str = include_str!("../../../../../matomo/OpenActivityLog/tests/recordings/complaints.ndjson");

fn complaint(number: usize) -> Event {
    let fact: Fact = serde_json::from_str(FACTS.lines().nth(number).unwrap()).unwrap();
    crate::normalise::normalise(fact, "main", "plugin", Catalog::builtin())
}

#[test]
fn changed_archiving_settings_show_old_and_new() {
    let event = complaint(0);
    assert_eq!(event.activity, "settings.archiving.changed");
    assert_eq!(
        told(&event),
        ["enableBrowserTriggerArchiving: true → false", "todayArchiveTimeToLive: \"900\" → \"3600\""]
    );
}

#[test]
fn changed_mail_settings_show_what_changed_and_no_password() {
    let event = complaint(1);
    assert_eq!(event.activity, "settings.mail.changed");
    let hidden = "{\"$hidden\":true} → {\"$hidden\":true}";
    assert_eq!(
        told(&event),
        [
            "mail.host: \"smtp.old.example\" → \"smtp.new.example\"".to_owned(),
            format!("mail.password: {hidden}"),
            "mail.port: null → \"587\"".to_owned(),
            format!("mail.username: {hidden}"),
        ]
    );
    assert!(!serde_json::to_string(&event).unwrap().contains("Secret"));
}

#[test]
fn a_changed_language_is_that_and_nothing_else() {
    let event = complaint(2);
    assert_eq!(
        (event.activity.as_str(), event.also.as_slice()),
        ("user.language_changed", &["user.settings_saved".to_owned()][..])
    );
    assert_eq!(target(&event), ("user", Some("alice"), Some("alice")));
    assert_eq!(told(&event), ["language: \"en\" → \"de\""]);
}

/// The page of one's own settings, with these rows before and after.
fn personal(outcome: &str, old: Value, new: Value) -> Event {
    let params = json!({"defaultReport": "1", "language": "en"});
    event(
        "Controller.UsersManager.recordUserSettings",
        json!({"params": params, "outcome": outcome, "before": old, "after": new}),
    )
}

#[test]
fn several_changed_settings_are_one_entry_named_by_the_weightiest() {
    let rows = |email: &str, language: &str, report: &str| {
        json!({"user_language": [{"login": "alice", "language": language}], "user": [{"login": "alice", "email": email}],
               "option": [{"option_name": "alice_defaultReport", "option_value": report}]})
    };
    let all =
        personal("success", rows("a@example.org", "en", "1"), rows("b@example.org", "de", "MultiSites"));
    assert_eq!(all.activity, "user.email_changed");
    assert_eq!(
        told(&all),
        [
            "language: \"en\" → \"de\"",
            "defaultReport: \"1\" → \"MultiSites\"",
            "user.email: \"a@example.org\" → \"b@example.org\"",
        ]
    );
    let nothing = personal("success", rows("a@example.org", "en", "1"), rows("a@example.org", "en", "1"));
    assert_eq!((nothing.activity.as_str(), nothing.changes.len()), ("user.settings_saved", 0));
    let refused = personal("failure", rows("a@example.org", "en", "1"), json!({}));
    assert_eq!((refused.activity.as_str(), refused.changes.len()), ("user.settings_saved", 0));
}
