//! Hostile text stays text on every page, and the pages stay whole.

use activity_log::serve::Role;
use axum::http::StatusCode;

use crate::fake::{Answer, Server, Who, console};
use crate::sample;

/// Elements that templates write; whatever else begins with `<` came from somebody's text.
const OURS: &str = "a article b bdi body br button caption circle code datalist dd del details dialog div dl dt em footer form \
    g h1 h2 h3 h4 head header html i img input ins kbd label li link main mark meta nav ol optgroup option p \
    path pre rect script section select small span strong summary svg table tbody td textarea tfoot th thead time title \
    tr ul";
/// Attributes that templates write.
const ATTRIBUTES: &str = "action alt aria-autocomplete aria-checked aria-controls aria-current aria-describedby aria-expanded \
    aria-haspopup aria-hidden aria-invalid aria-label aria-labelledby aria-live aria-pressed autocapitalize \
    autocomplete charset checked class colspan content cx cy d data-label datetime defer dir disabled fill \
    focusable for formaction height hidden href id inputmode label lang list maxlength method name open \
    pattern placeholder preserveAspectRatio r readonly rel required role rows scope selected spellcheck src step tabindex target \
    title type value viewBox width x y";

/// Fails when the page has an element or attribute that no template wrote, an unquoted attribute, or one left open.
pub fn assert_whole(page: &str, what: &str) {
    let elements: Vec<&str> = OURS.split_whitespace().collect();
    let attributes: Vec<&str> = ATTRIBUTES.split_whitespace().collect();
    let mut rest = page;
    while let Some((_, tag)) = rest.split_once('<') {
        if let Some(doctype) = tag.strip_prefix("!doctype html>") {
            rest = doctype;
            continue;
        }
        let is_end = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap();
        let (name, mut inside) = tag.split_at(name_end);
        assert!(elements.contains(&name), "{what}: <{name}");
        loop {
            inside = inside.trim_start();
            if let Some(after) = inside.strip_prefix('>').or_else(|| inside.strip_prefix("/>")) {
                rest = after;
                break;
            }
            assert!(!is_end, "{what}: </{name} with attributes");
            let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap();
            let attribute = &inside[..end];
            let is_ours = attributes.contains(&attribute) || attribute.starts_with("data-oal-");
            assert!(is_ours, "{what}: <{name} {attribute}");
            inside = &inside[end..];
            if let Some(value) = inside.strip_prefix("=\"") {
                let (value, after) = value.split_once('"').unwrap();
                let leads = ["href", "src", "action"].contains(&attribute);
                assert!(
                    !leads || value.starts_with(['/', '#']) || value.starts_with("index.php"),
                    "{what}: {value}"
                );
                inside = after;
            } else {
                assert!(!inside.starts_with('='), "{what}: {attribute} has no quotes");
            }
        }
        assert!(name != "script" || is_end || rest.starts_with("</script>"), "{what}: a script with content");
    }
}

pub fn assert_harmless(answer: &Answer, what: &str) {
    assert_whole(&answer.text, what);
    // In raw JSON some of them stand as they are, and so they do in fields, which keep what was typed; there the page
    // isolates them as a whole.
    let mut shown = answer.text.split("<details><summary>As JSON").next().unwrap().to_owned();
    while let Some((before, after)) = shown.split_once(" value=\"") {
        shown = format!("{before} {}", after.split_once('"').unwrap().1);
    }
    for c in ['\0', '\u{1b}', '\u{7f}', '\u{202e}', '\u{202c}', '\u{2066}'] {
        assert!(!shown.contains(c), "{what}: U+{:04X}", c as u32);
    }
    for name in ["set-cookie", "location"] {
        assert!(answer.headers.get(name).is_none(), "{what}: {name}");
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn in_entries() {
    for text in sample::hostile() {
        let what = text.chars().take(30).collect::<String>();
        let mut consequence = sample::hostile_event(&text);
        let event = sample::hostile_event(&text);
        consequence.cause = Some(event.id);
        let events = vec![event, consequence];
        let server = Server::with_imported(events.clone(), events);
        let cookie = server.cookie(console("operator", Role::Operator)).await;
        for who in [Who::superuser(), Who::Console(cookie)] {
            for path in [
                "/log",
                "/log?q=nested:yes,no&limit=100",
                "/log/1",
                "/log/2?log=imported",
                "/widget",
                "/log?log=imported",
            ] {
                let mark = if path.contains('?') { '&' } else { '?' };
                let answer = server.get(&who, &format!("{path}{mark}fragment=1")).await;
                assert_eq!(answer.status, StatusCode::OK, "{path} {what}");
                assert_harmless(&answer, &format!("{path} {what}"));
            }
        }
        if text.len() < 1_000 {
            let path = format!("/object?type={0}&id={0}&fragment=1", encoded(&text));
            let answer = server.get(&Who::superuser(), &path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_harmless(&answer, &path);
        }
        let answer = server.get(&Who::superuser(), "/api/v1/entries").await;
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.json()["entries"][0]["target"]["name"], text.as_str());
        let answer = server.get(&Who::superuser(), "/api/v1/matomo/entries").await;
        assert_eq!(answer.json()[0]["target"]["name"], text.as_str());
    }
}

#[tokio::test]
async fn in_what_is_asked() {
    let server = Server::with(sample::day());
    let cookie = server.cookie(console("operator", Role::Operator)).await;
    let names = [
        "q",
        "f_user",
        "f_activity",
        "f_site",
        "f_outcome",
        "f_ip",
        "f_from",
        "f_to",
        "f_text",
        "limit",
        "before",
        "t",
        "log",
    ];
    for text in sample::hostile() {
        let text = text.chars().take(500).collect::<String>();
        for name in names {
            for path in ["/log", "/log/2", "/sign-in"] {
                let what = format!("{path}?{name}={text}");
                let path = format!("{path}?{name}={}", encoded(&text));
                for who in [Who::superuser(), Who::Console(cookie.clone()), Who::Anonymous] {
                    let answer = server.get(&who, &path).await;
                    assert!(!answer.status.is_server_error(), "{what}");
                    assert_harmless(&answer, &what);
                }
            }
        }
        let path = format!("/{}", encoded(&text));
        assert_harmless(&server.get(&Who::Anonymous, &path).await, &path);
    }
}
