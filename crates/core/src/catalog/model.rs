//! The catalogue's rows, checked and ready to use. How they are written: docs/formats/catalog.md.

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
    /// A controller action whose redirect means that it worked.
    pub redirect: bool,
    /// A controller action that changes something with a plain GET.
    pub get: bool,
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

/// Where a value comes from.
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
}

impl Source {
    /// Reads what the catalogue's files and the capture map say.
    pub fn parse(text: &str) -> Option<Source> {
        if let Some(text) = text.strip_prefix('=') {
            return Some(Source::Text(text.to_owned()));
        }
        let mut words = text.split('.');
        let source = match words.next()? {
            "param" => Source::Param(words.by_ref().map(str::to_owned).collect()),
            "result" => Source::Result,
            "row" => Source::Row(words.next()?.to_owned(), words.next()?.to_owned()),
            "actor" => Source::Actor,
            "auth" => Source::Auth,
            "outcome" => Source::Outcome,
            _ => return None,
        };
        let whole = match &source {
            Source::Param(path) => !path.is_empty() && path.iter().all(|name| !name.is_empty()),
            Source::Row(table, column) => !table.is_empty() && !column.is_empty(),
            _ => true,
        };
        (whole && words.next().is_none()).then_some(source)
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Source::Param(path) => write!(f, "param.{}", path.join(".")),
            Source::Result => f.write_str("result"),
            Source::Row(table, column) => write!(f, "row.{table}.{column}"),
            Source::Actor => f.write_str("actor"),
            Source::Auth => f.write_str("auth"),
            Source::Outcome => f.write_str("outcome"),
            Source::Text(text) => write!(f, "={text}"),
        }
    }
}

/// What is known about a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Columns whose values may be stored; of the others only that they changed. Of a folded table also labels.
    pub plain: Vec<String>,
    /// Columns that are left out.
    pub ignore: Vec<String>,
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

/// Events that are left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRecorded {
    /// Matomo plugin.
    pub plugin: String,
    /// The events.
    pub events: Vec<String>,
    /// The reason, for people.
    pub why: String,
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
