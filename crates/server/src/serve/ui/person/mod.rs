//! `GET /person`: everything that is known of somebody. A plain user has only their own page.

mod account;

use activity_log_core::query::{Field, Query};
use activity_log_core::{Entry, Seq};
use askama::Template;
use axum::extract::State as Extract;
use axum::response::Response;

use super::given::Given;
use super::lower::Lower;
use super::params::Params;
use super::ranked::{Names, Ranked};
use super::row::Row;
use super::shell::{Place, Shell};
use super::tabs::Tab;
use super::when::{When, zone_name};
use super::{agent, show, terms};
use crate::serve::app::App;
use crate::serve::auth::{Role, Viewer};
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page};
use crate::serve::locale::Locale;
use account::Account;

/// Newest entries that are looked through for devices and sessions.
const LOOKED_THROUGH: usize = 300;
/// Rows of each list.
const ROWS: usize = 8;
/// Newest entries shown.
const NEWEST: usize = 12;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    l: &'static Locale,
    name: String,
    zone: String,
    account: Account,
    facts: Vec<Fact>,
    addresses: Vec<Ranked>,
    devices: Vec<Device>,
    sessions: Vec<Session>,
    categories: Vec<Ranked>,
    sites: Vec<Ranked>,
    rights: Vec<Row>,
    all_rights: String,
    newest: Vec<Row>,
    all: String,
}

/// One line of what is known.
struct Fact {
    label: String,
    value: String,
    href: Option<String>,
}

struct Device {
    words: String,
    count: String,
    last: String,
}

struct Session {
    last: String,
    count: String,
    entries: String,
    replay: String,
}

/// `GET /person`
pub(crate) async fn show(
    Extract(app): Extract<App>,
    viewer: Viewer,
    given: Given,
    params: Params,
) -> Result<Response, ServeError> {
    let login = params.get("login");
    // Of others a plain user learns nothing, not even whether they exist.
    if login.is_empty() || (viewer.role == Role::User && viewer.login != login) {
        return Err(ServeError::NotFound);
    }
    let finder = Finder::of(&app, &viewer, given.log)?;
    let shell = Shell::of(&viewer, &given);
    let (l, now) = (shell.l, app.clock.now());
    let who = terms::is(Field::User, login);
    let acted = format!("{who} -actor:anonymous");
    let at = Asker { finder: &finder, shell: &shell };
    let looked = at.page(&acted, Page { limit: LOOKED_THROUGH, ..Page::default() }).await?;
    let account = Account::of(&app, &viewer, &finder, &shell, login).await?;
    let rights_query = format!("{} -category:authentication", terms::history("user", login, None));
    let rights = at.page(&rights_query, Page { limit: ROWS, ..Page::default() }).await?;
    if looked.is_empty() && rights.is_empty() && !account.is_known && viewer.role != Role::User {
        return Err(ServeError::NotFound);
    }
    let query = |text: &str| -> Result<Query, ServeError> { Ok(finder.parse(text)?) };
    let tally = |by| finder.tally(query(&acted).unwrap_or_default(), Some(by), Vec::new(), 1_000);
    let (addresses, categories, sites) =
        tokio::try_join!(tally(Field::Ip), tally(Field::Category), tally(Field::Site))?;
    let names = Names { shell: &shell, terms: acted.clone(), at: 0, before: None };
    let row = |entry: &Entry| Row::new(entry, &shell, &who, Place::default(), now);
    let page = PersonPage {
        l,
        name: show::name(login),
        zone: zone_name(&shell.zone, now),
        facts: at.facts(&who, &acted, &looked, now).await?,
        addresses: names.addresses(&addresses, ROWS),
        devices: at.devices(&looked, now),
        sessions: at.sessions(&looked, now).await?,
        categories: names.categories(&categories, ROWS),
        sites: names.sites(&finder, &sites, ROWS).await?,
        rights: rights.iter().map(row).collect(),
        all_rights: shell.search(&rights_query),
        newest: looked.iter().take(NEWEST).map(row).collect(),
        all: shell.search(&who),
        account,
    };
    let tab = if shell.is_own() { Tab::Log } else { Tab::People };
    shell.tab(tab, &l.with("person-title", &[("name", &show::within(login))]), &page)
}

struct Asker<'a> {
    finder: &'a Finder,
    shell: &'a Shell,
}

impl Asker<'_> {
    async fn page(&self, query: &str, page: Page) -> Result<Vec<Entry>, ServeError> {
        Ok(self.finder.page(self.finder.parse(query)?, page, PAGE_BUDGET).await?.entries)
    }

    fn when(&self, entry: &Entry, now: jiff::Timestamp) -> String {
        When::new(entry.event.time, &self.shell.zone, now, self.shell.l).short
    }

    async fn facts(
        &self,
        who: &str,
        acted: &str,
        looked: &[Entry],
        now: jiff::Timestamp,
    ) -> Result<Vec<Fact>, ServeError> {
        let l = self.shell.l;
        let mut facts = Vec::new();
        let mut entry = |label: String, entry: Option<&Entry>| {
            let href = |entry: &Entry| self.shell.entry(entry.seq, "", Place::default());
            facts.push(Fact {
                label,
                value: entry.map_or_else(|| l.t("usage-never"), |entry| self.when(entry, now)),
                href: entry.map(href),
            });
        };
        let logins = format!("{who} activity:auth.login.succeeded outcome:success");
        let failed = format!("{who} activity:auth.login.failed");
        let oldest = Page { after: Some(0 as Seq), limit: 1, ..Page::default() };
        let first = self.page(acted, oldest).await?;
        let login = self.page(&logins, Page { limit: 1, ..Page::default() }).await?;
        entry(l.t("person-last-seen"), looked.first());
        entry(l.t("person-last-login"), login.first());
        entry(l.t("person-first-seen"), first.first());
        for (label, query) in [
            (l.t("person-entries"), acted),
            (l.t("person-logins"), logins.as_str()),
            (l.t("person-failed-logins"), failed.as_str()),
        ] {
            let count = self.finder.count(self.finder.parse(query)?, PAGE_BUDGET).await?;
            let value = Lower::from(count).shown(l);
            facts.push(Fact { label, value, href: Some(self.shell.search(query)) });
        }
        Ok(facts)
    }

    /// By what they were, of the newest entries.
    fn devices(&self, looked: &[Entry], now: jiff::Timestamp) -> Vec<Device> {
        let mut found: Vec<(String, u64, &Entry)> = Vec::new();
        for entry in looked {
            let Some(text) = entry.event.client.agent.as_deref().filter(|text| !text.is_empty()) else {
                continue;
            };
            let words = agent::words(text);
            match found.iter_mut().find(|(known, ..)| *known == words) {
                Some((_, count, _)) => *count += 1,
                None => found.push((words, 1, entry)),
            }
        }
        let device = |(words, count, last): (String, u64, &Entry)| Device {
            words,
            count: self.shell.l.count("overview-entries-count", count),
            last: self.when(last, now),
        };
        found.into_iter().take(ROWS).map(device).collect()
    }

    /// The newest sessions, of the newest entries; each counted as a whole.
    async fn sessions(&self, looked: &[Entry], now: jiff::Timestamp) -> Result<Vec<Session>, ServeError> {
        let mut newest: Vec<(&str, &Entry)> = Vec::new();
        for entry in looked {
            let Some(session) = entry.event.actor.session.as_deref() else { continue };
            if newest.iter().all(|(known, _)| *known != session) {
                newest.push((session, entry));
            }
        }
        let mut sessions = Vec::new();
        for (session, last) in newest.into_iter().take(ROWS) {
            let query = terms::is(Field::Session, session);
            let count = Lower::from(self.finder.count(self.finder.parse(&query)?, PAGE_BUDGET).await?);
            sessions.push(Session {
                last: self.when(last, now),
                count: count.counted("overview-entries-count", self.shell.l),
                entries: self.shell.search(&query),
                replay: self.shell.to("replay", &[("session", session)]),
            });
        }
        Ok(sessions)
    }
}
