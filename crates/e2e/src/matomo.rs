//! The real Matomo that `MATOMO_URL` and `MATOMO_DIR` name, with people of our own in it for the time of the test.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::browser::Browser;
use crate::http::{self, Answer};
use crate::php::root;

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub struct Person {
    /// Login.
    pub login: String,
    /// Password.
    pub password: String,
    /// API token.
    pub token: String,
}

/// A Matomo on this machine. The people made for the test are gone when it goes out of scope, and its settings are as before.
pub struct Matomo {
    /// Where it answers, with a slash at the end.
    pub url: String,
    /// Where it lies.
    pub dir: PathBuf,
    /// Tells everything of this run apart from what was there before.
    pub suffix: String,
    /// A website made for the test.
    pub site: u64,
    /// A super user.
    pub admin: Person,
    /// Somebody who may view that website and nothing else.
    pub viewer: Person,
    user: String,
    /// `config.ini.php` as it was before.
    config: String,
}

impl Matomo {
    /// The one that the environment names, `None` where it names none.
    pub fn from_environment() -> Option<Matomo> {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let (Some(url), Some(dir)) = (variable("MATOMO_URL"), variable("MATOMO_DIR")) else {
            crate::say("skipped: MATOMO_URL and MATOMO_DIR name no Matomo");
            return None;
        };
        let dir = fs::canonicalize(dir).unwrap();
        let owner = fs::metadata(dir.join("config/config.ini.php")).unwrap().uid().to_string();
        let user = command_output(Command::new("id").args(["-nu", &owner])).trim().to_owned();
        let config = fs::read_to_string(dir.join("config/config.ini.php")).unwrap();
        let suffix = std::process::id().to_string();
        let people: Value =
            serde_json::from_str(&php(&dir, &user, "provision.php", &["add", &suffix])).unwrap();
        let person = |role: &str| {
            let text = |name: &str| people[role][name].as_str().unwrap().to_owned();
            Person { login: text("login"), password: text("password"), token: text("token") }
        };
        Some(Matomo {
            url: format!("{}/", url.trim_end_matches('/')),
            site: people["site"].as_u64().unwrap(),
            admin: person("super"),
            viewer: person("plain"),
            config,
            dir,
            suffix,
            user,
        })
    }

    /// A page of it.
    pub fn page(&self, query: &str) -> String {
        format!("{}index.php?{query}", self.url)
    }

    /// The page of the log, with these parameters.
    pub fn log_page(&self, parameters: &str) -> String {
        self.page(&format!("module=OpenActivityLog&action=index{parameters}"))
    }

    /// An API call with somebody's token, as a script makes it.
    pub fn api(&self, person: &Person, method: &str, params: &[(&str, &str)]) -> Answer {
        let mut fields = vec![
            ("module", "API"),
            ("method", method),
            ("format", "json"),
            ("token_auth", person.token.as_str()),
        ];
        fields.extend(params);
        http::post_form(&format!("{}index.php", self.url), &[("User-Agent", "end-to-end test")], &fields)
    }

    /// An API call that must succeed; answers its value.
    pub fn must(&self, method: &str, params: &[(&str, &str)]) -> Value {
        let answer = self.api(&self.admin, method, params);
        let json = answer.json();
        assert!(answer.status == 200 && json["result"] != "error", "{method}: {json}");
        json["value"].clone()
    }

    /// Signs in by the form.
    pub async fn sign_in(&self, browser: &Browser, login: &str, password: &str) {
        browser.go(&self.page("module=Login")).await;
        browser.fill("#login_form_login", login).await;
        browser.fill("#login_form_password", password).await;
        browser.click("#login_form_submit").await;
    }

    /// A script of this crate as the user that PHP runs as.
    pub fn php(&self, script: &str, arguments: &[&str]) -> String {
        php(&self.dir, &self.user, script, arguments)
    }

    /// Whether a plugin is switched on.
    pub fn has_plugin(&self, name: &str) -> bool {
        let config = fs::read_to_string(self.dir.join("config/config.ini.php")).unwrap();
        config.lines().any(|line| line.trim() == format!("Plugins[] = \"{name}\""))
    }

    /// Matomo's own console.
    pub fn console(&self, arguments: &[&str]) -> String {
        command_output(as_user(&self.user, &["php", "console"]).args(arguments).current_dir(&self.dir))
    }

    /// Number of the last line written to a spool.
    pub fn lines_written(spool: &Path) -> u64 {
        let head = fs::read_to_string(spool.join("lock")).unwrap();
        head.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Matomo {
    fn drop(&mut self) {
        // No panic here: it would hide why a test failed.
        let _ = fs::write(self.dir.join("config/config.ini.php"), &self.config);
        let script = php_command(&self.dir, &self.user, "provision.php", &["remove", &self.suffix]).output();
        if !script.is_ok_and(|output| output.status.success()) {
            eprintln!("left in {}: users and websites named e2e-… and E2E …", self.dir.display());
        }
    }
}

fn php(dir: &Path, user: &str, script: &str, arguments: &[&str]) -> String {
    command_output(&mut php_command(dir, user, script, arguments))
}

fn php_command(dir: &Path, user: &str, script: &str, arguments: &[&str]) -> Command {
    // By standard input: that user may not be allowed to read this repository.
    let script = fs::File::open(root().join("crates/e2e/php").join(script)).unwrap();
    let mut command = as_user(user, &["php", "--"]);
    command.args(arguments).current_dir(dir).stdin(Stdio::from(script));
    command
}

fn as_user(user: &str, words: &[&str]) -> Command {
    let me = command_output(Command::new("id").arg("-nu"));
    let mut words = words.iter();
    let mut command = if me.trim() == user {
        Command::new(words.next().unwrap())
    } else {
        let mut command = Command::new("runuser");
        command.args(["-u", user, "--"]);
        command
    };
    command.args(words);
    command
}

fn command_output(command: &mut Command) -> String {
    crate::server::run(command)
}
