//! Somebody's browser session, by plain HTTP: cookies, forms and nonces, as Matomo's own pages use them.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::http::encode;
use crate::matomo::Matomo;

/// Most redirects that are followed.
const REDIRECTS_MAX: usize = 5;

/// An answer, after redirects.
#[derive(Debug)]
pub struct Page {
    /// HTTP status of the last answer.
    pub status: u16,
    /// Whether the first answer was a redirect.
    pub was_redirected: bool,
    /// The body as text.
    pub body: String,
}

/// A browser's cookies, and the token that Matomo's pages give to their scripts.
pub struct Session<'a> {
    matomo: &'a Matomo,
    agent: ureq::Agent,
    cookies: BTreeMap<String, String>,
    token: String,
}

impl<'a> Session<'a> {
    /// Nobody yet.
    pub fn new(matomo: &'a Matomo) -> Session<'a> {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(120)))
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        Session { matomo, agent, cookies: BTreeMap::new(), token: String::new() }
    }

    /// Signs in by the form.
    pub fn sign_in(matomo: &'a Matomo, login: &str, password: &str) -> Session<'a> {
        let mut session = Session::new(matomo);
        let page = session.try_to_sign_in(login, password);
        session.token = between(&page.body, "piwik.token_auth = \"", "\"")
            .unwrap_or_else(|| panic!("{login} is not signed in: {}", title(&page.body)));
        session
    }

    /// Sends the login form, whatever comes of it.
    pub fn try_to_sign_in(&mut self, login: &str, password: &str) -> Page {
        let form = self.get("module=Login");
        let nonce = hidden(&form.body, "form_nonce");
        self.post(
            "module=Login",
            &[("form_login", login), ("form_password", password), ("form_nonce", nonce.as_str())],
        )
    }

    /// A page.
    pub fn get(&mut self, query: &str) -> Page {
        let url = self.matomo.page(query);
        self.follow(url, None)
    }

    /// A form.
    pub fn post(&mut self, query: &str, fields: &[(&str, &str)]) -> Page {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let url = self.matomo.page(query);
        self.follow(url, Some(body.join("&")))
    }

    /// What a script of a page sends: the session's own token goes along.
    pub fn post_with_token(&mut self, query: &str, fields: &[(&str, &str)]) -> Page {
        let token = self.token.clone();
        let mut all = vec![("token_auth", token.as_str()), ("force_api_session", "1")];
        all.extend(fields);
        self.post(&format!("{query}&token_auth={token}&force_api_session=1"), &all)
    }

    /// An API call as a page makes it.
    pub fn api(&mut self, method: &str, params: &[(&str, &str)]) -> Page {
        self.post_with_token(&format!("module=API&method={method}&format=json"), params)
    }

    /// Types the password again where Matomo asks for it before an action.
    pub fn confirm_password(&mut self, query: &str, password: &str) -> Page {
        let page = self.get(query);
        if !page.body.contains("login_form_password") {
            return page;
        }
        let nonce = hidden(&page.body, "nonce");
        self.post("module=Login&action=confirmPassword", &[("nonce", nonce.as_str()), ("password", password)])
    }

    fn follow(&mut self, mut url: String, mut form: Option<String>) -> Page {
        let mut was_redirected = false;
        for _ in 0..REDIRECTS_MAX {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let cookies = cookies.join("; ");
            let sent = match &form {
                Some(body) => self
                    .agent
                    .post(&url)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Cookie", &cookies)
                    .header("User-Agent", "end-to-end session")
                    .header("Origin", self.matomo.url.trim_end_matches('/'))
                    .header("Referer", &self.matomo.page("module=CoreAdminHome"))
                    .send(body.as_str()),
                None => self
                    .agent
                    .get(&url)
                    .header("Cookie", &cookies)
                    .header("User-Agent", "end-to-end session")
                    .header("Referer", &self.matomo.page("module=CoreAdminHome"))
                    .call(),
            };
            let mut answer = sent.unwrap();
            for cookie in answer.headers().get_all("set-cookie") {
                let pair = cookie.to_str().unwrap().split(';').next().unwrap_or_default();
                if let Some((name, value)) = pair.split_once('=') {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
            let status = answer.status().as_u16();
            let next = answer.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
            if let (300..=399, Some(next)) = (status, next) {
                was_redirected = true;
                url = if next.starts_with("http") {
                    next
                } else {
                    format!("{}{}", self.matomo.url, next.trim_start_matches(['/', '.']))
                };
                form = None;
                continue;
            }
            let bytes = answer.body_mut().with_config().limit(64 << 20).read_to_vec().unwrap();
            return Page { status, was_redirected, body: String::from_utf8_lossy(&bytes).into_owned() };
        }
        panic!("{url}: redirects without end");
    }
}

/// The value of a form's hidden field; empty where there is none.
pub fn hidden(html: &str, name: &str) -> String {
    let Some(at) = html.find(&format!("name=\"{name}\"")) else { return String::new() };
    between(&html[at..], "value=\"", "\"").unwrap_or_default()
}

/// The text between two others.
pub fn between(text: &str, from: &str, to: &str) -> Option<String> {
    let start = text.find(from)? + from.len();
    let end = text[start..].find(to)? + start;
    Some(text[start..end].to_owned())
}

fn title(html: &str) -> String {
    between(html, "<title>", "</title>").unwrap_or_else(|| html.chars().take(300).collect())
}
