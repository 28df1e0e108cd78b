//! What other plugins' classes keep: nobody listed its members, so names and ids, counts and switches are kept, everything else
//! is hidden: a number may be a one-time code. The plugin has done the same before (`Foreign/Told.php`).

use serde_json::{Map, Value};

use super::value;
use super::{hidden_unless_empty, is_switch};
use crate::catalog::Catalog;

/// Members of the first level whose text is kept though they are no names.
const PLAIN: [&str; 3] = ["version", "environment", "action"];

/// The data of a class, redacted.
pub fn data(data: &Map<String, Value>, catalog: &Catalog) -> Map<String, Value> {
    members(data, "", 1, catalog)
}

fn members(map: &Map<String, Value>, parent: &str, depth: usize, catalog: &Catalog) -> Map<String, Value> {
    if let Some(mark) = value::mark(map).filter(|mark| !mark.contains_key("$cut")) {
        return mark;
    }
    let mut out = Map::new();
    for (key, item) in value::first_members(map) {
        let is_position = key.bytes().all(|byte| byte.is_ascii_digit());
        let name = if is_position { parent } else { key };
        out.insert(value::name(key), member(item, name, depth, catalog));
    }
    value::note_left_out(&mut out, map);
    out
}

fn member(item: &Value, name: &str, depth: usize, catalog: &Catalog) -> Value {
    if catalog.is_secret_name(name) || is_visitor(name) {
        return hidden_unless_empty(item);
    }
    let is_text = is_name(name) || (depth == 1 && PLAIN.contains(&name));
    match item {
        Value::Object(map) if value::mark(map).is_some_and(|mark| mark.contains_key("$cut")) => {
            value::mark(map).filter(|_| is_text).map_or_else(value::hidden, Value::Object)
        }
        Value::Array(_) | Value::Object(_) if depth >= value::DEPTH_MAX => value::too_deep(item),
        Value::Object(map) => Value::Object(members(map, name, depth + 1, catalog)),
        Value::Array(list) => {
            let items = value::first_items(list).map(|item| member(item, name, depth + 1, catalog)).collect();
            value::with_left_out(items, list)
        }
        Value::String(text) if is_text => value::text(text),
        _ if is_switch(item) && (!is_number(item) || is_text || is_count(name)) => item.clone(),
        _ => value::hidden(),
    }
}

/// `id`, `idSite`, `site_id`, `name`, `backupName`, `login`, `userLogin` …
fn is_name(name: &str) -> bool {
    const WORDS: [(&str, &str); 3] = [("id", "Id"), ("name", "Name"), ("login", "Login")];
    let ends = |(lower, upper): &(&str, &str)| {
        let snake = name.strip_suffix(lower).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'));
        let camel =
            name.strip_suffix(upper).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_lowercase()));
        snake || camel
    };
    let begins =
        name.strip_prefix("id").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    begins || WORDS.iter().any(ends)
}

/// Whether a switch is more than yes, no or nothing.
fn is_number(item: &Value) -> bool {
    item.is_number() || item.as_str().is_some_and(|text| !matches!(text, "" | "true" | "false"))
}

/// `ids`, `itemIds`, `count`, `visitCount`, `active`, `isPublic` …
fn is_count(name: &str) -> bool {
    const WORDS: [&str; 10] = [
        "ids", "count", "total", "position", "priority", "revision", "version", "active", "enabled",
        "deleted",
    ];
    let ends = |word: &str| {
        name.strip_suffix(word).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_lowercase()))
    };
    let begins = |word: &str| {
        name.strip_prefix(word)
            .is_some_and(|rest| rest.starts_with(|c: char| c == '_' || c.is_ascii_uppercase()))
    };
    WORDS.contains(&name)
        || name == "status"
        || name.ends_with("_ids")
        || name.ends_with("_count")
        || ["Ids", "Count"].into_iter().any(ends)
        || ["is", "has"].into_iter().any(begins)
}

/// Visitors, of whom the log keeps no more than a hash: not even ids below such a name.
fn is_visitor(name: &str) -> bool {
    let flat = name.to_ascii_lowercase().replace('_', "");
    let is_user = flat.match_indices("iduser").any(|(at, word)| {
        let rest = &flat[at + word.len()..];
        !rest.starts_with("login") && !rest.starts_with("name")
    });
    flat.contains("visitor") || flat.contains("userid") || is_user
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn redacted(value: Value) -> Value {
        let Value::Object(map) = value else { panic!("a map") };
        Value::Object(data(&map, Catalog::builtin()))
    }

    #[test]
    fn names_numbers_and_switches_are_kept() {
        let plain = json!({
            "site": {"site_id": "3", "site_name": "Shop <b>"}, "version": "v1", "environment": "live",
            "container": {"id": "ZDfB", "name": "Main"}, "backupName": "x", "idSite": "y", "itemIds": [1, 2],
            "userLogin": "alice", "active": true, "count": 12, "nothing": null, "empty": "",
        });
        assert_eq!(redacted(plain.clone()), plain);
    }

    #[test]
    fn everything_else_is_hidden() {
        let hidden = json!({"$hidden": true});
        let secret = json!("s3cr3t");
        for name in ["note", "type", "tokenName", "apiKey", "valid", "rename", "kid", "idle", "surname2"] {
            assert_eq!(redacted(json!({name: secret}))[name], hidden, "{name}");
            assert!(!redacted(json!({"in": {name: [secret]}}))["in"][name].to_string().contains("s3cr3t"));
        }
        assert_eq!(redacted(json!({"client_secret": {"id": 1, "name": "s3cr3t"}}))["client_secret"], hidden);
        assert_eq!(redacted(json!({"client": {"version": "s3cr3t"}}))["client"]["version"], hidden);
        assert_eq!(
            redacted(json!({"x": {"$cut": "s3cr3t", "bytes": 1, "sha256": "0".repeat(64)}}))["x"],
            hidden
        );
        assert_eq!(redacted(json!({"$cut": "s3cr3t", "bytes": 1, "sha256": "0".repeat(64)}))["$cut"], hidden);
        assert_eq!(redacted(json!({"name": "http://u:s3cr3t@h"}))["name"], "http://u:***@h");
    }

    #[test]
    fn visitors_and_numbers_without_a_listed_name_are_hidden() {
        let hidden = json!({"$hidden": true});
        for name in ["visitor_id", "visitorId", "idVisitor", "userId", "user_id", "iduser", "visitor"] {
            for value in [json!("ab"), json!(7), json!({"id": 7})] {
                assert_eq!(redacted(json!({name: value}))[name], hidden, "{name}");
            }
        }
        for value in [json!(834_921), json!("834921"), json!(8.5)] {
            assert_eq!(redacted(json!({"code": value}))["code"], hidden);
            assert_eq!(redacted(json!({"codes": [value]}))["codes"][0], hidden);
        }
        let plain = json!({"itemIds": [1], "visit_count": 2, "isLive": 1, "userLogin": "a", "on": true});
        assert_eq!(redacted(plain.clone()), plain);
    }

    proptest! {
        #[test]
        fn twice_is_the_same_as_once(
            name in prop::sample::select(vec!["id", "site_name", "note", "pin", "0", "$cut", "$hidden", "$more", "version"]),
            text in ".{0,20}", deep in 0..12_usize, list in any::<bool>(),
        ) {
            let mut value = json!(text);
            for _ in 0..deep {
                value = if list { json!([value, 1]) } else { json!({name: value}) };
            }
            let once = redacted(json!({name: value, "bytes": 1, "sha256": "0".repeat(64)}));
            prop_assert_eq!(redacted(once.clone()), once);
        }
    }
}
