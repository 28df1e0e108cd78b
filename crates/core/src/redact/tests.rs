#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::json;

use super::*;

const SAVE: &str = "API.CorePluginsAdmin.setSystemSettings";
const SITE: &str = "API.SitesManager.updateSite";
const USER: &str = "API.UsersManager.addUser";

fn of(event: &str, params: Value) -> Value {
    let Value::Object(map) = params else { panic!("no parameters") };
    Value::Object(super::params(&map, event, Catalog::builtin()))
}

#[test]
fn only_what_is_listed_is_kept() {
    let got = of(
        USER,
        json!({"userLogin": "alice", "password": "x", "passwordConfirmation": "", "other": [1], "email": null}),
    );
    assert_eq!(got, json!({"userLogin": "alice", "password": {"$hidden": true}, "other": {"$hidden": true}}));
    // an unknown event has the defaults only
    let got = of("API.Any.thing", json!({"idSite": 3, "userLogin": "alice"}));
    assert_eq!(got, json!({"idSite": 3, "userLogin": {"$hidden": true}}));
}

#[test]
fn settings_keep_switches_and_what_is_listed() {
    let set = |name: &str, value: Value| json!({"settingValues": {"Any": [{"name": name, "value": value}]}});
    let kept = |name: &str, value: Value| of(SAVE, set(name, value.clone())) == set(name, value);
    assert!(kept("canUserOptOut", json!("0")));
    assert!(kept("maxRetries", json!(20)));
    assert!(kept("allowedEmailDomains", json!(["example.test"])));
    assert!(kept("twoFactorAuthRequired", json!(true)));
    assert!(!kept("redisPassword", json!("hunter2")));
    assert!(!kept("redisPassword", json!(1234)));
    assert!(!kept("host", json!("redis.example.test")));
    assert!(!kept("serial", json!("1234567890123")));
}

#[test]
fn members_named_like_a_secret_are_hidden() {
    let got = of(SITE, json!({"urls": {"a": {"apiKey": "x", "b": "y"}}, "siteName": "Shop"}));
    assert_eq!(got, json!({"urls": {"a": {"apiKey": {"$hidden": true}, "b": "y"}}, "siteName": "Shop"}));
}

#[test]
fn values_are_bounded() {
    let got = of(SITE, json!({"siteName": "ä".repeat(3000), "urls": vec!["x"; 450], "group": "a\0b"}));
    assert_eq!(got["siteName"]["bytes"], 6000);
    assert_eq!(got["siteName"]["$cut"].as_str().unwrap().len(), 4096);
    assert_eq!(got["urls"].as_array().unwrap().len(), 201);
    assert_eq!(got["urls"][200], json!({"$more": 250}));
    assert_eq!(got["group"], "a\u{fffd}b");
    let mut deep = json!("x");
    for _ in 0..50 {
        deep = json!([deep]);
    }
    let text = of(SITE, json!({ "urls": deep })).to_string();
    assert!(text.ends_with(&format!("{}{{\"$deep\":true}}{}}}", "[".repeat(8), "]".repeat(8))), "{text}");
    let many: Map<String, Value> = (0..300).map(|i| (format!("p{i}"), json!(1))).collect();
    assert_eq!(of(SITE, Value::Object(many))["$more"], 100);
}

#[test]
fn keys_in_addresses_are_starred_out() {
    let clean = |text: &str| of(SITE, json!({ "siteName": text }))["siteName"].as_str().unwrap().to_owned();
    assert_eq!(clean("http://m/?token_auth=abc&x=1"), "http://m/?token_auth=***&x=1");
    assert_eq!(clean("TOKEN_AUTH%3Dabc token_auth token_auth="), "TOKEN_AUTH%3D*** token_auth token_auth=");
    assert_eq!(clean("token_auth%253Dabc token_auth = abc"), "token_auth%253D*** token_auth = ***");
    assert_eq!(
        clean(r#"a "token_auth": "abc", \"token_auth\":\"abc"#),
        r#"a "token_auth": "***", \"token_auth\":\"***"#
    );
    assert_eq!(
        clean("see ftp://u:p:1@x@h:21/a@b and http://h:80/a:b@c"),
        "see ftp://u:***@h:21/a@b and http://h:80/a:b@c"
    );
    assert_eq!(
        clean("http://u@h http://u:***@h http://u:@h ://a:b@"),
        "http://u@h http://u:***@h http://u:@h ://a:***@"
    );
}

#[test]
fn json_in_a_text_hides_no_less() {
    let clean = |text: &str| of(SITE, json!({ "siteName": text }))["siteName"].clone();
    assert_eq!(clean(r#" {"a":1,"b":["x"]}"#), r#" {"a":1,"b":["x"]}"#);
    assert_eq!(clean(r#"{"a":1,"apiKey":"x"}"#), json!({"a": 1, "apiKey": {"$hidden": true}}));
    let twice = json!([json!({"pwd": "x", "name": "p", "value": "y"}).to_string()]).to_string();
    assert_eq!(clean(&twice), json!([{"pwd": {"$hidden": true}, "name": "p", "value": {"$hidden": true}}]));
    assert_eq!(clean("[a note] about a token"), "[a note] about a token");
}

#[test]
fn a_value_is_hidden_where_what_stands_beside_it_names_a_secret() {
    for beside in ["key", "setting", "id"] {
        let got = of(
            SITE,
            json!({"urls": [{beside: "apiToken", "value": "x"}, {beside: "colour", "value": "red"}]}),
        );
        assert_eq!(got["urls"][0]["value"], json!({"$hidden": true}), "{beside}");
        assert_eq!(got["urls"][1]["value"], "red", "{beside}");
    }
    let got = of(SITE, json!({"urls": [{"name": ["apiToken"], "value": "x"}]}));
    assert_eq!(got["urls"][0]["value"], json!({"$hidden": true}));
}

#[test]
fn sums_are_those_of_what_is_kept() {
    let long = "x".repeat(5000);
    let sum = |text: &str| of(SITE, json!({ "siteName": text }))["siteName"]["sha256"].clone();
    assert_eq!(sum(&format!("token_auth=abc&{long}")), sum(&format!("token_auth=def&{long}")));
    assert_ne!(sum(&format!("token_auth=abc&{long}")), sum(&format!("token_auth=abc&y{long}")));
}

#[test]
fn reasons_do_not_repeat_what_is_hidden() {
    let reason = |text: &str, params: Value| {
        let Value::Object(map) = params else { panic!("no parameters") };
        super::reason(text, &map, SAVE, Catalog::builtin())
    };
    let secret = "p<&'\"/ é1";
    let params = json!({"passwordConfirmation": secret, "day": "day", "n": 12345, "number": 1234567, "unlisted": "some value",
        "settingValues": {"Any": [{"name": "redisPassword", "value": "hunter2"}, {"name": "x", "value": "true"}]}});
    assert_eq!(
        reason(
            "One day 12345: P<&'\"/ é1, p%3C%26%27%22%2F%20%C3%A91, p&lt;&amp;&#039;&quot;/ é1, hunter2, 1234567, some value, true",
            params.clone()
        ),
        "One day 12345: ***, ***, ***, ***, ***, ***, true"
    );
    assert_eq!(reason(&format!("wrong {}", Value::from(secret)), params), "wrong \"***\"");
    // a long one is found by its beginning
    let long = "abcdefghi ".repeat(20);
    assert_eq!(reason(&format!("no: {}", &long[..100]), json!({"token": [long]})), "no: ***");
    let many: Map<String, Value> =
        (0..1100).map(|i| (format!("secret{i}"), json!(format!("value {i}")))).collect();
    assert_eq!(reason("anything", Value::Object(many)), "***");
    // a part of one is enough, if it is a long word
    assert_eq!(
        reason("Segment 'visitorLogin' is wrong", json!({"segment": "visitorLogin==a;b"})),
        "Segment '***' is wrong"
    );
    // what may be read as a parameter may be read here
    assert_eq!(reason("no Goals", json!({"idSite": "Goals", "other": "Goals"})), "no Goals");
}

#[test]
fn rows_show_listed_columns_only() {
    let row = json!({"login": "a", "password": "$2y$10$x", "twofactor_secret": {"$hidden": "0123abcd"}, "date_registered": "x"});
    let Value::Object(row) = row else { unreachable!() };
    let got = Value::Object(super::row("user", &row, Catalog::builtin()));
    assert_eq!(
        got,
        json!({"login": "a", "password": {"$hidden": true}, "twofactor_secret": {"$hidden": "0123abcd"}})
    );
    let unknown = Value::Object(super::row("user2", &row, Catalog::builtin()));
    assert_eq!(unknown["login"], json!({"$hidden": true}));
}

#[test]
fn settings_of_the_file_are_listed_by_section_and_name() {
    let kept = |section: &str, name: &str, value: &str| {
        let Value::Object(row) = json!({"section": section, "name": name, "value": value}) else {
            unreachable!()
        };
        super::row("config", &row, Catalog::builtin())["value"] == value
    };
    assert!(kept("General", "trusted_hosts", "example.test"));
    assert!(kept("Plugins", "Plugins", "Goals"));
    assert!(kept("General", "force_ssl", "1"));
    assert!(!kept("General", "salt", "1"));
    assert!(!kept("database", "username", "matomo"));
}

#[test]
fn a_forged_mark_is_no_hiding_place() {
    let got =
        of(USER, json!({"password": {"$hidden": "hunter2!"}, "passwordConfirmation": {"$cut": "hunter2"}}));
    assert_eq!(got, json!({"password": {"$hidden": true}, "passwordConfirmation": {"$hidden": true}}));
    let Value::Object(row) = json!({"password": {"$hidden": "hunter2!"}}) else { unreachable!() };
    assert_eq!(
        Value::Object(super::row("user", &row, Catalog::builtin()))["password"],
        json!({"$hidden": true})
    );
}

const SENTINEL: &str = "hunter2-hunter2";

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "siteName",
            "urls",
            "settingValues",
            "name",
            "value",
            "0",
            "17",
            "$cut",
            "$more",
            "$hidden",
            "bytes",
            "sha256",
            "idSite",
            "type",
            "$deep",
            "$object",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
        Just("n".repeat(500)),
    ]
}

fn secret_name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["password", "apiKey", "TOKEN", "client_secret", "sessionId"])
        .prop_map(str::to_owned)
}

fn json_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        ".{0,12}",
        Just("x".repeat(4100)),
        Just("\0\u{202e}<script>token_auth=abc".to_owned()),
        Just(format!("{}http://someone:password@host", "y".repeat(4080))),
        Just(format!("{}token_auth=abcdef", "y".repeat(4083))),
        Just(
            r#"{"a":[{"name":"x","value":"hunter2-hunter2"}],"b":"[{\"pwd\":1}]","token_auth":"x"}"#
                .to_owned()
        ),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::String),
    ];
    leaf.prop_recursive(11, 30, 3, |inner| {
        let secret = (secret_name(), any::<bool>()).prop_map(|(name, deep)| {
            (name, if deep { json!([{"a": SENTINEL}, SENTINEL]) } else { json!(SENTINEL) })
        });
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            any::<bool>().prop_map(|item| Value::Array(vec![Value::Bool(item); 210])),
            (prop::collection::btree_map(name(), inner, 0..6), prop::option::of(secret))
                .prop_map(|(map, secret)| { Value::Object(map.into_iter().chain(secret).collect()) }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn twice_is_the_same_as_once(
        params in prop::collection::btree_map(name(), json_value(), 0..6),
        event in prop::sample::select(vec![SAVE, SITE, USER, "x"]),
    ) {
        let once = super::params(&params.into_iter().collect(), event, Catalog::builtin());
        prop_assert_eq!(&super::params(&once, event, Catalog::builtin()), &once);
    }

    #[test]
    fn rows_twice_are_the_same_as_once(
        row in prop::collection::btree_map(prop_oneof![name(), Just("login".to_owned()), Just("section".to_owned())], json_value(), 0..6),
        table in prop::sample::select(vec!["user", "config", "site", "unknown"]),
    ) {
        let once = super::row(table, &row.into_iter().collect(), Catalog::builtin());
        prop_assert_eq!(&super::row(table, &once, Catalog::builtin()), &once);
    }

    #[test]
    fn a_secret_never_survives(
        plain in prop::collection::btree_map(name(), json_value(), 0..6),
        secret in secret_name(),
        event in prop::sample::select(vec![SAVE, SITE, USER, "x"]),
    ) {
        let mut params: Map<String, Value> = plain.into_iter().collect();
        params.insert(secret, json!({"deep": [SENTINEL]}));
        let text = Value::Object(super::params(&params, event, Catalog::builtin())).to_string();
        prop_assert!(!text.contains(SENTINEL), "{}", text);
    }
}

#[test]
fn what_another_program_kept_is_kept_unless_it_looks_secret() {
    let params = json!({
        "site": {"site_id": 3, "site_name": "Shop", "auth": "x"}, "name": "Signup", "password": "hunter2", "token_auth": "",
        "changes": [{"setting": "smtpPassword", "oldValue": "hunter2", "newValue": "hunter3"}, {"field": "name", "old": "a", "new": "b"}],
        "option": "license_key", "newValue": "hunter4",
    });
    let kept = kept_params(params.as_object().unwrap(), "nothing.known", Catalog::builtin());
    let hidden = json!({"$hidden": true});
    assert_eq!(
        Value::Object(kept.clone()),
        json!({
            "site": {"site_id": 3, "site_name": "Shop", "auth": hidden}, "name": "Signup", "password": hidden, "token_auth": "",
            "changes": [{"setting": "smtpPassword", "oldValue": hidden, "newValue": hidden}, {"field": "name", "old": "a", "new": "b"}],
            "option": "license_key", "newValue": hidden,
        })
    );
    assert_eq!(kept_params(&kept, "nothing.known", Catalog::builtin()), kept);
}
