//! The language of pages and errors: the viewer's, and where nobody is known the browser's.

use std::time::Duration;

use activity_log::serve::{Role, Viewer};
use axum::http::StatusCode;

use crate::fake::{Answer, Server, Who, console};
use crate::sample;

/// Asked by a browser with these languages.
async fn ask(server: &Server, who: &Who, path: &str, languages: &str) -> Answer {
    let mut request = who.request(server, "GET", path, "");
    request.headers_mut().insert("accept-language", languages.parse().unwrap());
    server.ask(request).await
}

fn speaking(login: &str, role: &str, lang: &str) -> Who {
    let mut claims = Who::claims(login, role);
    claims.lang = lang.into();
    Who::Matomo(claims)
}

#[tokio::test]
async fn a_whole_page_in_the_language_of_matomo() {
    let server = Server::with(vec![sample::event("alice", "goal.updated")]);
    let page = server.get(&speaking("root", "superuser", "de"), "/log?fragment=1").await.text;
    assert!(page.contains("lang=\"de\" dir=\"ltr\""), "{page}");
    assert!(page.contains("Heute, 22. November 2026"), "{page}");
    assert!(
        page.contains(
            "hat das Ziel „<bdi class=\"oal-value\">Signup done</bdi>“ auf <bdi class=\"oal-value\">Shop</bdi> geändert"
        ),
        "{page}"
    );
    let entry = server.get(&speaking("root", "superuser", "de"), "/log/1?fragment=1").await.text;
    assert!(entry.contains("Ziel 7") && entry.contains("Was sich geändert hat"), "{entry}");
    let recorded = server.get(&speaking("root", "superuser", "de"), "/recorded?fragment=1").await.text;
    assert!(
        recorded.contains("Passwortregeln geprüft") && recorded.contains("das Plugin hört nicht zu."),
        "{recorded}"
    );
    let json = server.get(&speaking("root", "superuser", "de"), "/api/v1/entries/1").await.json();
    assert_eq!(json["text"], "hat das Ziel „Signup done“ auf Shop geändert");
}

#[tokio::test]
async fn a_wrong_query_is_explained_in_the_readers_language() {
    let server = Server::with(sample::day());
    let who = speaking("root", "superuser", "de");
    let page = server.get(&who, "/log?fragment=1&q=site:3%20usr%3Aalice").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Das Feld „usr“ gibt es nicht. Die Felder sind user,"), "{}", page.text);
    assert!(page.text.contains("site:3 <mark>usr</mark>:alice"));
    let json = server.get(&who, "/api/v1/entries?q=site%3Ashop").await;
    assert_eq!(json.status, StatusCode::BAD_REQUEST);
    assert_eq!(json.json()["error"], "Hinter „site:“ steht die Nummer einer Webseite, zum Beispiel site:3.");
    assert_eq!(json.json()["where"]["from"], 5);
    let english = server.get(&Who::superuser(), "/api/v1/entries?q=site%3Ashop").await;
    assert_eq!(english.json()["error"], "“site:” takes the number of a website, such as site:3.");
}

#[tokio::test]
async fn refusals_speak_to_whoever_is_known() {
    let server = Server::with(sample::day());
    // The plugin prints the sentence of such an answer inside Matomo.
    let answer = server.get(&speaking("bob", "user", "de"), "/log/4711?fragment=1").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.json()["error"], "Hier ist nichts, oder nichts, was Sie sehen dürfen.");
    let answer = server.get(&speaking("bob", "user", "de"), "/api/v1/inventory").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.json()["error"], "Das ist nur für Hauptadministratoren.");
    // Programs get English.
    let answer = server.post(&Who::Bearer("wrong".into()), "/api/v1/events", "{}").await;
    assert_eq!(answer.json()["error"], "not signed in");
    // The session's language counts, not the browser's.
    let mut viewer = console("bob", Role::User);
    viewer.lang = "de".into();
    let who = Who::Console(server.cookie(viewer).await);
    let page = ask(&server, &who, "/log/4711", "en").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("<html lang=\"de\"") && page.text.contains("Nicht gefunden"), "{}", page.text);
}

#[tokio::test]
async fn whoever_is_not_known_is_asked_in_the_language_of_their_browser() {
    let server = Server::with(sample::day());
    for (path, status, words) in [
        ("/log", StatusCode::UNAUTHORIZED, "Es gibt zwei Wege hinein"),
        ("/sign-in", StatusCode::OK, "Es gibt zwei Wege hinein"),
        ("/sign-in?t=used", StatusCode::UNAUTHORIZED, "Dieser Link funktioniert nicht mehr."),
        ("/no-such-page", StatusCode::NOT_FOUND, "Nicht gefunden"),
    ] {
        let page = ask(&server, &Who::Anonymous, path, "tlh, de-AT;q=0.8, en;q=0.5").await;
        assert_eq!(page.status, status, "{path}");
        assert!(page.text.contains("<html lang=\"de\" dir=\"ltr\">") && page.text.contains(words), "{path}");
        let page = ask(&server, &Who::Anonymous, path, "tlh").await;
        assert!(page.text.contains("<html lang=\"en\" dir=\"ltr\">") && !page.text.contains(words), "{path}");
    }
    let mut request = Who::Anonymous.request(&server, "GET", "/log", "");
    request.headers_mut().insert("host", "evil.example".parse().unwrap());
    request.headers_mut().insert("accept-language", "de".parse().unwrap());
    assert!(server.ask(request).await.text.contains("hört nicht auf den Namen"));
}

#[tokio::test]
async fn the_operators_session_keeps_the_language_it_began_in() {
    let server = Server::with(sample::day());
    let sign_in = async |viewer: Viewer| {
        let link = server.app.issue_link(viewer, Duration::from_secs(60));
        let path = link.strip_prefix("http://127.0.0.1:8740").unwrap().to_owned();
        let answer = ask(&server, &Who::Anonymous, &path, "de-DE,de;q=0.9,en;q=0.7").await;
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        (answer.text, Who::Console(cookie))
    };
    let (page, who) = sign_in(Viewer::operator("main", "UTC")).await;
    assert!(page.contains("Sie sind angemeldet."), "{page}");
    let page = ask(&server, &who, "/log", "en").await.text;
    assert!(page.contains("<html lang=\"de\"") && page.contains("Aktivitätsprotokoll"), "{page}");
    // Matomo's choice stays for people who come from there.
    let (_, who) = sign_in(console("alice", Role::Superuser)).await;
    assert!(ask(&server, &who, "/log", "de").await.text.contains("<html lang=\"en\""));
}

#[tokio::test]
async fn a_language_that_is_not_there_is_english_from_left_to_right() {
    let server = Server::with(sample::day());
    for lang in ["ar", "he", "fa", "tlh", "", "../../etc/passwd"] {
        let page = server.get(&speaking("root", "superuser", lang), "/log?fragment=1").await.text;
        assert!(page.contains("<div class=\"oal oal-log\" lang=\"en\" dir=\"ltr\">"), "{lang}: {page:.80}");
    }
}

/// Elements that keep the direction of their text to themselves; `<pre>` and attributes are shown as blocks of their own.
const ISOLATING: [&str; 5] = ["bdi", "option", "pre", "title", "code"];

/// Where the text stands without anything that isolates it.
fn loose(page: &str, text: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for part in page.split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap();
        let name = tag.split([' ', '/', '\n']).next().unwrap_or_default().to_owned();
        if let Some(name) = tag.strip_prefix('/') {
            while open.pop().is_some_and(|last| last != name) {}
        } else if !tag.ends_with('/')
            && !["input", "br", "meta", "link", "img", "!doctype"].contains(&name.as_str())
        {
            open.push(name);
        }
        // Where no element can stand, signs isolate.
        let words = words.replace(&format!("\u{2068}{text}\u{2069}"), "");
        if words.contains(text) && !open.iter().any(|name| ISOLATING.contains(&name.as_str())) {
            found.push(format!("{open:?}: {words}"));
        }
    }
    found
}

#[tokio::test]
async fn names_from_right_to_left_keep_to_themselves() {
    const NAME: &str = "מטרה";
    let mut event = sample::event(NAME, "goal.updated");
    event.target.as_mut().unwrap().name = Some(NAME.into());
    event.site.as_mut().unwrap().name = Some(NAME.into());
    event.reason = Some(NAME.into());
    event.outcome = activity_log_core::event::Outcome::Failure;
    event.client.agent = Some(NAME.into());
    event.changes[0].old = NAME.into();
    event.request.params.insert("name".into(), serde_json::json!([NAME, "b"]));
    let server = Server::with(vec![event]);
    let cookie = Who::Console(server.cookie(console(NAME, Role::Superuser)).await);
    for path in [
        "/log",
        "/log/1",
        "/widget",
        "/log?q=%D7%9E%D7%98%D7%A8%D7%94&f_site=%D7%9E%D7%98%D7%A8%D7%94",
        "/overview",
        "/usage?show=changes",
        "/person?login=%D7%9E%D7%98%D7%A8%D7%94",
        "/website?site=3",
        "/websites",
        "/replay?session=b3623d1d",
        "/exports?q=%D7%9E%D7%98%D7%A8%D7%94",
        "/export?as=html",
    ] {
        let page = server.get(&cookie, path).await.text;
        assert!(page.contains(NAME), "{path}");
        let loose = loose(&page, NAME);
        assert!(loose.is_empty(), "{path}: {loose:?}");
    }
    let report = server.get(&cookie, "/export?as=html").await.text;
    let isolated = format!("\u{2068}{NAME}\u{2069}");
    assert!(report.contains(&format!("“{isolated}” on {isolated}; it failed")), "{report}");
    assert_eq!(loose("<p><b>a</b> xא</p>", "א").len(), 1);
    assert!(loose("<p><br><bdi>xא</bdi></p>", "א").is_empty());
    assert_eq!(loose("<h1>Person א</h1>", "א").len(), 1);
    assert!(loose("<h1>Person \u{2068}א\u{2069}</h1>", "א").is_empty());
}
