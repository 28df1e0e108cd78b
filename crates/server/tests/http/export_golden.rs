//! The bytes of every form that exports have, kept in `golden/exports-v1/`: who reads such files by program must not be surprised.
//! A person reads every change of them: `UPDATE_GOLDEN=1` writes them, `git diff` shows them. What a reader could stumble over is a
//! new version of the formats (docs/formats/exports.md), with golden files beside these.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use activity_log::export::columns::COLUMNS;
use activity_log_core::Event;
use activity_log_core::event::{ActorKind, Auth, Client, Outcome, Target, Told};
use serde_json::json;
use uuid::Uuid;

use crate::fake::{Server, Who};
use crate::sample;

const VERSION: &str = "exports-v1";
const ALL: &str = "q=nested%3Ayes%2Cno";

/// One entry with every member, one with none that can be left out, and one for each text that does harm somewhere.
fn events() -> Vec<Event> {
    let mut whole = sample::event("alice", "goal.updated");
    whole.reason = Some("why, \"exactly\"".into());
    whole.also = vec!["goal.renamed".into(), "goal.moved".into()];
    whole.actor.acting_as = Some("bob".into());
    whole.actor.os_user = Some("www-data".into());
    whole.actor.token = Some(activity_log_core::event::Token { id: -12, description: "nightly; =1".into() });
    whole.cause = Some(Uuid::from_u128(7));
    let data = json!({"idGoal": 7}).as_object().unwrap().clone();
    let told =
        |text: &str| Told { class: "A.B".into(), text: text.into(), lang: "en".into(), data: data.clone() };
    whole.told = vec![told("first"), told("=second")];

    let mut bare = sample::event("x", "system.updated");
    bare.actor.kind = ActorKind::System;
    bare.actor.auth = Auth::None;
    (bare.actor.login, bare.actor.role, bare.actor.session) = (None, None, None);
    bare.client = Client::default();
    bare.outcome = Outcome::Failure;
    (bare.target, bare.site) = (None, None);
    bare.changes.clear();
    bare.request = activity_log_core::event::Request::default();

    let long = "0123456789".repeat(1_000);
    let hostile = [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "\u{202e}evil\u{202c} \u{2066}x\u{2069}",
        "\t=1+1",
        "\r=1+1",
        "＝1+1",
        "-1;=1+1\r\n@SUM(1)",
        "a\0b\u{1b}[31mc\u{7f}\u{ffff}",
        "_x0041_, \"quoted\" & ä日本🦀",
        &long,
    ];
    let named = hostile.iter().enumerate().map(|(index, text)| {
        // The long one would be the whole file otherwise.
        let short = if text.len() > 100 { "long" } else { *text };
        let mut event = sample::event(short, "goal.updated");
        event.target =
            Some(Target { kind: "goal".into(), id: Some(index.to_string()), name: Some((*text).into()) });
        event.changes[0].new = json!(short);
        event.client.agent = Some(short.into());
        event.request.params.insert("name".into(), json!(short));
        event.site.as_mut().unwrap().name = Some(short.into());
        event
    });
    let mut events: Vec<Event> = [whole, bare].into_iter().chain(named).collect();
    for (number, event) in events.iter_mut().enumerate() {
        event.id = Uuid::from_u128(0x1000 + number as u128);
    }
    events
}

fn place() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/golden").join(VERSION)
}

fn check(name: &str, text: &str) {
    let path = place().join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let wanted = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for (n, (is, want)) in text.split('\n').zip(wanted.split('\n')).enumerate() {
        assert_eq!(is, want, "{name}, line {} (left: came out, right: must come out)", n + 1);
    }
    assert_eq!(text.len(), wanted.len(), "{name}");
}

async fn made(form: &str) -> Vec<u8> {
    let server = Server::with(events());
    let request = Who::superuser().request(&server, "GET", &format!("/export?as={form}&{ALL}"), "");
    server.bytes(request).await
}

#[tokio::test]
async fn text_forms_are_what_they_were() {
    for (form, name) in [("csv", "entries.csv"), ("ndjson", "entries.ndjson"), ("html", "report.html")] {
        check(name, std::str::from_utf8(&made(form).await).unwrap());
    }
}

#[tokio::test]
async fn the_parts_of_a_workbook_are_what_they_were() {
    let parts = unzipped(&made("xlsx").await);
    assert_eq!(parts.len(), 5);
    for (name, text) in &parts {
        check(&format!("workbook/{name}"), text);
    }
}

/// Files of an archive by name, found by its directory.
fn unzipped(archive: &[u8]) -> BTreeMap<String, String> {
    let number = |at: usize, bytes: usize| {
        archive[at..at + bytes].iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = archive.len() - 22;
    let mut at = number(end + 16, 4);
    let mut parts = BTreeMap::new();
    for _ in 0..number(end + 10, 2) {
        let (packed, name, extra, local) =
            (number(at + 20, 4), number(at + 28, 2), number(at + 30, 2), number(at + 42, 4));
        let start = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let mut text = String::new();
        flate2::read::DeflateDecoder::new(&archive[start..start + packed]).read_to_string(&mut text).unwrap();
        parts.insert(String::from_utf8(archive[at + 46..at + 46 + name].to_vec()).unwrap(), text);
        at += 46 + name + extra;
    }
    parts
}

#[test]
fn the_columns_are_the_documented_ones() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = fs::read_to_string(root.join("docs/formats/exports.md")).unwrap();
    let from = text.find("`seq, time").unwrap() + 1;
    let list = &text[from..from + text[from..].find('`').unwrap()];
    let named: Vec<&str> = list.split(',').map(str::trim).collect();
    assert_eq!(named, COLUMNS);
    let golden = fs::read_to_string(place().join("entries.csv")).unwrap();
    assert_eq!(golden.split("\r\n").next().unwrap().split(',').collect::<Vec<_>>(), COLUMNS);
    assert!(text.contains(VERSION), "the documentation says where the golden files are");
}
