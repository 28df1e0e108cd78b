//! History that was imported: a log of its own beside the witnessed one, under the same rules.

use activity_log::serve::Role;
use activity_log_core::Event;
use axum::http::StatusCode;

use crate::fake::{MAIN_SECRET, OTHER_SECRET, Server, Who, console};
use crate::sample;

fn named(login: &str, name: &str, source: &str) -> Event {
    let mut event = sample::event(login, "goal.updated");
    event.source = source.into();
    event.target.as_mut().unwrap().name = Some(name.into());
    event
}

/// Entry 1 of both logs is bob's, entry 2 zelda's. Imported are 60 more of bob's.
fn server() -> Server {
    let log = |source: &str| {
        vec![
            named("bob", &format!("{source} one."), source),
            named("zelda", &format!("{source} two."), source),
        ]
    };
    let mut imported = log("import");
    imported.extend((0..60).map(|number| named("bob", &format!("old goal {number}."), "import")));
    Server::with_imported(log("plugin"), imported)
}

async fn everybody(server: &Server, path: &str) -> Vec<(&'static str, StatusCode, String)> {
    let cookie = |login: &'static str, role| server.cookie(console(login, role));
    let all = [
        ("super user", Who::superuser()),
        ("operator", Who::Console(cookie("operator", Role::Operator).await)),
        ("user", Who::user("bob")),
        ("console user", Who::Console(cookie("bob", Role::User).await)),
        ("anonymous", Who::Anonymous),
        ("bearer", Who::Bearer(MAIN_SECRET.into())),
    ];
    let mut answers = Vec::new();
    for (name, who) in all {
        let answer = server.get(&who, path).await;
        answers.push((name, answer.status, answer.text));
    }
    answers
}

#[tokio::test]
async fn everybody_sees_of_it_what_they_may() {
    let server = server();
    for (path, own, others) in [
        ("/log?fragment=1&log=imported&q=import", "import one.", "import two."),
        ("/log?fragment=1&log=imported&f_user=zelda", "", "import two."),
        ("/widget?fragment=1&log=imported&limit=50", "old goal 59.", ""),
        ("/log/1?fragment=1&log=imported", "import one.", ""),
        ("/log/2?fragment=1&log=imported", "", "import two."),
        ("/api/v1/entries?log=imported&limit=100", "import one.", "import two."),
        ("/api/v1/entries/1?log=imported", "import one.", ""),
        ("/api/v1/entries/2?log=imported", "", "import two."),
    ] {
        for (name, status, text) in everybody(&server, path).await {
            let may = match name {
                "super user" | "operator" => StatusCode::OK,
                "user" | "console user" if path.contains("/2?") => StatusCode::NOT_FOUND,
                "user" | "console user" => StatusCode::OK,
                _ => StatusCode::UNAUTHORIZED,
            };
            assert_eq!(status, may, "{path} as {name}");
            let is_everything = ["super user", "operator"].contains(&name);
            assert!(!is_everything || others.is_empty() || text.contains(others), "{path} as {name}: {text}");
            // Filters by a person hide everybody else's, one's own too.
            assert!(may != StatusCode::OK || text.contains(own), "{path} as {name}: {text}");
            assert!(is_everything || !text.contains("import two."), "{path} as {name}");
            assert!(!text.contains("plugin one") && !text.contains("another Matomo"), "{path} as {name}");
        }
    }
    let menu = server.get(&Who::user("bob"), "/log?fragment=1&log=imported").await.text;
    assert!(!menu.contains("zelda"));
}

#[tokio::test]
async fn it_is_marked_and_every_link_stays_in_it() {
    let server = server();
    let list = server.get(&Who::superuser(), "/log?fragment=1&log=imported&q=user:bob").await.text;
    assert_eq!(list.matches("<li class=\"oal-row").count(), 25);
    assert_eq!(list.matches(">imported</small>").count(), 25, "{list}");
    assert!(!list.contains("arrived later"), "being imported is no delay");
    assert_eq!(list.matches("name=\"log\" value=\"imported\"").count(), 2, "both forms keep the log");
    let addresses: Vec<&str> =
        list.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let leave: Vec<&&str> = addresses.iter().filter(|address| !address.contains("log=imported")).collect();
    let matomo = "index.php?module=OpenActivityLog&#38;action=index";
    let recorded = format!("{matomo}&#38;page=recorded");
    let exports = format!("{matomo}&#38;page=exports");
    assert_eq!(leave, [&&*exports, &&*recorded, &&*format!("{matomo}&#38;q=user%3Abob"), &&*recorded]);
    let entry = server.get(&Who::superuser(), "/log/2?fragment=1&log=imported").await.text;
    assert!(entry.contains(">imported</span>") && entry.contains("entry=2&#38;log=imported"), "{entry}");
    let witnessed = server.get(&Who::superuser(), "/log?fragment=1").await.text;
    assert!(witnessed.contains("Imported history") && witnessed.contains("&#38;log=imported\""));
    assert!(!witnessed.contains(">imported<") && witnessed.contains("plugin one."));
    assert!(!witnessed.contains("import one."));
}

#[tokio::test]
async fn pages_of_it_have_no_gaps() {
    let server = server();
    let mut path = "/api/v1/entries?log=imported&limit=7".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = server.get(&Who::superuser(), &path).await.json();
        for entry in page["entries"].as_array().unwrap() {
            assert_eq!(entry["source"], "import");
            seen.push(entry["seq"].as_u64().unwrap());
        }
        let Some(older) = page["older"].as_u64() else { break };
        path = format!("/api/v1/entries?log=imported&limit=7&before={older}");
    }
    assert_eq!(seen, (1..=62).rev().collect::<Vec<_>>());
    let page = server.get(&Who::superuser(), "/log?log=imported&limit=25&before=38").await.text;
    assert!(page.contains("old goal 34.") && !page.contains("old goal 35."), "{page}");
}

#[tokio::test]
async fn where_nothing_was_imported_nothing_is_offered_or_found() {
    let server = Server::with(vec![named("bob", "plugin one.", "plugin")]);
    let list = server.get(&Who::superuser(), "/log?fragment=1").await.text;
    assert!(list.contains("plugin one.") && !list.contains("Imported history"));
    for path in ["/log", "/log/1", "/widget", "/api/v1/entries", "/api/v1/entries/1"] {
        // The other Matomo of this server has a history; it is nobody's here.
        let answer = server.get(&Who::superuser(), &format!("{path}?log=imported")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text.contains("plugin one."), "{path}");
    }
    let mut claims = Who::claims("root", "superuser");
    (claims.instance, claims.secret) = ("other".into(), OTHER_SECRET.into());
    let theirs = server.get(&Who::Matomo(claims), "/log?log=imported").await;
    assert!(theirs.text.contains("of another Matomo"));
}

#[tokio::test]
async fn other_values_open_no_other_log() {
    let server = server();
    for value in
        ["other", "other-imported", "main-imported", "Imported", "../other", "imported%00", "1", "%2e%2e"]
    {
        for path in ["/api/v1/entries", "/api/v1/entries/1"] {
            let answer = server.get(&Who::superuser(), &format!("{path}?log={value}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {value}");
        }
        for path in ["/log", "/log/1", "/widget"] {
            let text = server.get(&Who::superuser(), &format!("{path}?log={value}")).await.text;
            assert!(text.contains("plugin one."), "{path} {value}");
            assert!(!text.contains("import one.") && !text.contains("another Matomo"), "{path} {value}");
        }
    }
    let empty = server.get(&Who::user("dave"), "/log?log=imported").await.text;
    assert!(empty.contains("There is no imported entry that you may see."));
}

#[tokio::test]
async fn matomos_page_passes_on_whatever_links_and_forms_of_the_list_say() {
    let server = server();
    let path = "/log?fragment=1&log=imported&q=goal&fold=0&limit=50&before=60";
    let page = server.get(&Who::superuser(), path).await.text.replace("&#38;", "&");
    let controller = include_str!("../../../../matomo/OpenActivityLog/Controller.php");
    let passed = controller.split("const PARAMETERS = array(").nth(1).unwrap().split(");").next().unwrap();
    let of_matomo = ["module", "action", "entry", "page"];
    let links = page.split("index.php?").skip(1).map(|rest| rest.split('"').next().unwrap());
    let in_links = links.flat_map(|link| link.split('&').filter_map(|pair| pair.split('=').next()));
    let in_forms = page.split(" name=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let names: std::collections::BTreeSet<&str> = in_links.chain(in_forms).collect();
    assert!(["log", "q", "fold", "limit", "before", "f_nested"].iter().all(|name| names.contains(name)));
    for name in names {
        assert!(of_matomo.contains(&name) || passed.contains(&format!("'{name}'")), "{name}");
    }
}
