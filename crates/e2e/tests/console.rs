//! The stand-alone console in a real Chromium, on the demo log: what an operator, an auditor or a phone user does there, with JavaScript
//! and without. And the role rule over HTTP.
#![allow(clippy::unwrap_used)]

use std::fs;

use e2e::browser::Browser;
use e2e::log::{Place, SECRET};
use e2e::php;
use e2e::server::Server;
use fantoccini::Locator;
use serde_json::Value;

#[tokio::test]
async fn looking_around() {
    let server = Server::demo();
    let browser = Browser::open().await;
    tour(&browser, &server).await;
}

#[tokio::test]
async fn looking_around_without_javascript() {
    let server = Server::demo();
    let browser = Browser::without_javascript().await;
    browser.go("data:text/html,<title>off</title><script>document.title = 'on'</script>").await;
    assert_eq!(browser.client.title().await.unwrap(), "off");
    tour(&browser, &server).await;
}

async fn tour(browser: &Browser, server: &Server) {
    let root = server.address();
    browser.go(&server.link).await;
    browser.find(".oal-row").await;
    assert_eq!(
        browser.url().await,
        format!("{root}/log"),
        "signed in, and the link's secret is gone from the address"
    );
    browser.shot("console-list").await;

    pages(browser).await;
    filters(browser, root).await;
    wrong_query(browser, root).await;
    detail(browser, root).await;
    narrow(browser, root).await;

    browser.go(&format!("{root}/log")).await;
    browser.click(".oal-me button").await;
    browser.wait_for_text("main", "sign").await;
    browser.go(&format!("{root}/log")).await;
    assert!(!browser.has(".oal-row").await, "signed out");
    browser.wait_for_text("main", "not signed in").await;
    browser.go(&server.link).await;
    browser.wait_for_text("main", "no longer works").await;
    browser.wait_for_text("main", "Two ways to get in").await;
    browser.shot("console-used-link").await;

    // A refused page is an error to the browser, and meant to be one.
    let errors: Vec<String> =
        browser.console_errors().into_iter().filter(|line| !line.contains("status of 401")).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let elsewhere: Vec<String> =
        browser.requested().into_iter().filter(|url| !url.starts_with(&format!("{root}/"))).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

async fn links(browser: &Browser) -> Vec<String> {
    let mut links = Vec::new();
    for link in browser.client.find_all(Locator::Css(".oal-row .oal-what a")).await.unwrap() {
        links.push(link.attr("href").await.unwrap().unwrap().split('?').next().unwrap().to_owned());
    }
    links
}

async fn pages(browser: &Browser) {
    let first = links(browser).await;
    browser.click("a[rel=next]").await;
    let second = links(browser).await;
    assert!(!second.is_empty() && second.iter().all(|link| !first.contains(link)), "{first:?} {second:?}");
    browser.click("a[rel=next]").await;
    let third = links(browser).await;
    assert!(third.iter().all(|link| !first.contains(link) && !second.contains(link)));
    browser.click("a[rel=prev]").await;
    assert_eq!(links(browser).await, second);
    browser.click("a[rel=prev]").await;
    assert_eq!(links(browser).await, first);
}

async fn filters(browser: &Browser, root: &str) {
    browser.go(&format!("{root}/log")).await;
    let everybody = browser.texts(".oal-row .oal-name bdi").await;
    assert!(everybody.iter().any(|name| name != "ben"));
    browser.fill("[name=f_user]", "ben").await;
    browser.click(".oal-apply button").await;
    browser.wait_for_text(".oal-chip", "ben").await;
    let names = browser.texts(".oal-row .oal-name").await;
    assert!(!names.is_empty() && names.iter().all(|name| name.starts_with("ben")), "{names:?}");

    let menu = browser.find("[name=f_activity]").await;
    menu.select_by_value("goal.created").await.unwrap();
    if !browser.url().await.contains("goal.created") && browser.has(".oal-apply button").await {
        // Without the page's script nothing happens by itself; with it, the page may be changing at this moment.
        if let Ok(button) = browser.client.find(Locator::Css(".oal-apply button")).await {
            let _ = button.click().await;
        }
    }
    browser.wait_for_text(".oal-chip", "goal.created").await;
    let names = browser.texts(".oal-row .oal-name").await;
    assert!(!names.is_empty() && names.iter().all(|name| name.starts_with("ben")), "{names:?}");
    let said = browser.texts(".oal-row .oal-what").await;
    assert!(said.iter().all(|text| text.to_lowercase().contains("goal")), "{said:?}");
    browser.shot("console-filtered").await;
    browser.click(".oal-clear").await;
    assert!(!browser.has(".oal-chip").await);
    assert!(browser.texts(".oal-row .oal-name bdi").await.iter().any(|name| name != "ben"));
}

async fn wrong_query(browser: &Browser, root: &str) {
    browser.go(&format!("{root}/log")).await;
    browser.fill("[name=q]", "user:ben outcome:done").await;
    browser.click(".oal-query button").await;
    browser.wait_for_text(".oal-wrong", "success, failure, denied").await;
    assert_eq!(browser.text(".oal-wrong mark").await, "done", "the place is marked");
    assert_eq!(browser.find("[name=q]").await.prop("value").await.unwrap().unwrap(), "user:ben outcome:done");
    browser.shot("console-wrong-query").await;
}

async fn detail(browser: &Browser, root: &str) {
    browser.go(&format!("{root}/log?q=activity%3Agoal.updated+%22Signup+done%22")).await;
    browser.click(".oal-row .oal-what a").await;
    browser.find(".oal-changes").await;
    let (old, new) =
        (browser.texts(".oal-changes .oal-old").await, browser.texts(".oal-changes .oal-new").await);
    assert!(!old.is_empty() && old != new, "{old:?} {new:?}");
    browser.wait_for_text(".oal-lead", "Signup done").await;
    browser.shot("console-detail").await;
    browser.click(".oal-back a").await;
    browser.find(".oal-row").await;
}

async fn narrow(browser: &Browser, root: &str) {
    browser.size(390, 844);
    for (name, path) in [
        ("list", "/log"),
        ("nested", "/log?q=nested%3A%2A"),
        ("wrong", "/log?q=outcome%3Adone"),
        ("nothing", "/log?q=user%3Anobody-of-this-name"),
        ("detail", "/log?q=activity%3Agoal.updated"),
        ("failure", "/log?q=outcome%3Adenied%2Cfailure"),
    ] {
        browser.go(&format!("{root}{path}")).await;
        if name == "detail" {
            browser.click(".oal-row .oal-what a").await;
            browser.find(".oal-changes").await;
        }
        assert_eq!(browser.overhang(), 0, "{path} is wider than a phone");
        browser.shot(&format!("console-phone-{name}")).await;
    }
    browser.size(1440, 900);
}

/// Everything a plain user can ask for shows what is theirs and nothing else, whatever they ask for.
#[test]
fn a_plain_user_sees_only_their_own() {
    let place = Place::new();
    let recording = php::root().join("crates/e2e/recordings/matomo-5.1-spool.ndjson");
    place.fill_spool(&fs::read(recording).unwrap());
    let server = Server::on(&place.data());
    place.wait_until_taken();
    let entries = place.export();
    let is_own = |entry: &Value, login: &str| {
        entry["actor"]["login"] == login
            || (entry["category"] == "authentication"
                && entry["target"]["type"] == "user"
                && entry["target"]["id"] == login)
    };
    let seqs = |list: &Value| -> Vec<u64> {
        list.as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect()
    };

    for login in ["anna", "ben", "viewer"] {
        let mut own: Vec<u64> = entries
            .iter()
            .filter(|entry| is_own(entry, login))
            .map(|entry| entry["seq"].as_u64().unwrap())
            .collect();
        own.reverse();
        assert_eq!(own.is_empty(), login == "viewer");
        let ask = |path: &str| server.ask_as(SECRET, login, "user", path);
        let list = ask("/api/v1/entries?limit=200&q=nested%3A%2A");
        assert_eq!(seqs(&list.json()["entries"]), own, "{login}");
        for path in [
            "/api/v1/entries?limit=200&q=user%3Aadmin",
            "/api/v1/entries?limit=200&q=actor%3Acli+nested%3A%2A",
            "/api/v1/entries?limit=200&before=60",
        ] {
            let found = seqs(&ask(path).json()["entries"]);
            assert!(found.iter().all(|seq| own.contains(seq)), "{login} {path}: {found:?}");
        }
        for entry in &entries {
            let seq = entry["seq"].as_u64().unwrap();
            let status = if own.contains(&seq) { 200 } else { 404 };
            for path in
                [format!("/api/v1/entries/{seq}"), format!("/log/{seq}"), format!("/log/{seq}?fragment=1")]
            {
                assert_eq!(ask(&path).status, status, "{login} {path}");
            }
        }
        for path in [
            "/log?limit=200&q=nested%3A%2A",
            "/widget?fragment=1&limit=50",
            "/api/v1/matomo/entries?limit=200",
        ] {
            let body = ask(path).body;
            for foreign in ["Bulk one", "Newsletter DE", "smtp.shop.example"] {
                assert!(!body.contains(foreign), "{login} {path} shows {foreign}");
            }
        }
    }
    // But for what looking and exporting themselves have left.
    let path = "/api/v1/entries?limit=200&q=nested%3A%2A+-activity%3Aauditlog.viewed%2Cauditlog.exported%2Cauditlog.export_started";
    let all = server.ask_as(SECRET, "admin", "superuser", path);
    assert_eq!(all.json()["entries"].as_array().unwrap().len(), entries.len());
}
