//! A connected Matomo with something in the log of both people.

use std::ops::Deref;

use e2e::browser::Browser;
use e2e::connected::Connected;
use e2e::http;
use e2e::matomo::{Matomo, Person};
use e2e::pages::Reader;
use e2e::wait;

/// Who reads inside Matomo; an operator is nobody there.
pub const READERS: [Reader; 2] = [Reader::SuperUser, Reader::Plain];

pub struct Ground {
    log: Connected,
    today: String,
}

impl Deref for Ground {
    type Target = Connected;

    fn deref(&self) -> &Connected {
        &self.log
    }
}

impl Ground {
    /// `None` where there is no Matomo.
    pub fn start() -> Option<Ground> {
        let mut ground = Ground { log: Connected::new(Matomo::from_environment()?), today: String::new() };
        // Without a visit Matomo shows how to install itself instead of a dashboard.
        let visit =
            format!("matomo.php?idsite={}&rec=1&url=https%3A%2F%2Fe2e.example.org%2F", ground.matomo.site);
        assert!([200, 204].contains(&http::get(&format!("{}{visit}", ground.matomo.url), &[]).status));
        ground.set_goal(None);
        ground.set_goal(Some("thank-you"));
        let denied = ground.goal(&ground.matomo.viewer, "Goals.updateGoal", "mine-now");
        assert!(denied.contains("error"), "{denied}");
        let newest = format!("user:{} outcome:denied", ground.matomo.viewer.login);
        let entry = wait::until("what the plain user tried", || ground.entries(&newest).pop());
        ground.today = entry["time"].as_str().unwrap()[..10].to_owned();
        Some(ground)
    }

    /// The super user makes the first goal of the website, or changes it.
    pub fn set_goal(&self, pattern: Option<&str>) {
        let method = if pattern.is_some() { "Goals.updateGoal" } else { "Goals.addGoal" };
        let said = self.goal(&self.matomo.admin, method, pattern.unwrap_or("thanks"));
        assert!(!said.contains("error"), "{said}");
    }

    fn goal(&self, by: &Person, method: &str, pattern: &str) -> String {
        let (site, name) = (self.matomo.site.to_string(), format!("E2E goal {}", self.matomo.suffix));
        let fields = [
            ("idSite", site.as_str()),
            ("idGoal", "1"),
            ("name", &name),
            ("matchAttribute", "url"),
            ("pattern", pattern),
            ("patternType", "contains"),
        ];
        self.matomo.api(by, method, &fields).body
    }

    pub fn person(&self, reader: Reader) -> &Person {
        match reader {
            Reader::Plain => &self.matomo.viewer,
            Reader::SuperUser | Reader::Operator => &self.matomo.admin,
        }
    }

    /// A browser in which they are signed in.
    pub async fn browser(&self, reader: Reader) -> Browser {
        let (browser, person) = (Browser::open().await, self.person(reader));
        self.matomo.sign_in(&browser, &person.login, &person.password).await;
        browser.find("#root").await;
        // The first page goes on asking while it is left.
        browser.go(&self.matomo.page("module=UsersManager&action=userSettings")).await;
        browser.find("#secondNavBar").await;
        browser
    }

    /// An address of the list of pages.
    pub fn address(&self, parameters: &str) -> String {
        let filled = parameters
            .replace("{login}", &self.matomo.admin.login)
            .replace("{site}", &self.matomo.site.to_string())
            .replace("{today}", &self.today);
        self.matomo.log_page(&filled)
    }

    /// What the browser asked of other hosts since this was last asked.
    pub fn asked_elsewhere(&self, browser: &Browser) -> Vec<String> {
        browser.requested().into_iter().filter(|url| !url.starts_with(&self.matomo.url)).collect()
    }
}
