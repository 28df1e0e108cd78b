use activity_log_core::event::{ActorKind, Auth, Severity};
use serde_json::json;

use super::*;

#[test]
fn a_user_is_told_with_role_and_session() {
    let event = event("API.Goals.addGoal", json!({}));
    assert_eq!((event.actor.kind, event.actor.login.as_deref()), (ActorKind::User, Some("alice")));
    assert_eq!(
        (event.actor.role.as_deref(), event.actor.session.as_deref()),
        (Some("admin"), Some("b3623d1d"))
    );
    assert_eq!(
        (event.client.ip.as_deref(), event.client.peer.as_deref()),
        (Some("203.0.113.7"), Some("10.0.0.2"))
    );
}

#[test]
fn a_failed_sign_in_claims_only_logins_that_exist() {
    let failed = |params: Value, login: &str| {
        event(
            "Login.authenticate.failed",
            json!({"params": params, "outcome": "failure", "actor": {"login": login, "auth": "password", "role": "superuser"}}),
        )
    };
    let known = failed(json!({"login": "bob@example.test", "known": true}), "bob");
    assert_eq!((known.activity.as_str(), known.severity), ("auth.login.failed", Severity::Warning));
    assert_eq!((known.actor.kind, known.actor.login.as_deref()), (ActorKind::Anonymous, Some("bob")));
    assert_eq!(known.actor.role.as_deref(), Some("none"), "nothing was proven");
    assert_eq!(target(&known), ("user", Some("bob"), Some("bob@example.test")));
    assert_eq!(known.owners(), ["bob"]);
    let unknown = failed(json!({"login": "Pa…", "login_hash": "0a1b2c3d", "known": false}), "anonymous");
    assert_eq!((unknown.actor.kind, unknown.actor.login.as_deref()), (ActorKind::Anonymous, None));
    assert_eq!(target(&unknown), ("user", None, Some("Pa…")));
    assert_eq!(unknown.request.params["login_hash"], "0a1b2c3d");
    // a fact that claims somebody without saying that they exist
    assert_eq!(failed(json!({"login": "admin"}), "admin").actor.login, None);
}

#[test]
fn nobody_is_called_super_user_was_set() {
    let act = |actor: Value, sapi: &str| {
        event("Core.configFileChanged", json!({"actor": actor, "request": {"sapi": sapi}})).actor
    };
    let cli = act(
        json!({"login": "super user was set", "super": true, "auth": "console", "os_user": "root", "acting_as": "super user"}),
        "cli",
    );
    assert_eq!((cli.kind, cli.login, cli.os_user.as_deref()), (ActorKind::Cli, None, Some("root")));
    assert_eq!((cli.role.as_deref(), cli.acting_as.as_deref()), (Some("superuser"), Some("super user")));
    let task = act(json!({"login": null, "super": true, "auth": "scheduler"}), "cli");
    assert_eq!((task.kind, task.auth), (ActorKind::System, Auth::Scheduler));
    assert_eq!(act(json!({"login": "super user was set"}), "fpm-fcgi").kind, ActorKind::System);
    assert_eq!(act(json!({}), "fpm-fcgi").kind, ActorKind::System);
    let visitor = act(json!({"login": "anonymous", "auth": "none"}), "fpm-fcgi");
    assert_eq!((visitor.kind, visitor.login), (ActorKind::Anonymous, None));
}

#[test]
fn outcomes_tell_the_second_factor_apart() {
    let page =
        |outcome: &str| event("Controller.TwoFactorAuth.loginTwoFactorAuth", json!({ "outcome": outcome }));
    assert_eq!(page("success").activity, "auth.2fa.verified");
    let failed = page("failure");
    assert_eq!((failed.activity.as_str(), failed.severity), ("auth.2fa.code_failed", Severity::Warning));
    assert_eq!(target(&failed), ("user", Some("alice"), Some("alice")));
    assert_eq!(failed.request.method.as_deref(), Some("TwoFactorAuth.loginTwoFactorAuth"));
}

#[test]
fn the_scheduler_removes_invitations_people_delete_users() {
    let deleted = |auth: &str| {
        event(
            "UsersManager.deleteUser",
            json!({"params": {"userLogin": "bob"}, "actor": {"login": null, "auth": auth}}),
        )
    };
    assert_eq!(deleted("scheduler").activity, "user.invite_expired");
    assert_eq!(deleted("session").activity, "user.deleted");
}

#[test]
fn what_is_no_address_or_role_is_left_out() {
    let event = event(
        "API.Goals.addGoal",
        json!({"client": {"ip": "<script>", "peer": "2001:DB8::1", "agent": "x".repeat(2000)},
               "actor": {"login": "alice", "role": "emperor", "auth": "token", "session": "'; drop", "token": {"id": 3, "description": "ci"}}}),
    );
    assert_eq!((event.client.ip, event.client.peer.as_deref()), (None, Some("2001:db8::1")));
    assert_eq!(event.client.agent.unwrap().len(), 512);
    assert_eq!((event.actor.role, event.actor.session), (None, None));
    assert_eq!(event.actor.token.unwrap().id, 3);
}
