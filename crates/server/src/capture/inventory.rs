//! What two inventories differ in and no entry explains, told as entries.

use activity_log_core::catalog::Catalog;
use activity_log_core::event::{ActorKind, Change, Severity, Site, Target};
use activity_log_core::inventory::{Inventory, Wrong};
use activity_log_core::{Event, redact};
use serde_json::{Map, Value, json};

use super::intake::{Intake, IntakeError, PutAside};
use super::own;
use crate::inventory::differences::{HIDDEN, Hint};
use crate::inventory::{Difference, Due, InventoryError, Subject, What, compare};
use crate::ops::random::stable_id;

/// What such an entry is called.
const ACTIVITY: &str = "auditlog.unexplained_change";
/// Most entries of one comparison; what is beyond them stands in one more.
const UNEXPLAINED_MAX: usize = 200;
/// Most characters of a name or of a list of websites.
const TEXT_CHARS_MAX: usize = 300;

impl Intake {
    /// Compares the next two inventories, if it is time, and stores what nothing explains. Answers whether there was something to
    /// compare. A crash in between is harmless: the same differences have the same ids.
    ///
    /// # Errors
    /// Nothing is lost: the next try does it again.
    pub fn compare_inventories(&self) -> Result<bool, IntakeError> {
        let Some(inventories) = self.inventories() else { return Ok(false) };
        let due = match inventories.due((self.clock())()) {
            Err(InventoryError::Wrong(wrong)) => {
                self.keep(vec![self.wrong_event(&wrong)], None)?;
                return Ok(true);
            }
            due => due?,
        };
        let Some(due) = due else { return Ok(false) };
        if let Due { old: Some(old), new, .. } = &due {
            let events = self.unexplained(old, new)?;
            if !events.is_empty() {
                self.keep(events, None)?;
            }
        }
        inventories.done(&due)?;
        Ok(true)
    }

    fn unexplained(&self, old: &Inventory, new: &Inventory) -> Result<Vec<Event>, IntakeError> {
        let compared = compare(old, new, self.store().as_ref())?;
        let mut notes = Map::new();
        notes.insert("between".into(), json!([old.began.to_string(), new.ended.to_string()]));
        if let Some(since) = compared.not_recorded_since {
            notes.insert("not_recorded_since".into(), json!(since.to_string()));
        }
        if !compared.looked_at_all {
            notes.insert("looked_at_all".into(), json!(false));
        }
        let mut all = compared.unexplained;
        // Should there be too many, what matters most is told by name.
        all.sort_by_key(|one| {
            (std::cmp::Reverse(severity(one)), one.what != What::Changed("superuser_access"))
        });
        let (told, rest) = all.split_at(all.len().min(UNEXPLAINED_MAX));
        let mut events: Vec<Event> =
            told.iter().map(|difference| self.event(difference, old, new, notes.clone())).collect();
        if !rest.is_empty() {
            let mut params = notes;
            params.insert("what".into(), json!("more"));
            params.insert("more".into(), json!(rest.len()));
            let severity = rest.iter().map(severity).max().unwrap_or(Severity::Warning);
            events.push(Event { severity, ..self.bare(new, "more", params) });
        }
        Ok(events)
    }

    /// What cannot be put together is told like every other line that cannot be read.
    fn wrong_event(&self, wrong: &Wrong) -> Event {
        let mut lines = PutAside::default();
        lines.add(&wrong.to_string(), false);
        let name = format!("inventory-{}", (self.clock())());
        self.put_aside_event(&name, &lines)
    }

    fn bare(&self, new: &Inventory, key: &str, params: Map<String, Value>) -> Event {
        let id = stable_id(new.began, &[self.instance(), "unexplained", &new.id.to_string(), key]);
        own::event(id, new.began, self.instance(), ACTIVITY, params)
    }

    fn event(
        &self,
        difference: &Difference,
        old: &Inventory,
        new: &Inventory,
        mut params: Map<String, Value>,
    ) -> Event {
        let named = |id: u64| new.sites.get(&id).or(old.sites.get(&id)).cloned();
        let website = |id: u64| Site { id: i64::try_from(id).unwrap_or(i64::MAX), name: named(id) };
        let target = |kind: &str, id: String, name: Option<String>| Target {
            kind: kind.to_owned(),
            name: Some(name.unwrap_or_else(|| id.clone())).map(|name| short(&name)),
            id: Some(short(&id)),
        };
        let mut site = None;
        let mut field = match difference.what {
            What::Changed(field) => field.to_owned(),
            _ => String::new(),
        };
        let (group, target) = match &difference.subject {
            Subject::User(login) => {
                field = if field.is_empty() { "role".into() } else { field };
                ("user", target("user", login.clone(), None))
            }
            Subject::Access(login, sites) => {
                site = sites.single().map(website);
                let sites = short(&sites.to_string());
                field = format!("access.{sites}");
                params.insert("websites".into(), json!(sites));
                ("access", target("user", login.clone(), None))
            }
            Subject::Token(id, login) => {
                params.insert("login".into(), json!(short(login)));
                ("token", target("token", id.to_string(), difference.name.clone()))
            }
            Subject::Site(id) => {
                site = Some(website(*id));
                ("website", target("website", id.to_string(), difference.name.clone()))
            }
            Subject::Goal(idsite, id) => {
                site = Some(website(*idsite));
                ("goal", target("goal", id.to_string(), difference.name.clone()))
            }
            Subject::Plugin(name) => ("plugin", target("plugin", name.clone(), None)),
            Subject::Setting(name) => {
                let group = match name.as_str() {
                    "plugin.files" => "files",
                    "matomo.version" => "matomo",
                    _ => "setting",
                };
                (group, target("setting", name.clone(), None))
            }
        };
        let what = match difference.what {
            What::Appeared => format!("{group}-appeared"),
            What::Vanished => format!("{group}-vanished"),
            What::Changed(field) if group == "user" => format!("user-{field}"),
            What::Changed(_) => format!("{group}-changed"),
        };
        // The plugin hides them too, but what comes in is not trusted.
        let is_secret =
            matches!(&difference.subject, Subject::Setting(name) if Catalog::builtin().is_secret_name(name));
        let hidden = json!(HIDDEN);
        let (before, after) = if is_secret { (&hidden, &hidden) } else { (&difference.old, &difference.new) };
        for (name, value) in [("old", before), ("new", after)] {
            params.insert(name.into(), json!(plain(value)));
        }
        params.insert("what".into(), json!(what));
        let key = format!("{:?} {:?}", difference.subject, difference.what);
        let mut event = self.bare(new, &key, params);
        event.severity = severity(difference);
        event.actor.kind = if matches!(difference.subject, Subject::Plugin(_) | Subject::Setting(_)) {
            ActorKind::System
        } else {
            ActorKind::Database
        };
        event.target = Some(target);
        event.site = site;
        let field = if field.is_empty() { group.to_owned() } else { field };
        event.changes = vec![Change { field, old: shown(before), new: shown(after) }];
        event
    }
}

/// Users, rights and tokens are what an attacker wants. A token that Matomo made for itself usually is one.
fn severity(difference: &Difference) -> Severity {
    match difference.subject {
        Subject::Token(..) if difference.hint == Hint::System => Severity::Notice,
        Subject::User(_) | Subject::Access(..) | Subject::Token(..) => Severity::Critical,
        _ => Severity::Warning,
    }
}

fn short(text: &str) -> String {
    text.chars().take(TEXT_CHARS_MAX).collect()
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => short(text),
        other => other.to_string(),
    }
}

/// Fingerprints are not told, only that they differ.
fn shown(value: &Value) -> Value {
    match value {
        Value::String(text) if text == HIDDEN => redact::value::hidden(),
        Value::String(text) => redact::value::text(&short(text)),
        other => other.clone(),
    }
}
