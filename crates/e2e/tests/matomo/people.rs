//! Signing in by the form, failing to, and what somebody who is no super user sees.

use std::time::Instant;

use e2e::browser::Browser;
use serde_json::json;

use crate::scene::Scene;

pub async fn sign_in_and_fail(scene: &mut Scene) {
    let browser = Browser::open().await;
    let viewer = scene.matomo.viewer.clone();
    scene.matomo.sign_in(&browser, &viewer.login, "not the password").await;
    browser.wait_for_text("body", "Wrong").await;
    let query = format!("activity:auth.login.failed user:{}", viewer.login);
    scene.shown("wrong password in the login form", Instant::now(), &query).await;
    let entry = scene.entries(&query).remove(0);
    assert_eq!(entry["outcome"], "failure");
    assert_eq!(
        (&entry["actor"]["kind"], &entry["actor"]["login"]),
        (&json!("anonymous"), &json!(viewer.login))
    );
    assert_eq!(entry["target"]["name"], viewer.login.as_str());

    scene.matomo.sign_in(&browser, &viewer.login, &viewer.password).await;
    browser.find("#secondNavBar, .reportingMenu, #root").await;
    let query = format!("activity:auth.login.succeeded user:{}", viewer.login);
    scene.shown("login by the form", Instant::now(), &query).await;
    let entry = scene.entries(&query).remove(0);
    assert_eq!((&entry["actor"]["kind"], &entry["actor"]["auth"]), (&json!("user"), &json!("password")));

    browser.go(&scene.matomo.page("module=Login&action=logout")).await;
    let query = format!("activity:auth.logout user:{}", viewer.login);
    scene.shown("logout", Instant::now(), &query).await;
}

pub async fn a_plain_user_sees_their_own(scene: &mut Scene) {
    let (viewer, admin) = (scene.matomo.viewer.clone(), scene.matomo.admin.clone());
    let denied = scene.matomo.api(
        &viewer,
        "Goals.addGoal",
        &[
            ("idSite", &scene.matomo.site.to_string()),
            ("name", "E2E not allowed"),
            ("matchAttribute", "url"),
            ("pattern", "x"),
            ("patternType", "contains"),
        ],
    );
    assert_eq!(denied.json()["result"], "error");
    let query = format!("user:{} outcome:denied", viewer.login);
    scene.shown("a call that was denied", Instant::now(), &query).await;

    let browser = Browser::open().await;
    scene.matomo.sign_in(&browser, &viewer.login, &viewer.password).await;
    browser.find("#root").await;
    browser.go(&scene.matomo.log_page("")).await;
    browser.find(".oal-row").await;
    assert!(browser.has("#secondNavBar a[href*='module=OpenActivityLog']").await, "the menu entry");
    let names = browser.texts(".oal-row .oal-name").await;
    assert!(!names.is_empty() && names.iter().all(|name| name.starts_with(&viewer.login)), "{names:?}");
    browser.shot("matomo-plain-user").await;
    for parameters in [
        format!("&q=user%3A{}", admin.login),
        format!("&f_user={}", admin.login),
        "&q=activity%3Agoal.created".to_owned(),
    ] {
        browser.go(&scene.matomo.log_page(&parameters)).await;
        browser.find(".oal").await;
        let names = browser.texts(".oal-row .oal-name").await;
        assert!(names.iter().all(|name| name.starts_with(&viewer.login)), "{parameters}: {names:?}");
    }
    let foreign = scene.entries(&format!("user:{} activity:goal.created", admin.login)).remove(0);
    browser.go(&scene.matomo.log_page(&format!("&entry={}", foreign["seq"]))).await;
    let body = browser.text("#content").await;
    assert!(!body.contains(foreign["target"]["name"].as_str().unwrap()), "{body}");
    browser.shot("matomo-plain-user-foreign-entry").await;

    let listed = scene.matomo.api(&viewer, "OpenActivityLog.getEntries", &[("limit", "100")]).json();
    let listed = listed.as_array().unwrap_or_else(|| panic!("{listed}"));
    assert!(!listed.is_empty() && !format!("{listed:?}").contains(&admin.login), "{listed:#?}");
    let own =
        scene.matomo.api(&viewer, "OpenActivityLog.getEntryCount", &[]).json()["value"].as_u64().unwrap();
    let all = scene.matomo.must("OpenActivityLog.getEntryCount", &[]).as_u64().unwrap();
    assert!(own >= 4 && all > own, "{own} {all}");
    let types = scene.matomo.api(&scene.matomo.admin, "OpenActivityLog.getAllActivityTypes", &[]).json();
    assert!(types["Goals"]["goal.created"].is_string(), "{types}");
}
