//! What the plugin sends: one raw fact per line (docs/formats/spool-v1.md). Nothing in it is trusted.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::event::{Auth, Outcome, Site, Token, Told, map_or_list};
use crate::line::Line;
use crate::time::Time;

/// Longest line of a spool in bytes, line feed included.
pub const LINE_BYTES_MAX: usize = 262_144;

/// A row of a Matomo table.
pub type Row = Map<String, Value>;
/// Rows by table.
pub type Rows = std::collections::BTreeMap<String, Vec<Row>>;

/// One raw fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Format version: 1.
    pub v: u32,
    /// `fact`.
    pub kind: String,
    /// Number of the line in its spool; 0 where there is no spool.
    #[serde(default)]
    pub n: u64,
    /// Idempotency key.
    pub id: Uuid,
    /// `id` of the root fact.
    #[serde(default)]
    pub cause: Option<Uuid>,
    /// When it began.
    pub time: Time,
    /// What was seen, named as in the catalogue.
    pub event: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it failed.
    #[serde(default)]
    pub reason: Option<String>,
    /// Named parameters, redacted by the plugin.
    #[serde(default, deserialize_with = "map_or_list")]
    pub params: Map<String, Value>,
    /// Return value where the catalogue asks for it.
    #[serde(default)]
    pub result: Value,
    /// Rows before.
    #[serde(default, deserialize_with = "rows_or_list")]
    pub before: Rows,
    /// Rows after.
    #[serde(default, deserialize_with = "rows_or_list")]
    pub after: Rows,
    /// Events of the same activity that were absorbed.
    #[serde(default)]
    pub seen: Vec<String>,
    /// What classes of other plugins say about it.
    #[serde(default)]
    pub told: Vec<Told>,
    /// Website.
    #[serde(default)]
    pub site: Option<Site>,
    /// Who.
    #[serde(default)]
    pub actor: FactActor,
    /// From where.
    #[serde(default)]
    pub client: FactClient,
    /// With which request.
    #[serde(default)]
    pub request: FactRequest,
    /// Version of Matomo.
    #[serde(default)]
    pub matomo: Option<String>,
    /// Version of the plugin.
    #[serde(default)]
    pub plugin: Option<String>,
}

/// Who, as the plugin saw it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FactActor {
    /// Effective login.
    pub login: Option<String>,
    /// Super user or not.
    #[serde(rename = "super")]
    pub is_super: bool,
    /// Role for the website.
    pub role: Option<String>,
    /// Way of authentication.
    pub auth: Option<Auth>,
    /// Other rights it acted with.
    pub acting_as: Option<String>,
    /// API token.
    pub token: Option<Token>,
    /// Hashed session.
    pub session: Option<String>,
    /// User of the operating system.
    pub os_user: Option<String>,
}

/// From where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FactClient {
    /// By Matomo's proxy settings.
    pub ip: Option<String>,
    /// The socket's.
    pub peer: Option<String>,
    /// User agent.
    pub agent: Option<String>,
}

/// With which request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FactRequest {
    /// One per request or process.
    pub id: Option<String>,
    /// HTTP verb.
    pub verb: Option<String>,
    /// Matomo module.
    pub module: Option<String>,
    /// Its action.
    pub action: Option<String>,
    /// Root API method.
    pub method: Option<String>,
    /// PHP's server interface.
    pub sapi: Option<String>,
    /// Console command.
    pub command: Option<String>,
    /// Scheduled task.
    pub task: Option<String>,
}

/// Why a line is no fact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// More than [`LINE_BYTES_MAX`].
    #[error("longer than {LINE_BYTES_MAX} bytes")]
    TooLong,
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotText,
    /// Not JSON, or not of this shape.
    #[error("not a fact: {0}")]
    Malformed(String),
    /// Another format version.
    #[error("version {0} of the format is not known here; update the server")]
    Version(u64),
    /// A line of another kind where a fact is asked for.
    #[error("it tells of no action (views and inventories belong to no entry)")]
    NoFact,
    /// A kind of line that this server does not know.
    #[error("kind “{0}” of line is not known here; update the server")]
    Kind(String),
}

impl Fact {
    /// Reads one line that must be a fact, without its line feed.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(line: &[u8]) -> Result<Fact, FactError> {
        match Line::parse(line)? {
            Line::Fact(fact) => Ok(*fact),
            Line::Views(_) | Line::Inventory(_) => Err(FactError::NoFact),
        }
    }
}

fn rows_or_list<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Rows, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(Rows::new()),
        Value::Array(list) if list.is_empty() => Ok(Rows::new()),
        value => serde_json::from_value(value).map_err(serde::de::Error::custom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(extra: &str) -> String {
        format!(
            r#"{{"v":1,"kind":"fact","n":1,"id":"01890000-0000-7000-8000-000000000001","time":"2026-11-22T20:41:21.123456Z","event":"API.Goals.addGoal","outcome":"success"{extra}}}"#
        )
    }

    #[test]
    fn little_is_enough_and_unknown_members_are_ignored() {
        let fact = Fact::parse(line(r#","params":[],"before":[],"future":{"x":1}"#).as_bytes()).unwrap();
        assert_eq!(fact.event, "API.Goals.addGoal");
        assert!(fact.params.is_empty());
    }

    #[test]
    fn bad_lines_say_what_is_wrong() {
        let refused = |bytes: &[u8]| Fact::parse(bytes).unwrap_err();
        assert_eq!(refused(&[0xff, 0xfe]), FactError::NotText);
        assert_eq!(refused(line("").replace("\"v\":1", "\"v\":2").as_bytes()), FactError::Version(2));
        assert_eq!(
            refused(line("").replace("\"fact\"", "\"later\"").as_bytes()),
            FactError::Kind("later".into())
        );
        assert_eq!(refused(&vec![b' '; LINE_BYTES_MAX]), FactError::TooLong);
        assert!(matches!(refused(b"{\"v\":1"), FactError::Malformed(_)));
        assert!(matches!(refused(b"\x00\x01"), FactError::Malformed(_)));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(matches!(refused(line(&format!(",\"params\":{deep}")).as_bytes()), FactError::Malformed(_)));
    }
}
