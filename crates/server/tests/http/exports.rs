//! Exports have exactly what is filtered, for whoever asks, and are entries themselves.

use activity_log::serve::Role;
use axum::body::{Body, HttpBody};
use axum::http::StatusCode;
use tower::ServiceExt;

use crate::fake::{FakeStore, Server, Who, console};
use crate::sample;

fn numbers(csv: &str) -> Vec<String> {
    csv.split("\r\n")
        .skip(1)
        .filter_map(|row| row.split(',').next())
        .filter(|cell| !cell.is_empty())
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_file_has_what_the_list_shows_and_nothing_of_others() {
    let server = Server::with(sample::day());
    let all = server.get(&Who::superuser(), "/export?as=ndjson&q=nested%3Ayes%2Cno").await;
    for (who, q, scope) in [
        (Who::superuser(), "", None),
        (Who::superuser(), "user:alice", None),
        (Who::superuser(), "nested:yes", None),
        (Who::user("alice"), "", Some("alice")),
    ] {
        let list =
            server.get(&who, &format!("/api/v1/entries?limit=100&q={}", q.replace(':', "%3A"))).await.json();
        let mut listed: Vec<String> =
            list["entries"].as_array().unwrap().iter().map(|entry| entry["seq"].to_string()).collect();
        listed.reverse();
        let csv = server.get(&who, &format!("/export?as=csv&q={}", q.replace(':', "%3A"))).await;
        assert_eq!(csv.status, StatusCode::OK);
        assert_eq!(numbers(&csv.text), listed, "{q}");
        assert!(!listed.is_empty());
        if scope.is_some() {
            assert!(listed.len() < all.text.lines().count(), "{listed:?}");
        }
    }
    // Another Matomo's entries are never among them.
    assert!(!all.text.contains("of another Matomo"));
}

#[tokio::test]
async fn forms_have_their_types_names_and_policies() {
    let server = Server::with(sample::day());
    for (form, kind, placing) in [
        ("csv", "text/csv; charset=utf-8", "attachment"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
        ("ndjson", "application/x-ndjson", "attachment"),
        ("html", "text/html; charset=utf-8", "inline"),
    ] {
        let answer = server.get(&Who::superuser(), &format!("/export?as={form}")).await;
        assert_eq!(answer.header("content-type"), kind);
        // 20:41 in London is 21:41 in Berlin.
        let name = format!("{placing}; filename=\"activity-log_main_2026-11-22_2141.{form}\"");
        assert_eq!(answer.header("content-disposition"), name);
        assert!(
            answer.header("content-security-policy").starts_with("default-src 'none'; style-src 'sha256-")
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let xlsx = server.get(&Who::superuser(), "/export?as=xlsx").await;
    assert!(xlsx.text.starts_with("PK\u{3}\u{4}"));
    for wrong in ["/export", "/export?as=pdf", "/export?as=csv&q=colour%3Ared", "/export?as=csv&q=%22a"] {
        assert_eq!(server.get(&Who::superuser(), wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn each_export_tells_that_it_began_and_how_it_ended() {
    let server = Server::with(sample::day());
    let told = |server: &Server| {
        let looks = server.looks.lock().unwrap().clone();
        let about = looks.into_iter().filter(|event| event.activity.starts_with("auditlog.export"));
        about.map(|event| (event.activity, event.actor.login, event.request.params)).collect::<Vec<_>>()
    };
    server.get(&Who::user("alice"), "/export?as=csv&q=site%3A3").await;
    let events = told(&server);
    let words: Vec<&str> = events.iter().map(|(activity, ..)| activity.as_str()).collect();
    assert_eq!(words, ["auditlog.export_started", "auditlog.exported"]);
    let (_, login, params) = &events[1];
    assert_eq!(login.as_deref(), Some("alice"));
    assert_eq!((&params["query"], &params["format"]), (&"site:3".into(), &"csv".into()));
    assert_eq!(params["complete"], true);
    assert!(params["entries"].as_u64().unwrap() > 0);
    // Only the head of the answer is asked for: nothing is made.
    let head = Who::user("alice").request(&server, "HEAD", "/export?as=csv", "");
    assert_eq!(server.ask(head).await.status, StatusCode::OK);
    assert_eq!(told(&server).len(), 2);
}

fn many() -> Server {
    let events = (0..20_000).map(|_| sample::event("alice", "goal.updated")).collect();
    Server::over(FakeStore::of(events))
}

async fn begin(server: &Server, who: &Who, path: &str) -> axum::http::Response<Body> {
    let router = activity_log::serve::router::router(server.app.clone());
    router.oneshot(who.request(server, "GET", path, "")).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_leaves_places_for_others() {
    let server = many();
    let mut running = Vec::new();
    for _ in 0..2 {
        running.push(begin(&server, &Who::superuser(), "/export?as=ndjson").await);
    }
    let more = server.get(&Who::superuser(), "/export?as=csv").await;
    assert_eq!(more.status, StatusCode::SERVICE_UNAVAILABLE);
    // The operator may have the login of somebody in Matomo and is another person.
    let operator = Who::Console(server.cookie(console("root", Role::Operator)).await);
    for who in [operator, Who::user("alice")] {
        let answer = begin(&server, &who, "/export?as=ndjson").await;
        assert_eq!(answer.status(), StatusCode::OK, "{who:?}");
        running.push(answer);
    }
    // A place that is free again is theirs again.
    drop(running.remove(0));
    while server.get(&Who::superuser(), "/export?as=csv&q=user%3Anobody").await.status != StatusCode::OK {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn few_at_once_and_whoever_goes_away_ends_theirs() {
    let server = many();
    let mut running = Vec::new();
    let other = Who::Matomo(Who::claims("admin", "superuser"));
    for _ in 0..2 {
        for who in [&Who::superuser(), &other] {
            let answer = begin(&server, who, "/export?as=ndjson&job=abc").await;
            assert_eq!(answer.status(), StatusCode::OK);
            running.push(answer);
        }
    }
    let third = server.get(&Who::user("bob"), "/export?as=ndjson").await;
    assert_eq!(third.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(third.text.contains("Several exports are being made"), "{}", third.text);
    let full = server.get(&Who::superuser(), "/export?as=ndjson").await;
    assert_eq!(full.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(full.text.contains("as many exports as one person can"), "{}", full.text);
    assert!(running[0].body().size_hint().upper().is_none(), "it is not collected before it is sent");
    let progress = server.get(&Who::superuser(), "/export/progress?job=abc").await.json();
    assert_eq!(progress["state"], "running");
    let other = server.get(&Who::user("alice"), "/export/progress?job=abc").await.json();
    assert_eq!(other["state"], "waiting", "nobody learns of somebody else's");
    drop(running);
    // Each of them notices that nobody reads, tells of it and makes room.
    loop {
        let told = server.looks.lock().unwrap().clone();
        let ended: Vec<_> = told.iter().filter(|event| event.activity == "auditlog.exported").collect();
        if ended.len() == 4 {
            assert!(ended.iter().all(|event| event.request.params["complete"] == false));
            break;
        }
        tokio::task::yield_now().await;
    }
    let whole = loop {
        let answer = server.get(&Who::superuser(), "/export?as=ndjson&job=def").await;
        if answer.status == StatusCode::OK {
            break answer;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(whole.text.lines().count(), 20_000);
    let progress = server.get(&Who::superuser(), "/export/progress?job=def").await.json();
    assert_eq!((progress["state"].as_str(), progress["rows"].as_u64()), (Some("finished"), Some(20_000)));
}

#[tokio::test]
async fn a_report_says_what_it_is_and_where_it_ends() {
    let server = many();
    let report = server.get(&Who::superuser(), "/export?as=html&q=user%3Aalice").await.text;
    assert_eq!(report.matches("<tr><td>").count(), 10_000);
    for said in [
        "user:alice",
        "20,000 entries match.",
        "root",
        "Europe/Berlin (+01:00)",
        "2026-11-22 21:41:21",
        "2026-11-22 20:41:21",
    ] {
        assert!(report.contains(said), "{said}");
    }
    assert!(report.contains("it has the first 10,000 entries only") && report.ends_with("</html>\n"));
    let whole = Server::with(sample::day());
    let report = whole.get(&Who::user("alice"), "/export?as=html").await.text;
    assert!(report.contains("End of the report. It is whole.") && !report.contains("only."));
}

#[tokio::test]
async fn hostile_text_stays_text_in_every_form() {
    let long = "=1+1".repeat(2_500);
    let names = [
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "a\r\n=1",
        "\u{202e}x",
        "a\0\u{b}\u{ffff}",
        &long,
    ];
    let events = names.iter().map(|name| {
        let mut event = sample::event(name, "goal.updated");
        event.target.as_mut().unwrap().name = Some((*name).to_owned());
        event.client.agent = Some((*name).to_owned());
        event
    });
    let server = Server::with(events.collect());
    let ask = |form: &str| format!("/export?as={form}");
    let csv = server.get(&Who::superuser(), &ask("csv")).await.text;
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), names.len());
    for part in rows.iter().flat_map(|row| row.iter()).flat_map(|cell| cell.split([';', '\t', '\n', '\r'])) {
        assert!(!part.starts_with(['=', '+', '-', '@']), "{part:?}");
    }
    let ndjson = server.get(&Who::superuser(), &ask("ndjson")).await.text;
    for (line, name) in ndjson.lines().zip(names) {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(entry["target"]["name"], *name, "nothing is lost");
    }
    let html = server.get(&Who::superuser(), &ask("html")).await.text;
    assert!(!html.contains("<script") && !html.contains('\u{202e}') && !html.contains('\0'));
    assert_eq!(html.matches("<tr><td>").count(), names.len());
    // What somebody typed into the search, on the page and in the report.
    let q = "q=%22%3Cscript%3E%E2%80%AE%22";
    for path in [
        format!("/exports?fragment=1&{q}"),
        format!("/export?as=html&{q}"),
        "/exports?fragment=1&q=%3Cscript%3E%3Aa".into(),
    ] {
        let page = server.get(&Who::superuser(), &path).await;
        // The box has to keep what was typed.
        let shown = page.text.replace("value=\"&#34;&#60;script&#62;\u{202e}&#34;\"", "");
        assert!(
            page.status == StatusCode::OK && !shown.contains("<script") && !shown.contains('\u{202e}'),
            "{path}"
        );
    }
}

#[tokio::test]
async fn imported_history_is_exported_by_itself() {
    let mut old = sample::event("carol", "goal.deleted");
    old.source = "import".into();
    let server = Server::with_imported(sample::day(), vec![old]);
    let csv = server.get(&Who::superuser(), "/export?as=csv&log=imported").await;
    assert_eq!(numbers(&csv.text).len(), 1);
    assert!(csv.text.contains("carol"));
    let none = Server::with(sample::day());
    assert_eq!(
        none.get(&Who::superuser(), "/export?as=csv&log=imported").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_page_says_what_is_filtered_and_leads_to_its_files() {
    let server = Server::with(sample::day());
    let page = server.get(&Who::superuser(), "/exports?fragment=1&q=user%3Aalice").await.text;
    let matomo = "index.php?module=OpenActivityLog&#38;action=export&#38;as=csv&#38;q=user%3Aalice";
    assert!(
        page.contains(matomo) && page.contains(">user:alice<") && page.contains("entries match."),
        "{page}"
    );
    let operator = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let page = server.get(&operator, "/exports?q=user%3Aalice").await.text;
    assert!(page.contains("href=\"/export?as=xlsx&#38;q=user%3Aalice\""));
    let log = server.get(&operator, "/log?q=user%3Aalice").await.text;
    assert!(log.contains("href=\"/exports?q=user%3Aalice\""));
    let wrong = server.get(&operator, "/exports?q=colour%3Ared").await.text;
    assert!(wrong.contains("role=\"alert\"") && !wrong.contains("/export?"));
    // The words of another language go into the file too.
    let mut claims = Who::claims("root", "superuser");
    claims.lang = "de".into();
    let csv = server.get(&Who::Matomo(claims), "/export?as=csv").await.text;
    let english = server.get(&Who::superuser(), "/export?as=csv").await.text;
    assert_ne!(csv, english);
    assert_eq!(csv.split("\r\n").next(), english.split("\r\n").next(), "names of columns are for programs");
}
