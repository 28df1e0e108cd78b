//! The same changes by clicks, in Matomo's own pages.

use std::time::Instant;

use e2e::browser::Browser;
use fantoccini::Locator;
use serde_json::json;

use crate::scene::{Scene, change};

/// A plugin that comes with Matomo and can be off for a moment without anybody missing it.
const PLUGIN: &str = "Feedback";
/// What says yes in the dialogue that is open.
const CONFIRM: &str = ".modal.open .modal-footer > :first-child";

pub async fn in_the_browser(scene: &mut Scene) {
    let browser = Browser::open().await;
    let admin = scene.matomo.admin.clone();
    scene.matomo.sign_in(&browser, &admin.login, &admin.password).await;
    browser.find("#root").await;
    goal(scene, &browser).await;
    website(scene, &browser).await;
    privacy(scene, &browser).await;
    user(scene, &browser).await;
    plugin(scene, &browser).await;
}

async fn goal(scene: &mut Scene, browser: &Browser) {
    let name = format!("E2E clicked {}", scene.matomo.suffix);
    browser.go(&scene.matomo.page(&format!("module=Goals&action=manage&idSite={}", scene.matomo.site))).await;
    browser.click("#add-goal").await;
    browser.fill("#goal_name", &name).await;
    browser.fill("#pattern", "thanks").await;
    browser.click(".addEditGoal .matomo-save-button input").await;
    let entry = scene
        .one("goal added by clicks", Instant::now(), &format!("activity:goal.created \"{name}\""), "session")
        .await;
    assert_eq!(entry["target"]["name"], name.as_str());

    let id = entry["target"]["id"].as_str().unwrap().to_owned();
    browser.click(&format!("[id='{id}'] .icon-edit")).await;
    browser.fill("#pattern", "thank-you").await;
    browser.click(".addEditGoal .matomo-save-button input").await;
    let entry = scene
        .one(
            "goal changed by clicks",
            Instant::now(),
            &format!("activity:goal.updated \"{name}\""),
            "session",
        )
        .await;
    assert_eq!(change(&entry, "pattern"), (json!("thanks"), json!("thank-you")));

    browser.click(&format!("[id='{id}'] .icon-delete")).await;
    browser.click(CONFIRM).await;
    scene
        .one(
            "goal deleted by clicks",
            Instant::now(),
            &format!("activity:goal.deleted \"{name}\""),
            "session",
        )
        .await;
}

async fn website(scene: &mut Scene, browser: &Browser) {
    let name = format!("E2E clicked site {}", scene.matomo.suffix);
    let renamed = format!("E2E renamed site {}", scene.matomo.suffix);
    let id = scene
        .matomo
        .must("SitesManager.addSite", &[("siteName", &name), ("urls[0]", "https://e2e.example.org")]);
    browser.go(&scene.matomo.page("module=SitesManager&action=index")).await;
    let card = format!(".site[idsite='{id}']");
    browser.click(&format!("{card} .icon-edit")).await;
    browser.fill(&format!("{card} input[placeholder], {card} input[type=text]"), &renamed).await;
    browser.click(&format!("{card} .editingSiteFooter input, {card} .editingSiteFooter button")).await;
    let entry = scene
        .one(
            "website changed by clicks",
            Instant::now(),
            &format!("activity:website.updated \"{renamed}\""),
            "session",
        )
        .await;
    assert_eq!(change(&entry, "name"), (json!(name), json!(renamed)));
}

async fn privacy(scene: &mut Scene, browser: &Browser) {
    browser.go(&scene.matomo.page("module=PrivacyManager&action=usersOptOut")).await;
    browser.find("input[name=doNotTrack][value='0']").await;
    // The input itself is hidden behind what Matomo's theme draws.
    browser
        .run("document.querySelector(\"input[name=doNotTrack][value='0']\").closest('label').click()")
        .await;
    let form = "//*[@name='doNotTrack']/ancestor::*[.//*[contains(@class, 'matomo-save-button')]][1]";
    let save = format!("{form}//*[contains(@class, 'matomo-save-button')]//input");
    browser.client.find(Locator::XPath(&save)).await.unwrap().click().await.unwrap();
    let query = format!("activity:privacy.dnt.deactivated user:{}", scene.matomo.admin.login);
    scene.one("privacy setting by clicks", Instant::now(), &query, "session").await;
}

async fn user(scene: &mut Scene, browser: &Browser) {
    let login = format!("e2e-clicked-{}", scene.matomo.suffix);
    let password = scene.matomo.admin.password.clone();
    scene.matomo.must(
        "UsersManager.addUser",
        &[
            ("userLogin", &login),
            ("password", "A-new-secret-of-e2e-1"),
            ("email", &format!("{login}@example.org")),
            ("initialIdSite", &scene.matomo.site.to_string()),
            ("passwordConfirmation", &password),
        ],
    );
    browser.go(&scene.matomo.page("module=UsersManager&action=index")).await;
    let row = format!("//tr[contains(., '{login}')]");
    browser.wait_for_text("tr", &login).await;
    browser
        .client
        .find(Locator::XPath(&format!("{row}//*[contains(@class, 'deleteuser')]")))
        .await
        .unwrap()
        .click()
        .await
        .unwrap();
    browser.fill(".modal.open input[type=password]", &password).await;
    browser.click(CONFIRM).await;
    scene
        .one(
            "user deleted by clicks",
            Instant::now(),
            &format!("activity:user.deleted object:user/{login}"),
            "session",
        )
        .await;
}

async fn plugin(scene: &mut Scene, browser: &Browser) {
    let is_active = scene
        .matomo
        .console(&["plugin:list"])
        .lines()
        .any(|line| line.contains(&format!(" {PLUGIN} ")) && line.contains("Activated"));
    let actions = if is_active { ["deactivate", "activate"] } else { ["activate", "deactivate"] };
    for action in actions {
        browser.go(&scene.matomo.page("module=CorePluginsAdmin&action=plugins")).await;
        browser.click(&format!("a[href*='action={action}'][href*='pluginName={PLUGIN}']")).await;
        if browser.has("#login_form_password").await {
            browser.fill("#login_form_password", &scene.matomo.admin.password).await;
            browser.click("#login_form_submit").await;
        }
        let query = format!(
            "activity:plugin.{action}d object:plugin/{PLUGIN} nested:* user:{}",
            scene.matomo.admin.login
        );
        scene.one(&format!("plugin {action}d by clicks"), Instant::now(), &query, "session").await;
    }
}
