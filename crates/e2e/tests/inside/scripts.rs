//! What scripts of the pages ask for goes through Matomo: completions of the query, and new entries while one looks on.

use e2e::pages::Reader;
use fantoccini::key::Key;

use crate::ground::Ground;

pub async fn words_are_completed(ground: &Ground) {
    let browser = ground.browser(Reader::SuperUser).await;
    browser.go(&ground.address("&all=1")).await;
    browser.fill("#oal-q", "user:e2e-pl").await;
    browser.wait_for_text(".oal-suggestions [role=option]", &ground.matomo.viewer.login).await;
    for key in [Key::Down, Key::Enter, Key::Enter] {
        browser
            .client
            .active_element()
            .await
            .unwrap()
            .send_keys(&String::from(char::from(key)))
            .await
            .unwrap();
    }
    browser.wait_for_text(".oal-chip", &ground.matomo.viewer.login).await;

    let plain = ground.browser(Reader::Plain).await;
    plain.go(&ground.address("&all=1")).await;
    plain.fill("#oal-q", "user:e2e-").await;
    plain.wait_for_text(".oal-suggestions [role=option]", &ground.matomo.viewer.login).await;
    let words = plain.texts(".oal-suggestions [role=option]").await;
    assert!(!words.iter().any(|word| word.contains(&ground.matomo.admin.login)), "{words:?}");
}

pub async fn new_entries_appear(ground: &Ground) {
    let browser = ground.browser(Reader::SuperUser).await;
    browser.go(&ground.address("&q=activity%3Agoal.updated&fold=0")).await;
    browser.find(".oal-row").await;
    let before = browser.texts(".oal-entries .oal-row").await.len();
    browser.run("window.oalSamePage = true").await;
    browser.click(".oal-switch").await;
    browser.find(".oal-switch[aria-checked=true]").await;
    ground.set_goal(Some("live"));
    browser.wait_for_text(".oal-live [role=status]", "New entries: 1").await;
    // It waits while the list is not at the top of the window.
    if browser.text(".oal-waiting").await.contains("New entries") {
        browser.click(".oal-waiting button").await;
    }
    browser.find(&format!(".oal-entries .oal-row:nth-of-type({})", before + 1)).await;
    assert_eq!(browser.run("return window.oalSamePage").await, true, "without loading the page again");
    browser.click(".oal-switch").await;
    browser.find(".oal-switch[aria-checked=false]").await;
    let errors = browser.console_errors();
    assert!(errors.is_empty(), "{errors:?}");
}
