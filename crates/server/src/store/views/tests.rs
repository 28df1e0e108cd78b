use super::*;
use crate::store::Scope;

fn at(hour: Hour) -> Time {
    Time::from_micros(hour * 3_600_000_000 + 1)
}

const NOW: Hour = 500_000;

fn counts(rows: &[(Hour, &str, &str, u64)]) -> Counts {
    let mut counts = Counts::default();
    for (hour, login, feature, count) in rows {
        counts.add(at(*hour), login, feature, *count, at(NOW));
    }
    counts
}

fn mark(file: &str, lines: u64) -> Mark {
    Mark { source: "spool:a".into(), file: file.into(), lines }
}

fn all(views: &ViewCounts, scope: &Scope) -> Vec<(Hour, String, String, u64)> {
    let asked = Asked { limit: PAGE_ROWS_MAX, ..Asked::default() };
    let rows = views.usage(&asked, scope).unwrap().rows;
    rows.into_iter().map(|row| (row.hour, row.login, row.feature, row.count)).collect()
}

fn row(hour: Hour, login: &str, feature: &str, count: u64) -> (Hour, String, String, u64) {
    (hour, login.into(), feature.into(), count)
}

#[test]
fn counts_are_added_up_and_outlive_the_process() {
    let place = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let views = ViewCounts::open(place.path()).unwrap();
        views
            .add(&counts(&[(NOW, "alice", "Goals.get", 2), (NOW - 1, "bob", "X.y", 1)]), &[], at(NOW))
            .unwrap();
    }
    let views = ViewCounts::open_for_reading(place.path()).unwrap().unwrap();
    assert_eq!(all(&views, &Scope::All), [row(NOW - 1, "bob", "X.y", 2), row(NOW, "alice", "Goals.get", 4)]);
    assert_eq!(all(&views, &Scope::Own("alice".into())), [row(NOW, "alice", "Goals.get", 4)]);
    assert!(views.add(&counts(&[(NOW, "a", "b.c", 1)]), &[], at(NOW)).is_err(), "it is open for reading");
    let nothing = tempfile::tempdir().unwrap();
    assert!(ViewCounts::open_for_reading(nothing.path()).unwrap().is_none());
}

#[test]
fn marks_move_with_the_counts_or_not_at_all() {
    let views = ViewCounts::in_memory().unwrap();
    assert_eq!(views.mark("spool:a").unwrap(), None);
    views.add(&counts(&[(NOW, "alice", "Goals.get", 1)]), &[mark("one", 3)], at(NOW)).unwrap();
    views.add(&Counts::default(), &[mark("two", 1)], at(NOW)).unwrap();
    assert_eq!(views.mark("spool:a").unwrap(), Some(mark("two", 1)));
    // A transaction that fails at its end leaves neither.
    views
        .connection()
        .execute_batch("CREATE TRIGGER no BEFORE INSERT ON mark BEGIN SELECT raise(ABORT, 'no'); END")
        .unwrap();
    views.add(&counts(&[(NOW, "alice", "Goals.get", 1)]), &[mark("three", 1)], at(NOW)).unwrap_err();
    assert_eq!(views.mark("spool:a").unwrap(), Some(mark("two", 1)));
    assert_eq!(all(&views, &Scope::All), [row(NOW, "alice", "Goals.get", 1)]);
}

#[test]
fn an_hour_has_a_limit_and_the_sum_stays_right() {
    let views = ViewCounts::in_memory().unwrap();
    let mut many = Counts::default();
    for n in 0..ROWS_PER_HOUR_MAX + 500 {
        many.add(at(NOW), "mallory", &format!("P.m{n:06}"), 1, at(NOW));
    }
    views.add(&many, &[], at(NOW)).unwrap();
    views
        .add(&counts(&[(NOW, "mallory", "P.m000001", 1), (NOW, "alice", "Late.one", 1)]), &[], at(NOW))
        .unwrap();
    let sum: (i64, i64) = views
        .connection()
        .query_row("SELECT count(*), sum(count) FROM views", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!(sum, (ROWS_PER_HOUR_MAX as i64 + 1, ROWS_PER_HOUR_MAX as i64 + 502));
    assert_eq!(all(&views, &Scope::Own(String::new())), [row(NOW, "", OTHER_FEATURES, 501)]);
}

#[test]
fn old_hours_go_and_future_ones_are_now() {
    let views = ViewCounts::in_memory().unwrap();
    views
        .add(&counts(&[(NOW - HOURS_KEPT - 1, "a", "B.c", 1), (NOW + 900, "a", "B.c", 1)]), &[], at(NOW))
        .unwrap();
    assert_eq!(all(&views, &Scope::All), [row(NOW, "a", "B.c", 1)]);
    let line = Mark::of_line(uuid::Uuid::from_u128(7));
    views.add(&Counts::default(), std::slice::from_ref(&line), at(NOW)).unwrap();
    views.add(&Counts::default(), &[mark("one", 1)], at(NOW)).unwrap();
    let later = Mark::of_line(uuid::Uuid::from_u128(8));
    views.add(&Counts::default(), &[later], at(NOW + MARKS_KEPT + 1)).unwrap();
    assert_eq!(views.mark(&line.source).unwrap(), None);
    assert_eq!(views.mark("spool:a").unwrap(), Some(mark("one", 1)), "a spool's mark stays");
}

#[test]
fn huge_counts_do_not_overflow() {
    let views = ViewCounts::in_memory().unwrap();
    for _ in 0..3 {
        let mut counts = Counts::default();
        counts.add(at(NOW), "a", "B.c", u64::MAX, at(NOW));
        counts.add(at(NOW), "a", "B.c", u64::MAX, at(NOW));
        views.add(&counts, &[], at(NOW)).unwrap();
    }
    assert_eq!(all(&views, &Scope::All)[0].3, 3 << 40);
}

#[test]
fn pages_follow_each_other() {
    let views = ViewCounts::in_memory().unwrap();
    let rows: Vec<(Hour, &str, &str, u64)> = (0..3)
        .flat_map(|n| [(NOW - n, "a/b", "X.y", 1), (NOW - n, "a", "X.y", 2), (NOW - n, "a", "X.z", 3)])
        .collect();
    views.add(&counts(&rows), &[], at(NOW)).unwrap();
    let mut asked = Asked { limit: 2, ..Asked::default() };
    let mut seen = Vec::new();
    loop {
        let page = views.usage(&asked, &Scope::All).unwrap();
        seen.extend(page.rows.into_iter().map(|row| (row.hour, row.login, row.feature, row.count)));
        let Some(next) = page.next else { break };
        asked.after = Some(next.to_string().parse().unwrap());
    }
    assert_eq!(seen, all(&views, &Scope::All));
    assert_eq!(seen.len(), 9);
    let one = Asked {
        from: Some(NOW - 1),
        until: Some(NOW),
        login: Some("a".into()),
        feature: Some("X.z".into()),
        limit: 5,
        after: None,
    };
    assert_eq!(views.usage(&one, &Scope::All).unwrap().rows.len(), 1);
    assert!(views.usage(&one, &Scope::Own("bob".into())).unwrap().rows.is_empty());
    for wrong in ["", "x/y/z", "5", "5/a"] {
        assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
    }
}

#[test]
fn a_foreign_or_broken_file_is_not_touched() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join(FILE);
    std::fs::write(&path, "no database at all, but long enough to look at. ".repeat(100)).unwrap();
    let error = ViewCounts::open(place.path()).map(|_| ()).unwrap_err();
    assert!(matches!(&error, StoreError::Damaged(text) if text.contains("views.sqlite")), "{error}");
    std::fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("PRAGMA application_id = 7; CREATE TABLE x (y)").unwrap();
    assert!(ViewCounts::open(place.path()).is_err());
}
