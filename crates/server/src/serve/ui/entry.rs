//! `GET /log/{seq}`: one entry with everything that is known about it.

use activity_log_core::event::Told;
use activity_log_core::query::{Field, Pattern, QUERY_CHARS_MAX, Query, Term, Test};
use activity_log_core::{Entry, Seq};
use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::Value;

use super::changes::{Changed, Shown};
use super::given::Given;
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

/// Most consequences shown with their cause; the rest is one link away.
const CONSEQUENCES_MAX: usize = 20;

#[derive(Template)]
#[template(path = "entry.html")]
struct EntryPage {
    l: &'static Locale,
    seq: Seq,
    back: String,
    own: String,
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
    params: Vec<(String, Shown)>,
    cause: Option<Row>,
    cause_is_elsewhere: bool,
    consequences: Vec<Row>,
    more_consequences: Option<String>,
    json: String,
}

/// One line of what is known.
struct Fact {
    label: String,
    value: String,
    note: Option<String>,
    /// Other entries that have this in common: where, and what the link says.
    link: Option<(String, String)>,
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

    let page = EntryPage {
        l,
        seq,
        back: shell.list(&given.q, place),
        own: shell.entry(seq, "", Place::default()),
        who: Who::of(event, l),
        sentence: row::sentence(event, l, |text| show::visible(&show::cut(text, 2_000))),
        when: When::new(event.time, &shell.zone, now, l),
        utc: event.time.to_string(),
        zone: zone_name(&shell.zone, event.time.timestamp()),
        is_imported: shell.is_imported(),
        received: row::is_late(&entry).then(|| When::new(entry.received, &shell.zone, now, l).full),
        outcome: row::outcome(event.outcome, l),
        severity: row::severity(event.severity, l),
        reason: event.reason.as_deref().map(show::visible),
        changes: event.changes.iter().map(|change| Changed::new(change, l)).collect(),
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

/// The JSON of the API.
fn json(entry: &Entry, l: &Locale) -> String {
    let mut value = serde_json::to_value(entry).unwrap_or_default();
    if let Value::Object(map) = &mut value {
        map.insert("text".into(), l.sentence(&entry.event).plain().into());
    }
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

/// What is known, line by line; what is not known has no line.
fn facts(entry: &Entry, shell: &Shell) -> Vec<Fact> {
    let event = &entry.event;
    let l = shell.l;
    let mut facts = Vec::new();
    let link = |field: Field, value: &str, label: &str| -> Option<(String, String)> {
        let term = Term { negated: false, test: Test::Facet(field, vec![Pattern::Exact(value.to_owned())]) };
        let query = term.to_string();
        // What the query language would refuse needs no link.
        (query.chars().count() < QUERY_CHARS_MAX).then(|| (shell.search(&query), l.t(label)))
    };
    let mut add = |label: &str, value: Option<&str>, note: Option<String>, link: Option<(String, String)>| {
        if let Some(value) = value {
            let value = show::visible(&show::cut(value, show::VALUE_CHARS_MAX));
            facts.push(Fact { label: l.t(label), value, note: note.map(|note| show::name(&note)), link });
        }
    };
    let actor = &event.actor;
    add(
        "fact-activity",
        Some(&l.activity(&event.activity)),
        Some(event.activity.clone()),
        link(Field::Activity, &event.activity, "link-same-activity"),
    );
    if let Some(login) = actor.login.as_deref() {
        let role = actor.role.as_deref().map(|role| l.word("role", role));
        add("fact-person", Some(login), role, link(Field::User, login, "link-same-person"));
    }
    add("fact-acting-as", actor.acting_as.as_deref(), None, None);
    add("fact-auth", Some(&l.word("auth", actor.auth.as_str())), None, None);
    if let Some(token) = &actor.token {
        let id = token.id.to_string();
        add(
            "fact-token",
            Some(&token.description),
            Some(format!("#{id}")),
            link(Field::Token, &id, "link-same-token"),
        );
    }
    add("fact-os-user", actor.os_user.as_deref(), None, None);
    if let Some(target) = &event.target {
        let name = target.name.as_deref().or(target.id.as_deref());
        let kind = l.word("object", &target.kind);
        let note = match &target.id {
            Some(id) if target.name.is_some() => format!("{kind} {id}"),
            _ => kind,
        };
        let object = target.id.as_ref().map(|id| format!("{}/{id}", target.kind));
        let history = object.and_then(|object| {
            let (address, words) = link(Field::Object, &object, "link-history")?;
            // Changes that came as consequences are part of its history.
            Some((address + "%20nested%3Ayes%2Cno", words))
        });
        add("fact-object", name.or(Some("—")), Some(note), history);
    }
    if let Some(site) = &event.site {
        let id = site.id.to_string();
        let note = l.with("site-number", &[("id", &id)]);
        add(
            "fact-site",
            site.name.as_deref().or(Some(&id)),
            Some(note),
            link(Field::Site, &id, "link-same-site"),
        );
    }
    if let Some(ip) = event.client.ip.as_deref() {
        // What is no address has no link: the query language would refuse it.
        let same = ip.parse::<std::net::IpAddr>().is_ok();
        let same = same.then(|| (shell.search(&format!("ip:{ip}")), l.t("link-same-address")));
        add("fact-address", Some(ip), event.client.country.as_deref().map(str::to_owned), same);
    }
    if event.client.peer != event.client.ip {
        add("fact-peer", event.client.peer.as_deref(), None, None);
    }
    add("fact-agent", event.client.agent.as_deref(), None, None);
    if let Some(session) = actor.session.as_deref() {
        add("fact-session", Some(session), None, link(Field::Session, session, "link-same-session"));
    }
    add("fact-method", event.request.method.as_deref(), None, None);
    if let Some(id) = event.request.id.as_deref() {
        add("fact-request", Some(id), None, link(Field::Request, id, "link-same-request"));
    }
    add("fact-source", Some(&l.word("source", &event.source)), None, None);
    let also: Vec<String> = event.also.iter().map(|id| l.activity(id)).collect();
    add("fact-also", (!also.is_empty()).then(|| also.join(", ")).as_deref(), None, None);
    facts
}
