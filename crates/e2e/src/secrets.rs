//! Looks for secrets wherever they could have come out, in every form they could have.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use memchr::memmem::Finder;
use serde_json::Value;

use crate::http::encode;

/// Shorter ones would be found by chance.
const LENGTH_MIN: usize = 6;

/// Secrets, ready to be looked for.
pub struct Secrets {
    forms: Vec<(String, Finder<'static>)>,
    count: usize,
}

impl Secrets {
    /// These.
    pub fn new(secrets: impl IntoIterator<Item = String>) -> Secrets {
        let mut secrets: Vec<String> =
            secrets.into_iter().filter(|secret| secret.len() >= LENGTH_MIN).collect();
        secrets.sort();
        secrets.dedup();
        let count = secrets.len();
        let mut forms: Vec<String> = secrets.iter().flat_map(|secret| forms_of(secret)).collect();
        forms.sort();
        forms.dedup();
        let forms =
            forms.into_iter().map(|form| (form.clone(), Finder::new(form.as_bytes()).into_owned())).collect();
        Secrets { forms, count }
    }

    /// All that a recording of Matomo's events holds: passwords, tokens, salts, nonces, by the names under which they were given,
    /// and what is returned as a token.
    pub fn in_events(recording: &str) -> Secrets {
        let mut found = Vec::new();
        for line in recording.lines() {
            let event: Value = serde_json::from_str(line).unwrap();
            let (name, params) = (event["event"].as_str().unwrap(), &event["params"]);
            if name == "API.Request.authenticate" || name == "API.UsersManager.createAppSpecificTokenAuth.end"
            {
                found.extend(params[0].as_str().map(str::to_owned));
            }
            named(params, &mut found);
        }
        Secrets::new(found)
    }

    /// How many different ones.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether this one is among them.
    pub fn has(&self, secret: &str) -> bool {
        self.forms.iter().any(|(form, _)| *form == secret.to_lowercase())
    }

    /// None of them may be in it.
    pub fn must_not_be_in(&self, place: &str, bytes: &[u8]) {
        let bytes = bytes.to_ascii_lowercase();
        for (form, finder) in &self.forms {
            if let Some(at) = finder.find(&bytes) {
                let around = &bytes[at.saturating_sub(80)..bytes.len().min(at + form.len() + 40)];
                panic!("{place} holds the secret {form:?}: …{}…", String::from_utf8_lossy(around));
            }
        }
    }
}

/// Values whose name says that they are secret.
fn named(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let name = name.to_lowercase();
                let is_secret =
                    ["password", "token", "salt", "secret", "nonce"].iter().any(|word| name.contains(word));
                match value.as_str() {
                    Some(text) if is_secret => found.push(text.to_owned()),
                    _ => named(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| named(value, found)),
        _ => {}
    }
}

/// In lower case: raw, percent- and form-encoded, HTML, JSON, backslashes, base64 at each of the three positions, hex, backwards, rot13.
fn forms_of(secret: &str) -> Vec<String> {
    let json = Value::from(secret).to_string();
    let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut forms = vec![
        secret.to_owned(),
        encode(secret),
        encode(secret).replace("%20", "+"),
        encode(secret).replace("%21", "!"),
        html.replace('"', "&quot;").replace('\'', "&#039;"),
        html.replace('"', "&#34;").replace('\'', "&#39;"),
        html.replace('"', "&quot;").replace('\'', "&#x27;"),
        json.trim_matches('"').to_owned(),
        json.trim_matches('"').replace('/', "\\/"),
        secret.replace('\'', "\\'"),
        hex,
        secret.chars().rev().collect(),
        secret.chars().map(rot13).collect(),
    ];
    for position in 0..3 {
        let bytes = [&b"\0\0\0"[..position], secret.as_bytes()].concat();
        let text = STANDARD_NO_PAD.encode(&bytes);
        // Only the characters that depend on nothing but the secret.
        let from = (position * 8).div_ceil(6);
        let until = bytes.len() * 8 / 6;
        let inner = &text[from..until];
        forms.extend([inner.to_owned(), inner.replace('+', "-").replace('/', "_")]);
    }
    forms.into_iter().map(|form| form.to_lowercase()).collect()
}

fn rot13(c: char) -> char {
    let turned = |base: u8| char::from((c as u8 - base + 13) % 26 + base);
    match c {
        'a'..='z' => turned(b'a'),
        'A'..='Z' => turned(b'A'),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found() {
        let secrets = Secrets::new(["Pa'ss & <1>/\"x\"".to_owned()]);
        for text in [
            "a Pa'ss & <1>/\"x\" b".to_owned(),
            "q=pa%27ss%20%26%20%3c1%3e%2f%22x%22".to_owned(),
            "Pa&#039;ss &amp; &lt;1&gt;/&quot;x&quot;".to_owned(),
            r#"{"a":"Pa'ss & <1>/\"x\""}"#.to_owned(),
            STANDARD_NO_PAD.encode("1Pa'ss & <1>/\"x\"2345"),
            STANDARD_NO_PAD.encode("12Pa'ss & <1>/\"x\"2345"),
            STANDARD_NO_PAD.encode("123Pa'ss & <1>/\"x\"2345"),
            "Cn'ff & <1>/\"k\"".to_owned(),
            "\"x\"/>1< & ss'aP".to_owned(),
        ] {
            let found = std::panic::catch_unwind(|| secrets.must_not_be_in("text", text.as_bytes()));
            assert!(found.is_err(), "not found in {text}");
        }
        secrets.must_not_be_in("text", b"nothing here");
    }
}
