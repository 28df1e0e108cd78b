//! Which entries explain which differences. Pure: entries are heard in any order, then differences are asked for.
//!
//! [`Explanations::hear`] is the table: activity → what it explains, consequences included (deleting somebody takes their rights and tokens along).

use std::collections::{HashMap, HashSet};

use activity_log_core::inventory::Ranges;
use activity_log_core::{Event, Time};
use serde_json::Value;

use super::differences::{Difference, Hint, Subject, What};

/// Beginnings of all activities that explain something.
pub const GROUPS: &[&str] = &[
    "user.",
    "token.",
    "website.",
    "goal.",
    "plugin.",
    "update.",
    "auth.",
    "auditlog.",
    "cli.",
    "settings.",
];

const SUPER: What = What::Changed("superuser_access");
const EMAIL: What = What::Changed("email");
const PASSWORD: What = What::Changed("password");
const TWO_FACTOR: What = What::Changed("two_factor");
const PENDING: What = What::Changed("pending");
const NAME: What = What::Changed("name");
const ACTIVE: What = What::Changed("active");
const VERSION: What = What::Changed("version");
/// Fields of a user that are new when the user is.
const OF_A_NEW_USER: &[What] = &[What::Appeared, EMAIL, PASSWORD, TWO_FACTOR, PENDING];
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
    /// Takes note of an entry.
    pub fn hear(&mut self, event: &Event) {
        if event.outcome != activity_log_core::event::Outcome::Success {
            return;
        }
        let also = event.also.iter().map(String::as_str);
        for activity in std::iter::once(event.activity.as_str()).chain(also) {
            self.activity(activity, event);
        }
        // Whatever it is called: what stands in its changes was done.
        let Some(target) = target(event) else { return };
        for change in &event.changes {
            match (event.category.as_str(), change.field.as_str()) {
                ("user" | "authentication", "email") => self.say(Kind::User, &target, EMAIL),
                ("user" | "authentication", "password") => self.say(Kind::User, &target, PASSWORD),
                ("website", "name") => self.rename(Kind::Site, target.clone(), &change.new),
                ("goal", "name") => {
                    self.rename(Kind::Goal, format!("{}/{target}", site_of(event)), &change.new)
                }
                _ => {}
            }
        }
    }

    fn activity(&mut self, activity: &str, event: &Event) {
        let target = target(event).unwrap_or_default();
        let param = |name: &str| event.request.params.get(name).map(texts).unwrap_or_default();
        let site = site_of(event);
        let is_bare = event.request.method.as_deref() == Some("UsersManager.updateUser.end");
        match activity {
            "user.created" | "user.invited" => {
                OF_A_NEW_USER.iter().for_each(|what| self.say(Kind::User, &target, *what));
                if let Some(sites) = ranges(&param("initialIdSite")) {
                    self.grant(&target, Granted { sites: Some(sites), role: Some("view".into()) });
                }
            }
            "user.deleted" | "user.invite_declined" | "user.invite_expired" => {
                self.say(Kind::User, &target, What::Vanished);
                self.say(Kind::TokensOf, &target, What::Vanished);
                self.grant(&target, Granted { sites: None, role: Some(String::new()) });
            }
            "user.superuser_changed" => {
                let given = param("hasSuperUserAccess").first().is_some_and(|value| is_yes(value));
                self.say(Kind::Super, &format!("{target} {given}"), SUPER);
                if given {
                    // Matomo takes the rights on single websites away then.
                    self.grant(&target, Granted { sites: None, role: Some(String::new()) });
                }
            }
            "user.access_changed" | "user.access_removed" | "user.anonymous_access_enabled" => {
                let access = param("access");
                let role = match access.iter().find(|access| is_role(access)) {
                    Some(role) => role.clone(),
                    None if activity == "user.access_removed" || access == ["noaccess"] => String::new(),
                    None => return self.grant(&target, Granted { sites: sites(event), role: None }),
                };
                self.grant(&target, Granted { sites: sites(event), role: Some(role) });
            }
            "user.capabilities_added" | "user.capabilities_removed" => {
                self.grant(&target, Granted { sites: sites(event), role: None });
            }
            "user.password_changed" | "auth.password_reset.confirmed" => {
                self.say(Kind::User, &target, PASSWORD);
                if is_bare {
                    self.say(Kind::User, &target, EMAIL);
                }
            }
            "user.invite_accepted" => {
                self.say(Kind::User, &target, PASSWORD);
                self.say(Kind::User, &target, PENDING);
            }
            "user.invite_resent" | "user.invite_link_generated" => self.say(Kind::User, &target, PENDING),
            "user.email_changed" => self.say(Kind::User, &target, EMAIL),
            "user.updated" if is_bare => self.say(Kind::User, &target, EMAIL),
            // Matomo stores a password anew when the way of storing is out of date.
            "auth.login.succeeded" => {
                let login = if target.is_empty() { actor(event) } else { target };
                self.say(Kind::User, &login, What::Changed("password_scheme"));
            }
            "auth.2fa.enabled" | "auth.2fa.disabled" | "auth.2fa.reset" => {
                self.say(Kind::User, &target, TWO_FACTOR);
            }
            "cli.twofactorauth_disable_2fa_for_user" => self.two_factor_off = true,
            "token.created" | "token.created_in_ui" => {
                let name = param("description").first().cloned();
                let name = name.or(event.target.as_ref().and_then(|target| target.name.clone()));
                *self.tokens_made.entry(tidy(&name.unwrap_or_default())).or_default() += 1;
            }
            "token.deleted" => self.say(Kind::Token, &target, What::Vanished),
            "token.all_deleted" => self.say(Kind::TokensOf, &actor(event), What::Vanished),
            "website.created" => self.say(Kind::Site, &target, What::Appeared),
            "website.deleted" => {
                self.say(Kind::Site, &target, What::Vanished);
                self.say(Kind::Goal, &format!("{target}/"), What::Vanished);
            }
            "website.updated" if event.changes.is_empty() => self.say(Kind::Site, &target, NAME),
            "goal.created" => self.say(Kind::Goal, &format!("{site}/{target}"), What::Appeared),
            "goal.deleted" => self.say(Kind::Goal, &format!("{site}/{target}"), What::Vanished),
            "goal.updated" if event.changes.is_empty() => {
                self.say(Kind::Goal, &format!("{site}/{target}"), NAME)
            }
            "plugin.activated" | "plugin.deactivated" => self.say(Kind::Plugin, &target, ACTIVE),
            "cli.core_update" | "cli.plugin_install_or_update" => self.updated = true,
            "settings.config_file.changed" | "settings.system.changed" | "auditlog.settings_changed" => {
                let ours = event.changes.iter().filter(|change| change.field.starts_with("OpenActivityLog."));
                let names: Vec<String> = ours.map(|change| change.field.clone()).collect();
                names.iter().for_each(|name| self.say(Kind::Setting, name, What::Changed("value")));
            }
            // `connect` copies the plugin and writes its settings.
            "auditlog.connected" => self.config = true,
            _ => self.group(activity, &target),
        }
        if matches!(
            activity,
            "auditlog.deactivated" | "auditlog.gap_detected" | "auditlog.spool_line_quarantined"
        ) {
            let since = self.not_recorded_since.unwrap_or(event.time);
            self.not_recorded_since = Some(since.min(event.time));
        }
    }

    /// Installing and updating has many ways, all of which name the plugin, or Matomo as a whole.
    fn group(&mut self, activity: &str, target: &str) {
        let about_money = activity.starts_with("plugin.license") || activity.starts_with("plugin.trial");
        if activity.starts_with("update.") || (activity.starts_with("plugin.") && target == "core") {
            self.updated = true;
        } else if activity.starts_with("plugin.") && !about_money {
            [What::Appeared, What::Vanished, VERSION]
                .iter()
                .for_each(|what| self.say(Kind::Plugin, target, *what));
        }
    }

    fn say(&mut self, kind: Kind, name: &str, what: What) {
        self.said.insert((kind, fold(name), what));
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
            Subject::User(login) if what == SUPER => {
                let was_new =
                    difference.new == Value::Bool(false) && self.says(Kind::User, login, What::Vanished);
                was_new || self.says(Kind::Super, &format!("{login} {}", difference.new), SUPER)
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

fn is_yes(text: &str) -> bool {
    text == "1" || text == "true"
}

fn target(event: &Event) -> Option<String> {
    event.target.as_ref()?.id.clone()
}

fn site_of(event: &Event) -> String {
    event.site.as_ref().map(|site| site.id.to_string()).unwrap_or_default()
}

fn actor(event: &Event) -> String {
    event.actor.login.clone().unwrap_or_default()
}

/// Databases take `Bob` and `bob` for the same.
fn fold(name: &str) -> String {
    name.to_lowercase()
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The websites that an entry about rights speaks of; `None` for all, also where the list was cut.
fn sites(event: &Event) -> Option<Ranges> {
    let site = || event.site.as_ref().map(|site| vec![site.id.to_string()]);
    let list = ["idSites", "idSite"].iter().find_map(|name| event.request.params.get(*name)).map(texts);
    let list = list.or_else(site)?;
    Some(ranges(&list)?).filter(|_| !list.iter().any(|text| text == "all" || text == "$more"))
}

fn ranges(list: &[String]) -> Option<Ranges> {
    let ids: Vec<(u64, u64)> = list
        .iter()
        .flat_map(|text| text.split(','))
        .filter_map(|text| text.trim().parse().ok().map(|id| (id, id)))
        .collect();
    let some = Ranges::of(&ids);
    (!some.is_empty()).then_some(some)
}

/// Scalars of a value as texts.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(yes) => vec![if *yes { "1" } else { "0" }.to_owned()],
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        Value::Object(map) if map.contains_key("$more") => vec!["$more".to_owned()],
        Value::Object(map) if map.contains_key("$cut") => vec!["$more".to_owned()],
        Value::Object(map) if !map.keys().any(|key| key.starts_with('$')) => {
            map.values().flat_map(texts).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a time as Matomo writes it (`2026-11-22 20:41:21`, UTC) lies before.
fn has_passed(time: &str, now: Time) -> bool {
    let time = format!("{}Z", time.trim().replace(' ', "T"));
    time.parse::<Time>().is_ok_and(|time| time <= now)
}
