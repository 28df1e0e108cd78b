//! Writes the plugin's capture map: the part of the catalogue that has to be known inside Matomo.
//!
//! The form is fixed by the plugin's `CaptureMap`. PHP 7.2 syntax, sorted, so that the same catalogue gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Activity, Catalog, Redirect, Snapshot, Table};

/// First words of names that are no event's own. For an event named Tracker.* Matomo would load the plugin whenever it tracks.
const NO_EVENTS: [&str; 9] =
    ["API", "Controller", "Console", "Task", "Tracker", "Request", "auditlog", "Seen", "Read"];

/// Content of `matomo/OpenActivityLog/Capture/map.php`.
pub fn capture_map(catalog: &Catalog) -> String {
    let mut out = String::from(
        "<?php\n/**\n * Open Activity Log for Matomo: what is recorded.\n *\n * Generated from catalog/*.toml (make generate). Do not \
         edit.\n *\n * @license GPL-3.0-or-later\n */\n\nreturn [\n",
    );
    let defaults = catalog.defaults();
    let _ = writeln!(out, "    'format' => 1,\n    'catalog' => {},", quote(catalog.hash()));
    let _ = writeln!(out, "    'defaults' => [");
    for (key, words) in
        [("plain", &defaults.plain), ("deny", &defaults.deny), ("read_words", &defaults.read_words)]
    {
        let _ = writeln!(out, "        '{key}' => {},", list(words));
    }
    let _ = writeln!(out, "    ],\n    'reads' => {},\n    'activities' => [", list(catalog.reads()));
    for (event, rows) in by_event(catalog) {
        let _ = writeln!(out, "        {} => {},", quote(event), activity(catalog, event, &rows));
    }
    let _ = writeln!(out, "    ],\n    'tables' => [");
    for (name, table) in catalog.tables() {
        let _ = writeln!(out, "        {} => [{}],", quote(name), columns(table));
    }
    let left_out: BTreeSet<&String> = catalog.not_recorded().iter().flat_map(|row| &row.events).collect();
    let _ = writeln!(out, "    ],\n    'not_recorded' => {},", list(left_out));
    let _ = writeln!(out, "    'events' => {},\n];", list(domain_events(catalog)));
    out
}

/// Events that Matomo and its plugins post by themselves, apart from calls. Written out because every request registers them.
fn domain_events(catalog: &Catalog) -> BTreeSet<&String> {
    let rows = catalog.activities().iter();
    rows.flat_map(|row| &row.events)
        .filter(|event| !NO_EVENTS.contains(&event.split('.').next().unwrap_or_default()))
        .collect()
}

fn columns(table: &Table) -> String {
    let mut members = vec![format!("'plain' => {}", list(&table.plain))];
    if !table.ignore.is_empty() {
        members.push(format!("'ignore' => {}", list(&table.ignore)));
    }
    if let Some(column) = &table.website {
        members.push(format!("'website' => {}", quote(column)));
    }
    if !table.unfold.is_empty() {
        let columns =
            table.unfold.iter().map(|(column, how)| format!("{} => '{}'", quote(column), how.word()));
        members.push(format!("'unfold' => [{}]", columns.collect::<Vec<_>>().join(", ")));
    }
    if let Some(fold) = table.fold.as_ref().filter(|fold| fold.switches) {
        members.push(format!("'labels' => {}, 'switch' => {}", list(&fold.label), quote(&fold.value)));
    }
    members.join(", ")
}

fn by_event(catalog: &Catalog) -> BTreeMap<&str, Vec<&Activity>> {
    let mut events: BTreeMap<&str, Vec<&Activity>> = BTreeMap::new();
    for activity in catalog.activities() {
        if let Some(root) = activity.root() {
            events.entry(root).or_default().push(activity);
        }
    }
    events
}

/// Several activities of one event become one entry: the plugin records, the server decides which it was.
fn activity(catalog: &Catalog, event: &str, rows: &[&Activity]) -> String {
    let mut members = Vec::new();
    let mut categories: Vec<&String> = rows.iter().map(|row| &row.category).collect();
    categories.dedup();
    match categories.as_slice() {
        [one] => members.push(format!("'category' => {}", quote(one))),
        _ => members.push(format!("'category' => {}", list(categories))),
    }
    if let Some(site) = rows.iter().find_map(|row| row.site.as_ref()) {
        members.push(format!("'site' => {}", quote(&site.to_string())));
    }
    if let Some(args) = catalog.args(event) {
        members.push(format!("'args' => {}", list(args)));
    }
    let secret = union(rows, |row| &row.secret);
    let plain: Vec<_> =
        union(rows, |row| &row.plain).into_iter().filter(|name| !secret.contains(name)).collect();
    let given = union(rows, |row| &row.given);
    for (key, names) in [("plain", plain), ("secret", secret), ("given", given)] {
        if !names.is_empty() {
            members.push(format!("'{key}' => {}", list(names)));
        }
    }
    if let Some(row) = rows.iter().find(|row| row.result) {
        let member = Some(&row.result_member).filter(|path| !path.is_empty());
        members.push(format!("'result' => {}", member.map_or("true".to_owned(), |path| quote(path))));
    }
    for (key, is_set) in [
        ("get", rows.iter().any(|row| row.get)),
        ("read", rows.iter().any(|row| row.read)),
        ("only_changes", rows.iter().all(|row| row.only_changes)),
    ] {
        if is_set {
            members.push(format!("'{key}' => true"));
        }
    }
    if let Some(redirect) = rows.iter().find_map(|row| row.redirect) {
        let means = match redirect {
            Redirect::Success => "success",
            Redirect::Either => "either",
        };
        members.push(format!("'redirect' => '{means}'"));
    }
    if let Some(proof) = rows.iter().find_map(|row| row.proof.as_ref()) {
        members.push(format!("'proof' => {}", quote(proof)));
    }
    let mut reads: Vec<String> = Vec::new();
    for read in rows.iter().flat_map(|row| &row.snapshot).map(snapshot) {
        if !reads.contains(&read) {
            reads.push(read);
        }
    }
    if !reads.is_empty() {
        members.push(format!("'snapshot' => [{}]", reads.join(", ")));
    }
    let mut absorbs: Vec<&String> = rows.iter().flat_map(|row| row.absorbed()).collect();
    absorbs.sort();
    absorbs.dedup();
    if !absorbs.is_empty() {
        members.push(format!("'absorbs' => {}", list(absorbs)));
    }
    format!("[{}]", members.join(", "))
}

fn snapshot(snapshot: &Snapshot) -> String {
    let filter: Vec<String> = snapshot
        .filter
        .iter()
        .map(|(column, source)| format!("{} => {}", quote(column), quote(&source.to_string())))
        .collect();
    format!("['table' => {}, 'where' => [{}]]", quote(&snapshot.table), filter.join(", "))
}

fn union<'a>(rows: &[&'a Activity], names: impl Fn(&'a Activity) -> &'a Vec<String>) -> Vec<&'a String> {
    let mut all: Vec<&String> = Vec::new();
    for name in rows.iter().flat_map(|row| names(row)) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

fn list<'a>(items: impl IntoIterator<Item = &'a String>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| quote(item)).collect();
    format!("[{}]", items.join(", "))
}

/// In single quotes PHP knows two escapes only, so nothing else in the text can mean anything.
fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_cannot_leave_its_quotes() {
        assert_eq!(super::quote(r"a'; exit; //\"), r"'a\'; exit; //\\'");
    }
}
