//! What is exported inside Matomo comes through Matomo, as a file.

use e2e::browser::Browser;
use e2e::pages::Reader;
use serde_json::{Value, json};

use crate::ground::{Ground, READERS};

/// Asks for the file behind a link of the page, as the browser does when it is clicked.
const FETCH: &str = "const [form, done] = arguments;
    const link = [...document.querySelectorAll('a[data-oal-export]')].find(a => new URL(a.href).searchParams.get('as') === form);
    if (!link) return done('no link');
    fetch(link.href).then(async answer => {
        const bytes = new Uint8Array(await answer.arrayBuffer());
        done({status: answer.status, type: answer.headers.get('content-type'), name: answer.headers.get('content-disposition'),
            magic: [...bytes.slice(0, 4)], length: bytes.length, text: form === 'xlsx' ? '' : new TextDecoder().decode(bytes)});
    }, error => done(String(error)));";

pub async fn are_files(ground: &Ground) {
    for reader in READERS {
        let browser = ground.browser(reader).await;
        let query = format!("user%3A{}%20-severity%3Anotice", ground.person(reader).login);
        browser.go(&ground.address(&format!("&page=exports&q={query}"))).await;
        browser.find(".oal-export-forms").await;
        csv(&browser, ground, reader).await;
        xlsx(&browser).await;
        clicked(&browser).await;
    }
    let plain = ground.browser(Reader::Plain).await;
    plain.go(&ground.address("&page=exports&q=user%3A{login}")).await;
    plain.find(".oal-export-forms").await;
    let text = file(&plain, "csv", "text/csv", ".csv").await["text"].as_str().unwrap().to_owned();
    assert_eq!(text.trim_end().lines().count(), 1, "others' entries: {text}");
}

async fn csv(browser: &Browser, ground: &Ground, reader: Reader) {
    let file = file(browser, "csv", "text/csv", ".csv").await;
    let text = file["text"].as_str().unwrap().trim_start_matches('\u{feff}');
    let mut lines = text.lines();
    let head = lines.next().unwrap();
    assert!(head.contains("time") && head.contains("activity") && head.contains(','), "{head}");
    let login = &ground.person(reader).login;
    let rows: Vec<&str> = lines.collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains(login.as_str())), "{text}");
    assert!(!text.contains("not whole"), "{text}");
}

async fn xlsx(browser: &Browser) {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let file = file(browser, "xlsx", kind, ".xlsx").await;
    assert_eq!(file["magic"], json!([0x50, 0x4b, 3, 4]), "a zip");
    assert!(file["length"].as_u64().unwrap() > 1000, "{file}");
}

async fn file(browser: &Browser, form: &str, kind: &str, ending: &str) -> Value {
    let file = browser.client.execute_async(FETCH, vec![json!(form)]).await.unwrap();
    assert_eq!(file["status"], 200, "{form}: {file}");
    assert!(file["type"].as_str().unwrap().starts_with(kind), "{file}");
    let name = file["name"].as_str().unwrap_or_default();
    assert!(name.starts_with("attachment") && name.contains(ending), "{file}");
    file
}

/// A click leaves the page where it is, and it says how the file gets on.
async fn clicked(browser: &Browser) {
    let here = browser.url().await;
    browser.cdp("Browser.setDownloadBehavior", json!({"behavior": "deny"}));
    browser.click("a[data-oal-export][href*='as=csv']").await;
    browser.wait_for_text(".oal-export-progress", "rows").await;
    assert_eq!(browser.url().await, here);
}
