//! Our pages inside Matomo, as a super user meets them.

use e2e::browser::Browser;
use fantoccini::Locator;

use crate::scene::Scene;

/// The widget as Matomo shows it on a page of somebody else.
pub const WIDGET: &str = "module=Widgetize&action=iframe&moduleToWidgetize=OpenActivityLog&actionToWidgetize=getActivityLog\
    &period=day&date=today&widget=1";

pub async fn pages(scene: &mut Scene) {
    let browser = Browser::open().await;
    let admin = scene.matomo.admin.clone();
    scene.matomo.sign_in(&browser, &admin.login, &admin.password).await;
    browser.find("#root").await;
    browser.go(&scene.matomo.page("module=CoreAdminHome&action=home")).await;
    browser.console_errors();
    browser.requested();
    menu_and_page(scene, &browser).await;
    let errors = browser.console_errors();
    assert!(errors.is_empty(), "{errors:?}");
    let elsewhere: Vec<String> = browser
        .requested()
        .into_iter()
        .filter(|url| url.starts_with("http") && !url.starts_with(&scene.matomo.url))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    widget(scene, &browser).await;
    system_check(scene, &browser).await;
    console(scene, &browser).await;
}

async fn menu_and_page(scene: &Scene, browser: &Browser) {
    let group = "//*[@id='secondNavBar']//li[.//a[contains(@href, 'module=OpenActivityLog')]]/*[contains(@class, 'item')]";
    browser.client.find(Locator::XPath(group)).await.unwrap().click().await.unwrap();
    browser.click("#secondNavBar a[href*='module=OpenActivityLog']").await;
    browser.find(".oal-row").await;
    browser.shot("matomo-page").await;

    browser.fill("#oal-q", &format!("activity:goal.updated \"E2E goal {}\"", scene.matomo.suffix)).await;
    browser.click(".oal-query button").await;
    browser.wait_for_text(".oal-chip", "goal.updated").await;
    browser.click(".oal-row .oal-what a").await;
    browser.wait_for_text(".oal-changes .oal-old", "thanks").await;
    browser.wait_for_text(".oal-changes .oal-new", "thank-you").await;
    assert!(browser.url().await.contains("module=OpenActivityLog"), "inside Matomo");
    browser.shot("matomo-detail").await;

    browser.go(&scene.matomo.log_page("&q=outcome%3Adone")).await;
    browser.wait_for_text(".oal-wrong", "success, failure, denied").await;
    assert_eq!(browser.text(".oal-wrong mark").await, "done");

    browser.size(390, 844);
    browser.go(&scene.matomo.log_page("")).await;
    browser.find(".oal-row").await;
    assert_eq!(browser.overhang(), 0, "the page is wider than a phone");
    browser.shot("matomo-phone-page").await;
    browser.go(&scene.matomo.log_page("&q=activity%3Agoal.updated")).await;
    browser.click(".oal-row .oal-what a").await;
    browser.find(".oal-changes").await;
    assert_eq!(browser.overhang(), 0);
    browser.shot("matomo-phone-detail").await;
    browser.size(1440, 900);
}

async fn widget(scene: &Scene, browser: &Browser) {
    browser.go(&scene.matomo.page(&format!("{WIDGET}&idSite={}", scene.matomo.site))).await;
    browser.find(".oal-row").await;
    browser.shot("matomo-widget").await;
}

async fn system_check(scene: &Scene, browser: &Browser) {
    browser.go(&scene.matomo.page("module=Installation&action=systemCheckPage")).await;
    let mut seen = 0;
    browser.wait_for_text("tr", "Activity Log").await;
    let script = "return [...document.querySelectorAll('tr')].filter(row => row.textContent.includes('Activity Log')).map(row => row.innerHTML)";
    for row in browser.run(script).await.as_array().unwrap() {
        let row = row.as_str().unwrap();
        assert!(row.contains("icon-ok"), "{row}");
        seen += 1;
    }
    assert_eq!(seen, 5, "rows of the system check");
    browser.shot("matomo-system-check").await;
}

/// “Open the full console” signs the same person in there.
async fn console(scene: &Scene, browser: &Browser) {
    browser.go(&scene.matomo.log_page("")).await;
    browser.click(".oal-page form[action*='openConsole'] button").await;
    browser.wait_for_text(".oal-me", &scene.matomo.admin.login).await;
    browser.find(".oal-row").await;
    assert!(browser.url().await.starts_with(&scene.address()), "{}", browser.url().await);
}
