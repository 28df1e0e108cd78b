//! A plain user sees their own entries, whatever they ask for.

use activity_log::serve::Role;
use activity_log_core::event::{ActorKind, Target};
use axum::http::StatusCode;

use crate::fake::{FakeStore, Server, Who, console};
use crate::sample;

const SECRET: &str = "quarterly numbers";

/// Entries 1 and 4 are bob's own; 2, 3, 5 are others'; 6 is a sign-in that somebody tried as bob.
fn server() -> Server {
    let mine = |name: &str| {
        let mut event = sample::event("bob", "goal.created");
        event.target.as_mut().unwrap().name = Some(name.into());
        event
    };
    let others = |login: &str| {
        let mut event = sample::event(login, "segment.updated");
        event.target =
            Some(Target { kind: "segment".into(), id: Some("99".into()), name: Some(SECRET.into()) });
        event.site.as_mut().unwrap().name = Some(SECRET.into());
        event.site.as_mut().unwrap().id = 77;
        event
    };
    let cause = mine("first");
    let mut consequence = others("carol");
    consequence.cause = Some(cause.id);
    let mut tried = sample::event("bob", "auth.login.failed");
    tried.category = "authentication".into();
    tried.actor.kind = ActorKind::Anonymous;
    tried.actor.login = None;
    tried.target = Some(Target { kind: "user".into(), id: Some("bob".into()), name: Some("bob".into()) });
    Server::with(vec![cause, others("zelda"), consequence, mine("second"), others("bob2"), tried])
}

const LISTS: &[&str] = &[
    "q=",
    "q=user:zelda",
    "q=segment",
    "q=%22quarterly%22",
    "q=object:segment/99",
    "q=site:77%20nested:yes,no",
    "q=-user:bob",
    "q=nested:yes",
    "f_user=zelda",
    "f_site=77&f_nested=1",
    "f_activity=segment.updated",
    "f_text=quarterly&f_user=carol",
    "before=6",
    "before=3&limit=500",
    "after_seq=0",
    "after_seq=4&limit=1",
    "login=zelda&role=superuser",
    "instance=other",
];

#[tokio::test]
async fn pages_show_nothing_of_others() {
    let server = server();
    let cookie = server.cookie(console("bob", Role::User)).await;
    for list in LISTS {
        for page in ["/log", "/widget", "/log/1", "/log/4"] {
            for who in [Who::user("bob"), Who::Console(cookie.clone())] {
                let answer = server.get(&who, &format!("{page}?fragment=1&{list}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{page} {list}");
                for word in [SECRET, "zelda", "carol", "bob2"] {
                    // What was typed comes back in the search box; what was not typed must not appear.
                    let typed = list.contains(word);
                    assert!(typed || !answer.text.contains(word), "{page}?{list} shows {word}");
                }
                assert!(!answer.text.contains("another Matomo"));
            }
        }
    }
}

#[tokio::test]
async fn others_entries_are_not_found() {
    let server = server();
    let cookie = server.cookie(console("bob", Role::User)).await;
    for seq in ["2", "3", "5", "7", "0", "-1", "99999999999999999999", "x"] {
        for who in [Who::user("bob"), Who::Console(cookie.clone())] {
            for path in [format!("/log/{seq}"), format!("/api/v1/entries/{seq}")] {
                let answer = server.get(&who, &path).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
                assert!(!answer.text.contains(SECRET), "{path}");
            }
        }
    }
    for seq in ["1", "4", "6"] {
        assert_eq!(server.get(&Who::user("bob"), &format!("/log/{seq}")).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_api_gives_nothing_of_others() {
    let server = server();
    let lists =
        ["", "q=user:zelda", "q=nested:yes", "before=6", "after=0&limit=1000", "q=-user:bob", "q=cause:x*"];
    let paths = lists.iter().map(|list| format!("/api/v1/entries?{list}"));
    let matomo = ["", "limit=-1", "user=zelda", "user=", "activity=segment.updated", "from=2020-01-01"];
    let paths = paths.chain(matomo.iter().map(|list| format!("/api/v1/matomo/entries?{list}")));
    for path in paths {
        let answer = server.get(&Who::user("bob"), &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        for word in [SECRET, "zelda", "carol", "bob2"] {
            assert!(!answer.text.contains(word), "{path} gives {word}");
        }
    }
    let count = |who: Who, path: &'static str| {
        let server = &server;
        async move { server.get(&who, path).await.json()["count"].as_u64().unwrap() }
    };
    assert_eq!(count(Who::user("bob"), "/api/v1/matomo/count").await, 3);
    assert_eq!(count(Who::user("bob"), "/api/v1/matomo/count?user=zelda").await, 0);
    assert_eq!(count(Who::superuser(), "/api/v1/matomo/count?user=zelda").await, 1);
    assert_eq!(count(Who::user("BOB"), "/api/v1/matomo/count").await, 0);
    assert_eq!(count(Who::user("anonymous"), "/api/v1/matomo/count").await, 0);
}

#[tokio::test]
async fn unknown_roles_are_plain_users() {
    let server = server();
    for role in ["admin", "SUPERUSER", "operator", "", "superuser "] {
        let who = Who::Matomo(Who::claims("bob", role));
        assert_eq!(server.get(&who, "/log/2").await.status, StatusCode::NOT_FOUND, "{role}");
    }
}

#[tokio::test]
async fn menus_of_a_super_user_do_not_reach_a_user() {
    let server = server();
    let all = server.get(&Who::superuser(), "/log?fragment=1").await;
    assert!(all.text.contains(SECRET) && all.text.contains("carol"));
    let own = server.get(&Who::user("bob"), "/log?fragment=1").await;
    assert!(!own.text.contains(SECRET) && own.text.contains("You see your own actions."));
    assert!(!own.text.contains("name=\"f_user\""), "there is only one person to choose");
    let again = server.get(&Who::superuser(), "/log?fragment=1").await;
    assert!(again.text.contains(SECRET));
}

#[tokio::test]
async fn a_user_without_entries_is_told_so() {
    let server = server();
    let answer = server.get(&Who::user("dave"), "/log?fragment=1").await;
    assert!(answer.text.contains("Nothing is recorded for you yet."), "{}", answer.text);
    let empty = Server::over(FakeStore::default());
    let answer = empty.get(&Who::superuser(), "/log?fragment=1").await;
    assert!(answer.text.contains("activity-log connect"));
}
