//! Turns files into a [`Catalog`] and refuses rows that would not do what they say. Every error names file and activity.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::file::{self, File};
use super::model::*;
use super::{Catalog, FALLBACKS, Rules};

/// Why a catalogue cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogError {
    /// No TOML, or not of this form.
    #[error("{file}: {message}")]
    Syntax {
        /// Name of the file.
        file: String,
        /// What is wrong, with the place.
        message: String,
    },
    /// A row that cannot work.
    #[error("{file}: {row}: {message}")]
    Row {
        /// Name of the file.
        file: String,
        /// Id of the activity, or name of the table or event.
        row: String,
        /// What is wrong.
        message: String,
    },
    /// What every catalogue must have.
    #[error("the catalogue has no activity “{0}”")]
    Missing(&'static str),
}

/// Prefixes of events that are no domain events: their parameters have names of their own.
const NAMED: [&str; 7] = ["API.", "Controller.", "Console.", "Task.", "Seen.", "Read.", "auditlog."];

/// Matomo's options, secrets among them.
const OPTIONS: &str = "option";

pub(super) fn build(files: &[(&str, &str)]) -> Result<Catalog, CatalogError> {
    let mut files = files.to_vec();
    files.sort();
    let mut parsed = Vec::with_capacity(files.len());
    for (name, text) in &files {
        let file: File = toml::from_str(text).map_err(|error| CatalogError::Syntax {
            file: (*name).to_owned(),
            message: error.to_string().trim().to_owned(),
        })?;
        parsed.push((*name, file));
    }
    let mut catalog = Catalog {
        activities: Vec::new(),
        by_id: HashMap::new(),
        by_event: HashMap::new(),
        rules: HashMap::new(),
        no_rules: Rules::default(),
        args: BTreeMap::new(),
        tables: BTreeMap::new(),
        reads: BTreeSet::new(),
        not_recorded: Vec::new(),
        defaults: Defaults::default(),
        hash: fnv(&files),
    };
    // Tables, arguments and defaults first: rows of any file may use them.
    for (name, file) in &mut parsed {
        catalog.take_common(name, file)?;
    }
    for (name, file) in parsed {
        catalog.take_rows(name, file)?;
    }
    catalog.index();
    for (_, needed) in FALLBACKS {
        catalog.activity(needed).ok_or(CatalogError::Missing(needed))?;
    }
    Ok(catalog)
}

fn wrong(file: &str, row: &str, message: impl Into<String>) -> CatalogError {
    CatalogError::Row { file: file.to_owned(), row: row.to_owned(), message: message.into() }
}

impl Catalog {
    fn take_common(&mut self, name: &str, file: &mut File) -> Result<(), CatalogError> {
        self.defaults.deny.append(&mut file.deny);
        self.defaults.read_words.append(&mut file.read_words);
        self.defaults.plain.append(&mut file.plain);
        self.reads.extend(std::mem::take(&mut file.reads));
        for (event, args) in std::mem::take(&mut file.args) {
            if self.args.insert(event.clone(), args).is_some() {
                return Err(wrong(name, &event, "its arguments are named twice"));
            }
        }
        for (table, raw) in std::mem::take(&mut file.tables) {
            let row = table_of(raw);
            let both = row.plain.iter().find(|column| row.ignore.contains(column));
            if let Some(column) = both {
                return Err(wrong(name, &table, format!("“{column}” is both plain and ignored")));
            }
            if self.tables.insert(table.clone(), row).is_some() {
                return Err(wrong(name, &table, "this table is described twice"));
            }
        }
        Ok(())
    }

    fn take_rows(&mut self, name: &str, file: File) -> Result<(), CatalogError> {
        for raw in file.activities {
            let id = raw.id.clone();
            let activity = activity_of(&file.plugin, raw).map_err(|message| wrong(name, &id, message))?;
            self.check(&activity).map_err(|message| wrong(name, &id, message))?;
            self.activities.push(activity);
        }
        for raw in file.not_recorded {
            let row = raw.events.first().unwrap_or(&raw.what);
            if raw.why.trim().is_empty() {
                return Err(wrong(name, row, "left out without a reason"));
            }
            if row.is_empty() {
                return Err(wrong(name, "not_recorded", "says neither events nor what"));
            }
            self.not_recorded.push(NotRecorded {
                plugin: file.plugin.clone(),
                what: raw.what,
                events: raw.events,
                activities: raw.activities,
                why: raw.why,
            });
        }
        Ok(())
    }

    fn index(&mut self) {
        for (index, activity) in self.activities.iter().enumerate() {
            self.by_id.entry(activity.id.clone()).or_insert(index);
            let Some(root) = activity.root() else { continue };
            self.by_event.entry(root.to_owned()).or_default().push(index);
            let rules = self.rules.entry(root.to_owned()).or_default();
            rules.plain.extend(activity.plain.iter().cloned());
            rules.secret.extend(activity.secret.iter().cloned());
        }
        self.no_rules.plain.extend(self.defaults.plain.iter().cloned());
        for rules in self.rules.values_mut() {
            rules.plain.extend(self.defaults.plain.iter().cloned());
        }
    }

    fn check(&self, new: &Activity) -> Result<(), String> {
        if !is_id(&new.id) {
            return Err("an id is lower-case words with dots between".to_owned());
        }
        if let Some(name) = new.plain.iter().find(|name| new.secret.contains(name)) {
            return Err(format!("“{name}” is both plain and secret"));
        }
        if new.target.as_ref().is_some_and(|target| !is_word(&target.kind)) {
            return Err("a target's type is one lower-case word".to_owned()); // people ask for `object:goal/7`
        }
        for old in self.activities.iter().filter(|old| old.id == new.id) {
            if (&old.category, &old.verb, &old.plugin) != (&new.category, &new.verb, &new.plugin) {
                return Err("variants of one activity share category, verb and file".to_owned());
            }
            let same = old.root() == new.root() && old.when == new.when;
            if same && old.when_changed == new.when_changed {
                return Err("the same activity with the same conditions stands here twice".to_owned());
            }
        }
        let is_page = new.root().is_some_and(|root| root.starts_with("Controller."));
        if (new.redirect.is_some() || new.get || !new.given.is_empty()) && !is_page {
            return Err("“redirect”, “get” and “given” are for controller actions".to_owned());
        }
        if let Some(proof) = new.proof.as_ref().filter(|proof| !new.absorbed().contains(proof)) {
            return Err(format!("“{proof}” is to prove that it worked, but is not absorbed"));
        }
        if new.read && !new.root().is_some_and(|root| root.starts_with("API.") || root.starts_with("Read.")) {
            return Err("“read” is for API methods".to_owned());
        }
        let other = self.activities.iter().find(|old| old.root() == new.root() && old.read != new.read);
        if let (Some(other), Some(root)) = (other, new.root()) {
            // The plugin decides by the event alone.
            return Err(format!("“{root}” cannot be a read here and none in “{}”", other.id));
        }
        self.check_snapshot(new)?;
        self.check_sources(new)
    }

    fn check_snapshot(&self, new: &Activity) -> Result<(), String> {
        for snapshot in &new.snapshot {
            if !self.tables.contains_key(&snapshot.table) {
                return Err(format!("table “{}” is not described", snapshot.table));
            }
            if snapshot.filter.is_empty() {
                return Err(format!(
                    "“where” of table “{}” is empty: it would read all of it",
                    snapshot.table
                ));
            }
            for (column, source) in &snapshot.filter {
                if snapshot.table == OPTIONS && !names_an_option(source) {
                    return Err(format!("“{source}” would let a caller choose the option that is read"));
                }
                let is_late =
                    |part: &&Source| matches!(part, Source::Row(..) | Source::Auth | Source::Outcome);
                if source.parts().iter().any(is_late) {
                    return Err(format!("“{source}” is not known yet when “{column}” is looked for"));
                }
            }
        }
        Ok(())
    }

    fn check_sources(&self, new: &Activity) -> Result<(), String> {
        let args = new.root().and_then(|root| self.args.get(root));
        if let (Some(root), None) = (new.root(), args)
            && !NAMED.iter().any(|prefix| root.starts_with(prefix))
            && !new.plain.is_empty()
        {
            return Err(format!("the arguments of “{root}” have no names ([args])"));
        }
        if let Some(args) = args
            && let Some(name) =
                new.plain.iter().find(|name| !args.iter().any(|arg| arg == *name) && !name.contains('.'))
        {
            return Err(format!("“{name}” is no argument of its event"));
        }
        let target = new.target.iter().flat_map(|target| target.id.iter().chain(&target.name));
        for source in target.chain(&new.site).chain(&new.requester).flat_map(Source::parts) {
            match source {
                source if source.only_chooses() => return Err(format!("“{source}” is for “where” only")),
                Source::Param(path) if !self.may_be_recorded(new, path) => {
                    return Err(format!("“{source}” is used, but “{}” is not plain", path[0]));
                }
                Source::Result if !new.result => return Err("“result” is used, but not kept".to_owned()),
                Source::Row(table, column) => {
                    if !new.snapshot.iter().any(|snapshot| snapshot.table == *table) {
                        return Err(format!("“{source}” is used, but its table is not read"));
                    }
                    if !self.tables.get(table).is_some_and(|table| table.plain.contains(column)) {
                        return Err(format!("“{source}” is used, but the column is not plain"));
                    }
                }
                _ => {}
            }
        }
        for condition in &new.when {
            if let Source::Param(path) = &condition.source
                && !self.may_be_recorded(new, path)
                && condition.any_of.iter().any(|text| text != "$hidden" && !text.is_empty())
            {
                return Err(format!(
                    "“{}” is never recorded: it cannot be asked for its value",
                    condition.source
                ));
            }
        }
        Ok(())
    }

    fn may_be_recorded(&self, activity: &Activity, path: &[String]) -> bool {
        let name = &path[0];
        activity.plain.contains(name) || self.defaults.plain.contains(name)
    }
}

/// A name that ends in a text of ours: whatever stands before it, other options are out of reach.
fn names_an_option(source: &Source) -> bool {
    match source {
        Source::Text(_) => true,
        Source::Template(parts) => matches!(parts.last(), Some(Source::Text(_))),
        _ => false,
    }
}

fn is_word(word: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !word.is_empty() && word.bytes().all(fits)
}

fn is_id(id: &str) -> bool {
    id.contains('.') && id.split('.').all(is_word) && id.starts_with(|first: char| first.is_ascii_lowercase())
}

fn source(text: &str) -> Result<Source, String> {
    Source::parse(text)
        .ok_or_else(|| format!("“{text}” is no source such as param.idSite, result, row.goal.name"))
}

fn sources(list: file::OneOrMore) -> Result<Vec<Source>, String> {
    list.list().iter().map(|text| source(text)).collect()
}

fn activity_of(plugin: &str, raw: file::Activity) -> Result<Activity, String> {
    let mut when = Vec::with_capacity(raw.when.len());
    for (text, any_of) in raw.when {
        when.push(Condition { source: source(&text)?, any_of });
    }
    let target = match raw.target {
        Some(target) => {
            Some(TargetSource { kind: target.kind, id: sources(target.id)?, name: sources(target.name)? })
        }
        None => None,
    };
    let mut snapshot = Vec::new();
    for raw in raw.snapshot {
        snapshot.extend(snapshots_of(raw)?);
    }
    Ok(Activity {
        id: raw.id,
        plugin: plugin.to_owned(),
        category: raw.category,
        verb: raw.verb,
        severity: raw.severity,
        events: raw.events,
        when,
        when_changed: raw.when_changed,
        target,
        site: raw.site.as_deref().map(source).transpose()?,
        snapshot,
        plain: raw.plain,
        secret: raw.secret,
        result: !matches!(raw.result, file::Kept::Whole(false)),
        result_member: match raw.result {
            file::Kept::Member(path) => path,
            file::Kept::Whole(_) => String::new(),
        },
        redirect: raw.redirect,
        get: raw.get,
        given: raw.given,
        only_changes: raw.only_changes,
        proof: raw.proof,
        requester: raw.requester.as_deref().map(source).transpose()?,
        read: raw.read,
    })
}

/// A column with a list of sources stands for several reads, one for each.
fn snapshots_of(raw: file::Snapshot) -> Result<Vec<Snapshot>, String> {
    let mut all = vec![Snapshot { table: raw.table, filter: Vec::new() }];
    for (column, list) in raw.filter {
        let sources = sources(list)?;
        let mut next = Vec::with_capacity(all.len() * sources.len());
        for snapshot in &all {
            for source in &sources {
                let mut one = snapshot.clone();
                one.filter.push((column.clone(), source.clone()));
                next.push(one);
            }
        }
        all = next;
    }
    Ok(all)
}

fn table_of(raw: file::Table) -> Table {
    Table {
        plain: raw.plain,
        ignore: raw.ignore,
        website: raw.website,
        switches: raw.switches,
        unfold: raw.unfold.into_iter().map(|(column, how)| (column, unfold(how))).collect(),
        object: raw.object,
        id: raw.id,
        name: raw.name,
        deleted: raw.deleted.map(|mark| DeletedMark { column: mark.column, value: mark.value }),
        fold: raw.fold.map(|fold| Fold {
            prefix: fold.prefix,
            label: fold.label,
            value: fold.value,
            switches: fold.switches,
        }),
    }
}

fn unfold(how: file::Unfold) -> Unfold {
    match how {
        file::Unfold::Members => Unfold::Members,
        file::Unfold::Widgets => Unfold::Widgets,
        file::Unfold::List => Unfold::List,
    }
}

/// FNV-1a: small and the same for ever. It only tells versions apart; nothing trusts it.
fn fnv(files: &[(&str, &str)]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in files.iter().flat_map(|(name, text)| name.bytes().chain([0]).chain(text.bytes()).chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}
