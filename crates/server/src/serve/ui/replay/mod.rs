//! `GET /replay`: a session, or somebody's work between two times, as a sequence of steps; and as a guide to do it again or undo it by hand.

pub(in crate::serve) mod file;
mod guide;

use activity_log_core::event::Outcome;
use activity_log_core::query::{Field, Query};
use activity_log_core::{Entry, Seq};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::SignedDuration;

use super::changes::Changed;
use super::given::Given;
use super::link::Link;
use super::params::Params;
use super::row::Row;
use super::shell::{Place, Shell};
use super::tabs::Tab;
use super::when::{When, zone_name};
use super::{show, terms};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page};
use crate::serve::locale::Locale;
use guide::{Guide, GuideStep};

/// Steps on one page.
const STEPS_MAX: usize = 200;
/// A pause of so long is told.
const GAP: SignedDuration = SignedDuration::from_secs(120);
/// What can be left out.
const FILTERS: [&str; 3] = ["all", "changes", "failures"];

#[derive(Template)]
#[template(path = "replay.html")]
struct ReplayPage {
    l: &'static Locale,
    title: String,
    sub: String,
    zone: String,
    filters: Vec<Link>,
    guides: Vec<Link>,
    steps: Vec<Step>,
    count: String,
    more: Option<String>,
    list: String,
}

#[derive(Template)]
#[template(path = "guide.html")]
struct GuidePage {
    l: &'static Locale,
    title: String,
    hint: String,
    zone: String,
    steps: Vec<GuideStep>,
    left_out: Option<String>,
    more: bool,
    back: String,
    /// The whole guide as a file.
    file: String,
}

/// One step.
struct Step {
    number: usize,
    /// How long nothing happened before it.
    gap: Option<String>,
    clock: String,
    day: Option<String>,
    row: Row,
    method: Option<String>,
    changes: Vec<Changed>,
}

/// `GET /replay`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    params: Params,
) -> Result<Response, ServeError> {
    let finder = Finder::of(&app, &viewer, given.log)?;
    let shell = Shell::of(&viewer, &given);
    let l = shell.l;
    let text = asked(&params).ok_or(ServeError::NotFound)?;
    let query: Query = finder.parse(&text)?;
    let after = params.number("after_seq").unwrap_or(0);
    let page = Page { after: Some(after as Seq), limit: STEPS_MAX, ..Page::default() };
    let mut found = finder.page(query, page, PAGE_BUDGET).await?;
    // Read in the order in which it happened.
    found.entries.reverse();
    if found.entries.is_empty() && after == 0 && !found.exhausted {
        return Err(ServeError::NotFound);
    }
    let at = Asker { shell: &shell, params: &params, now: app.clock.now() };
    let title = at.title(&found.entries);
    // A search that stopped early goes on there too.
    let next = found.newer.filter(|_| found.entries.len() == STEPS_MAX || found.exhausted);
    if let Some(guide) = Guide::of(params.get("guide")) {
        let (steps, left_out) = guide.steps(&found.entries, l);
        let page = GuidePage {
            l,
            title: guide.title(&title, l),
            hint: guide.hint(l),
            zone: zone_name(&shell.zone, at.now),
            left_out: (left_out > 0).then(|| l.count("guide-left-out", left_out)),
            more: next.is_some(),
            back: at.here(&[]),
            file: shell.download("guide", &at.with(&[("guide", guide.name())])),
            steps,
        };
        return shell.tab(Tab::Log, &page.title.clone(), &page);
    }
    let which = FILTERS.into_iter().find(|name| *name == params.get("show")).unwrap_or(FILTERS[0]);
    found.entries.retain(|entry| match which {
        // Making and deleting are changes without fields.
        "changes" => guide::is_change(&entry.event),
        "failures" => entry.event.outcome != Outcome::Success,
        _ => true,
    });
    let link = |id: &str, label: String, is_here: bool, name: &str| Link {
        label,
        href: at.here(&[(id, name)]),
        is_here,
    };
    let page = ReplayPage {
        l,
        sub: l.t("replay-hint"),
        zone: zone_name(&shell.zone, at.now),
        filters: FILTERS
            .into_iter()
            .map(|name| link("show", l.word("replay-show", name), name == which, name))
            .collect(),
        guides: ["repeat", "undo"]
            .into_iter()
            .map(|name| link("guide", l.word("replay-guide", name), false, name))
            .collect(),
        count: l.count("replay-steps", found.entries.len() as u64),
        steps: at.steps(&found.entries, &text),
        more: next.map(|next| at.here(&[("after_seq", &next.to_string())])),
        list: shell.search(&text),
        title: title.clone(),
    };
    shell.tab(Tab::Log, &title, &page)
}

/// The entries of a session, or of somebody between two days.
fn asked(params: &Params) -> Option<String> {
    let (session, login) = (params.get("session"), params.get("login"));
    let mut text = match (session, login) {
        ("", "") => return None,
        ("", login) => terms::is(Field::User, login),
        (session, _) => terms::is(Field::Session, session),
    };
    if session.is_empty() {
        for (name, field) in [("from", "after"), ("to", "before")] {
            let day: jiff::civil::Date = params.get(name).parse().ok()?;
            // The last day is included.
            let day = if field == "before" { day.tomorrow().ok()? } else { day };
            text.push_str(&format!(" {field}:{day}"));
        }
    }
    text.push_str(" nested:yes,no");
    Some(text)
}

struct Asker<'a> {
    shell: &'a Shell,
    params: &'a Params,
    now: jiff::Timestamp,
}

impl Asker<'_> {
    /// This page with other parameters.
    fn here(&self, other: &[(&str, &str)]) -> String {
        self.shell.to("replay", &self.with(other))
    }

    /// What is replayed, and more.
    fn with<'p>(&'p self, other: &[(&'p str, &'p str)]) -> Vec<(&'p str, &'p str)> {
        let mut params =
            ["session", "login", "from", "to"].map(|name| (name, self.params.get(name))).to_vec();
        params.extend_from_slice(other);
        params
    }

    fn title(&self, entries: &[Entry]) -> String {
        let l = self.shell.l;
        let login = entries.iter().find_map(|entry| entry.event.actor.login.as_deref()).map(show::within);
        let login = login.unwrap_or_else(|| l.t("who-anonymous"));
        let begin =
            entries.first().map(|entry| When::new(entry.event.time, &self.shell.zone, self.now, l).short);
        l.with("replay-title", &[("name", &login), ("time", &begin.unwrap_or_default())])
    }

    fn steps(&self, entries: &[Entry], q: &str) -> Vec<Step> {
        let l = self.shell.l;
        let mut before: Option<(activity_log_core::Time, String)> = None;
        let mut steps = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            let event = &entry.event;
            let when = When::new(event.time, &self.shell.zone, self.now, l);
            let pause = before.as_ref().map(|(time, _)| {
                SignedDuration::from_micros(event.time.micros().saturating_sub(time.micros()).max(0))
            });
            steps.push(Step {
                number: index + 1,
                gap: pause
                    .filter(|pause| *pause >= GAP)
                    .map(|pause| l.with("replay-gap", &[("span", &l.span(pause))])),
                clock: when.clock.clone(),
                day: (before.as_ref().is_none_or(|(_, day)| *day != when.day)).then(|| when.day.clone()),
                row: Row::new(entry, self.shell, q, Place::default(), self.now),
                method: event.request.method.as_deref().map(show::name),
                changes: event.changes.iter().map(|change| Changed::new(change, l)).collect(),
            });
            before = Some((event.time, when.day));
        }
        steps
    }
}
