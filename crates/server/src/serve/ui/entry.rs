//! `GET /log/{seq}`: one entry with everything that is known about it.

use activity_log_core::event::Told;
use activity_log_core::query::{Field, Query};
use activity_log_core::{Entry, Seq};
use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::Value;

use super::changes::{Changed, Shown};
use super::facts::{Fact, facts};
use super::given::Given;
use super::near::Near;
use super::row::{self, Mark, Row, Who};
use super::shell::{Place, Shell};
use super::show;
use super::tabs::Tab;
use super::when::{When, zone_name};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page, exactly};
use crate::serve::locale::{Locale, Piece};

/// Most changes that are compared word by word; the rest is shown side by side.
const COMPARED_MAX: usize = 20;
/// Most consequences shown with their cause; the rest is one link away.
const CONSEQUENCES_MAX: usize = 20;

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    l: &'static Locale,
    seq: Seq,
    back: String,
    /// Where this entry is, whatever list it was opened from.
    own: String,
    /// The same for others, where this server knows its own address.
    permalink: Option<String>,
    near: Near,
    who: Who,
    sentence: Vec<Piece>,
    when: When,
    utc: String,
    zone: String,
    received: Option<String>,
    is_imported: bool,
    outcome: Option<Mark>,
    severity: Option<Mark>,
    reason: Option<String>,
    changes: Vec<Changed>,
    told: Vec<Words>,
    facts: Vec<Fact>,
    method: Option<String>,
    params: Vec<(String, Shown)>,
    cause: Option<Row>,
    cause_is_elsewhere: bool,
    consequences: Vec<Row>,
    more_consequences: Option<String>,
    json: String,
}

/// What a class of another plugin says.
struct Words {
    class: String,
    text: String,
    lang: String,
    data: Vec<(String, Shown)>,
}

impl Words {
    fn new(told: &Told, l: &Locale) -> Words {
        Words {
            class: show::name(&told.class),
            text: show::visible(&show::cut(&told.text, show::VALUE_CHARS_MAX)),
            lang: show::name(&told.lang),
            data: told.data.iter().map(|(name, value)| (show::name(name), Shown::new(value, l))).collect(),
        }
    }
}

/// `GET /log/{seq}`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    seq: Result<Path<Seq>, PathRejection>,
) -> Result<Response, ServeError> {
    let Path(seq) = seq.map_err(|_| ServeError::NotFound)?;
    let finder = Finder::of(&app, &viewer, given.log)?;
    let shell = Shell::of(&viewer, &given);
    let entry = finder.one(seq).await?;
    let event = &entry.event;
    let (l, now) = (shell.l, app.clock.now());
    let place = Place::of(&given);
    let row = |entry: &Entry| Row::new(entry, &shell, &given.q, place, now);

    let cause = match event.cause {
        Some(id) => {
            let query = Query::one(exactly(Field::Id, id.to_string()));
            let page = Page { limit: 1, ..Page::default() };
            finder.page(query, page, PAGE_BUDGET).await?.entries.first().map(row)
        }
        None => None,
    };
    let caused = Query::one(exactly(Field::Cause, event.id.to_string()));
    let page = Page { limit: CONSEQUENCES_MAX, ..Page::default() };
    let found = finder.page(caused.clone(), page, PAGE_BUDGET).await?;
    // Read in the order in which they happened.
    let consequences = found.entries.iter().rev().map(row).collect();

    let own = shell.entry(seq, "", Place::default());
    let changes = event.changes.iter().enumerate();
    let page = EntryPage {
        l,
        seq,
        back: shell.list(&given.q, place),
        permalink: permalink(&app, &shell, &own),
        own,
        near: Near::of(&entry, &finder, &shell, &given, now).await?,
        who: Who::of(event, l).linked(event, &shell),
        sentence: row::sentence(event, l, |text| show::visible(&show::cut(text, 2_000))),
        when: When::new(event.time, &shell.zone, now, l),
        utc: event.time.to_string(),
        zone: zone_name(&shell.zone, event.time.timestamp()),
        is_imported: shell.is_imported(),
        received: row::is_late(&entry).then(|| When::new(entry.received, &shell.zone, now, l).full),
        outcome: row::outcome(event.outcome, l),
        severity: row::severity(event.severity, l),
        reason: event.reason.as_deref().map(show::visible),
        changes: changes
            .map(|(at, change)| Changed::new(change, l).compared(change, l, at < COMPARED_MAX))
            .collect(),
        method: event.request.method.as_deref().map(show::name),
        told: event.told.iter().map(|told| Words::new(told, l)).collect(),
        facts: facts(&entry, &shell),
        params: event
            .request
            .params
            .iter()
            .map(|(name, value)| (show::name(name), Shown::new(value, l)))
            .collect(),
        cause_is_elsewhere: event.cause.is_some() && cause.is_none(),
        cause,
        consequences,
        more_consequences: found.older.map(|_| shell.search(&caused.to_string())),
        json: json(&entry, l),
    };
    shell.tab(Tab::Log, &l.with("entry-title", &[("seq", &seq.to_string())]), &page)
}

/// Inside Matomo the browser knows where Matomo is; the console is somewhere for others only if it was told where.
fn permalink(app: &App, shell: &Shell, own: &str) -> Option<String> {
    if shell.fragment {
        return Some(own.to_owned());
    }
    app.public_url.as_ref().map(|_| format!("{}{own}", app.base_url()))
}

/// The JSON of the API.
fn json(entry: &Entry, l: &Locale) -> String {
    let mut value = serde_json::to_value(entry).unwrap_or_default();
    if let Value::Object(map) = &mut value {
        map.insert("text".into(), l.sentence(&entry.event).plain().into());
    }
    serde_json::to_string_pretty(&value).unwrap_or_default()
}
