//! `GET /recorded`: what is recorded, and what is not and why. Taken from the catalogue: the same for everybody.

use std::collections::BTreeMap;

use activity_log_core::catalog::{Catalog, NotRecorded};
use askama::Template;
use axum::response::Response;

use super::given::Given;
use super::shell::{Place, Shell};
use super::tabs::Tab;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::locale::Locale;

#[derive(Template)]
#[template(path = "recorded.html")]
struct RecordedPage {
    l: &'static Locale,
    back: String,
    groups: Vec<Group>,
    left_out: Vec<LeftOut>,
}

struct Group {
    name: String,
    count: String,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    label: String,
    /// Its entries.
    href: String,
}

struct LeftOut {
    what: String,
    events: String,
    why: String,
}

/// `GET /recorded`
pub(crate) async fn show(viewer: Viewer, given: Given) -> Result<Response, ServeError> {
    let shell = Shell::of(&viewer, &given);
    let l = shell.l;
    let catalog = Catalog::builtin();
    let page = RecordedPage {
        l,
        back: shell.list("", Place::default()),
        groups: groups(catalog, &shell),
        left_out: left_out(catalog, l),
    };
    shell.tab(Tab::Recorded, &l.t("recorded-title"), &page)
}

fn groups(catalog: &Catalog, shell: &Shell) -> Vec<Group> {
    let l = shell.l;
    let mut groups: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    for activity in catalog.menu() {
        let href = shell.search(&format!("activity:{}", activity.id));
        let row = Row { id: activity.id.clone(), label: l.activity(&activity.id), href };
        groups.entry(l.sort_key(&l.word("category", &activity.category))).or_default().push(row);
    }
    groups
        .into_iter()
        .map(|((_, name), mut rows)| {
            rows.sort_by_cached_key(|row| l.sort_key(&row.label));
            Group { name, count: l.number(rows.len() as u64), rows }
        })
        .collect()
}

fn left_out(catalog: &Catalog, l: &Locale) -> Vec<LeftOut> {
    let row = |row: &NotRecorded| {
        let events = row.events.join(", ");
        let (what, why) = l.left_out(row);
        let (what, events) = if what.is_empty() { (events, String::new()) } else { (what, events) };
        LeftOut { what, events, why }
    };
    let mut rows: Vec<LeftOut> = catalog.not_recorded().iter().map(row).collect();
    rows.sort_by_cached_key(|row| l.sort_key(&row.what));
    rows
}
