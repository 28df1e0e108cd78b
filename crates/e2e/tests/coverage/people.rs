//! Users, rights and tokens: by API with a token.

use e2e::connected::Connected;

use crate::ledger::Ledger;

/// The password of people that the test makes.
pub const PASSWORD: &str = "Covered-secret-of-e2e-1";

pub fn by_token(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, site) = (matomo.admin.login.as_str(), matomo.site.to_string());
    let confirmed = ("passwordConfirmation", matomo.admin.password.as_str());
    let login = format!("e2e-covered-{}", matomo.suffix);
    let mail = format!("{login}@example.org");
    let person = ("userLogin", login.as_str());
    matomo.must("UsersManager.addUser", &[person, ("password", PASSWORD), ("email", &mail), confirmed]);
    ledger.did("add a user", "token", admin, "user.created", &login).fields(&["email"]);
    let mail = format!("new-{login}@example.org");
    matomo.must("UsersManager.updateUser", &[person, ("email", &mail), confirmed]);
    ledger
        .did("change somebody's e-mail address", "token", admin, "user.email_changed", &login)
        .fields(&["email"]);
    matomo.must("UsersManager.updateUser", &[person, ("password", "Another-secret-of-e2e-2"), confirmed]);
    ledger.did("change somebody's password", "token", admin, "user.password_changed", &login);

    let here = ("idSites", site.as_str());
    for role in ["view", "write", "admin"] {
        matomo.must("UsersManager.setUserAccess", &[person, ("access", role), here, confirmed]);
        ledger
            .did(&format!("give {role} access"), "token", admin, "user.access_changed", &login)
            .fields(&["access."]);
    }
    matomo.must("UsersManager.setUserAccess", &[person, ("access", "view"), here, confirmed]);
    ledger.did("lower somebody's access", "token", admin, "user.access_changed", &login).fields(&["access."]);
    if matomo.has_plugin("TagManager") {
        let capability = ("capabilities", "tagmanager_write");
        matomo.must("UsersManager.addCapabilities", &[person, capability, here]);
        ledger.did("add a capability", "token", admin, "user.capabilities_added", &login);
        matomo.must("UsersManager.removeCapabilities", &[person, capability, here]);
        ledger.did("remove a capability", "token", admin, "user.capabilities_removed", &login);
    }
    matomo.must("UsersManager.setUserAccess", &[person, ("access", "noaccess"), here, confirmed]);
    ledger.did("take access away", "token", admin, "user.access_removed", &login).fields(&["access."]);
    for (value, what) in [("1", "make somebody a super user"), ("0", "take super user access away")] {
        matomo.must("UsersManager.setSuperUserAccess", &[person, ("hasSuperUserAccess", value), confirmed]);
        ledger.did(what, "token", admin, "user.superuser_changed", &login).fields(&["superuser_access"]);
    }
    matomo.must(
        "UsersManager.createAppSpecificTokenAuth",
        &[person, ("passwordConfirmation", "Another-secret-of-e2e-2"), ("description", "Covered token")],
    );
    ledger.did("make a token by API", "token", admin, "token.created", "");
    matomo.must("LanguagesManager.setLanguageForUser", &[("login", &login), ("languageCode", "de")]);
    ledger
        .did("set somebody's language", "token", admin, "user.language_changed", &login)
        .fields(&["language"]);
    matomo.must("LanguagesManager.set12HourClockForUser", &[("login", &login), ("use12HourClock", "1")]);
    ledger.did("set somebody's clock", "token", admin, "user.time_format_changed", &login);
    let preference = [person, ("preferenceName", "defaultReport"), ("preferenceValue", site.as_str())];
    matomo.must("UsersManager.setUserPreference", &preference);
    ledger.did("set somebody's default report", "token", admin, "user.preference_changed", &login);

    let guest = format!("e2e-guest-{}", matomo.suffix);
    let invited = ("userLogin", guest.as_str());
    let mail = format!("{guest}@example.org");
    matomo.must("UsersManager.inviteUser", &[invited, ("email", &mail), ("initialIdSite", &site), confirmed]);
    ledger.did("invite a user", "token", admin, "user.invited", &guest);
    matomo.must("UsersManager.resendInvite", &[invited, confirmed]);
    ledger.did("send an invitation again", "token", admin, "user.invite_resent", &guest);
    matomo.must("UsersManager.generateInviteLink", &[invited, confirmed]);
    ledger.did("make an invitation link", "token", admin, "user.invite_link_generated", &guest);
    for gone in [&login, &guest] {
        matomo.must("UsersManager.deleteUser", &[("userLogin", gone), confirmed]);
        ledger.did("delete a user", "token", admin, "user.deleted", gone).fields(&["email"]);
    }
}
