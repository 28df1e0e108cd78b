//! What classes of other plugins say.

use super::*;

fn added(text: &str) -> Value {
    json!([{"class": "TagManager.ContainerAdded", "text": text, "lang": "en", "data": {
        "site": {"site_id": "3", "site_name": "Shop"}, "version": "v1", "container": {"id": "ZDfB", "name": "Main"},
        "containertag": {"id": 0, "name": "ID: 0"}, "note": "s3cr3t", "apiKey": {"name": "s3cr3t"}}}])
}

#[test]
fn where_the_catalogue_knows_the_action_its_name_stays() {
    let event =
        event("API.TagManager.addContainer", json!({"told": added("added a container"), "result": "ZDfB"}));
    assert_eq!((event.activity.as_str(), event.also.len()), ("tagmanager.container.created", 0));
    assert_eq!(event.told.len(), 1);
    assert_eq!((event.told[0].text.as_str(), event.told[0].lang.as_str()), ("added a container", "en"));
    assert!(!serde_json::to_string(&event).unwrap().contains("s3cr3t"));
}

#[test]
fn where_it_does_not_the_class_names_it() {
    let told = json!({"told": added("added a container"), "site": {"id": 3, "name": "Shop"}});
    let own = event("Activity.TagManager.ContainerAdded", told.clone());
    assert_eq!(
        (own.activity.as_str(), own.category.as_str()),
        ("activity.tagmanager.container_added", "tag_manager")
    );
    assert_eq!(own.also, [""; 0]);
    assert_eq!(target(&own), ("container", Some("ZDfB"), Some("Main")));
    assert_eq!(own.site.unwrap().id, 3);
    let call = event("API.Shop.sellTea", told);
    assert_eq!(
        (call.activity.as_str(), call.also[0].as_str()),
        ("activity.tagmanager.container_added", "api.unknown_write")
    );
}

#[test]
fn a_class_that_is_no_name_names_nothing() {
    for class in ["", "x", "A.<script>", "../x", "auditlog.\u{202e}"] {
        let told = json!({"told": [{"class": class, "text": "t"}]});
        assert_eq!(event("Activity.A.B", told.clone()).activity, "matomo.event", "{class}");
        assert_eq!(event("API.A.b", told).activity, "api.unknown_write");
    }
    let nothing = event("Activity.A.B", json!({"told": [{"class": "A.B", "lang": "\"><b>"}]}));
    assert_eq!((nothing.activity.as_str(), nothing.target.is_none()), ("activity.a.b", true));
    assert_eq!(nothing.told[0].lang, "und");
}

#[test]
fn all_of_it_is_bounded() {
    let one = json!({"class": format!("A.{}", "b".repeat(5000)), "text": "\u{1}".repeat(5000), "lang": "x".repeat(5000),
        "data": {"name": "\u{1}".repeat(4000), "ids": (0..5000).collect::<Vec<_>>(), "list": {"name": ["\u{1}".repeat(4000)]}}});
    let event = event("Activity.A.B", json!({"told": vec![one; 50]}));
    assert_eq!(event.told.len(), 4);
    let size = serde_json::to_string(&event.told).unwrap().len();
    assert!(size < 30 * 1024, "{size}");
}

#[test]
fn php_writes_an_empty_map_as_a_list() {
    let event = event("Activity.A.B", json!({"told": [{"class": "A.B", "text": "did", "data": []}]}));
    assert!(event.told[0].data.is_empty());
}
