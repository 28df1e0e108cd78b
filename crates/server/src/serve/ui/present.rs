//! Who and what is there now: the newest inventory, and what the log says happened after it was taken.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use activity_log_core::inventory::Inventory;
use activity_log_core::query::{Term, Test};

use super::lower::Lower;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page};
use crate::store::PAGE_ENTRIES_MAX;

/// What makes and ends accounts and websites, and what makes super users.
const TURNS: &str = "activity:user.created,user.invited,user.deleted,user.superuser_changed,website.created,\
                     website.deleted outcome:success nested:yes,no";

/// How it stands with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// There, and can do everything.
    Super,
    /// There.
    Here,
    /// Invited, not there yet.
    Invited,
    /// There is no such account any more.
    Gone,
    /// The account is gone, and something of it still opens doors.
    GoneWithAccess,
    /// Nothing says: no inventory was taken yet, or not of all accounts.
    Unknown,
}

impl State {
    /// As in the locale: `person-state-…`.
    pub(super) fn name(self) -> &'static str {
        match self {
            State::Super => "super",
            State::Here => "here",
            State::Invited => "invited",
            State::Gone => "gone",
            State::GoneWithAccess => "gone-with-access",
            State::Unknown => "unknown",
        }
    }
}

/// See the module.
pub(super) struct Present {
    /// The newest inventory.
    pub(super) inventory: Option<Arc<Inventory>>,
    /// Accounts made, ended, or given all power since, by login.
    users: HashMap<String, State>,
    /// Websites made (true) or ended (false) since.
    sites: HashMap<u64, bool>,
    /// Logins with rights or tokens but without an account, in the inventory.
    owners: HashSet<String>,
}

impl Present {
    /// For a viewer who may see everything; for others nothing is known of others.
    pub(super) async fn of(app: &App, viewer: &Viewer, finder: &Finder) -> Result<Present, ServeError> {
        let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
        let inventory = app.blocking.run(move || log.inventories.newest()).await?;
        let mut query = finder.parse(TURNS)?;
        if let Some(inventory) = &inventory {
            query.terms.push(Term { negated: false, test: Test::After(inventory.began) });
        }
        let page = Page { limit: PAGE_ENTRIES_MAX, ..Page::default() };
        let turns = finder.page(query, page, PAGE_BUDGET).await?.entries;
        let (mut users, mut sites) = (HashMap::new(), HashMap::new());
        // Newest first: what comes first holds.
        for entry in turns {
            let Some(id) = entry.event.target.and_then(|target| target.id) else { continue };
            let power = entry.event.changes.iter().find(|change| change.field == "superuser_access");
            match (entry.event.activity.as_str(), id.parse::<u64>()) {
                ("user.deleted", _) => _ = users.entry(id).or_insert(State::Gone),
                ("user.invited", _) => _ = users.entry(id).or_insert(State::Invited),
                ("user.created", _) => _ = users.entry(id).or_insert(State::Here),
                ("user.superuser_changed", _) => match power.and_then(|change| change.new.as_bool()) {
                    Some(true) => _ = users.entry(id).or_insert(State::Super),
                    Some(false) => _ = users.entry(id).or_insert(State::Here),
                    None => {}
                },
                (activity, Ok(site)) => _ = sites.entry(site).or_insert(activity == "website.created"),
                _ => {}
            }
        }
        let owners = inventory.iter().flat_map(|inventory| {
            let tokens = inventory.tokens.values().map(|token| &token.login);
            let all = tokens.chain(inventory.access.keys().map(|(login, _)| login));
            all.filter(|login| !inventory.users.contains_key(*login)).cloned().collect::<BTreeSet<_>>()
        });
        let owners = owners.collect();
        Ok(Present { inventory, users, sites, owners })
    }

    /// How it stands with this account.
    pub(super) fn user(&self, login: &str) -> State {
        if let Some(since) = self.users.get(login) {
            return *since;
        }
        let Some(inventory) = &self.inventory else { return State::Unknown };
        match inventory.users.get(login) {
            Some(user) if user.is_super => State::Super,
            Some(user) if user.pending => State::Invited,
            Some(_) => State::Here,
            None if inventory.cut.contains("users") => State::Unknown,
            None if self.owners.contains(login) => State::GoneWithAccess,
            None => State::Gone,
        }
    }

    /// Logins without an account that still have rights or tokens.
    pub(super) fn owners(&self) -> impl Iterator<Item = &String> {
        self.owners.iter()
    }

    /// Logins that something happened to since.
    pub(super) fn turned(&self) -> impl Iterator<Item = &str> {
        self.users.keys().map(String::as_str)
    }

    /// How many super users there are; a lower bound where the inventory has not all accounts.
    pub(super) fn supers(&self) -> Option<Lower> {
        let inventory = self.inventory.as_ref()?;
        let turned = self.turned().filter(|login| !inventory.users.contains_key(*login));
        let all = inventory.users.keys().map(String::as_str).chain(turned);
        let number = all.filter(|login| self.user(login) == State::Super).count() as u64;
        Some(Lower { number, is_exact: !inventory.cut.contains("users") })
    }

    /// Whether this website is not there any more, for certain.
    pub(super) fn is_site_gone(&self, id: u64) -> bool {
        match (self.sites.get(&id), &self.inventory) {
            (Some(is_there), _) => !is_there,
            (None, Some(inventory)) => !inventory.sites.contains_key(&id) && !inventory.cut.contains("sites"),
            (None, None) => false,
        }
    }
}
