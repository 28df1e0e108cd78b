//! What people do with their own account: password, forgotten password, invitation, second factor.

use e2e::connected::Connected;
use e2e::matomo::Matomo;
use e2e::session::{Session, between, hidden};

use crate::ledger::Ledger;
use crate::people::PASSWORD;

const CHANGED: &str = "Covered-changed-of-e2e-4";
const RESET: &str = "Covered-reset-of-e2e-5";

pub fn of_ones_own_account(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    let login = format!("e2e-self-{}", matomo.suffix);
    let confirmed = ("passwordConfirmation", matomo.admin.password.as_str());
    matomo.must(
        "UsersManager.addUser",
        &[
            ("userLogin", login.as_str()),
            ("password", PASSWORD),
            ("email", &format!("{login}@example.org")),
            ("initialIdSite", &site),
            confirmed,
        ],
    );
    ledger
        .did("add a user with access to a website", "token", admin, "user.created", &login)
        .fields(&["email"]);
    password(matomo, ledger, &login);
    forgotten_password(matomo, ledger, &login);
    second_factor(matomo, ledger, &login);
    invitations(matomo, ledger, &site);
}

fn password(matomo: &Matomo, ledger: &mut Ledger, login: &str) {
    let mut session = Session::sign_in(matomo, login, PASSWORD);
    ledger.did("sign in", "password", login, "auth.login.succeeded", login);
    let change = |session: &mut Session<'_>, old: &str| {
        let page = session.get("module=UsersManager&action=userSecurity");
        let nonce = between(&page.body, "change-password-nonce=\"&quot;", "&quot;").unwrap();
        let fields = [
            ("password", CHANGED),
            ("passwordBis", CHANGED),
            ("passwordConfirmation", old),
            ("nonce", nonce.as_str()),
        ];
        session.post("module=UsersManager&action=recordPasswordChange", &fields)
    };
    change(&mut session, "Not the password of anybody");
    ledger
        .did("change one's password, mistyping the old one", "session", login, "user.password_changed", login)
        .failed();
    change(&mut session, PASSWORD);
    ledger.did("change one's password", "session", login, "user.password_changed", login);
}

fn forgotten_password(matomo: &Matomo, ledger: &mut Ledger, login: &str) {
    let mut session = Session::new(matomo);
    let form = session.get("module=Login");
    let nonce = hidden(&form.body, "form_nonce");
    session.post(
        "module=Login&action=resetPassword",
        &[
            ("form_login", login),
            ("form_password", RESET),
            ("form_password_bis", RESET),
            ("form_nonce", &nonce),
        ],
    );
    ledger.did("ask for a new password", "none", "anonymous", "auth.password_reset.requested", login);
    let token = matomo.php("secrets.php", &["reset-token", login]);
    let link = format!("module=Login&action=confirmResetPassword&login={login}&resetToken={}", token.trim());
    let page = session.get(&link);
    let nonce = hidden(&page.body, "nonce");
    session.post(&link, &[("nonce", &nonce), ("mtmpasswordconfirm", RESET)]);
    ledger.did("set a new password by the link", "reset_link", login, "auth.password_reset.confirmed", login);
}

fn second_factor(matomo: &Matomo, ledger: &mut Ledger, login: &str) {
    matomo.php("secrets.php", &["second-factor", login]);
    let mut session = Session::new(matomo);
    session.try_to_sign_in(login, RESET);
    ledger.did("sign in, first factor", "password", login, "auth.login.succeeded", login);
    let code = |session: &mut Session<'_>, code: &str| {
        let page = session.get("module=TwoFactorAuth&action=loginTwoFactorAuth");
        let nonce = between(&page.body, "form-nonce=\"&quot;", "&quot;").unwrap();
        session.post(
            "module=TwoFactorAuth&action=loginTwoFactorAuth",
            &[("form_authcode", code), ("form_nonce", &nonce)],
        )
    };
    code(&mut session, "000000");
    ledger.did("type a wrong second factor", "session", login, "auth.2fa.code_failed", login).failed();
    let right = matomo.php("secrets.php", &["code", login]);
    code(&mut session, right.trim());
    ledger.did("type the second factor", "session", login, "auth.2fa.verified", login);
    let page = session.confirm_password("module=TwoFactorAuth&action=showRecoveryCodes", RESET);
    let deed =
        ledger.did("look at the recovery codes", "session", login, "auth.2fa.recovery_codes_viewed", login);
    if page.status != 200 {
        // Some versions of Matomo break while they render this page: then the person saw none.
        deed.failed();
    }
    session.get("module=Login&action=logout");
    ledger.did("sign out", "session", login, "auth.logout", login);

    let mut session = Session::new(matomo);
    session.try_to_sign_in(login, RESET);
    ledger.did("sign in again, first factor", "password", login, "auth.login.succeeded", login);
    code(&mut session, "COVEREDCOVERED01");
    ledger.did("use a recovery code", "session", login, "auth.2fa.recovery_code_used", login);

    let admin = matomo.admin.login.as_str();
    matomo.must(
        "TwoFactorAuth.resetTwoFactorAuth",
        &[("userLogin", login), ("passwordConfirmation", &matomo.admin.password)],
    );
    ledger.did("take somebody's second factor away", "token", admin, "auth.2fa.reset", login);
}

fn invitations(matomo: &Matomo, ledger: &mut Ledger, site: &str) {
    let admin = matomo.admin.login.as_str();
    let confirmed = ("passwordConfirmation", matomo.admin.password.as_str());
    for (word, action) in [("guest", "acceptInvitation"), ("decliner", "declineInvitation")] {
        let login = format!("e2e-{word}-{}", matomo.suffix);
        let person = ("userLogin", login.as_str());
        let mail = format!("{login}@example.org");
        matomo
            .must("UsersManager.inviteUser", &[person, ("email", &mail), ("initialIdSite", site), confirmed]);
        ledger.did("invite a user", "token", admin, "user.invited", &login);
        let link = matomo.must("UsersManager.generateInviteLink", &[person, confirmed]);
        ledger.did("make an invitation link", "token", admin, "user.invite_link_generated", &login);
        let token = between(&format!("{}&", link.as_str().unwrap()), "token=", "&").unwrap();
        let mut session = Session::new(matomo);
        let page = format!("module=Login&action={action}");
        session.get(&format!("{page}&token={token}"));
        session.post(
            &page,
            &[
                ("token", token.as_str()),
                ("invitation_form", "1"),
                ("password", PASSWORD),
                ("passwordConfirmation", PASSWORD),
                ("conditionCheck", "1"),
            ],
        );
        if word == "guest" {
            ledger.did("accept an invitation", "invite_link", &login, "user.invite_accepted", &login);
        } else {
            ledger.did("decline an invitation", "invite_link", &login, "user.invite_declined", &login);
        }
    }
}
