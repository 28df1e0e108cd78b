//! A real Chromium with a new, empty profile, driven over WebDriver.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::http;
use crate::wait::DEADLINE;

/// What every browser of these tests is started with: no window, and nothing that asks a server by itself.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];
const PAUSE: Duration = Duration::from_millis(20);

/// A browser; it and its profile are gone when it goes out of scope.
pub struct Browser {
    /// For what this module has no words for.
    pub client: Client,
    driver: Child,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// As people have it.
    pub async fn open() -> Browser {
        Browser::with(json!({})).await
    }

    /// With JavaScript switched off.
    pub async fn without_javascript() -> Browser {
        Browser::with(json!({"profile.managed_default_content_settings.javascript": 2})).await
    }

    async fn with(preferences: Value) -> Browser {
        let mut driver = Command::new("chromedriver")
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver (Debian: chromium-driver)");
        let mut out = BufReader::new(driver.stdout.take().unwrap());
        let port = port_said_in(&mut out);
        std::thread::spawn(move || std::io::copy(&mut out.into_inner(), &mut std::io::sink()));
        let profile = tempfile::tempdir().unwrap();
        let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
        flags.push("--window-size=1440,900".into());
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let capabilities = json!({
            "goog:chromeOptions": {"args": flags, "prefs": preferences},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}
        });
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.as_object().unwrap().clone());
        let client = match builder.connect(&address).await {
            Ok(client) => client,
            Err(error) => {
                let _ = driver.kill();
                panic!("the browser does not start: {error}");
            }
        };
        let session = format!("{address}/session/{}", client.session_id().await.unwrap().unwrap());
        Browser { client, driver, session, _profile: profile }
    }

    /// Opens an address.
    pub async fn go(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Where it is.
    pub async fn url(&self) -> String {
        self.client.current_url().await.unwrap().to_string()
    }

    /// The first element, once it is there.
    pub async fn find(&self, css: &str) -> Element {
        let started = Instant::now();
        loop {
            if let Ok(element) = self.client.find(Locator::Css(css)).await {
                return element;
            }
            if started.elapsed() > DEADLINE {
                self.shot("missing").await;
                panic!("no {css} on {}:\n{}", self.url().await, self.text("body").await);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until an element's text holds this.
    pub async fn wait_for_text(&self, css: &str, text: &str) {
        let started = Instant::now();
        while !self.texts(css).await.iter().any(|has| has.contains(text)) {
            if started.elapsed() > DEADLINE {
                self.shot("missing").await;
                panic!("{css} without {text:?} on {}: {:?}", self.url().await, self.texts(css).await);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Whether there is such an element now.
    pub async fn has(&self, css: &str) -> bool {
        self.client.find(Locator::Css(css)).await.is_ok()
    }

    /// Visible text of the first element.
    pub async fn text(&self, css: &str) -> String {
        match self.client.find(Locator::Css(css)).await {
            Ok(element) => element.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Visible text of each element.
    pub async fn texts(&self, css: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.client.find_all(Locator::Css(css)).await.unwrap_or_default() {
            // An element that went away in between has no text any more.
            texts.push(element.text().await.unwrap_or_default());
        }
        texts
    }

    /// Clicks, as soon as the element can be clicked.
    pub async fn click(&self, css: &str) {
        let started = Instant::now();
        loop {
            match self.find(css).await.click().await {
                Ok(()) => return,
                Err(error) if started.elapsed() > DEADLINE => {
                    self.shot("not-clickable").await;
                    panic!("{css} cannot be clicked: {error}");
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    /// Clicks the element with this text among those that match.
    pub async fn click_text(&self, css: &str, text: &str) {
        let started = Instant::now();
        loop {
            for element in self.client.find_all(Locator::Css(css)).await.unwrap_or_default() {
                if element.text().await.is_ok_and(|has| has.trim().eq_ignore_ascii_case(text))
                    && element.click().await.is_ok()
                {
                    return;
                }
            }
            if started.elapsed() > DEADLINE {
                self.shot("not-clickable").await;
                panic!("no {css} {text:?} to click on {}: {:?}", self.url().await, self.texts(css).await);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Replaces what stands in a field.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Runs a script's function body in the page.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// A command of Chromium's own protocol.
    pub fn cdp(&self, command: &str, params: Value) -> Value {
        let body = json!({"cmd": command, "params": params}).to_string();
        let answer =
            http::post(&format!("{}/goog/cdp/execute", self.session), &[], "application/json", &body);
        assert_eq!(answer.status, 200, "{command}: {}", answer.body);
        answer.json()["value"].clone()
    }

    /// Size of the page in CSS pixels; a narrow one behaves like a phone.
    pub fn size(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.cdp("Emulation.setDeviceMetricsOverride", size);
    }

    /// The look that the person asked their system for.
    pub fn dark(&self, is_dark: bool) {
        let value = if is_dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": value}]});
        self.cdp("Emulation.setEmulatedMedia", features);
    }

    /// Switches the scripts of pages off or on, from the next page on; the test's own still run.
    pub fn scripts(&self, are_on: bool) {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({"value": !are_on}));
    }

    /// How many CSS pixels of the page stand out to the right.
    pub fn overhang(&self) -> i64 {
        let metrics = self.cdp("Page.getLayoutMetrics", json!({}));
        let width = |name: &str, of: &str| metrics[name][of].as_f64().unwrap() as i64;
        width("cssContentSize", "width") - width("cssLayoutViewport", "clientWidth")
    }

    /// The whole page as a picture, where `E2E_SHOTS` says.
    pub async fn shot(&self, name: &str) {
        let Some(directory) = std::env::var_os("E2E_SHOTS").map(PathBuf::from) else { return };
        std::fs::create_dir_all(&directory).unwrap();
        let answer =
            self.cdp("Page.captureScreenshot", json!({"format": "png", "captureBeyondViewport": true}));
        let picture = STANDARD.decode(answer["data"].as_str().unwrap()).unwrap();
        std::fs::write(directory.join(name).with_extension("png"), picture).unwrap();
    }

    /// Errors that scripts, the page or its security policy wrote to the console since this was last asked.
    pub fn console_errors(&self) -> Vec<String> {
        self.console(&["SEVERE"])
    }

    /// The same with warnings, for pages that are ours alone.
    pub fn console_complaints(&self) -> Vec<String> {
        self.console(&["SEVERE", "WARNING"])
    }

    fn console(&self, levels: &[&str]) -> Vec<String> {
        self.log("browser")
            .iter()
            .filter(|line| levels.iter().any(|level| line["level"] == *level))
            .map(|line| line["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Addresses in the network that were asked for since this was last asked.
    pub fn requested(&self) -> Vec<String> {
        self.log("performance")
            .iter()
            .filter_map(|line| serde_json::from_str::<Value>(line["message"].as_str()?).ok())
            .filter(|event| event["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|event| event["message"]["params"]["request"]["url"].as_str().map(str::to_owned))
            .filter(|url| url.starts_with("http") || url.starts_with("ws"))
            .collect()
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        let body = json!({"type": kind}).to_string();
        let answer = http::post(&format!("{}/se/log", self.session), &[], "application/json", &body);
        answer.json()["value"].as_array().unwrap().clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends its browser with the session.
        let ended =
            ureq::delete(&self.session).config().timeout_global(Some(Duration::from_secs(20))).build().call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        if let Err(error) = ended {
            eprintln!("the browser may still run: {error}");
        }
    }
}

fn port_said_in(out: &mut impl BufRead) -> u16 {
    let mut line = String::new();
    while out.read_line(&mut line).unwrap() > 0 {
        if let Some((_, port)) = line.split_once("successfully on port ") {
            return port.trim().trim_end_matches('.').parse().unwrap();
        }
        line.clear();
    }
    panic!("chromedriver did not start");
}
