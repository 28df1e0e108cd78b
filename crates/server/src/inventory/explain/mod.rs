//! Which entries explain which differences. Pure: entries are heard in any order, then differences are asked for.
//!
//! [`Explanations::hear`] is the table: activity → what it explains, consequences included (deleting somebody takes their rights and tokens
//! along). Here differences are looked up.

mod hear;

use std::collections::{HashMap, HashSet};

use activity_log_core::Time;
use activity_log_core::inventory::Ranges;
use serde_json::Value;

pub use hear::GROUPS;

use super::differences::{Difference, Hint, Subject, What};

const SUPER: What = What::Changed("superuser_access");
const EMAIL: What = What::Changed("email");
const PASSWORD: What = What::Changed("password");
const TWO_FACTOR: What = What::Changed("two_factor");
const PENDING: What = What::Changed("pending");
const NAME: What = What::Changed("name");
const ACTIVE: What = What::Changed("active");
const VERSION: What = What::Changed("version");
/// Name of our plugin.
const OURS: &str = "openactivitylog";

/// What the log says about one kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    User,
    /// Super user or not: the name has the new value behind it.
    Super,
    Token,
    TokensOf,
    Site,
    Goal,
    Plugin,
    Setting,
}

/// Rights that somebody was given or lost.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Granted {
    /// `None`: on all websites.
    sites: Option<Ranges>,
    /// The role then; `None`: any; empty: no right any more.
    role: Option<String>,
}

/// What entries explain.
#[derive(Clone, Debug, Default)]
pub struct Explanations {
    said: HashSet<(Kind, String, What)>,
    granted: HashMap<String, HashSet<Granted>>,
    /// Names that websites and goals were given.
    renamed: HashSet<(Kind, String, String)>,
    /// Descriptions of tokens that were made, and how often.
    tokens_made: HashMap<String, usize>,
    /// Matomo itself was updated, and its plugins with it.
    updated: bool,
    /// Second factors were switched off on the console, where nobody tells whose.
    two_factor_off: bool,
    config: bool,
    not_recorded_since: Option<Time>,
}

impl Explanations {
    fn say(&mut self, kind: Kind, name: &str, what: What) {
        self.said.insert((kind, fold(name), what));
    }

    /// Somebody was deleted and somebody with the same login made: all fields are new.
    fn is_another(&self, login: &str) -> bool {
        self.says(Kind::User, login, What::Vanished) && self.says(Kind::User, login, What::Appeared)
    }

    fn rename(&mut self, kind: Kind, id: String, name: &Value) {
        self.renamed.insert((kind, id, tidy(name.as_str().unwrap_or_default())));
    }

    fn was_renamed(&self, kind: Kind, id: &str, difference: &Difference) -> bool {
        let name = tidy(difference.new.as_str().unwrap_or_default());
        difference.what == NAME && self.renamed.contains(&(kind, id.to_owned(), name))
    }

    fn grant(&mut self, login: &str, granted: Granted) {
        self.granted.entry(fold(login)).or_default().insert(granted);
    }

    fn says(&self, kind: Kind, name: &str, what: What) -> bool {
        self.said.contains(&(kind, fold(name), what))
    }

    /// Since when lines are missing, if the log knows of any.
    pub fn not_recorded_since(&self) -> Option<Time> {
        self.not_recorded_since
    }

    /// What is left of the differences that an inventory begun at `now` has.
    pub fn explain(mut self, differences: Vec<Difference>, now: Time) -> Vec<Difference> {
        let mut left: Vec<Difference> = Vec::new();
        let strangers: HashSet<String> = differences
            .iter()
            .filter_map(|difference| match (&difference.subject, difference.what) {
                (Subject::User(login), What::Appeared) if !self.says(Kind::User, login, What::Appeared) => {
                    Some(login.clone())
                }
                _ => None,
            })
            .collect();
        for difference in differences {
            // Of somebody nobody knows one entry says it all.
            let is_told = matches!(&difference.subject, Subject::User(login) if strangers.contains(login))
                && difference.what == SUPER;
            if !is_told {
                left.extend(self.rest(difference, now));
            }
        }
        left
    }

    /// What is left of one difference.
    fn rest(&mut self, difference: Difference, now: Time) -> Option<Difference> {
        let what = difference.what;
        let is_explained = match &difference.subject {
            Subject::Access(..) => return self.rest_of_access(difference),
            Subject::User(login)
                if matches!(what, What::Changed(_)) && what != SUPER && self.is_another(login) =>
            {
                true
            }
            Subject::User(login) if what == SUPER => {
                (difference.new == Value::Bool(false) && self.is_another(login))
                    || self.says(Kind::Super, &format!("{login} {}", difference.new), SUPER)
            }
            Subject::User(login) if what == PASSWORD && difference.hint == Hint::OtherScheme => {
                self.says(Kind::User, login, PASSWORD)
                    || self.says(Kind::User, login, What::Changed("password_scheme"))
            }
            Subject::User(login) if what == TWO_FACTOR && difference.new == Value::Bool(false) => {
                self.two_factor_off || self.says(Kind::User, login, TWO_FACTOR)
            }
            Subject::User(login) => self.says(Kind::User, login, what),
            Subject::Token(..) if what == What::Appeared => {
                let name = tidy(difference.name.as_deref().unwrap_or_default());
                match self.tokens_made.get_mut(&name) {
                    Some(made) if *made > 0 => {
                        *made -= 1;
                        true
                    }
                    _ => false,
                }
            }
            Subject::Token(id, login) => {
                let has_expired = matches!(&difference.hint, Hint::Expired(time) if has_passed(time, now));
                has_expired
                    || self.says(Kind::Token, &id.to_string(), what)
                    || self.says(Kind::TokensOf, login, what)
            }
            Subject::Site(id) => {
                let id = id.to_string();
                self.says(Kind::Site, &id, what) || self.was_renamed(Kind::Site, &id, &difference)
            }
            Subject::Goal(site, id) => {
                let of_site = format!("{site}/{id}");
                self.says(Kind::Goal, &of_site, what)
                    || self.was_renamed(Kind::Goal, &of_site, &difference)
                    || self.says(Kind::Goal, &format!("{site}/"), what)
            }
            Subject::Plugin(name) => {
                let ours = self.config && fold(name) == OURS;
                ours || (self.updated && what != ACTIVE)
                    || self.says(Kind::Plugin, name, what)
                    // A plugin that is taken away is active no more.
                    || (what == ACTIVE && difference.new == Value::Bool(false) && self.says(Kind::Plugin, name, What::Vanished))
            }
            Subject::Setting(name) if name == "matomo.version" => self.updated,
            Subject::Setting(name) if name.starts_with("plugin.") => {
                self.config || self.says(Kind::Plugin, OURS, VERSION)
            }
            Subject::Setting(name) => self.config || self.says(Kind::Setting, name, what),
        };
        (!is_explained).then_some(difference)
    }

    fn rest_of_access(&self, mut difference: Difference) -> Option<Difference> {
        let Subject::Access(login, left) = &mut difference.subject else { return Some(difference) };
        let new = role_in(&difference.new);
        let has_nothing = difference.new.is_null();
        let same_role = role_in(&difference.old) == new;
        for granted in self.granted.get(&fold(login)).into_iter().flatten() {
            let fits = match &granted.role {
                None => same_role,
                Some(role) if role.is_empty() => has_nothing,
                Some(role) => new == Some(role.as_str()),
            };
            match &granted.sites {
                _ if !fits => {}
                None => return None,
                Some(sites) => *left = left.without(sites),
            }
        }
        if has_nothing {
            // A website that is gone takes the rights on it along.
            let gone: Vec<(u64, u64)> = self
                .said
                .iter()
                .filter(|(kind, _, what)| (*kind, *what) == (Kind::Site, What::Vanished))
                .filter_map(|(_, id, _)| id.parse().ok().map(|id| (id, id)))
                .collect();
            *left = left.without(&Ranges::of(&gone));
        }
        (!left.is_empty()).then_some(difference)
    }
}

/// The role among rights that are written `some_capability, view`.
fn role_in(rights: &Value) -> Option<&str> {
    rights.as_str()?.split(", ").find(|access| is_role(access))
}

fn is_role(access: &str) -> bool {
    matches!(access, "view" | "write" | "admin")
}

/// Databases take `Bob` and `bob` for the same.
fn fold(name: &str) -> String {
    name.to_lowercase()
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a time as Matomo writes it (`2026-11-22 20:41:21`, UTC) lies before.
fn has_passed(time: &str, now: Time) -> bool {
    let time = format!("{}Z", time.trim().replace(' ', "T"));
    time.parse::<Time>().is_ok_and(|time| time <= now)
}
