//! Settings of the server that differ from those of its last start are an entry. None of them is a secret.

use std::collections::BTreeMap;
use std::io;

use activity_log_core::event::Change;
use activity_log_core::{Event, Time};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::capture::own;
use crate::config::{Paths, Settings};
use crate::ops::files::write_whole;
use crate::ops::random::stable_id;

/// Name of the file in the data directory.
const FILE: &str = "settings.json";

/// What the file holds.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    /// How often the settings were noted; tells two changes apart that say the same.
    times: u64,
    settings: BTreeMap<String, String>,
}

/// A change to tell of, and what is known after that.
#[derive(Debug)]
pub struct Changed {
    known: Known,
    /// The entry; `None` at the very first start, and when the file could not be read.
    pub event: Option<Event>,
}

fn of(settings: &Settings) -> BTreeMap<String, String> {
    let mut map = BTreeMap::from([("listen".to_owned(), settings.listen.to_string())]);
    let socket = settings.socket.as_ref().map(|path| path.display().to_string());
    let avatars = settings.avatars.then(|| "true".to_owned());
    for (name, value) in
        [("socket", socket), ("public_url", settings.public_url.clone()), ("avatars", avatars)]
    {
        map.extend(value.map(|value| (name.to_owned(), value)));
    }
    map
}

/// Compares with the last start. `None`: nothing differs.
pub fn since_last_start(paths: &Paths, settings: &Settings, instance: &str, now: Time) -> Option<Changed> {
    let new = of(settings);
    let text = std::fs::read(paths.data().join(FILE)).ok();
    let old: Option<Known> = text.and_then(|text| serde_json::from_slice(&text).ok());
    let Some(old) = old else {
        return Some(Changed { known: Known { times: 1, settings: new }, event: None });
    };
    if old.settings == new {
        return None;
    }
    let mut names: Vec<&String> = old.settings.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let value = |map: &BTreeMap<String, String>, name: &str| -> Value { map.get(name).cloned().into() };
    let changes = names
        .into_iter()
        .filter(|name| old.settings.get(*name) != new.get(*name))
        .map(|name| Change {
            field: format!("server.{name}"),
            old: value(&old.settings, name),
            new: value(&new, name),
        })
        .collect();
    let times = old.times.saturating_add(1);
    let id =
        stable_id(Time::from_micros(0), &[instance, "settings", &times.to_string(), &format!("{new:?}")]);
    let event = own::event(id, now, instance, "auditlog.settings_changed", Map::new());
    Some(Changed { known: Known { times, settings: new }, event: Some(Event { changes, ..event }) })
}

impl Changed {
    /// Notes it, after the entry is stored: a crash in between says the same again, under the same id.
    ///
    /// # Errors
    /// When the data directory cannot be written.
    pub fn note(&self, paths: &Paths) -> io::Result<()> {
        let text = serde_json::to_vec(&self.known)?;
        write_whole(&paths.data().join(FILE), &text, 0o600)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settings::Overrides;

    fn settings(listen: &str, public_url: Option<&str>) -> Settings {
        let overrides = Overrides { data: None, listen: Some(listen.into()) };
        let mut settings = Settings::read(None, &overrides).unwrap();
        settings.public_url = public_url.map(str::to_owned);
        settings
    }

    #[test]
    fn only_what_differs_is_told_and_once() {
        let place = tempfile::tempdir().unwrap();
        let paths = Paths::new(place.path());
        let now = Time::from_micros(1_795_385_516_930_189);
        let start = |settings: &Settings| {
            let changed = since_last_start(&paths, settings, "main", now)?;
            changed.note(&paths).unwrap();
            changed.event
        };
        let (one, two) = (settings("127.0.0.1:1", None), settings("0.0.0.0:1", Some("https://a.example")));
        assert!(start(&one).is_none() && start(&one).is_none());
        let unnoted = since_last_start(&paths, &two, "main", now).unwrap().event.unwrap();
        let there = start(&two).unwrap();
        assert_eq!(unnoted.id, there.id, "a crash before it is noted says the same");
        let told: Vec<_> = there.changes.iter().map(|c| format!("{} {} {}", c.field, c.old, c.new)).collect();
        assert_eq!(
            told,
            [r#"server.listen "127.0.0.1:1" "0.0.0.0:1""#, r#"server.public_url null "https://a.example""#]
        );
        assert_eq!(there.severity, activity_log_core::event::Severity::Critical);
        assert!(start(&two).is_none());
        start(&one).unwrap();
        assert_ne!(start(&two).unwrap().id, there.id, "the same change at another time is another entry");
    }
}
