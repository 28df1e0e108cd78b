//! What the recorder sees by itself, and what has no row of its own.

use activity_log_core::event::{ActorKind, Outcome, Severity};
use serde_json::json;

use super::*;

#[test]
fn a_blocked_address_and_a_blocked_login_are_told_apart() {
    let turned_away = |name: &str, params: Value, login: &str| {
        event(
            name,
            json!({"params": params, "outcome": "denied", "reason": "blocked", "actor": {"login": login, "auth": "none"},
                   "request": {"module": "Login", "action": ""}}),
        )
    };
    let address = turned_away("Seen.ip_blocked", json!({"ip": "203.0.113.7"}), "anonymous");
    assert_eq!((address.activity.as_str(), address.severity), ("auth.ip.blocked", Severity::Critical));
    assert_eq!(target(&address), ("ip", Some("203.0.113.7"), Some("203.0.113.7")));
    assert_eq!((address.actor.kind, address.actor.login.as_deref()), (ActorKind::Anonymous, None));
    assert_eq!(address.request.method.as_deref(), Some("Login.index"));
    let login = turned_away("Seen.login_blocked", json!({"login": "bob", "known": true}), "bob");
    assert_eq!((login.activity.as_str(), login.outcome), ("auth.login.blocked", Outcome::Denied));
    assert_eq!(target(&login), ("user", Some("bob"), Some("bob")));
    // claimed, not proven; but bob may see that somebody tried
    assert_eq!((login.actor.kind, login.owners()), (ActorKind::Anonymous, vec!["bob"]));
    let unknown = turned_away("Seen.login_blocked", json!({"login": "Pa…", "known": false}), "anonymous");
    assert_eq!(target(&unknown), ("user", None, Some("Pa…")));
}

#[test]
fn a_sign_in_that_is_refused_early_is_a_failed_sign_in() {
    let event = event(
        "Seen.sign_in_refused",
        json!({"params": {"login": "bob", "known": true}, "outcome": "failure", "reason": "too short",
               "actor": {"login": "bob", "auth": "none", "role": "superuser"}}),
    );
    assert_eq!((event.activity.as_str(), event.reason.as_deref()), ("auth.login.failed", Some("too short")));
    assert_eq!((event.actor.kind, event.actor.role.as_deref()), (ActorKind::Anonymous, Some("none")));
}

#[test]
fn a_forged_link_proves_nothing_about_whom_it_names() {
    let event = event(
        "Seen.reset_link_refused",
        json!({"params": {"login": "bob", "known": true}, "outcome": "failure",
               "actor": {"login": "bob", "auth": "none", "role": "superuser"}}),
    );
    assert_eq!((event.actor.kind, event.actor.login.as_deref()), (ActorKind::Anonymous, Some("bob")));
    assert_eq!((event.actor.role.as_deref(), target(&event).1), (Some("none"), Some("bob")));
}

#[test]
fn forged_links_keep_their_reason() {
    for name in ["Seen.reset_link_refused", "Seen.invite_link_refused"] {
        let event = event(
            name,
            json!({"outcome": "failure", "reason": "expired", "actor": {"login": "anonymous", "auth": "none"}}),
        );
        assert_eq!(
            (event.activity.as_str(), event.reason.as_deref()),
            ("auth.password_reset.token_failed", Some("expired"))
        );
    }
}

#[test]
fn a_recovery_code_is_told_apart_from_a_code_of_the_app() {
    let codes = |ids: &[u32]| {
        let rows: Vec<Value> = ids.iter().map(|id| json!({"idrecoverycode": id, "login": "alice"})).collect();
        json!({ "twofactor_recovery_code": rows })
    };
    let signed_in = |after: &[u32]| {
        event(
            "Controller.TwoFactorAuth.loginTwoFactorAuth",
            json!({"before": codes(&[1, 2]), "after": codes(after)}),
        )
    };
    assert_eq!(signed_in(&[1, 2]).activity, "auth.2fa.verified");
    let recovered = signed_in(&[1]);
    assert_eq!(recovered.activity, "auth.2fa.recovery_code_used");
    assert_eq!(recovered.also, ["auth.2fa.verified"]);
}

#[test]
fn what_has_no_row_is_named_by_its_kind() {
    for (name, activity, kind, id) in [
        ("API.Vault.issueKey", "api.unknown_write", "method", "Vault.issueKey"),
        ("Controller.Vault.saveKeys", "controller.unknown_write", "page", "Vault.saveKeys"),
        ("Console.vault:open", "cli.command_executed", "command", "vault:open"),
        (r"Task.Piwik\Vault\Tasks.run", "maintenance.task.executed", "task", r"Piwik\Vault\Tasks.run"),
        ("Vault.opened", "matomo.event", "event", "Vault.opened"),
    ] {
        let event = event(name, json!({}));
        assert_eq!((event.activity.as_str(), target(&event)), (activity, (kind, Some(id), Some(id))));
    }
}

#[test]
fn a_task_acts_for_the_person_who_asked_for_it() {
    let order =
        json!({"idlogdata_anonymization": 2, "requester": "bob", "date_start": "2026-01-01 00:00:00"});
    let event = event(
        r"Task.Piwik\Plugins\PrivacyManager\Tasks.anonymizePastData",
        json!({"before": {"privacy_logdata_anonymizations": [order]}, "after": {"privacy_logdata_anonymizations": []},
               "actor": {"login": null, "super": true, "auth": "scheduler", "acting_as": "super user", "os_user": "www-data"},
               "request": {"sapi": "cli"}}),
    );
    assert_eq!(event.activity, "privacy.raw_data_anonymisation.finished");
    assert_eq!((event.actor.kind, event.actor.login.as_deref()), (ActorKind::System, Some("bob")));
    assert_eq!(target(&event).1, Some("2"));
}

#[test]
fn an_invitation_is_declined_by_whoever_was_invited() {
    let declined = |outcome: &str| {
        event(
            "Controller.Login.declineInvitation",
            json!({"params": {"login": "carol", "email": "carol@example.test"}, "outcome": outcome,
                   "actor": {"login": "anonymous", "auth": "invite_link", "role": "none"}}),
        )
    };
    let event = declined("success");
    assert_eq!(
        (event.activity.as_str(), event.actor.login.as_deref()),
        ("user.invite_declined", Some("carol"))
    );
    // what a form says that did not work proves nothing
    assert_eq!(declined("failure").actor.login, None);
}

#[test]
fn a_command_names_the_plugin_it_switches() {
    let run = |plugins: Value| {
        event(
            "Console.plugin:activate",
            json!({"params": {"plugin": plugins, "os_host": "web1", "other": "x"},
                   "actor": {"login": null, "auth": "console", "os_user": "root"}, "request": {"sapi": "cli"}}),
        )
    };
    let one = run(json!(["Goals"]));
    assert_eq!(target(&one), ("plugin", Some("Goals"), Some("Goals")));
    assert_eq!(one.request.params["os_host"], "web1");
    assert_eq!(one.request.params["other"], json!({"$hidden": true}));
    assert_eq!(target(&run(json!(["Goals", "Live"]))), ("plugin", None, Some("Goals, Live")));
}
