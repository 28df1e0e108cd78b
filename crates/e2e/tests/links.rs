//! Links for elsewhere in a real Chromium: made by a form, shown in a page of another website, read as a feed, revoked.
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use e2e::browser::Browser;
use e2e::pages::Reader;
use e2e::rich::Rich;
use e2e::{axe, http};

/// A website of somebody else, with one page that shows whatever it is told to.
struct Website {
    address: String,
    shows: Arc<Mutex<String>>,
}

impl Website {
    fn open() -> Website {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let shows: Arc<Mutex<String>> = Arc::default();
        let shown = shows.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 4096]);
                let page = format!(
                    "<!doctype html><title>Intranet</title><iframe src=\"{}\" title=\"x\"></iframe>",
                    shown.lock().unwrap()
                );
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close";
                let _ = stream
                    .write_all(format!("{head}\r\nContent-Length: {}\r\n\r\n{page}", page.len()).as_bytes());
            }
        });
        Website { address, shows }
    }

    /// What is seen of it inside the frame; empty where the browser refused to show it.
    async fn shown(&self, browser: &Browser, address: &str) -> String {
        *self.shows.lock().unwrap() = address.to_owned();
        browser.go(&self.address).await;
        browser.client.clone().enter_frame(0).await.unwrap();
        let text = if browser.has(".oal-embed .oal-row").await {
            browser.text(".oal-embed").await
        } else {
            String::new()
        };
        browser.client.clone().enter_parent_frame().await.unwrap();
        text
    }
}

async fn make(browser: &Browser, page: &str, kind: &str, name: &str, websites: &str) -> String {
    browser.go(page).await;
    browser.fill("[name=link_name]", name).await;
    browser.fill("[name=link_websites]", websites).await;
    browser.find("[name=link_kind]").await.select_by_value(kind).await.unwrap();
    browser.click("[name=link_do][value=make]").await;
    // The answer is another page, which takes its time.
    browser.find("input[data-oal-whole]").await;
    let address = browser.run("return document.querySelector('input[data-oal-whole]').value").await;
    address.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_view_in_another_page_and_a_feed() {
    let rich = Rich::start();
    let browser = Browser::open().await;
    rich.sign_in(&browser, Reader::SuperUser).await;
    let page = format!("{}/links?q=user%3Aadmin", rich.server.address());
    let (host, stranger) = (Website::open(), Website::open());
    let view = make(&browser, &page, "embed", "Wall", &host.address).await;
    assert!(browser.has(".oal-made textarea").await, "what to put into the page");
    browser.console_complaints();
    assert!(host.shown(&browser, &view).await.contains("Wall"));
    assert_eq!(browser.console_errors(), Vec::<String>::new());
    assert_eq!(stranger.shown(&browser, &view).await, "", "no other website shows it");
    let complaints = browser.console_errors();
    assert!(complaints.iter().any(|line| line.contains("frame-ancestors")), "{complaints:?}");
    browser.console_complaints();

    browser.client.delete_all_cookies().await.unwrap();
    browser.go(&view).await;
    let mut wrong = Vec::new();
    for (width, height) in [(1440, 900), (390, 844), (320, 640)] {
        browser.size(width, height);
        assert_eq!(browser.overhang(), 0, "{width}");
        for dark in [false, true] {
            browser.dark(dark);
            wrong.extend(axe::violations(&browser, None).await);
            browser.shot(&format!("page-embed-{width}-{dark}")).await;
        }
    }
    wrong.extend(browser.console_complaints());
    assert!(wrong.is_empty(), "{wrong:#?}");
    browser.size(1440, 900);

    rich.sign_in(&browser, Reader::SuperUser).await;
    let feed = make(&browser, &page, "feed", "Feed", "").await;
    let answer = http::get(&feed, &[]);
    assert_eq!(answer.status, 200);
    let script = format!(
        "const feed = new DOMParser().parseFromString({}, 'application/xml');
         return [feed.querySelector('parsererror') ? 'broken' : feed.documentElement.namespaceURI, feed.querySelectorAll('entry').length > 0]",
        serde_json::json!(answer.body)
    );
    assert_eq!(browser.run(&script).await, serde_json::json!(["http://www.w3.org/2005/Atom", true]));
    // The newest stands first.
    browser.go(&page).await;
    browser.click("[name=link_do][value=revoke]").await;
    browser.wait_for_text("[role=status]", "revoked").await;
    assert_eq!(http::get(&feed, &[]).status, 410);
    assert_eq!(http::get(&view, &[]).status, 200, "the others stay");
}
