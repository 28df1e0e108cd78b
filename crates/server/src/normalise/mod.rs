//! Names what happened: a raw fact of the plugin and the catalogue become an [`Event`].
//!
//! Pure: the same fact always gives the same event. It may not read a clock, a file or the store, and it trusts nothing in the fact:
//! everything is redacted again, bounded and kept as text. Nothing is refused; what the catalogue does not know gets a general name.
//! Start at [`normalise`]; [`choose`] picks the activity, [`changes`] makes the difference of the rows.

mod actor;
mod bounds;
mod cell;
mod changes;
mod choose;
mod folded;
mod told;
mod view;

use std::net::IpAddr;

use activity_log_core::Event;
use activity_log_core::catalog::Catalog;
use activity_log_core::event::{Client, Outcome, Request, Severity, Site, Target};
use activity_log_core::fact::Fact;
use activity_log_core::redact;

pub(crate) use bounds::{fit_params, line};
use view::View;

/// Most characters of names of targets and websites.
pub const NAME_CHARS_MAX: usize = 300;
/// Most characters of a user agent.
pub const AGENT_CHARS_MAX: usize = 512;
/// Most characters of a reason.
pub const REASON_CHARS_MAX: usize = 300;
/// Most characters of what was called.
pub const METHOD_CHARS_MAX: usize = 200;
/// Most characters of logins, roles and ids of requests.
pub const WORD_CHARS_MAX: usize = 200;
/// Largest JSON of an event. The parts are bounded so that it holds; a test asks for it.
pub const EVENT_BYTES_MAX: usize = 128 * 1024;

/// What happened, by its name. `instance` is the Matomo it happened in, `source` who told (`plugin`, `http`, …).
pub fn normalise(fact: Fact, instance: &str, source: &str, catalog: &Catalog) -> Event {
    let view = View::new(&fact, catalog);
    let candidates: Vec<_> = catalog.candidates(&fact.event).collect();
    let changes = changes::of(&view, &candidates);
    let choice = choose::choose(&view, &candidates, &changes);
    let activity = choice.activity;
    let told = told::of(&fact, catalog);
    let name = told::Name::of(&choice, &told, catalog);
    let mut target = if name.is_theirs { told::target(&told) } else { target(&view, &choice) };
    let site = site(&view, &choice, target.as_ref());
    let requester = activity.requester.as_ref().and_then(|source| view.text(source));
    if let (Some(target), Some(site)) = (&mut target, &site)
        && (target.kind.as_str(), target.id.as_deref()) == ("website", Some(site.id.to_string().as_str()))
        && target.name.is_none()
    {
        target.name.clone_from(&site.name);
    }
    Event {
        id: fact.id,
        time: fact.time,
        instance: instance.to_owned(),
        source: source.to_owned(),
        activity: name.activity,
        category: name.category,
        verb: activity.verb.clone(),
        severity: severity(activity.severity, fact.outcome),
        outcome: fact.outcome,
        reason: fact
            .reason
            .as_deref()
            .map(|reason| redact::reason(reason, &fact.params, &fact.event, catalog))
            .map(|reason| line(&reason, REASON_CHARS_MAX))
            .filter(|reason| !reason.is_empty()),
        also: name.also,
        actor: actor::of(&view, target.as_ref(), requester.as_deref()),
        client: client(&fact),
        site,
        changes: bounds::fit_changes(changes),
        told,
        request: Request {
            id: fact.request.id.as_deref().map(|id| line(id, WORD_CHARS_MAX)),
            method: Some(method(&fact)),
            params: bounds::fit_params(view.params),
        },
        cause: fact.cause.filter(|cause| *cause != fact.id),
        target,
    }
}

/// A failed attempt is worth reading, a denied one worth looking into, whatever it was.
fn severity(usual: Severity, outcome: Outcome) -> Severity {
    match outcome {
        Outcome::Success => usual,
        Outcome::Failure => usual.max(Severity::Notice),
        Outcome::Denied => usual.max(Severity::Warning),
    }
}

fn target(view: &View<'_>, choice: &choose::Choice<'_>) -> Option<Target> {
    let Some(source) = &choice.activity.target else {
        let kinds = [("API.", "method"), ("Controller.", "page"), ("Console.", "command"), ("Task.", "task")];
        let known = kinds.iter().find(|(prefix, _)| view.fact.event.starts_with(prefix));
        let kind = known.map_or("event", |(_, kind)| kind);
        let name = method(view.fact);
        return choice.is_fallback.then(|| Target {
            kind: kind.to_owned(),
            id: Some(name.clone()),
            name: Some(name),
        });
    };
    let tidy = |text: String| Some(line(&text, NAME_CHARS_MAX)).filter(|text| !text.is_empty());
    let mut id = source.id.iter().find_map(|source| view.text(source)).and_then(tidy);
    let name = source.name.iter().find_map(|source| view.name(source)).and_then(tidy);
    if actor::is_failed_sign_in(view.fact) {
        // only a login that exists is somebody's
        id = actor::claimed_login(view).and_then(tidy);
    }
    Some(Target { kind: source.kind.clone(), id, name })
}

fn site(view: &View<'_>, choice: &choose::Choice<'_>, target: Option<&Target>) -> Option<Site> {
    let known = view.fact.site.as_ref().filter(|site| site.id > 0);
    let id = known.map(|site| site.id).or_else(|| {
        let text = view.text(choice.activity.site.as_ref()?)?;
        text.parse().ok().filter(|id| *id > 0)
    })?;
    let told = known.filter(|_| view::may_tell_site(view.fact));
    let name = told.and_then(|site| site.name.as_deref()).map(|name| line(name, NAME_CHARS_MAX));
    let target = target.filter(|target| target.kind == "website").and_then(|target| target.name.clone());
    Some(Site { id, name: name.or(target) })
}

fn client(fact: &Fact) -> Client {
    let address = |text: &Option<String>| {
        let address: IpAddr = text.as_deref()?.trim().parse().ok()?;
        Some(address.to_canonical().to_string())
    };
    let agent = fact
        .client
        .agent
        .as_deref()
        .map(|agent| line(agent, AGENT_CHARS_MAX))
        .filter(|agent| !agent.is_empty());
    Client { ip: address(&fact.client.ip), peer: address(&fact.client.peer), country: None, agent }
}

/// What was called, as people write it: `Goals.updateGoal`, `core:archive`.
fn method(fact: &Fact) -> String {
    let event = fact.event.as_str();
    if let (true, Some(module)) = (event.starts_with("Seen."), &fact.request.module) {
        // no event of Matomo's own; the page says more
        let action = fact.request.action.as_deref().filter(|action| !action.is_empty());
        return line(&format!("{module}.{}", action.unwrap_or("index")), METHOD_CHARS_MAX);
    }
    let short =
        ["API.", "Controller.", "Console.", "Task."].iter().find_map(|prefix| event.strip_prefix(prefix));
    let is_call = !event.starts_with("API.Request.");
    line(short.filter(|_| is_call).unwrap_or(event), METHOD_CHARS_MAX)
}

#[cfg(test)]
mod tests;
