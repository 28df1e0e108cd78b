//! Every page of the list (crates/e2e/src/pages.rs) as everybody, in a real Chromium, on a log with hostile text in every field.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use e2e::axe;
use e2e::browser::Browser;
use e2e::http;
use e2e::pages::{PAGES, READERS, Reader};
use e2e::rich::{PLANTED, Rich};
use fantoccini::key::Key;
use serde_json::Value;

/// Most links that are followed for one reader.
const LINKS_MAX: usize = 300;
/// What must be in order on a page whatever it is; answers what is not.
const SHAPE: &str = r#"
    const wrong = [];
    if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
    if (!document.querySelector('header a[href]')) wrong.push('no way back');
    const planted = 'oal-planted, [onerror], [onload], [onmouseover], img[src=x], script:not([src]), iframe, base, a[href^="javascript:" i]';
    for (const element of document.querySelectorAll(planted)) wrong.push('planted: ' + element.outerHTML.slice(0, 100));
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
        const apart = node.parentElement.closest('bdi, [dir=auto], option, pre.oal-text, .oal-initial');
        // In titles our own marks of direction stand around it.
        const bare = node.data.replace(/\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069/g, '');
        if (/[\u0590-\u06ff\u202a-\u202e\u2066-\u2069]/.test(bare) && !apart) wrong.push('not isolated: ' + node.data.slice(0, 60));
    }
    for (const form of document.querySelectorAll('form')) {
        if (!form.querySelector('button[type=submit]')) wrong.push('a form without a button: ' + form.className);
    }
    return wrong;"#;
const STATUS: &str = "return performance.getEntriesByType('navigation')[0].responseStatus";
const LINKS: &str = r##"return [...document.querySelectorAll('a[href]:not([href^="#"])')].map(a => (a.href.baseVal ? new URL(a.href.baseVal, location).href : a.href).split('#')[0])"##;

fn lines(value: Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn every_page_is_whole_for_everybody() {
    let rich = Rich::start();
    let browser = Browser::open().await;
    let root = rich.server.address().to_owned();
    let mut wrong: Vec<String> = Vec::new();
    for reader in READERS {
        rich.sign_in(&browser, reader).await;
        let mut links = BTreeSet::new();
        let mut planted = false;
        for page in PAGES {
            let address = rich.address(page.console, reader);
            let what = format!("{} as {reader:?}", page.name);
            let mut say = |line: String| wrong.push(format!("{what}: {line}"));
            browser.console_complaints();
            browser.requested();
            browser.go(&address).await;
            let status = if reader == Reader::Plain { page.plain } else { page.status };
            let has = browser.run(STATUS).await;
            if has != u64::from(status) {
                say(format!("answers {has} instead of {status}"));
                continue;
            }
            if status == 200 && !browser.has(page.seen).await {
                say(format!("no {}", page.seen));
            }
            lines(browser.run(SHAPE).await).into_iter().for_each(&mut say);
            planted |= browser.text("main").await.contains(PLANTED);
            browser
                .console_complaints()
                .into_iter()
                .filter(|line| !(status >= 400 && line.contains("the server responded with a status of")))
                .for_each(&mut say);
            let elsewhere =
                browser.requested().into_iter().filter(|url| !url.starts_with(&format!("{root}/")));
            elsewhere.map(|url| format!("asks {url}")).for_each(&mut say);
            links.extend(lines(browser.run(LINKS).await));
            for (width, height) in [(1440, 900), (390, 844), (320, 640)] {
                browser.size(width, height);
                if browser.overhang() > 0 {
                    say(format!("{} px too wide at {width}", browser.overhang()));
                }
                for dark in if width == 320 { &[][..] } else { &[false, true][..] } {
                    browser.dark(*dark);
                    let look = if *dark { "dark" } else { "light" };
                    let found = axe::violations(&browser, None).await;
                    found.into_iter().map(|line| format!("axe {width} {look}: {line}")).for_each(&mut say);
                    browser.shot(&format!("page-{}-{reader:?}-{width}-{look}", page.name)).await;
                }
            }
            browser.dark(false);
            browser.size(1440, 900);

            browser.scripts(false);
            browser.go(&address).await;
            if status == 200 && !browser.has(page.seen).await {
                say(format!("no {} without scripts", page.seen));
            }
            browser.scripts(true);
        }
        assert!(planted, "the hostile text is not on any page of {reader:?}");
        let cookies = browser.client.get_all_cookies().await.unwrap();
        let cookies: Vec<String> =
            cookies.iter().map(|cookie| format!("{}={}", cookie.name(), cookie.value())).collect();
        for link in links.iter().filter(|link| link.starts_with(&root)).take(LINKS_MAX) {
            let status = http::get(link, &[("Cookie", &cookies.join("; "))]).status;
            if status >= 400 {
                wrong.push(format!("{link} answers {status} to {reader:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}

/// What has the focus and whether it is seen.
const FOCUS: &str = "const a = document.activeElement; if (!a || a === document.body) return null;
    const s = getComputedStyle(a), r = a.getBoundingClientRect();
    return {what: a.outerHTML.slice(0, 120), seen: parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none' && r.width > 0 && r.height > 0};";

#[tokio::test]
async fn the_log_is_used_by_keyboard() {
    let rich = Rich::start();
    let browser = Browser::open().await;
    rich.sign_in(&browser, Reader::SuperUser).await;
    let root = rich.server.address().to_owned();
    let press = async |keys: &str| {
        browser.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    };
    browser.go(&format!("{root}/log")).await;
    press("j").await;
    press("j").await;
    press("k").await;
    let at = browser.run("return [...document.querySelectorAll('.oal-row')].findIndex(row => row.contains(document.activeElement))").await;
    assert_eq!(at, 0, "down, down, up");
    press(&String::from(char::from(Key::Enter))).await;
    browser.find(".oal-facts").await;
    browser.find(".oal-back a").await.send_keys(&String::from(char::from(Key::Enter))).await.unwrap();
    browser.find(".oal-row").await;
    press("/").await;
    press("user:anna").await;
    press(&String::from(char::from(Key::Enter))).await;
    browser.wait_for_text(".oal-chip", "anna").await;

    browser.go(&format!("{root}/log")).await;
    let mut unseen = Vec::new();
    let mut reached = 0;
    for _ in 0..60 {
        press(&String::from(char::from(Key::Tab))).await;
        let focus = browser.run(FOCUS).await;
        if focus.is_null() {
            break;
        }
        reached += 1;
        if focus["seen"] != true {
            unseen.push(focus["what"].to_string());
        }
    }
    assert!(reached > 10, "Tab reaches {reached}");
    assert!(unseen.is_empty(), "the focus is not seen on {unseen:#?}");
}
