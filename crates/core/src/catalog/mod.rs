//! The catalogue: everything that can happen in Matomo, compiled in from `catalog/*.toml` (docs/formats/catalog.md).
//!
//! From it come the server's naming, the plugin's capture map ([`php`]), the published list of what is logged ([`docs`]) and the
//! menus. It may not know a running system: it is the same everywhere and never changes while the server runs.
//! Start at [`Catalog`], then [`model`]; [`build`] holds the rules that a row must keep.

mod build;
pub mod docs;
mod file;
pub mod foreign;
pub mod model;
pub mod php;
mod source;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use include_dir::{Dir, include_dir};

pub use build::CatalogError;
pub use model::{
    Activity, Condition, Defaults, NotRecorded, Redirect, Snapshot, Source, Table, TargetSource,
};

/// Names an API call that changes something and has no row.
pub const API_CALLED: &str = "api.unknown_write";
/// What happened, where nothing more is known.
pub const OTHER_EVENT: &str = "matomo.event";
/// Names what has no row of its own: beginning of the event, activity. The last one names any event.
pub const FALLBACKS: [(&str, &str); 5] = [
    ("API.", API_CALLED),
    ("Controller.", "controller.unknown_write"),
    ("Console.", "cli.command_executed"),
    ("Task.", "maintenance.task.executed"),
    ("", OTHER_EVENT),
];

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../catalog");

/// All rows, with the ways to find them.
#[derive(Debug)]
pub struct Catalog {
    activities: Vec<Activity>,
    by_id: HashMap<String, usize>,
    by_event: HashMap<String, Vec<usize>>,
    rules: HashMap<String, Rules>,
    no_rules: Rules,
    args: BTreeMap<String, Vec<String>>,
    tables: BTreeMap<String, Table>,
    reads: BTreeSet<String>,
    not_recorded: Vec<NotRecorded>,
    defaults: Defaults,
    hash: String,
}

/// Which parameters of an event may be recorded, over all activities it may become.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    plain: HashSet<String>,
    secret: HashSet<String>,
}

impl Rules {
    /// Listed as plain (with its path where it is a member), and not as secret.
    pub fn is_plain(&self, path: &str) -> bool {
        self.plain.contains(path) && !self.is_secret(path)
    }

    /// Listed as secret.
    pub fn is_secret(&self, path: &str) -> bool {
        self.secret.contains(path)
    }
}

/// What becomes of a call of an API method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Recorded under an activity of its own.
    Activity,
    /// Changes nothing and shows personal data: recorded while that is switched on.
    PersonalRead,
    /// Known to change nothing.
    Read,
    /// Left out on purpose.
    NotRecorded,
    /// Recorded as [`API_CALLED`].
    CatchAll,
}

impl Catalog {
    /// The catalogue of this build.
    pub fn builtin() -> &'static Catalog {
        static BUILTIN: OnceLock<Catalog> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let files: Vec<(&str, &str)> = FILES
                .files()
                .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
                .filter(|(name, _)| name.ends_with(".toml"))
                .collect();
            // Compiled in, and every test run reads it: it cannot fail where it is used.
            Catalog::parse(&files).unwrap_or_else(|error| panic!("the built-in catalogue is wrong: {error}"))
        })
    }

    /// Reads files, given as name and content. The order of the files does not matter.
    pub fn parse(files: &[(&str, &str)]) -> Result<Catalog, CatalogError> {
        build::build(files)
    }

    /// The activity with this id; of several variants the first, whose category, verb and plugin hold for all.
    pub fn activity(&self, id: &str) -> Option<&Activity> {
        self.by_id.get(id).map(|&index| &self.activities[index])
    }

    /// Every row in the order of files and lines, variants included.
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// One row per id, ordered by plugin and id: what menus show.
    pub fn menu(&self) -> Vec<&Activity> {
        let mut rows: Vec<_> = self.by_id.values().map(|&index| &self.activities[index]).collect();
        rows.sort_by(|a, b| (&a.plugin, &a.id).cmp(&(&b.plugin, &b.id)));
        rows
    }

    /// Rows that an event may become, in the order of the files.
    pub fn candidates(&self, event: &str) -> impl Iterator<Item = &Activity> {
        self.by_event.get(event).into_iter().flatten().map(|&index| &self.activities[index])
    }

    /// Names an event that has no row, or none whose conditions hold.
    pub fn fallback(&self, event: &str) -> Option<&Activity> {
        let (_, id) = FALLBACKS.iter().find(|(prefix, _)| event.starts_with(prefix))?;
        self.activity(id)
    }

    /// Which parameters of an event are plain; for unknown events only the defaults'.
    pub fn rules(&self, event: &str) -> &Rules {
        self.rules.get(event).unwrap_or(&self.no_rules)
    }

    /// Names of a domain event's positional arguments; an empty name is never recorded.
    pub fn args(&self, event: &str) -> Option<&[String]> {
        self.args.get(event).map(Vec::as_slice)
    }

    /// What is known about a table, by its name without prefix.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.get(name)
    }

    /// All tables.
    pub fn tables(&self) -> &BTreeMap<String, Table> {
        &self.tables
    }

    /// What holds for every activity.
    pub fn defaults(&self) -> &Defaults {
        &self.defaults
    }

    /// What is left out on purpose.
    pub fn not_recorded(&self) -> &[NotRecorded] {
        &self.not_recorded
    }

    /// API methods (`Goals.getGoals`) that change nothing though their first word does not say so.
    pub fn reads(&self) -> &BTreeSet<String> {
        &self.reads
    }

    /// Groups of activities, sorted.
    pub fn categories(&self) -> BTreeSet<&str> {
        self.activities.iter().map(|activity| activity.category.as_str()).collect()
    }

    /// Changes when any file changes.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether a name looks like that of a secret.
    pub fn is_secret_name(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.defaults.deny.iter().any(|word| name.contains(word.as_str()))
    }

    /// What becomes of an API method, given as `Plugin.method`. The plugin decides by the same rules.
    pub fn treatment(&self, method: &str) -> Treatment {
        let event = format!("API.{method}");
        if let Some(activity) = self.candidates(&event).next() {
            return if activity.read { Treatment::PersonalRead } else { Treatment::Activity };
        }
        let name = method.rsplit('.').next().unwrap_or_default();
        let word: String = name.chars().take_while(char::is_ascii_lowercase).collect();
        if self.defaults.read_words.contains(&word) || self.reads.contains(method) {
            Treatment::Read
        } else if self.not_recorded.iter().any(|row| row.events.contains(&event)) {
            Treatment::NotRecorded
        } else {
            Treatment::CatchAll
        }
    }
}

#[cfg(test)]
mod tests;
