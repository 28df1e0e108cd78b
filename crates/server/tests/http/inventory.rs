//! Who and what is there, page by page, without what is not for people.

use activity_log::inventory::{Inventories, Kept};
use activity_log_core::Time;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::fake::{FakeStore, Server, Who};
use crate::sample;

fn taken(server: &Server) {
    let inventories = Inventories::new(server.inventories.path().join("main"));
    let users: Vec<Value> = ["alice", "idle", "root"]
        .map(|login| json!({"login": login, "super": login == "root", "email": "fingerprint", "password": "fingerprint"}))
        .to_vec();
    let parts = [
        json!({"section": "begin", "consistent": true}),
        json!({"section": "users", "rows": users}),
        json!({"section": "access", "rows": [{"login": "alice", "access": "admin", "sites": "1-3"}]}),
        json!({"section": "tokens", "rows": [{"id": 7, "login": "alice", "description": "ci", "value": "fingerprint"}]}),
        json!({"section": "goals", "rows": [{"site": 1, "id": 1, "name": "Order"}]}),
        json!({"section": "settings", "rows": [{"name": "OpenActivityLog.shared_secret", "value": "fingerprint"}]}),
        json!({"section": "end", "parts": 7, "cut": ["sites"]}),
    ];
    for (index, mut part) in parts.into_iter().enumerate() {
        let head = json!({"v": 1, "kind": "inventory", "id": format!("01890000-0000-7000-8000-00000000000{index}"),
            "time": "2026-11-22T20:41:21.000000Z", "inventory": "01890000-0000-7000-8000-000000000009", "part": index + 1});
        part.as_object_mut().unwrap().extend(head.as_object().unwrap().clone());
        let line = serde_json::from_value(part).unwrap();
        assert_eq!(inventories.keep(&line, Time::default()).unwrap(), Kept::Yes);
    }
}

#[tokio::test]
async fn people_come_with_rights_tokens_and_their_last_entry() {
    let server = Server::over(FakeStore::of(sample::day()));
    taken(&server);
    let answer = server.get(&Who::superuser(), "/api/v1/inventory").await;
    assert!(!answer.text.contains("fingerprint"), "{}", answer.text);
    let page = answer.json();
    assert_eq!((&page["taken"], &page["cut"]), (&json!("2026-11-22T20:41:21.000000Z"), &json!(["sites"])));
    let alice = &page["rows"][0];
    assert_eq!((&alice["access"], &alice["tokens"][0]["id"]), (&json!({"admin": "1-3"}), &json!(7)));
    assert!(alice["last_entry"]["seq"].as_u64().is_some_and(|seq| seq > 0), "{alice}");
    assert_eq!(page["rows"][1]["last_entry"], Value::Null, "never did anything");
    assert_eq!(page["rows"][2]["super"], true);
}

#[tokio::test]
async fn sections_come_in_pages() {
    let server = Server::with(Vec::new());
    taken(&server);
    let page = server.get(&Who::superuser(), "/api/v1/inventory?limit=2").await.json();
    assert_eq!((page["rows"].as_array().unwrap().len(), &page["next"]), (2, &json!(2)));
    let page = server.get(&Who::superuser(), "/api/v1/inventory?limit=2&from=2").await.json();
    assert_eq!((&page["rows"][0]["login"], &page["next"]), (&json!("root"), &Value::Null));
    for (section, rows) in
        [("access", 1), ("tokens", 1), ("sites", 0), ("goals", 1), ("plugins", 0), ("settings", 1)]
    {
        let path = format!("/api/v1/inventory?section={section}");
        let page = server.get(&Who::superuser(), &path).await.json();
        assert_eq!(page["rows"].as_array().unwrap().len(), rows, "{section}");
        assert!(!page.to_string().contains("fingerprint"), "{page}");
    }
    for wrong in ["section=passwords", "limit=0", "limit=101", "from=-1", "other=1"] {
        let answer = server.get(&Who::superuser(), &format!("/api/v1/inventory?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let answer = server.get(&Who::user("alice"), "/api/v1/inventory").await;
    assert_eq!(
        (answer.status, answer.json()),
        (StatusCode::FORBIDDEN, json!({"error": "This is for super users only."}))
    );
}
