//! A server with a log that has something for every page: three weeks of a team (the demo), and hostile text in every field on top.

use std::fs;

use serde_json::{Value, json};

use crate::assertion;
use crate::browser::Browser;
use crate::http::{self, encode};
use crate::log::{Place, SECRET};
use crate::pages::Reader;
use crate::php::root;
use crate::server::Server;

/// A plain user with entries of their own.
pub const PLAIN: &str = "anna";
/// Begins what no page may make an element of.
pub const PLANTED: &str = "<oal-planted>";

/// Text that tries everything.
pub fn hostile() -> Vec<String> {
    vec![
        format!("{PLANTED}<script>alert(1)</script>"),
        "\"><img src=x onerror=alert(1)>".into(),
        "' onmouseover='alert(1)".into(),
        "</title></textarea></details></pre><svg/onload=alert(1)>".into(),
        "javascript:alert(1)".into(),
        "=cmd|' /C calc'!A0".into(),
        "\u{202e}evil\u{202c} \u{2066}x".into(),
        "שלום عليكم".into(),
        "zero\u{200b}width\u{feff}".into(),
        "a\0b\u{1b}[31mc".into(),
        "line\r\nline".into(),
        "x".repeat(10_000),
        "🦀 e\u{301}\u{302}\u{303}\u{304}".into(),
    ]
}

/// The running server and its data.
pub struct Rich {
    /// Where it keeps it.
    pub place: Place,
    /// The server.
    pub server: Server,
}

impl Rich {
    /// Takes a few seconds.
    pub fn start() -> Rich {
        let packed = fs::read(root().join("crates/server/demo/spool.ndjson.zst")).unwrap();
        let mut lines = zstd::decode_all(packed.as_slice()).unwrap();
        let mut number = lines.iter().filter(|byte| **byte == b'\n').count();
        let update = String::from_utf8(lines.clone()).unwrap();
        let update = update.lines().find(|line| line.contains("\"event\":\"API.Goals.updateGoal\"")).unwrap();
        for text in hostile() {
            for login in [text.as_str(), PLAIN] {
                number += 1;
                let fact = hostile_fact(serde_json::from_str(update).unwrap(), &text, login, number);
                lines.extend(format!("{fact}\n").bytes());
            }
        }
        let place = Place::new();
        place.fill_spool(&lines);
        let server = Server::on(&place.data());
        place.wait_until_taken();
        Rich { place, server }
    }

    /// Signs the browser in to the console.
    pub async fn sign_in(&self, browser: &Browser, reader: Reader) {
        let link = match who(reader) {
            None => self.server.link.clone(),
            Some((login, role)) => {
                let path = "/api/v1/sign-in-links";
                let assertion = assertion::sign_as("POST", SECRET, login, role, path);
                let url = format!("{}{path}", self.server.address());
                let answer = http::post(&url, &[(assertion::HEADER, &assertion)], "application/json", "");
                assert_eq!(answer.status, 200, "{}", answer.body);
                answer.json()["url"].as_str().unwrap().to_owned()
            }
        };
        browser.client.delete_all_cookies().await.unwrap();
        browser.go(&link).await;
        browser.find(".oal-row").await;
    }

    /// An address of the list, with the numbers of entries in it.
    pub fn address(&self, path: &str, reader: Reader) -> String {
        let Some((before, rest)) = path.split_once('{') else {
            return format!("{}{path}", self.server.address());
        };
        let (query, after) = rest.split_once('}').unwrap();
        let (login, role) = who(reader).unwrap_or(("admin", "superuser"));
        let ask = format!("/api/v1/entries?limit=1&q={}", encode(query));
        let answer = self.server.ask_as(SECRET, login, role, &ask).json();
        let seq = answer["entries"][0]["seq"]
            .as_u64()
            .unwrap_or_else(|| panic!("{login} has no {query:?}: {answer}"));
        format!("{}{before}{seq}{after}", self.server.address())
    }
}

/// `None` for the operator, whom no Matomo knows.
fn who(reader: Reader) -> Option<(&'static str, &'static str)> {
    match reader {
        Reader::SuperUser => Some(("admin", "superuser")),
        Reader::Plain => Some((PLAIN, "user")),
        Reader::Operator => None,
    }
}

fn hostile_fact(mut fact: Value, text: &str, login: &str, number: usize) -> Value {
    fact["n"] = json!(number);
    fact["id"] = json!(format!("01a30000-0000-7000-8000-{number:012x}"));
    fact["time"] = json!(format!("2026-11-24T00:{:02}:{:02}.000000Z", number / 60 % 60, number % 60));
    fact["outcome"] = json!("failure");
    fact["reason"] = json!(text);
    fact["actor"]["login"] = json!(login);
    fact["actor"]["token"] = json!({"id": 1, "description": text});
    fact["client"]["agent"] = json!(text);
    fact["site"] = json!({"id": 3, "name": text});
    fact["params"]["name"] = json!(text);
    fact["params"]["pattern"] = json!([text]);
    fact["told"] = json!([{"class": "Shop.ItemSold", "text": text, "lang": "en", "data": {"item": {"id": 7, "name": text}}}]);
    for side in ["before", "after"] {
        fact[side]["goal"][0]["name"] = json!(format!("{text}{}", if side == "after" { "!" } else { "" }));
    }
    fact
}
