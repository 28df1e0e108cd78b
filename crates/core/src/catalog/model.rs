//! The catalogue's rows, checked and ready to use. How they are written: docs/formats/catalog.md.

use std::collections::BTreeMap;

use crate::event::Severity;

/// One row: something that can happen. Several rows may share an id (variants that differ in condition and severity).
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Such as `goal.updated`.
    pub id: String,
    /// Matomo plugin as users know it, such as `Goals`.
    pub plugin: String,
    /// Group, such as `goal`.
    pub category: String,
    /// What was done, such as `updated`.
    pub verb: String,
    /// Usual severity.
    pub severity: Severity,
    /// The first is the root; the others are absorbed when they happen inside it. Empty: the server itself makes such entries.
    pub events: Vec<String>,
    /// All must hold.
    pub when: Vec<Condition>,
    /// At least one of these fields differs.
    pub when_changed: Vec<String>,
    /// What it is done to.
    pub target: Option<TargetSource>,
    /// Where the website's id stands.
    pub site: Option<Source>,
    /// Rows that are read before and after.
    pub snapshot: Vec<Snapshot>,
    /// Parameters that may be recorded.
    pub plain: Vec<String>,
    /// Parameters that never are.
    pub secret: Vec<String>,
    /// The return value is kept.
    pub result: bool,
    /// Of a returned list only this member is, by its path; empty: the value as it is.
    pub result_member: String,
    /// What a controller action's redirect means.
    pub redirect: Option<Redirect>,
    /// A controller action that changes something with a plain GET.
    pub get: bool,
    /// A controller action that counts only when all these parameters were sent.
    pub given: Vec<String>,
    /// Recorded only when the rows differ, an absorbed event was seen, or it failed.
    pub only_changes: bool,
    /// The absorbed event without which nothing was done, whatever the end looks like.
    pub proof: Option<String>,
    /// Where the person stands who asked for what the system does.
    pub requester: Option<Source>,
    /// It changes nothing and shows data: recorded only while reads of personal data are.
    pub read: bool,
}

impl Activity {
    /// The event that makes this a fact of its own.
    pub fn root(&self) -> Option<&str> {
        self.events.first().map(String::as_str)
    }

    /// Events that are part of it.
    pub fn absorbed(&self) -> &[String] {
        self.events.get(1..).unwrap_or_default()
    }

    /// How specific it is: the matching row with most conditions names the entry.
    pub fn conditions(&self) -> usize {
        self.when.len() + usize::from(!self.when_changed.is_empty())
    }
}

/// What it means when a controller action ends in a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Redirect {
    /// It worked; a page instead means that it did not.
    Success,
    /// It worked, and so it did if a page comes.
    Either,
}

/// A value that must be one of some texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Where the value stands.
    pub source: Source,
    /// Texts it may have.
    pub any_of: Vec<String>,
}

/// Where the target's parts stand; of several sources the first that gives something counts.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetSource {
    /// Such as `goal`.
    pub kind: String,
    /// Its id.
    pub id: Vec<Source>,
    /// Its name.
    pub name: Vec<Source>,
}

/// A table to read, and which rows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Without Matomo's prefix.
    pub table: String,
    /// Column and value; all must match. Ordered by column.
    pub filter: Vec<(String, Source)>,
}

/// Where a value comes from. How it is written: [`super::source`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `param.NAME`; more names go deeper.
    Param(Vec<String>),
    /// `result`: the return value.
    Result,
    /// `row.TABLE.COLUMN`: of the first row after, else before.
    Row(String, String),
    /// `actor`: login of the actor.
    Actor,
    /// `auth`: how the actor proved who they are.
    Auth,
    /// `outcome`: success, failure or denied.
    Outcome,
    /// `=TEXT`.
    Text(String),
    /// `=TEXT{SOURCE}TEXT`: texts and sources in a row; nothing where one of them gives nothing.
    Template(Vec<Source>),
    /// `keys.NAME`: the names of a parameter's members.
    Keys(Vec<String>),
    /// `SOURCE|SOURCE`: the first that gives something.
    First(Vec<Source>),
    /// `past`: the column holds a time before the action.
    Past,
    /// `null`: the column is empty.
    Null,
}

/// Column that the plugin adds to rows of tables with a `website`: the website's name.
pub const WEBSITE_NAME: &str = "website_name";

/// What is known about a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Columns whose values may be stored; of the others only that they changed. Of a folded table also labels.
    pub plain: Vec<String>,
    /// Columns that are left out.
    pub ignore: Vec<String>,
    /// Column that holds a website's id: the plugin reads its name with the row.
    pub website: Option<String>,
    /// Columns, or labels of a folded table, that say yes or no.
    pub switches: Vec<String>,
    /// Columns that hold JSON, and what becomes of them.
    pub unfold: BTreeMap<String, Unfold>,
    /// What a row is to people.
    pub object: Option<String>,
    /// Column of its id.
    pub id: Option<String>,
    /// Column of its name.
    pub name: Option<String>,
    /// Matomo keeps deleted rows and marks them so.
    pub deleted: Option<DeletedMark>,
    /// Many rows become one field per label.
    pub fold: Option<Fold>,
}

/// How a column that holds JSON is read. The plugin does it, so that no more than needed reaches the spool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfold {
    /// Each member is a column of its own, `column.member`.
    Members,
    /// Layout of a dashboard: columns `widgets` and `columns`.
    Widgets,
    /// A list stays in its column, as a list.
    List,
}

impl Unfold {
    /// As the catalogue and the capture map say it.
    pub fn word(self) -> &'static str {
        match self {
            Unfold::Members => "members",
            Unfold::Widgets => "widgets",
            Unfold::List => "list",
        }
    }
}

/// How a row says that it is deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct DeletedMark {
    /// The column.
    pub column: String,
    /// Its value in deleted rows.
    pub value: String,
}

impl DeletedMark {
    /// The column says nothing else, so it is no field that people want to see change.
    pub fn is_mere_flag(&self) -> bool {
        self.value == "1"
    }
}

/// How many rows become fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Fold {
    /// First part of the field's name; empty: the label alone.
    pub prefix: String,
    /// Columns whose values make the rest of the name.
    pub label: Vec<String>,
    /// Column of the value.
    pub value: String,
    /// Numbers and switches are plain unless the label looks secret.
    pub switches: bool,
}

/// What is left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRecorded {
    /// Matomo plugin.
    pub plugin: String,
    /// What happens there, for people; empty: the events say it.
    pub what: String,
    /// The events; none where Matomo has none for it.
    pub events: Vec<String>,
    /// Ids that it has in published lists of activities.
    pub activities: Vec<String>,
    /// The reason, for people.
    pub why: String,
}

impl NotRecorded {
    /// Its name in translations: that of its first activity or event, or else its own words.
    pub fn key(&self) -> String {
        let name = self.activities.first().or(self.events.first()).unwrap_or(&self.what);
        name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric() && c != '_', "-")
    }
}

/// What holds for every activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Parameters that are always plain.
    pub plain: Vec<String>,
    /// Words in names of secrets.
    pub deny: Vec<String>,
    /// First words of API methods that change nothing.
    pub read_words: Vec<String>,
}
