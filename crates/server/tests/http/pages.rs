//! What pages show, and where their links lead.

use activity_log::serve::Role;
use activity_log_core::event::{ActorKind, Outcome, Told};
use axum::http::StatusCode;

use crate::fake::{FakeStore, Server, Who, console};
use crate::sample;

#[tokio::test]
async fn a_fragment_stands_alone_and_leads_back_to_matomo() {
    let server = Server::with(sample::day());
    for path in
        ["/log?fragment=1", "/log/2?fragment=1&q=site%3A3", "/widget?fragment=1", "/recorded?fragment=1"]
    {
        let answer = server.get(&Who::superuser(), path).await;
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        let text = answer.text.trim();
        assert!(text.starts_with("<div class=\"oal") && text.ends_with("</div>"), "{path}");
        for element in ["<html", "<head", "<body", "<script", "<link", "<style", " style="] {
            assert!(!text.contains(element), "{path} has {element}");
        }
        assert!(!text.contains("href=\"/"), "{path} leads out of Matomo");
        assert!(text.contains("index.php?module=OpenActivityLog"), "{path}");
    }
}

#[tokio::test]
async fn what_is_recorded_and_what_is_not_is_one_click_away() {
    let server = Server::with(sample::day());
    let matomo = "index.php?module=OpenActivityLog&#38;action=index&#38;page=recorded";
    assert!(server.get(&Who::user("alice"), "/log?fragment=1").await.text.contains(matomo));
    let console = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    assert!(server.get(&console, "/log").await.text.contains("href=\"/recorded\""));
    let page = server.get(&console, "/recorded").await.text;
    assert!(page.contains("<!doctype html>"));
    let catalog = activity_log_core::catalog::Catalog::builtin();
    for activity in catalog.menu() {
        assert!(page.contains(&format!("activity%3A{}\"", activity.id)), "{}", activity.id);
    }
    let escaped = |text: &str| text.replace('&', "&#38;").replace('\'', "&#39;").replace('"', "&#34;");
    for row in catalog.not_recorded() {
        assert!(page.contains(&escaped(&row.why)), "{}", row.why);
        assert!(page.contains(&escaped(&row.what)), "{}", row.what);
    }
    assert!(page.contains("Happens while tracking, where the plugin is never loaded."));
}

#[tokio::test]
async fn the_console_has_a_frame_and_assets_that_may_be_kept() {
    let server = Server::with(sample::day());
    let who = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let page = server.get(&who, "/log").await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(!page.text.contains(" style=") && !page.text.contains("index.php"));
    for kind in [".css", ".js", ".svg"] {
        let end = page.text.find(&format!("{kind}\"")).unwrap() + kind.len();
        let start = page.text[..end].rfind('"').unwrap() + 1;
        let asset = server.get(&Who::Anonymous, &page.text[start..end]).await;
        assert_eq!(asset.status, StatusCode::OK, "{kind}");
        assert!(asset.header("cache-control").contains("immutable"));
    }
    assert_eq!(server.get(&Who::Anonymous, "/log").await.status, StatusCode::UNAUTHORIZED);
    let missing = server.get(&who, "/nothing").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.text.contains("<!doctype html>"));
}

#[tokio::test]
async fn filters_meet_in_the_query() {
    let server = Server::with(sample::day());
    let path = "/log?fragment=1&q=-severity:critical&f_user=bob&f_from=2026-11-22&f_to=2026-11-22&f_site=4";
    let page = server.get(&Who::superuser(), path).await.text;
    let q = "-severity:critical user:bob site:4 after:2026-11-22 before:2026-11-23";
    assert!(page.contains(&format!("value=\"{q}\"")), "{page}");
    // What fields show does not travel twice.
    assert!(page.contains("name=\"q\" value=\"-severity:critical\""), "{page}");
    assert!(
        page.contains("name=\"f_from\" value=\"2026-11-22\"")
            && page.contains("name=\"f_to\" value=\"2026-11-22\"")
    );
    assert!(page.contains("<option value=\"4\" selected>Blog (4)</option>"));
    assert!(page.contains("Contact form sent") && !page.contains("TagManager"));
    assert_eq!(page.matches("class=\"oal-chip\"").count(), 5);
}

#[tokio::test]
async fn wrong_queries_keep_what_was_typed_and_point_at_the_place() {
    let server = Server::with(sample::day());
    for (asked, marked) in [
        ("q=user:alice%20colour:red", "<mark>colour</mark>"),
        ("q=%22open", "<mark>&#34;open</mark>"),
        ("q=ip:300.1.1.1", "<mark>300.1.1.1</mark>"),
        ("q=site:shop", "<mark>shop</mark>"),
        ("q=after:soon", "<mark>soon</mark>"),
        ("f_site=shop", "Website:"),
        ("f_ip=nowhere%20at%20all", "IP address or range:"),
    ] {
        let answer = server.get(&Who::superuser(), &format!("/log?fragment=1&{asked}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{asked}");
        assert!(answer.text.contains("This search cannot be understood."), "{asked}");
        assert!(answer.text.contains(marked), "{asked}: {}", answer.text);
        assert!(!answer.text.contains("oal-row"), "{asked} finds nothing");
    }
}

/// Addresses of the links with this text.
fn links(page: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in page.split("<a ").skip(1) {
        let (tag, rest) = part.split_once('>').unwrap();
        if rest.split("</a>").next().unwrap().contains(text) {
            let address = tag.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            found.push(address.replace("&#38;", "&").replace("&amp;", "&"));
        }
    }
    found
}

#[tokio::test]
async fn pages_lead_to_each_other_without_gaps() {
    let events = (0..130)
        .map(|number| {
            let mut event = sample::event("alice", "goal.updated");
            event.target.as_mut().unwrap().name = Some(format!("goal number {number}."));
            event
        })
        .collect();
    let server = Server::with(events);
    let who = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let numbers = |page: &str| -> Vec<u32> {
        let parts = page.split("goal number ").skip(1);
        parts.map(|part| part.split('.').next().unwrap().parse().unwrap()).collect()
    };
    let mut path = "/log?limit=50".to_owned();
    let mut down = Vec::new();
    let mut pages = Vec::new();
    loop {
        let page = server.get(&who, &path).await.text;
        down.extend(numbers(&page));
        pages.push(numbers(&page));
        match links(&page, "Older").pop() {
            Some(older) => path = older,
            None => break,
        }
    }
    assert_eq!(down, (0..130).rev().collect::<Vec<_>>());
    let mut page = server.get(&who, &path).await.text;
    for expected in pages.iter().rev().skip(1) {
        let newer = links(&page, "Newer").pop().unwrap();
        page = server.get(&who, &newer).await.text;
        assert_eq!(&numbers(&page), expected);
        assert!(!links(&page, "Older").is_empty());
    }
    // Upwards from the very beginning there is nothing older to lead to.
    let page = server.get(&who, "/log?limit=50&after_seq=0").await.text;
    assert_eq!(numbers(&page), (0..50).rev().collect::<Vec<_>>());
    assert!(links(&page, "Older").is_empty() && !links(&page, "Newer").is_empty());
}

#[tokio::test]
async fn an_entry_tells_everything() {
    let server = Server::with(sample::day());
    let page = server.get(&Who::superuser(), "/log/2?fragment=1&q=user%3Aalice&limit=50").await.text;
    for part in [
        "updated the goal “<bdi class=\"oal-value\">Signup done</bdi>” on <bdi class=\"oal-value\">Shop</bdi>",
        "2026-11-21 09:12:44.200000 +01:00",
        "2026-11-21T08:12:44.200000Z",
        "not recorded",
        "52.4 kB in all",
        "and 12 more",
        "203.0.113.7",
        "Goals.updateGoal",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(links(&page, "Its history").len(), 1);
    assert!(links(&page, "Its history")[0].contains("q=object%3Agoal%2F7"));
    assert!(links(&page, "Back to the list")[0].ends_with("q=user%3Aalice&limit=50"));

    let cause = server.get(&Who::superuser(), "/log/5?fragment=1").await.text;
    assert!(cause.contains("Consequences") && links(&cause, "saved the user")[0].contains("entry=6"));
    let consequence = server.get(&Who::superuser(), "/log/6?fragment=1").await.text;
    assert!(consequence.contains("Caused by") && consequence.contains("entry=5"));
}

#[tokio::test]
async fn empty_pages_say_what_to_do() {
    let server = Server::with(sample::day());
    let page = server.get(&Who::superuser(), "/log?fragment=1&q=user:nobody").await.text;
    assert!(page.contains("Nothing matches.") && !links(&page, "Show everything").is_empty());
    let exhausted = Server::over(FakeStore { is_exhausted: true, ..FakeStore::of(sample::day()) });
    let page = exhausted.get(&Who::superuser(), "/log?fragment=1").await.text;
    assert!(
        page.contains("The search stopped here") && links(&page, "Go on searching")[0].contains("before=")
    );
    let widget = Server::with(Vec::new()).get(&Who::superuser(), "/widget?fragment=1").await.text;
    assert!(widget.contains("Nothing is recorded yet."));
}

#[tokio::test]
async fn late_entries_say_so() {
    let mut late = sample::event("alice", "goal.updated");
    late.time = "2026-11-21T08:00:00Z".parse().unwrap();
    let punctual = sample::event("bob", "goal.updated");
    // Before it came another one, behind it too: only the one in between is out of order.
    let mut earlier = sample::event("carol", "goal.updated");
    earlier.time = "2026-11-22T08:00:00Z".parse().unwrap();
    let events = vec![earlier, late, punctual];
    let server = Server::over(FakeStore::received(events, "2026-11-22T20:41:22Z"));
    let list = server.get(&Who::superuser(), "/log?fragment=1").await.text;
    assert_eq!(list.matches("arrived later").count(), 1);
    for (seq, is_late) in [(1, true), (2, true), (3, false)] {
        let page = server.get(&Who::superuser(), &format!("/log/{seq}?fragment=1")).await.text;
        assert_eq!(page.contains("arrived later"), is_late, "{seq}");
    }
}

#[tokio::test]
async fn a_flood_is_one_row_and_no_count_is_lost() {
    let guess = |number: usize| {
        let mut event = sample::event("x", "auth.login.failed");
        event.actor.kind = ActorKind::Anonymous;
        event.actor.login = None;
        event.outcome = Outcome::Failure;
        event.target.as_mut().unwrap().name = Some(format!("guess {}", number % 7));
        event
    };
    let mut events: Vec<_> = (0..6_800).map(guess).collect();
    events.insert(0, sample::event("alice", "goal.created"));
    events.push(sample::event("bob", "goal.deleted"));
    let server = Server::with(events);
    let who = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let mut path = "/log".to_owned();
    let (mut counted, mut pages, mut last, mut shown) = (0, 0, 0, String::new());
    loop {
        let page = server.get(&who, &path).await.text;
        pages += 1;
        counted += page.matches("<li class=\"oal-row").count();
        for more in links(&page, "more like it") {
            let at = page.find("more like it").unwrap();
            let number: usize =
                page[..at].rsplit("and ").next().unwrap().trim().replace(',', "").parse().unwrap();
            counted += number;
            (last, shown) = (number + 1, more);
        }
        match links(&page, "Older").pop() {
            Some(older) => path = older,
            None => break,
        }
    }
    assert_eq!((counted, pages), (6_802, 2));

    // The row leads to all of its entries and to no others.
    let mut all = 0;
    while !shown.is_empty() {
        let page = server.get(&who, &shown.replace("fold=0", "fold=0&limit=500")).await.text;
        all += page.matches("<li class=\"oal-row").count();
        assert!(page.contains("Fold like entries"));
        shown = links(&page, "Older").pop().unwrap_or_default();
    }
    assert!(last > 1_000);
    assert_eq!(all, last);
}

#[tokio::test]
async fn words_of_another_plugin_lead_only_where_there_are_none_of_ours() {
    let told = |text: &str| {
        let data = serde_json::json!({"container": {"id": "ZDfB"}}).as_object().unwrap().clone();
        vec![Told { class: "Shop.ItemSold".into(), text: text.into(), lang: "de".into(), data }]
    };
    let mut known = sample::event("alice", "goal.updated");
    known.told = told("changed <b>a goal</b>");
    let mut foreign = sample::event("alice", "activity.shop.item_sold");
    (foreign.category, foreign.told) = ("shop".into(), told("hat <i>Tee</i> verkauft"));
    let server = Server::with(vec![known, foreign]);
    let who = Who::superuser();
    let page = |path: &'static str| server.get(&who, path);
    let list = page("/log").await.text;
    assert!(list.contains("<bdi lang=\"de\">hat &#60;i&#62;Tee&#60;/i&#62; verkauft</bdi>"), "{list}");
    assert!(!list.contains("a goal&#60;") && list.contains("updated the goal"));
    assert!(list.contains("<option value=\"activity.shop.item_sold\">Item sold (shop)</option>"), "{list}");
    assert!(list.contains("<option value=\"category:shop\">"));
    let entry = page("/log/1").await.text;
    assert!(
        entry.contains("<bdi lang=\"de\">changed &#60;b&#62;a goal&#60;/b&#62;</bdi>")
            && entry.contains("Shop.ItemSold")
    );
    assert!(entry.contains("ZDfB") && entry.contains("updated the goal"));
    let found = page("/api/v1/entries?q=activity:activity.shop.*%20Tee").await.json();
    assert_eq!(found["entries"][0]["text"], "hat <i>Tee</i> verkauft");
    assert_eq!(found["entries"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn headings_are_in_order_in_both_places() {
    let server = Server::with(sample::day());
    let operator = Who::Console(server.cookie(console("operator", Role::Operator)).await);
    let levels = |text: &str| -> Vec<u32> {
        text.split("<h")
            .skip(1)
            .filter_map(|rest| rest.chars().next()?.to_digit(10))
            .filter(|level| (1..=6).contains(level))
            .collect()
    };
    let mut seen = 0;
    for path in [
        "/overview?",
        "/log?",
        "/log/2?",
        "/log/99?",
        "/people?",
        "/person?login=alice",
        "/websites?",
        "/website?site=3",
        "/usage?",
        "/usage?show=changes",
        "/exports?",
        "/recorded?",
        "/object?type=goal&id=7",
        "/replay?session=b3623d1d",
        "/replay?session=b3623d1d&guide=undo",
        "/guide?session=b3623d1d&guide=undo",
    ] {
        let page = server.get(&operator, path).await.text;
        let alone = levels(&page);
        assert_eq!(alone.first(), Some(&1), "{path}: {alone:?}");
        assert_eq!(alone.iter().filter(|level| **level == 1).count(), 1, "{path}");
        assert!(alone.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {alone:?}");
        if path.starts_with("/guide") {
            continue;
        }
        // Matomo's own heading stands above.
        let inside = levels(&server.get(&Who::superuser(), &format!("{path}&fragment=1")).await.text);
        assert!(inside.iter().all(|level| *level >= 3), "{path}: {inside:?}");
        let with_title: Vec<u32> = [2].into_iter().chain(inside).collect();
        assert!(with_title.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {with_title:?}");
        seen += with_title.len();
    }
    assert!(seen > 40, "only {seen} headings: the test reads nothing");
    // What comes later fits to what is there.
    let live = server.get(&operator, "/live?after_seq=0").await.json();
    assert!(live["html"].as_str().unwrap().trim_start().starts_with("<h2 class=\"oal-day\">"), "{live}");
    let live = server.get(&Who::superuser(), "/live?fragment=1&after_seq=0").await.json();
    assert!(live["html"].as_str().unwrap().trim_start().starts_with("<h3 class=\"oal-day\">"), "{live}");
}

#[tokio::test]
async fn pictures_of_people_are_there_only_if_switched_on_and_made_here() {
    let without = Server::with(sample::day()).get(&Who::superuser(), "/log?fragment=1").await.text;
    assert!(!without.contains("oal-avatar") && without.contains("oal-initial"));
    let server = Server::set_up(FakeStore::of(sample::day()), |setup| setup.avatars = true);
    let with = server.get(&Who::superuser(), "/log?fragment=1").await.text;
    assert!(with.contains("<svg class=\"oal-initial oal-avatar oal-hue-"), "{with}");
    assert!(!with.contains("<img"), "nothing is fetched");
}
