//! Refusals are counted and become one entry per source and minute.

use crate::fake::{Server, Who};
use crate::sample;

#[tokio::test]
async fn refusals_are_rolled_up_and_visits_are_none() {
    let server = Server::with(sample::day());
    for _ in 0..30 {
        let mut claims = Who::claims("root", "superuser");
        claims.secret = "c".repeat(64);
        server.get(&Who::Matomo(claims), "/log?fragment=1").await;
    }
    server.get(&Who::Bearer("wrong".into()), "/log").await;
    server.post(&Who::Bearer("wrong".into()), "/api/v1/events", "{}").await;
    server.get(&Who::Anonymous, "/sign-in?t=old").await;
    // Nobody claimed to be anybody: no refusal.
    server.get(&Who::Anonymous, "/log").await;
    server.app.flush_refusals(false);
    assert!(server.refused.lock().unwrap().is_empty(), "the minute is not over");
    server.app.flush_refusals(true);
    let events = server.refused.lock().unwrap();
    assert_eq!(events.len(), 1);
    let event = &events[0];
    assert_eq!(event.activity, "auditlog.assertion_refused");
    assert_eq!(event.client.ip.as_deref(), Some("203.0.113.99"));
    assert_eq!(event.request.params["count"], 32);
    assert_eq!(event.request.params["reasons"]["wrong key"], 31);
}
