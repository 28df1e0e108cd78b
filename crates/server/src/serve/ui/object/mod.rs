//! `GET /object?type=&id=[&site=]`: the whole history of one thing in Matomo, deleted ones included.
//!
//! It is what the log says, as far as the viewer may see it. `head` is the same on every page of it.

mod head;

use activity_log_core::Entry;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::changes::Changed;
use super::given::Given;
use super::params::Params;
use super::row::Row;
use super::shell::{Place, Shell};
use super::tabs::Tab;
use super::{show, terms};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page};
use crate::serve::locale::Locale;
use head::Head;

/// Steps of a page; the log has the others.
const STEPS_MAX: usize = 100;

#[derive(Template)]
#[template(path = "object.html")]
struct ObjectPage {
    l: &'static Locale,
    is_own: bool,
    kind: String,
    id: String,
    name: Option<String>,
    earlier: Vec<String>,
    created: Option<Row>,
    deleted: Option<Row>,
    steps: Vec<Step>,
    is_exhausted: bool,
    more: Option<String>,
    all: String,
}

/// An entry with what it changed.
struct Step {
    row: Row,
    changes: Vec<Changed>,
}

/// `GET /object`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    asked: Params,
) -> Result<Response, ServeError> {
    let (kind, id) = (asked.get("type"), asked.get("id"));
    if kind.is_empty() || id.is_empty() {
        return Err(ServeError::NotFound);
    }
    // Ids of goals and dimensions count within a website.
    let site = Some(asked.get("site")).filter(|site| !site.is_empty());
    if site.is_some_and(|site| site.parse::<i64>().is_err()) {
        return Err(ServeError::NotFound);
    }
    let query = terms::history(kind, id, site);
    let finder = Finder::of(&app, &viewer, given.log)?;
    let shell = Shell::of(&viewer, &given);
    let page = Page { before: given.before, limit: STEPS_MAX, ..Page::default() };
    let found = finder.page(query.clone(), page, PAGE_BUDGET).await?;
    if found.entries.is_empty() && !found.exhausted {
        return Err(ServeError::NotFound);
    }
    let (l, now, text) = (shell.l, app.clock.now(), query.to_string());
    let row = |entry: &Entry| Row::new(entry, &shell, &text, Place::default(), now);
    let head = Head::of(&finder, &query, &app.activities).await?;
    let mut names = head.names.iter().map(|name| show::name(name));
    let name = names.next();
    let address = |before: String| {
        shell.to(
            "object",
            &[("type", kind), ("id", id), ("site", asked.get("site")), ("before", before.as_str())],
        )
    };
    let page = ObjectPage {
        l,
        is_own: shell.is_own(),
        kind: show::name(&l.word("object", kind)),
        id: show::name(id),
        earlier: names.filter(|earlier| Some(earlier) != name.as_ref()).collect(),
        name,
        created: head.made.as_ref().map(row),
        deleted: head.gone.as_ref().map(row),
        steps: found
            .entries
            .iter()
            .map(|entry| Step {
                row: row(entry),
                changes: entry.event.changes.iter().map(|change| Changed::new(change, l)).collect(),
            })
            .collect(),
        is_exhausted: found.exhausted,
        more: found.older.map(|older| address(older.to_string())),
        all: shell.search(&text),
    };
    shell.tab(Tab::Log, &l.t("object-title"), &page)
}
