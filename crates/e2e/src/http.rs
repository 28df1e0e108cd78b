//! Plain HTTP requests that treat every status as an answer.

use std::time::Duration;

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Set-Cookie`, without its attributes.
    pub cookie: Option<String>,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {:?}", self.body))
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(120)))
        .http_status_as_error(false)
        .max_redirects(0)
        .build()
        .into()
}

fn read(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut answer = answer.unwrap();
    let cookie = answer.headers().get("set-cookie").map(|value| value.to_str().unwrap().to_owned());
    let bytes = answer.body_mut().with_config().limit(256 << 20).read_to_vec().unwrap();
    Answer {
        status: answer.status().as_u16(),
        cookie: cookie.and_then(|cookie| cookie.split(';').next().map(str::to_owned)),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// `GET`.
pub fn get(url: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = agent().get(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    read(request.call())
}

/// `POST` with a body of that type.
pub fn post(url: &str, headers: &[(&str, &str)], kind: &str, body: &str) -> Answer {
    let mut request = agent().post(url).header("Content-Type", kind);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    read(request.send(body))
}

/// `POST` as a form does.
pub fn post_form(url: &str, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> Answer {
    let body: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    post(url, headers, "application/x-www-form-urlencoded", &body.join("&"))
}

/// Percent-encoding of everything that is not unreserved.
pub fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
