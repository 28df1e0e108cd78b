use activity_log_core::event::{Outcome, Severity};
use serde_json::json;

use super::*;

const UPDATE: &str = "API.UsersManager.updateUser";

fn bob(email: &str, password: &str) -> Value {
    json!({"user": [{"login": "bob", "email": email, "password": {"$hidden": password}, "superuser_access": 0}]})
}

#[test]
fn saving_a_user_is_named_by_what_differs() {
    let params = json!({"userLogin": "bob", "email": "b@x", "password": {"$hidden": true}, "passwordConfirmation": {"$hidden": true}});
    let both = event(
        UPDATE,
        json!({"params": params, "before": bob("a@x", "0000000a"), "after": bob("b@x", "0000000b")}),
    );
    assert_eq!(both.activity, "user.password_changed");
    assert_eq!(both.also, ["user.email_changed", "user.updated"]);
    assert_eq!(
        told(&both),
        ["email: \"a@x\" → \"b@x\"", "password: {\"$hidden\":true} → {\"$hidden\":true}"]
    );
    let email = event(
        UPDATE,
        json!({"params": params, "before": bob("a@x", "0000000a"), "after": bob("b@x", "0000000a")}),
    );
    assert_eq!((email.activity.as_str(), email.severity), ("user.email_changed", Severity::Warning));
    let nothing = event(
        UPDATE,
        json!({"params": params, "before": bob("b@x", "0000000a"), "after": bob("b@x", "0000000a")}),
    );
    assert_eq!((nothing.activity.as_str(), nothing.severity), ("user.updated", Severity::Info));
    let denied = event(UPDATE, json!({"params": params, "outcome": "denied"}));
    assert_eq!((denied.activity.as_str(), denied.severity), ("user.password_changed", Severity::Warning));
    let denied = event(UPDATE, json!({"params": {"userLogin": "bob", "email": "b@x"}, "outcome": "denied"}));
    assert_eq!(denied.activity, "user.updated");
}

#[test]
fn a_password_reset_is_the_doing_of_its_owner() {
    let event = event(
        UPDATE,
        json!({"params": {"userLogin": "bob", "password": {"$hidden": true}}, "before": bob("a@x", "0000000a"),
               "after": bob("a@x", "0000000b"),
               "actor": {"login": "anonymous", "super": true, "role": "none", "auth": "reset_link", "acting_as": "super user"}}),
    );
    assert_eq!(
        (event.activity.as_str(), event.category.as_str()),
        ("auth.password_reset.confirmed", "authentication")
    );
    assert_eq!(event.also, ["user.password_changed", "user.updated"]);
    assert_eq!(event.actor.login.as_deref(), Some("bob"));
    assert_eq!(event.owners(), ["bob"]);
}

#[test]
fn access_is_told_website_by_website() {
    let row = |site: u32, access: &str| json!({"login": "bob", "idsite": site, "access": access});
    let event = event(
        "API.UsersManager.setUserAccess",
        json!({"params": {"userLogin": "bob", "access": ["admin", "tagmanager_write"], "idSites": "2,3"},
               "before": {"access": [row(3, "view")]},
               "after": {"access": [row(3, "tagmanager_write"), row(3, "admin"), row(2, "admin")]}}),
    );
    assert_eq!(event.activity, "user.access_changed");
    assert_eq!(
        told(&event),
        ["access.2: null → \"admin\"", "access.3: \"view\" → [\"admin\",\"tagmanager_write\"]"]
    );
    assert_eq!(event.site, None);
}

#[test]
fn access_has_its_special_cases() {
    let set = |login: &str, access: &str| {
        event(
            "API.UsersManager.setUserAccess",
            json!({"params": {"userLogin": login, "access": access, "idSites": ["3"]}}),
        )
    };
    assert_eq!(set("bob", "noaccess").activity, "user.access_removed");
    let open = set("anonymous", "view");
    assert_eq!(
        (open.activity.as_str(), open.severity),
        ("user.anonymous_access_enabled", Severity::Critical)
    );
    assert_eq!(open.also, ["user.access_changed"]);
    assert_eq!(open.site.unwrap().id, 3);
}

#[test]
fn granting_super_user_access_weighs_more_than_taking_it() {
    let set = |value: Value| {
        let event = event(
            "API.UsersManager.setSuperUserAccess",
            json!({"params": {"userLogin": "bob", "hasSuperUserAccess": value}}),
        );
        (event.activity, event.severity, event.also)
    };
    for yes in [json!("1"), json!(true), json!(1)] {
        assert_eq!(set(yes), ("user.superuser_changed".to_owned(), Severity::Critical, vec![]));
    }
    assert_eq!(set(json!("0")).1, Severity::Warning);
}

#[test]
fn a_new_user_shows_no_secrets() {
    let event = event(
        "API.UsersManager.addUser",
        json!({"params": {"userLogin": "bob", "password": "hunter2", "email": "a@x"}, "before": {"user": [], "access": []},
               "after": {"user": [{"login": "bob", "email": "a@x", "password": "$2y$10$abc", "twofactor_secret": ""}], "access": []}}),
    );
    assert_eq!(told(&event), ["email: null → \"a@x\""]);
    assert!(!serde_json::to_string(&event).unwrap().contains("hunter2"));
    assert!(!serde_json::to_string(&event).unwrap().contains("$2y$"));
}

#[test]
fn denied_attempts_weigh_more() {
    let event = event(
        "API.Goals.addGoal",
        json!({"params": {"idSite": "1", "name": "x"}, "outcome": "denied", "reason": "You can't access this resource",
               "before": {"goal": []}, "after": {"goal": [{"idgoal": 1, "name": "other"}]}}),
    );
    assert_eq!((event.outcome, event.severity), (Outcome::Denied, Severity::Warning));
    assert_eq!(event.reason.as_deref(), Some("You can't access this resource"));
    assert!(event.changes.is_empty());
    assert_eq!(super::event("API.Goals.addGoal", json!({"outcome": "failure"})).severity, Severity::Notice);
}

#[test]
fn consequences_point_at_their_root() {
    let root = "01930000-0000-7000-8000-0000000000aa";
    let nested = event(
        "API.TagManager.addContainer",
        json!({"cause": root, "result": "abc", "params": {"idSite": 2, "name": "C"}}),
    );
    assert_eq!(nested.cause.unwrap().to_string(), root);
    assert_eq!(target(&nested), ("container", Some("abc"), Some("C")));
    let itself = event("API.Goals.addGoal", json!({"cause": "01930000-0000-7000-8000-000000000001"}));
    assert_eq!(itself.cause, None);
}
