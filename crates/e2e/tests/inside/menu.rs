//! Administration › Diagnostic › Activity Log, and what lies behind it for whom.

use e2e::browser::Browser;
use e2e::pages::Reader;
use fantoccini::Locator;

use crate::ground::Ground;

/// Matomo writes its menu a second time for phones.
const ENTRY: &str = "#secondNavBar [role=menuitem] a[href*='module=OpenActivityLog']";
/// What stands above our entry: the name of its group.
const GROUP: &str = "//*[@id='secondNavBar']//li[.//a[contains(@href, 'module=OpenActivityLog')]]/*[contains(@class, 'item')]";
/// Whose entries are shown.
const NAMES: &str = ".oal-entries .oal-row .oal-name";

pub async fn has_one_entry_for_everybody(ground: &Ground) {
    let admin = ground.browser(Reader::SuperUser).await;
    let tabs = open(&admin).await;
    assert_eq!(tabs, ["Overview", "Log", "People", "Websites", "Usage", "Exports", "What is recorded"]);
    let names = admin.texts(NAMES).await;
    let starts = |person: Reader| names.iter().any(|name| name.starts_with(&ground.person(person).login));
    assert!(starts(Reader::SuperUser) && starts(Reader::Plain), "{names:?}");

    let plain = ground.browser(Reader::Plain).await;
    assert_eq!(open(&plain).await, ["Log", "Exports", "What is recorded"]);
    let login = &ground.person(Reader::Plain).login;
    let names = plain.texts(NAMES).await;
    assert!(!names.is_empty() && names.iter().all(|name| name.starts_with(login)), "{names:?}");
    for page in ["overview", "people", "websites", "usage&show=changes"] {
        plain.go(&ground.address(&format!("&page={page}"))).await;
        plain.wait_for_text(".oal-notice", "This is for super users only.").await;
        assert!(!plain.text("#content").await.contains(&ground.person(Reader::SuperUser).login), "{page}");
        plain.click(".oal-notice a").await;
        plain.find(".oal-row").await;
    }
}

/// Clicks through the menu; answers the bar of our page.
async fn open(browser: &Browser) -> Vec<String> {
    browser.find(ENTRY).await;
    assert_eq!(browser.client.find_all(Locator::Css(ENTRY)).await.unwrap().len(), 1);
    let group = browser.client.find(Locator::XPath(GROUP)).await.unwrap();
    assert!(group.text().await.unwrap().contains("Diagnostic"));
    group.click().await.unwrap();
    browser.click(ENTRY).await;
    browser.find(".oal-row").await;
    assert_eq!(browser.text(".oal-page h2").await, "Activity Log");
    browser.texts(".oal-tabs a").await
}
