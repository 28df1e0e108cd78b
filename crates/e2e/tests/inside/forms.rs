//! A form by POST goes through Matomo and its nonce.

use e2e::pages::Reader;
use serde_json::json;

use crate::ground::Ground;

const VIEW: &str = ".oal-views a";
/// Sends the form that saves a view as another website would: with the cookies, with another nonce. Answers the page.
const FORGE: &str = "const [done] = [...arguments].slice(-1), form = new FormData(document.querySelector('.oal-manage form'));
    form.set('nonce', '0123456789abcdef0123456789abcdef');
    form.set('view_name', 'E2E forged');
    form.set('view_do', 'save');
    fetch(document.querySelector('.oal-manage form').action, {method: 'POST', body: new URLSearchParams(form)})
        .then(answer => answer.text()).then(done, error => done(String(error)));";

pub async fn save_open_and_delete_a_view(ground: &Ground) {
    let browser = ground.browser(Reader::SuperUser).await;
    browser.go(&ground.address("&q=activity%3Agoal.updated")).await;
    browser.click(".oal-manage summary").await;
    browser.fill(".oal-manage form [name=view_name]:not([type=hidden])", "Gölz <b>& more").await;
    browser.click(".oal-manage form button[value=save]").await;
    browser.wait_for_text(VIEW, "Gölz <b>& more").await;
    browser.find(".oal-said-note").await;
    assert!(browser.url().await.contains("module=OpenActivityLog"), "{}", browser.url().await);

    browser.go(&ground.address("&all=1")).await;
    browser.click_text(VIEW, "Gölz <b>& more").await;
    browser.wait_for_text(".oal-chip", "goal.updated").await;
    let rows = browser.texts(".oal-entries .oal-row .oal-what").await;
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("update")), "{rows:?}");

    let plain = ground.browser(Reader::Plain).await;
    plain.go(&ground.address("&all=1")).await;
    plain.find(".oal-row").await;
    assert!(!plain.text("#content").await.contains("Gölz"), "a view is its owner's");

    browser.click(".oal-manage summary").await;
    browser.click(".oal-manage button[value=delete]").await;
    browser.find(".oal-said-note").await;
    browser.go(&ground.address("&all=1")).await;
    browser.find(".oal-row").await;
    assert!(!browser.texts(VIEW).await.iter().any(|name| name.contains("Gölz")), "deleted");
}

pub async fn without_the_nonce_nothing_changes(ground: &Ground) {
    let browser = ground.browser(Reader::SuperUser).await;
    browser.go(&ground.address("&all=1")).await;
    browser.find(".oal-manage").await;
    let answer = browser.client.execute_async(FORGE, vec![json!(null)]).await.unwrap();
    assert!(!answer.as_str().unwrap().contains("oal-log"), "{answer}");
    browser.go(&ground.address("&all=1")).await;
    browser.find(".oal-row").await;
    assert!(!browser.text("#content").await.contains("E2E forged"));
}
