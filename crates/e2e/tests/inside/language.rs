//! The language that somebody chose in Matomo is the language of our pages.

use std::collections::BTreeSet;
use std::fs;

use e2e::pages::Reader;
use e2e::php::root;

use crate::ground::Ground;

pub async fn is_that_of_the_person(ground: &Ground) {
    let browser = ground.browser(Reader::SuperUser).await;
    let mut seen = BTreeSet::new();
    for language in ["de", "fr", "es", "en"] {
        let login = &ground.matomo.admin.login;
        let fields = [("login", login.as_str()), ("languageCode", language)];
        ground.matomo.must("LanguagesManager.setLanguageForUser", &fields);
        browser.go(&ground.address("&page=overview")).await;
        browser.find(&format!(".oal-overview[lang={language}]")).await;
        assert_eq!(browser.text(".oal-page h2").await, title(language), "{language}");
        let tabs = browser.texts(".oal-tabs a").await;
        assert_eq!(
            tabs,
            ["overview", "log", "people", "websites", "usage", "exports", "recorded"]
                .map(|tab| { word(language, &format!("tab-{tab}")) })
        );
        seen.insert((title(language), tabs));
        browser.shot(&format!("inside-overview-{language}")).await;
    }
    assert_eq!(seen.len(), 4, "the same words in two languages");
}

/// What Matomo calls our page.
fn title(language: &str) -> String {
    let file = root().join(format!("matomo/OpenActivityLog/lang/{language}.json"));
    let words: serde_json::Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    words["OpenActivityLog"]["ActivityLog"].as_str().unwrap().to_owned()
}

/// A plain message of a locale.
fn word(language: &str, id: &str) -> String {
    let locale = root().join("crates/server/locales").join(language);
    let mut files = vec![locale.join("pages.ftl")];
    files.extend(fs::read_dir(locale.join("pages")).unwrap().map(|file| file.unwrap().path()));
    let text: String = files.iter().map(|file| fs::read_to_string(file).unwrap() + "\n").collect();
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{id} = ")));
    line.unwrap_or_else(|| panic!("{language} has no {id}")).trim().to_owned()
}
