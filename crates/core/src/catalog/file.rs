//! The TOML form of the catalogue, as people write it. Nothing else may depend on these types: [`super::build`] checks and
//! turns them into [`super::model`].

use std::collections::BTreeMap;

use serde::Deserialize;

use super::model::Redirect;
use crate::event::Severity;

/// One file of `catalog/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub plugin: String,
    #[serde(default)]
    pub deny: Vec<String>,
    #[serde(default)]
    pub read_words: Vec<String>,
    #[serde(default)]
    pub plain: Vec<String>,
    #[serde(default)]
    pub reads: Vec<String>,
    #[serde(default)]
    pub args: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub tables: BTreeMap<String, Table>,
    #[serde(default)]
    pub activities: Vec<Activity>,
    #[serde(default)]
    pub not_recorded: Vec<NotRecorded>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Activity {
    pub id: String,
    pub category: String,
    pub verb: String,
    pub severity: Severity,
    #[serde(default)]
    pub events: Vec<String>,
    #[serde(default)]
    pub when: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub when_changed: Vec<String>,
    pub target: Option<Target>,
    pub site: Option<String>,
    #[serde(default)]
    pub snapshot: Vec<Snapshot>,
    #[serde(default)]
    pub plain: Vec<String>,
    #[serde(default)]
    pub secret: Vec<String>,
    #[serde(default)]
    pub result: Kept,
    pub redirect: Option<Redirect>,
    #[serde(default)]
    pub get: bool,
    #[serde(default)]
    pub given: Vec<String>,
    #[serde(default)]
    pub only_changes: bool,
    pub proof: Option<String>,
    pub requester: Option<String>,
    #[serde(default)]
    pub read: bool,
}

/// `true`, or the path of the member that is kept.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Kept {
    Whole(bool),
    Member(String),
}

impl Default for Kept {
    fn default() -> Self {
        Kept::Whole(false)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Target {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub id: OneOrMore,
    #[serde(default)]
    pub name: OneOrMore,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Snapshot {
    pub table: String,
    #[serde(rename = "where")]
    pub filter: BTreeMap<String, OneOrMore>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    #[serde(default)]
    pub plain: Vec<String>,
    #[serde(default)]
    pub ignore: Vec<String>,
    pub website: Option<String>,
    #[serde(default)]
    pub switches: Vec<String>,
    #[serde(default)]
    pub unfold: BTreeMap<String, Unfold>,
    pub object: Option<String>,
    pub id: Option<String>,
    pub name: Option<String>,
    pub deleted: Option<Deleted>,
    pub fold: Option<Fold>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unfold {
    Members,
    Widgets,
    List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deleted {
    pub column: String,
    pub value: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fold {
    #[serde(default, rename = "as")]
    pub prefix: String,
    #[serde(default)]
    pub label: Vec<String>,
    pub value: String,
    #[serde(default)]
    pub switches: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotRecorded {
    #[serde(default)]
    pub what: String,
    #[serde(default)]
    pub events: Vec<String>,
    #[serde(default)]
    pub activities: Vec<String>,
    pub why: String,
}

/// `"x"` or `["x", "y"]`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> Self {
        OneOrMore::More(Vec::new())
    }
}

impl OneOrMore {
    pub fn list(self) -> Vec<String> {
        match self {
            OneOrMore::One(one) => vec![one],
            OneOrMore::More(more) => more,
        }
    }
}
