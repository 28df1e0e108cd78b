//! Writes the published list of what is logged and what is not (docs/what-is-logged.md).

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Activity, Catalog, NotRecorded};

/// The page. `label` gives the name of an activity, `category` that of a group, as people read them.
pub fn what_is_logged(
    catalog: &Catalog,
    label: &dyn Fn(&str) -> String,
    category: &dyn Fn(&str) -> String,
) -> String {
    let mut out = String::from(
        "# What is logged\n\nGenerated from `catalog/*.toml` and `locales/en/activities/*.ftl` (`make generate`). Do not edit.\n\n\
         “Before and after” means that the entry shows which fields changed, with the old and the new value; of fields that may hold a \
         secret it shows only that they changed. Failed and denied attempts are logged under the same names. Whatever changes \
         something through Matomo's API and is not listed here is logged as `api.unknown_write`, a form as `controller.unknown_write`, a console \
         command as `cli.command_executed`.\n",
    );
    let mut groups: BTreeMap<&str, BTreeMap<&str, Vec<&Activity>>> = BTreeMap::new();
    for activity in catalog.activities() {
        groups.entry(&activity.category).or_default().entry(&activity.id).or_default().push(activity);
    }
    for (group, activities) in groups {
        let _ = writeln!(out, "\n## {}\n", cell(&category(group)));
        out.push_str(
            "| what | activity | severity | recorded on | before and after |\n|---|---|---|---|---|\n",
        );
        for (id, variants) in activities {
            let severities = joined(variants.iter().map(|row| row.severity.to_string()));
            let events =
                joined(variants.iter().map(|row| row.root().map_or("the server itself".to_owned(), code)));
            let diff = if variants.iter().any(|row| has_changes(row)) { "yes" } else { "no" };
            let _ = writeln!(out, "| {} | `{id}` | {severities} | {events} | {diff} |", cell(&label(id)));
        }
    }
    out.push_str("\n## What is not logged, and why\n\n| what | event | why |\n|---|---|---|\n");
    let mut rows: Vec<String> = catalog.not_recorded().iter().map(left_out).collect();
    rows.sort();
    out.extend(rows);
    out.push_str(
        "\n## What is only counted\n\nOther reports and pages that a person looks at are no entries: per login, feature and hour \
         it is counted how often (docs/api.md, `/api/v1/usage`). Reads of personal data are entries, see “Personal data and exports” \
         above, and are counted as well. docs/operating/reads.md says what exactly, and how either is switched off.\n",
    );
    let words: Vec<String> = catalog.defaults().read_words.iter().map(code).collect();
    let _ = writeln!(
        out,
        "\nAPI methods whose name begins with {} change nothing and are not logged, unless they stand above. Neither are: {}.",
        words.join(", "),
        catalog.reads().iter().map(code).collect::<Vec<_>>().join(", ")
    );
    out
}

fn left_out(row: &NotRecorded) -> String {
    let events: Vec<_> = row.events.iter().map(code).collect();
    format!("| {} | {} | {} |\n", cell(&row.what), events.join(", "), cell(&row.why))
}

/// Rows of tables are read, or the plugin compares the configuration file.
fn has_changes(activity: &Activity) -> bool {
    !activity.snapshot.is_empty() || activity.events.iter().any(|event| event == "Core.configFileChanged")
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join(", ")
}

fn code(text: impl AsRef<str>) -> String {
    format!("`{}`", text.as_ref())
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
