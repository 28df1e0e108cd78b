//! What is known about an entry, line by line.

use activity_log_core::Entry;
use activity_log_core::event::{ActorKind, Event};
use activity_log_core::query::{Field, Query};

use super::near::{object, per_site, search};
use super::shell::Shell;
use super::show;
use crate::serve::find::exactly;

/// One line of what is known.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) note: Option<String>,
    /// The page of what it names.
    pub(super) href: Option<String>,
    /// Other entries that have this in common: where, and what the link says.
    pub(super) link: Option<(String, String)>,
}

/// What is known, line by line; what is not known has no line.
pub(super) fn facts(entry: &Entry, shell: &Shell) -> Vec<Fact> {
    let event = &entry.event;
    let l = shell.l;
    let mut facts = Vec::new();
    let link = |field: Field, value: &str, label: &str| -> Option<(String, String)> {
        Some((search(shell, &Query::one(exactly(field, value)))?, l.t(label)))
    };
    let pages = pages(event, shell);
    let mut add = |label: &str, value: Option<&str>, note: Option<String>, link: Option<(String, String)>| {
        if let Some(value) = value {
            let value = show::visible(&show::cut(value, show::VALUE_CHARS_MAX));
            let href = pages.iter().find(|(name, _)| *name == label).and_then(|(_, href)| href.clone());
            facts.push(Fact {
                label: l.t(label),
                value,
                note: note.map(|note| show::name(&note)),
                href,
                link,
            });
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
        let history = object(event).and_then(|query| Some((search(shell, &query)?, l.t("link-history"))));
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

/// Pages of what an entry names, by its label, where the viewer may see them.
fn pages(event: &Event, shell: &Shell) -> Vec<(&'static str, Option<String>)> {
    let actor = &event.actor;
    let mut pages = Vec::new();
    // A login that somebody only claimed is nobody yet.
    if actor.kind != ActorKind::Anonymous {
        pages.push(("fact-person", actor.login.as_deref().and_then(|login| shell.person(login))));
    }
    pages.push(("fact-acting-as", actor.acting_as.as_deref().and_then(|login| shell.person(login))));
    pages.push((
        "fact-session",
        actor.session.as_deref().map(|session| shell.to("replay", &[("session", session)])),
    ));
    if shell.is_own() {
        return pages;
    }
    if let Some(target) = event.target.as_ref().filter(|target| target.id.is_some()) {
        let id = target.id.as_deref().unwrap_or_default();
        let site = per_site(event).unwrap_or_default();
        let params = [("type", target.kind.as_str()), ("id", id), ("site", site.as_str())];
        pages.push(("fact-object", Some(shell.to("object", &params))));
    }
    pages.push(("fact-site", event.site.as_ref().and_then(|site| shell.website(site.id))));
    pages
}
