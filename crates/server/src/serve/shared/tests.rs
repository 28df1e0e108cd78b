use super::*;

#[test]
fn the_english_of_pages_is_that_of_programs() {
    use SharedError::{Days, Full, Kind, Name, Origin, Origins, TooLong, TooMany, Unknown};
    for error in [Name, TooLong, Kind, Days, Origin("x".into()), Origins, TooMany, Full, Unknown] {
        assert_eq!(error.said(Locale::complete()), error.to_string());
    }
}

fn link(number: u32, until: &str) -> SharedLink {
    SharedLink {
        id: Uuid::from_u128(number.into()),
        hash: number.to_string(),
        kind: Kind::Feed,
        name: "n".into(),
        q: String::new(),
        origins: BTreeSet::new(),
        login: "alice".into(),
        role: Role::User,
        lang: "en".into(),
        tz: "UTC".into(),
        made: Time::default(),
        since: 0,
        until: until.parse().unwrap(),
        used: None,
    }
}

#[test]
fn what_ended_is_remembered_and_not_for_ever() {
    let mut shelf = Shelf::default();
    let all = ENDED_MAX + 10;
    shelf.links = (0..all as u32).map(|number| link(number, "2026-01-01T00:00:00Z")).collect();
    assert_eq!(shelf.end(|link| link.hash == "3").len(), 1);
    assert_eq!(shelf.ended, ["3"]);
    assert_eq!(shelf.end(|_| true).len(), all - 1);
    assert_eq!((shelf.links.len(), shelf.ended.len()), (0, ENDED_MAX));
    assert!(!shelf.ended.contains(&"3".to_owned()), "the first that ended goes first");
}

#[test]
fn links_end_with_the_connection_of_their_matomo() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("main.json");
    let open = |secret: &str| SharedLinks::open(path.clone()).of_matomo(&Key::new(secret));
    let count =
        |links: &SharedLinks| links.kept().unwrap().read(|shelf| (shelf.links.len(), shelf.ended.len()));
    let add = |links: &SharedLinks| {
        let push = |shelf: &mut Shelf| {
            shelf.links.push(link(1, "2026-12-01T00:00:00Z"));
            Ok::<_, SharedError>(())
        };
        links.kept().unwrap().change(push).unwrap();
    };
    add(&open("a"));
    assert_eq!(count(&open("a")), (1, 0), "a restart");
    assert_eq!(count(&open("b")), (0, 1), "connected anew");
    assert_eq!(count(&open("a")), (0, 1), "they do not come back");
    assert!(!std::fs::read_to_string(&path).unwrap().contains("\"owner\":\"a\""));
    // What cannot be kept works for nobody.
    let nowhere = SharedLinks::open(place.path().join("none").join("main.json")).of_matomo(&Key::new("a"));
    assert!(nowhere.kept().is_err());
}

#[test]
fn the_file_outlives_the_process_and_a_damaged_one_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("main.json");
    let add = |links: &SharedLinks| {
        links.kept().and_then(|kept| {
            kept.change(|shelf| -> Result<(), SharedError> {
                shelf.links.push(link(1, "2026-12-01T00:00:00Z"));
                Ok(())
            })
        })
    };
    add(&SharedLinks::open(path.clone())).unwrap();
    let again = SharedLinks::open(path.clone());
    assert_eq!(again.kept().unwrap().read(|shelf| shelf.links.clone()), [link(1, "2026-12-01T00:00:00Z")]);
    std::fs::write(&path, "{").unwrap();
    assert!(matches!(add(&SharedLinks::open(path.clone())), Err(SharedError::Broken(_))));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{");
}
