//! What people do in Matomo's pages after signing in: forms and links that never pass the API.

use e2e::connected::Connected;
use e2e::session::{Session, between, hidden};

use crate::ledger::Ledger;

pub fn by_forms_and_pages(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let (admin, password, site) =
        (matomo.admin.login.as_str(), matomo.admin.password.as_str(), matomo.site.to_string());
    let mut session = Session::sign_in(matomo, admin, password);
    ledger.did("sign in", "password", admin, "auth.login.succeeded", admin);

    goal(&mut session, ledger, admin, &site);
    personal(&mut session, ledger, admin, &site);
    tokens(&mut session, ledger, admin, password);
    for_all(&mut session, ledger, admin);
    plugins(&mut session, ledger, admin, password);

    session.get("module=Login&action=logout");
    ledger.did("sign out", "session", admin, "auth.logout", admin);
}

/// The API as a page of Matomo uses it.
fn goal(session: &mut Session<'_>, ledger: &mut Ledger, admin: &str, site: &str) {
    let rule = [
        ("matchAttribute", "url"),
        ("pattern", "x"),
        ("patternType", "contains"),
        ("name", "Covered by session"),
    ];
    session.api("Goals.addGoal", &[&rule[..], &[("idSite", site)]].concat());
    ledger.did("add a goal in a page", "session", admin, "goal.created", "Covered by session");
    // several at once: each is an action of its own
    let one = |name: &str| {
        format!(
            "method=Goals.addGoal&idSite={site}&name={name}&matchAttribute=url&pattern=x&patternType=contains"
        )
    };
    session.api("API.getBulkRequest", &[("urls[0]", &one("Bulk-one")), ("urls[1]", &one("Bulk-two"))]);
    for name in ["Bulk-one", "Bulk-two"] {
        ledger.did("add a goal in a bulk request", "session", admin, "goal.created", name);
    }
}

fn personal(session: &mut Session<'_>, ledger: &mut Ledger, admin: &str, site: &str) {
    let mail = format!("{admin}@example.org");
    let settings = [("defaultReport", site), ("defaultDate", "today"), ("timeformat", "0"), ("email", &mail)];
    let save = "module=UsersManager&action=recordUserSettings&format=json";
    session.post_with_token(save, &[&settings[..], &[("language", "de")]].concat());
    ledger
        .did(
            "change only the language in Personal › Settings",
            "session",
            admin,
            "user.language_changed",
            admin,
        )
        .fields(&["language"]);
    session.post_with_token(save, &[&settings[..], &[("language", "en")]].concat());
    ledger
        .did("change the language back", "session", admin, "user.language_changed", admin)
        .fields(&["language"]);

    let layout = r#"{"config":{"layout":"33-33-33"},"columns":[[{"uniqueId":"widgetLivewidget","parameters":{"module":"Live","action":"widget"},"isHidden":false}],[],[]]}"#;
    session
        .post_with_token("module=Dashboard&action=saveLayout", &[("layout", layout), ("idDashboard", "1")]);
    ledger.did("move a widget", "session", admin, "dashboard.layout_saved", "");
    session.post_with_token("module=Dashboard&action=saveLayoutAsDefault", &[("layout", layout)]);
    ledger.did("save a dashboard for everybody", "session", admin, "dashboard.default_saved", "");
}

fn tokens(session: &mut Session<'_>, ledger: &mut Ledger, admin: &str, password: &str) {
    let form = session.confirm_password("module=UsersManager&action=addNewToken", password);
    let nonce =
        between(&form.body, "form-nonce=\"&quot;", "&quot;").unwrap_or_else(|| hidden(&form.body, "nonce"));
    let made = session.post(
        "module=UsersManager&action=addNewToken",
        &[("description", "Covered in the page"), ("nonce", &nonce)],
    );
    assert!(
        made.body.contains("generated-token") || made.body.contains("generatedToken"),
        "no token was made"
    );
    ledger.did("make a token in the page", "session", admin, "token.created_in_ui", "Covered in the page");
    let page = session.get("module=UsersManager&action=userSecurity");
    let list = page.body.replace("&quot;", "\"");
    let nonce = between(&list, "delete-token-nonce=\"\"", "\"").unwrap();
    let row = list.split("\"idusertokenauth\":").find(|row| row.contains("Covered in the page")).unwrap();
    let number: String = row.trim_matches('"').chars().take_while(char::is_ascii_digit).collect();
    session.post(
        "module=UsersManager&action=deleteToken",
        &[("idtokenauth", number.as_str()), ("nonce", nonce.as_str())],
    );
    ledger.did("delete a token in the page", "session", admin, "token.deleted", "Covered in the page");
}

/// What holds for everybody and has no API of its own.
fn for_all(session: &mut Session<'_>, ledger: &mut Ledger, admin: &str) {
    let mail = [
        ("mailUseSmtp", "1"),
        ("mailPort", "2525"),
        ("mailHost", "smtp.covered.example.org"),
        ("mailType", "Plain"),
        ("mailUsername", "covered-user"),
        ("mailPassword", "Covered-mail-secret-7"),
        ("mailEncryption", "tls"),
        ("mailFromName", "Covered"),
        ("mailFromAddress", "noreply@covered.example.org"),
    ];
    session.post_with_token("module=CoreAdminHome&action=setMailSettings&format=json", &mail);
    ledger
        .did("change the mail server", "session", admin, "settings.mail.changed", "")
        .fields(&["mail.host"]);
    // without a mail server, so that the rest of the test can send some
    session.post_with_token(
        "module=CoreAdminHome&action=setMailSettings&format=json",
        &[("mailUseSmtp", "0"), ("mailPassword", ""), ("mailFromAddress", "noreply@covered.example.org")],
    );
    ledger
        .did("take the mail server away", "session", admin, "settings.mail.changed", "")
        .fields(&["mail.host"]);
    let global = [
        ("timezone", "Europe/Vienna"),
        ("currency", "EUR"),
        ("excludedIps", "192.0.2.8"),
        ("excludedQueryParameters", "covered"),
        ("excludedUserAgents", ""),
        ("excludedReferrers", ""),
        ("searchKeywordParameters", "q"),
        ("searchCategoryParameters", ""),
        ("keepURLFragments", "0"),
    ];
    session.post_with_token("module=SitesManager&action=setGlobalSettings&format=json", &global);
    ledger.did("save the settings for all websites", "session", admin, "website.global_settings_saved", "");
    let anonymous = [("anonymousDefaultReport", "Login"), ("anonymousDefaultDate", "yesterday")];
    session.post_with_token("module=UsersManager&action=recordAnonymousUserSettings&format=json", &anonymous);
    ledger.did("save the settings of anonymous", "session", admin, "user.anonymous_settings_saved", "");
}

fn plugins(session: &mut Session<'_>, ledger: &mut Ledger, admin: &str, password: &str) {
    for (action, activity) in [("deactivate", "plugin.deactivated"), ("activate", "plugin.activated")] {
        let page = session.get("module=CorePluginsAdmin&action=plugins");
        let nonce = between(&page.body, &format!(" {action}-nonce=\"&quot;"), "&quot;").unwrap();
        let query = format!(
            "module=CorePluginsAdmin&action={action}&pluginName=Feedback&redirectTo=plugins&nonce={nonce}"
        );
        session.confirm_password(&query, password);
        ledger.did(&format!("{action} a plugin"), "session", admin, activity, "Feedback");
    }
}
