//! What did not work: denied, refused, mistyped. Each with its reason.

use e2e::connected::Connected;
use e2e::session::{Session, hidden};

use crate::ledger::Ledger;

pub fn refused_and_failed(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, viewer, site) = (&matomo.admin, &matomo.viewer, matomo.site.to_string());
    let goal = [
        ("idSite", site.as_str()),
        ("name", "Covered and refused"),
        ("matchAttribute", "url"),
        ("pattern", "x"),
        ("patternType", "contains"),
    ];
    matomo.api(viewer, "Goals.addGoal", &goal);
    ledger.did("use a token for the first time", "token", &viewer.login, "token.first_used", "");
    ledger.did("add a goal without the right to", "token", &viewer.login, "goal.created", "").denied();
    matomo.api(
        viewer,
        "UsersManager.setSuperUserAccess",
        &[("userLogin", &viewer.login), ("hasSuperUserAccess", "1")],
    );
    ledger
        .did("make oneself a super user", "token", &viewer.login, "user.superuser_changed", &viewer.login)
        .denied();
    let wrong = [&goal[..4], &[("patternType", "nonsense")]].concat();
    matomo.api(admin, "Goals.addGoal", &wrong);
    ledger.did("add a goal with a wrong pattern", "token", &admin.login, "goal.created", "").failed();
    matomo.api(
        admin,
        "UsersManager.deleteUser",
        &[("userLogin", "e2e-nobody-at-all"), ("passwordConfirmation", &admin.password)],
    );
    ledger.did("delete a user who is not there", "token", &admin.login, "user.deleted", "").failed();

    let mut stranger = admin.clone();
    stranger.token = "0badc0de0badc0de0badc0de0badc0de".to_owned();
    matomo.api(&stranger, "Goals.deleteGoal", &[("idSite", &site), ("idGoal", "1")]);
    ledger.did("call with a token that is none", "token", "anonymous", "auth.api_token.failed", "").failed();

    Session::new(matomo).try_to_sign_in(&viewer.login, "Not the password of anybody");
    ledger
        .did("sign in with a wrong password", "password", &viewer.login, "auth.login.failed", &viewer.login)
        .failed();
    Session::new(matomo).try_to_sign_in("e2e-nobody-at-all", "Not the password of anybody");
    ledger.did("sign in as nobody", "password", "anonymous", "auth.login.failed", "e2").failed();

    let mut session = Session::sign_in(matomo, &viewer.login, &viewer.password);
    ledger.did("sign in", "password", &viewer.login, "auth.login.succeeded", &viewer.login);
    session.post_with_token(
        "module=SitesManager&action=setGlobalSettings&format=json",
        &[("timezone", "UTC"), ("currency", "USD")],
    );
    ledger
        .did(
            "save settings for all without the right to",
            "session",
            &viewer.login,
            "website.global_settings_saved",
            "",
        )
        .denied();
    session.api(
        "UsersManager.updateUser",
        &[
            ("userLogin", &viewer.login),
            ("email", "elsewhere@example.org"),
            ("passwordConfirmation", "Not the password of anybody"),
        ],
    );
    ledger
        .did(
            "change one's own address with a wrong password",
            "session",
            &viewer.login,
            "user.updated",
            &viewer.login,
        )
        .failed();

    let mut forgotten = Session::new(matomo);
    let form = forgotten.get("module=Login");
    let nonce = hidden(&form.body, "form_nonce");
    forgotten.post(
        "module=Login&action=resetPassword",
        &[
            ("form_login", &viewer.login),
            ("form_password", "A-brand-new-secret-of-e2e-3"),
            ("form_password_bis", "A-brand-new-secret-of-e2e-3"),
            ("form_nonce", &nonce),
        ],
    );
    ledger.did("ask for a new password", "none", "anonymous", "auth.password_reset.requested", "");
    forgotten
        .get(&format!("module=Login&action=confirmResetPassword&login={}&resetToken=forged", viewer.login));
    ledger
        .did("follow a forged link", "none", &viewer.login, "auth.password_reset.token_failed", &viewer.login)
        .failed();
}
