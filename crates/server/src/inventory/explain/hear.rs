//! The table: which activity explains what, consequences included.

use activity_log_core::Event;
use activity_log_core::event::Outcome;
use activity_log_core::inventory::Ranges;
use serde_json::Value;

use super::{
    ACTIVE, EMAIL, Explanations, Granted, Kind, NAME, PASSWORD, PENDING, SUPER, TWO_FACTOR, VERSION, What,
    is_role, tidy,
};

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

impl Explanations {
    /// Takes note of an entry.
    pub fn hear(&mut self, event: &Event) {
        if event.outcome != Outcome::Success {
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
                self.say(Kind::User, &target, What::Appeared);
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
