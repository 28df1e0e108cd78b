#![allow(clippy::unwrap_used)]

use super::*;

const BASE: &str = r#"
plugin = "Matomo"
deny = ["pass", "key"]
read_words = ["get"]
plain = ["idSite"]
[tables.goal]
plain = ["idgoal", "name"]
website = "idsite"
unfold = { layout = "widgets", steps = "list" }
[tables.option]
plain = ["option_name"]
fold = { label = ["option_name"], value = "option_value", switches = true }
[[activities]]
id = "api.unknown_write"
category = "matomo"
verb = "called"
severity = "notice"
[[activities]]
id = "controller.unknown_write"
category = "matomo"
verb = "called"
severity = "notice"
[[activities]]
id = "cli.command_executed"
category = "console"
verb = "executed"
severity = "notice"
[[activities]]
id = "maintenance.task.executed"
category = "maintenance"
verb = "executed"
severity = "notice"
[[activities]]
id = "matomo.event"
category = "matomo"
verb = "happened"
severity = "info"
"#;

fn with(row: &str) -> Result<Catalog, CatalogError> {
    let row = format!("plugin = \"Goals\"\n{row}");
    Catalog::parse(&[("goals.toml", &row), ("_defaults.toml", BASE)])
}

fn goal(more: &str) -> Result<Catalog, CatalogError> {
    let head = "[[activities]]\nid = \"goal.created\"\ncategory = \"goal\"\nverb = \"created\"\nseverity = \"info\"\n";
    with(&format!("{head}events = [\"API.Goals.addGoal\"]\n{more}"))
}

#[test]
fn a_row_is_found_by_id_and_by_event() {
    let catalog = goal("plain = [\"name\"]\nsecret = [\"password\"]").unwrap();
    assert_eq!(catalog.activity("goal.created").unwrap().plugin, "Goals");
    assert_eq!(catalog.candidates("API.Goals.addGoal").count(), 1);
    assert!(catalog.rules("API.Goals.addGoal").is_plain("name"));
    assert!(catalog.rules("API.Goals.addGoal").is_plain("idSite"));
    assert!(!catalog.rules("API.Other.call").is_plain("name"));
    assert!(catalog.is_secret_name("apiKEY"));
    assert_eq!(catalog.treatment("Goals.addGoal"), Treatment::Activity);
    assert_eq!(catalog.treatment("Goals.getGoals"), Treatment::Read);
    // the whole first word counts
    assert_eq!(catalog.treatment("Goals.getawayPlan"), Treatment::CatchAll);
    assert_eq!(catalog.treatment("Goals.dropAll"), Treatment::CatchAll);
}

#[test]
fn what_would_not_work_is_refused_with_file_and_activity() {
    let refused = |more: &str| goal(more).unwrap_err().to_string();
    for (more, says) in [
        ("plain = [\"a\"]\nsecret = [\"a\"]", "both plain and secret"),
        ("site = \"param.website\"", "not plain"),
        ("site = \"params.website\"", "no source"),
        ("target = { type = \"goal\", id = \"result\" }", "not kept"),
        ("target = { type = \"goal\", name = \"row.goal.name\" }", "its table is not read"),
        ("snapshot = [{ table = \"goals\", where = { idgoal = \"result\" } }]", "not described"),
        ("snapshot = [{ table = \"goal\", where = {} }]", "read all of it"),
        ("when = { \"param.password\" = [\"x\"] }", "never recorded"),
        ("redirect = \"success\"", "controller actions"),
        ("given = [\"name\"]", "controller actions"),
        ("proof = \"Goals.added\"", "is not absorbed"),
        ("target = { type = \"goal\", id = \"past\" }", "for “where” only"),
        ("site = \"keys.idSite\"", "for “where” only"),
        ("site = \"param.idSite|param.website\"", "not plain"),
        ("snapshot = [{ table = \"goal\", where = { name = \"actor|row.goal.name\" } }]", "not known yet"),
        (
            "snapshot = [{ table = \"option\", where = { option_name = \"param.name\" } }]",
            "choose the option",
        ),
        (
            "snapshot = [{ table = \"option\", where = { option_name = \"=a_{param.name}\" } }]",
            "choose the option",
        ),
    ] {
        let message = refused(more);
        assert!(message.starts_with("goals.toml: goal.created: "), "{message}");
        assert!(message.contains(says), "{message}");
    }
    assert!(refused("colour = 1").starts_with("goals.toml: TOML parse error"));
    assert_eq!(
        Catalog::parse(&[("x.toml", "plugin = \"X\"")]).unwrap_err().to_string(),
        "the catalogue has no activity “api.unknown_write”"
    );
}

#[test]
fn variants_share_an_id_and_differ_in_their_conditions() {
    let second = |when: &str, verb: &str| {
        format!(
            "plain = [\"name\"]\n[[activities]]\nid = \"goal.created\"\ncategory = \"goal\"\nverb = \"{verb}\"\n\
             severity = \"critical\"\nevents = [\"API.Goals.addGoal\"]\nplain = [\"name\"]\n{when}"
        )
    };
    let catalog = goal(&second("when = { \"param.name\" = [\"x\"] }", "created")).unwrap();
    assert_eq!(catalog.candidates("API.Goals.addGoal").map(Activity::conditions).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(catalog.menu().len(), 6);
    assert!(goal(&second("", "created")).unwrap_err().to_string().contains("twice"));
    assert!(
        goal(&second("when = { \"param.name\" = [\"x\"] }", "made"))
            .unwrap_err()
            .to_string()
            .contains("share")
    );
}

#[test]
fn a_list_of_values_is_read_one_by_one() {
    let catalog =
        goal("snapshot = [{ table = \"goal\", where = { idsite = \"=1\", name = [\"=a\", \"=b\"] } }]")
            .unwrap();
    let snapshot = &catalog.activity("goal.created").unwrap().snapshot;
    assert_eq!(snapshot.len(), 2);
    assert_eq!(snapshot[1].filter[1], ("name".to_owned(), Source::Text("b".to_owned())));
}

#[test]
fn what_the_plugin_must_know_of_tables_and_results_stands_in_its_map() {
    let catalog = goal(
        "result = \"client.id\"\nsnapshot = [{ table = \"option\", where = { option_name = \"={actor}_x\" } }]",
    );
    let map = php::capture_map(&catalog.unwrap());
    for line in [
        "'goal' => ['plain' => ['idgoal', 'name'], 'website' => 'idsite', 'unfold' => ['layout' => 'widgets', 'steps' => 'list']],",
        "'option' => ['plain' => ['option_name'], 'labels' => ['option_name'], 'switch' => 'option_value'],",
        "'result' => 'client.id', 'snapshot' => [['table' => 'option', 'where' => ['option_name' => '={actor}_x']]]",
    ] {
        assert!(map.contains(line), "{map}");
    }
}

#[test]
fn what_is_left_out_has_a_reason_and_says_what_it_is() {
    let left_out = |row: &str| with(&format!("[[not_recorded]]\n{row}"));
    let catalog =
        left_out("what = \"Installed\"\nactivities = [\"install.finished\"]\nwhy = \"Not there yet.\"")
            .unwrap();
    assert_eq!(catalog.not_recorded()[0].activities, ["install.finished"]);
    let page = docs::what_is_logged(&catalog, &str::to_owned, &str::to_owned);
    assert!(page.contains("| Installed |  | Not there yet. |\n"), "{page}");
    assert!(
        left_out("events = [\"A.b\"]\nwhy = \" \"").unwrap_err().to_string().contains("without a reason")
    );
    assert!(left_out("why = \"Because.\"").unwrap_err().to_string().contains("neither"));
}

#[test]
fn sources_are_read_as_they_are_written() {
    for text in [
        "param.a",
        "param.a.b",
        "result",
        "row.goal.name",
        "actor",
        "auth",
        "outcome",
        "past",
        "null",
        "=PrivacyManager.x",
        "=",
    ] {
        assert_eq!(Source::parse(text).unwrap().to_string(), text);
    }
    for text in
        ["", "param", "param.", "param..a", "row.goal", "row.a.b.c", "result.x", "goal", "actor.login"]
    {
        assert_eq!(Source::parse(text), None, "{text}");
    }
}

#[test]
fn the_built_in_catalogue_can_be_read() {
    assert!(!Catalog::builtin().activities().is_empty());
    assert_eq!(Catalog::builtin().hash().len(), 16);
}
