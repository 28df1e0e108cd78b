//! What the API answers when everything is in order, and when it is not.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use activity_log::serve::{api, router};
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::fake::{FakeStore, MAIN_SECRET, Server, Who};
use crate::sample;

fn fact(id: &str) -> String {
    json!({"v":1,"kind":"fact","n":1,"id":id,"time":"2026-11-22T20:41:21.123456Z","event":"API.Goals.addGoal",
        "outcome":"success"})
    .to_string()
}

const IDS: [&str; 2] = ["01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002"];

#[tokio::test]
async fn events_get_a_receipt_each() {
    let server = Server::with(Vec::new());
    let who = Who::Bearer(MAIN_SECRET.into());
    let body = format!("{}\n{}\nnonsense\n\n", fact(IDS[0]), fact(IDS[0]));
    let receipts = server.post(&who, "/api/v1/events", &body).await.json();
    assert_eq!(receipts["receipts"][0], json!({"status":"stored","seq":1}));
    assert_eq!(receipts["receipts"][1], json!({"status":"duplicate","seq":1}));
    assert_eq!(receipts["receipts"][2]["status"], "quarantined");
    let body = format!("[{},{{}}]", fact(IDS[1]));
    let receipts = server.post(&who, "/api/v1/events", &body).await.json();
    assert_eq!(receipts["receipts"][0], json!({"status":"stored","seq":2}));
    assert_eq!(receipts["receipts"][1]["status"], "quarantined");
    assert_eq!(server.post(&who, "/api/v1/events", "[{").await.status, StatusCode::BAD_REQUEST);
    let many = "{}\n".repeat(1_001);
    assert_eq!(server.post(&who, "/api/v1/events", &many).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let large = "x".repeat(8 * 1024 * 1024 + 1);
    let answer = server.post(&who, "/api/v1/events", &large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.json()["error"].is_string());
}

#[tokio::test]
async fn entries_page_by_seq() {
    let server = Server::with(sample::day());
    let all = server.get(&Who::superuser(), "/api/v1/entries?limit=1000").await.json();
    // The consequence is hidden.
    assert_eq!(all["entries"].as_array().unwrap().len(), 12);
    assert_eq!((&all["older"], &all["exhausted"]), (&Value::Null, &json!(false)));
    let mut seen = Vec::new();
    let mut path = "/api/v1/entries?limit=5".to_owned();
    loop {
        let page = server.get(&Who::superuser(), &path).await.json();
        seen.extend(page["entries"].as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()));
        match page["older"].as_u64() {
            Some(older) => path = format!("/api/v1/entries?limit=5&before={older}"),
            None => break,
        }
    }
    let expected: Vec<u64> =
        all["entries"].as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect();
    assert_eq!(seen, expected);
    let entry = server.get(&Who::superuser(), "/api/v1/entries/2").await.json();
    assert_eq!(entry["text"], "updated the goal “Signup done” on Shop");
    assert_eq!(entry["time"], "2026-11-21T08:12:44.200000Z");
}

#[tokio::test]
async fn dates_are_the_readers() {
    let mut late = sample::event("alice", "goal.updated");
    late.time = "2026-11-21T23:30:00Z".parse().unwrap();
    let server = Server::with(vec![late]);
    // In Berlin it was the 22nd.
    for (path, count) in [
        ("/api/v1/matomo/count?from=2026-11-22&to=2026-11-22", 1),
        ("/api/v1/matomo/count?from=2026-11-21&to=2026-11-21", 0),
    ] {
        assert_eq!(server.get(&Who::superuser(), path).await.json()["count"], count, "{path}");
    }
    let found = server.get(&Who::superuser(), "/api/v1/entries?q=after:2026-11-22").await.json();
    assert_eq!(found["entries"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn mistakes_are_explained() {
    let server = Server::with(sample::day());
    let answer = server.get(&Who::superuser(), "/api/v1/entries?q=site:3%20colour:red").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let error = answer.json();
    assert_eq!(error["where"], json!({"from":7,"to":13}));
    assert!(error["error"].as_str().unwrap().contains("no field “colour”"));
    for path in [
        "/api/v1/entries?limit=0",
        "/api/v1/entries?limit=1001",
        "/api/v1/entries?limit=x",
        "/api/v1/entries?before=-1",
        "/api/v1/entries?fliter=user",
        "/api/v1/matomo/entries?offset=9990&limit=11",
        "/api/v1/matomo/entries?limit=-2",
        "/api/v1/matomo/entries?from=yesterday",
        "/api/v1/matomo/entries?to=2026-02-30",
    ] {
        let answer = server.get(&Who::superuser(), path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.json()["error"].is_string(), "{path}");
    }
    let deep = server.get(&Who::superuser(), "/api/v1/matomo/entries?offset=10000&limit=1").await;
    assert!(deep.text.contains("before") && deep.text.contains("query language"), "{}", deep.text);
    let answer = server.get(&Who::superuser(), "/api/v1/nothing").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "application/json"));
    let answer = server.post(&Who::superuser(), "/api/v1/entries", "").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn matomos_pages_by_offset() {
    let server = Server::with(sample::day());
    let seqs = |answer: Value| -> Vec<u64> {
        answer.as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect()
    };
    let all = seqs(server.get(&Who::superuser(), "/api/v1/matomo/entries?limit=-1").await.json());
    assert_eq!(all.len(), 12);
    let some = seqs(server.get(&Who::superuser(), "/api/v1/matomo/entries?offset=3&limit=4").await.json());
    assert_eq!(some, all[3..7]);
    assert!(seqs(server.get(&Who::superuser(), "/api/v1/matomo/entries?offset=50").await.json()).is_empty());
    assert!(seqs(server.get(&Who::superuser(), "/api/v1/matomo/entries?limit=0").await.json()).is_empty());
    let bobs = seqs(
        server.get(&Who::superuser(), "/api/v1/matomo/entries?user=bob&activity=goal.created").await.json(),
    );
    assert_eq!(bobs.len(), 3);
    let types = server.get(&Who::superuser(), "/api/v1/matomo/activity-types?limit=-1").await.json();
    assert_eq!(types["Goals"]["goal.created"], "Goal created");
    let list = server.get(&Who::superuser(), "/api/v1/activities").await.json();
    assert!(list.as_array().unwrap().iter().any(|activity| activity["id"] == "goal.created"));
}

#[tokio::test]
async fn too_many_for_all_at_once_is_an_error_not_a_part() {
    let events = (0..10_001).map(|_| sample::event("alice", "goal.updated")).collect();
    let server = Server::with(events);
    let answer = server.get(&Who::superuser(), "/api/v1/matomo/entries?limit=-1").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let answer = server.get(&Who::superuser(), "/api/v1/matomo/entries?limit=10000").await;
    assert_eq!(answer.json().as_array().unwrap().len(), 10_000);
}

#[tokio::test]
async fn a_busy_log_says_try_again() {
    let server = Server::over(FakeStore { is_busy: true, ..FakeStore::default() });
    for path in ["/api/v1/entries", "/log?fragment=1"] {
        let answer = server.get(&Who::superuser(), path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.json()["error"].as_str().unwrap().contains("Try again"));
    }
    let health = server.get(&Who::Anonymous, "/healthz").await;
    assert_eq!(
        (health.status, &health.json()["status"]),
        (StatusCode::SERVICE_UNAVAILABLE, &json!("failing"))
    );
    let exhausted = Server::over(FakeStore { is_exhausted: true, ..FakeStore::of(sample::day()) });
    for path in ["/api/v1/matomo/entries", "/api/v1/matomo/count"] {
        assert_eq!(exhausted.get(&Who::superuser(), path).await.status, StatusCode::SERVICE_UNAVAILABLE);
    }
}

#[tokio::test]
async fn health_tells_versions() {
    let health = Server::with(Vec::new()).get(&Who::Anonymous, "/healthz").await.json();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert!(health["plugin_min"].is_string());
}

#[test]
fn generated_api_description() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let text = api::openapi::text().unwrap();
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "docs/openapi.json is not what the code says; run with UPDATE_GENERATED=1");
}

#[test]
fn every_route_is_described() {
    let api: Value = serde_json::from_str(&api::openapi::text().unwrap()).unwrap();
    let described: BTreeSet<(String, String)> = api["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |method| (path.clone(), method.to_uppercase()))
        })
        .collect();
    let routes: BTreeSet<(String, String)> = router::routes()
        .into_iter()
        // Those two are for the scripts of the pages and change with them.
        .filter(|route| !route.is_page && !["/complete", "/live", "/export/progress"].contains(&route.path))
        .map(|route| (route.path.to_owned(), route.method.to_string()))
        .collect();
    assert_eq!(described, routes);
}

#[tokio::test]
async fn entries_are_described_as_they_are() {
    let api: Value = serde_json::from_str(&api::openapi::text().unwrap()).unwrap();
    let members = |schema: &str| -> BTreeSet<String> {
        let properties = &api["components"]["schemas"][schema]["properties"];
        properties.as_object().unwrap_or_else(|| panic!("{schema}")).keys().cloned().collect()
    };
    let server = Server::with(vec![sample::hostile_event("x"), sample::event("alice", "goal.updated")]);
    let entry = server.get(&Who::superuser(), "/api/v1/entries/1").await.json();
    let keys = |value: &Value| -> BTreeSet<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(members("Entry"), keys(&entry));
    assert_eq!(members("Told"), keys(&entry["told"][0]));
    let without = server.get(&Who::superuser(), "/api/v1/entries/2").await.json();
    assert!(without.get("told").is_none(), "an entry that nobody tells about has no such member");
    assert_eq!(members("Actor"), keys(&entry["actor"]));
    assert_eq!(members("Client"), keys(&entry["client"]));
    assert_eq!(members("Target"), keys(&entry["target"]));
    assert_eq!(members("Site"), keys(&entry["site"]));
    assert_eq!(members("Change"), keys(&entry["changes"][0]));
    assert_eq!(members("Request"), keys(&entry["request"]));
}
