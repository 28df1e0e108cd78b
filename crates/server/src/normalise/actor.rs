//! Who did it (design §6).

use activity_log_core::event::{Actor, ActorKind, Auth, Outcome, Target, Token};
use activity_log_core::fact::Fact;
use serde_json::Value;

use super::WORD_CHARS_MAX;
use super::bounds::line;
use super::view::{View, text};

/// What Matomo calls its user while it acts with rights that nobody has.
const SYSTEM_LOGIN: &str = "super user was set";
/// What Matomo calls a visitor without login.
const ANONYMOUS: &str = "anonymous";
const ROLES: [&str; 5] = ["superuser", "admin", "write", "view", "none"];
/// Hex digits of a hashed session that the plugin tells.
const SESSION_DIGITS: usize = 8;

/// Somebody typed a login, and was not let in.
pub(super) fn is_failed_sign_in(fact: &Fact) -> bool {
    [
        "Login.authenticate.failed",
        "Seen.sign_in_refused",
        "Seen.login_blocked",
        "Seen.reset_link_refused", // the link says for whom it was
    ]
    .contains(&fact.event.as_str())
}

/// The login that a failed sign-in was for, if there is such a user: what was typed may be anything, a password among it.
pub(super) fn claimed_login(view: &View<'_>) -> Option<String> {
    let is_known =
        view.params.get("known").and_then(text).is_some_and(|known| known == "1" || known == "true");
    let login = person(view.fact.actor.login.as_deref());
    login.or_else(|| view.params.get("login").and_then(Value::as_str).map(str::to_owned)).filter(|_| is_known)
}

/// `requester` is the login of the person who asked for what a task does.
pub(super) fn of(view: &View<'_>, target: Option<&Target>, requester: Option<&str>) -> Actor {
    let fact = view.fact;
    let told = &fact.actor;
    let auth = told.auth.unwrap_or(Auth::None);
    // cron runs the scheduler from the console
    let is_cli = told.os_user.is_some() && fact.request.sapi.as_deref() == Some("cli");
    let is_console = auth == Auth::Console || (is_cli && auth != Auth::Scheduler);
    let (kind, login) = if is_failed_sign_in(fact) {
        (ActorKind::Anonymous, claimed_login(view))
    } else if is_console {
        (ActorKind::Cli, person(told.login.as_deref()))
    } else if auth == Auth::Scheduler {
        (ActorKind::System, person(requester))
    } else if is_link(auth) && person(told.login.as_deref()).is_none() {
        // whoever has the link acts as the person it was sent to; that it was a good one is known when it worked
        let target = target.filter(|_| fact.outcome == Outcome::Success);
        match target.filter(|target| target.kind == "user").and_then(|target| target.id.clone()) {
            Some(login) => (ActorKind::User, Some(login)),
            None => (ActorKind::Anonymous, None),
        }
    } else {
        match told.login.as_deref() {
            None | Some("" | SYSTEM_LOGIN) => (ActorKind::System, None),
            Some(ANONYMOUS) => (ActorKind::Anonymous, None),
            login => (ActorKind::User, person(login)),
        }
    };
    let word = |text: &Option<String>| {
        text.as_deref().map(|text| line(text, WORD_CHARS_MAX)).filter(|text| !text.is_empty())
    };
    let role = told.role.as_deref().filter(|role| ROLES.contains(role)).or(told.is_super.then_some(ROLES[0]));
    // whoever failed to sign in has no role, whosever name was typed
    let role = if is_failed_sign_in(fact) { Some("none") } else { role };
    Actor {
        kind,
        login: word(&login),
        acting_as: word(&told.acting_as),
        role: role.map(str::to_owned),
        auth,
        token: told
            .token
            .as_ref()
            .map(|token| Token { id: token.id, description: line(&token.description, WORD_CHARS_MAX) }),
        os_user: word(&told.os_user),
        session: told.session.clone().filter(|session| {
            session.len() == SESSION_DIGITS && session.bytes().all(|byte| byte.is_ascii_hexdigit())
        }),
    }
}

fn is_link(auth: Auth) -> bool {
    matches!(auth, Auth::ResetLink | Auth::InviteLink)
}

fn person(login: Option<&str>) -> Option<String> {
    login.filter(|login| !["", SYSTEM_LOGIN, ANONYMOUS].contains(login)).map(str::to_owned)
}
