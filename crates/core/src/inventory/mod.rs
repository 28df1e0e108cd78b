//! Who and what is there: the parts of an inventory as the plugin sends them (docs/formats/spool-v1.md), and the whole.
//!
//! An inventory is no entry: nothing happened. Two of them are compared, and what differs must be explained by entries.
//! Nothing in it is a secret; what must not be known but must be seen to change stands there as a fingerprint.

mod ranges;
mod whole;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::time::Time;

pub use ranges::Ranges;
pub use whole::{Inventory, Wrong};

/// One line: a part of an inventory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InventoryLine {
    /// Format version: 1.
    pub v: u32,
    /// `inventory`.
    pub kind: String,
    /// Number of the line in its spool; 0 where there is no spool.
    #[serde(default)]
    pub n: u64,
    /// Id of the line.
    pub id: Uuid,
    /// When this part was read.
    pub time: Time,
    /// Which inventory.
    pub inventory: Uuid,
    /// Which part of it, from 1.
    pub part: u32,
    /// What stands in it.
    #[serde(flatten)]
    pub content: Part,
}

/// What a part holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "section", rename_all = "lowercase")]
pub enum Part {
    /// The first part.
    Begin(Begin),
    /// People.
    Users {
        /// The rows.
        rows: Vec<User>,
    },
    /// Their rights.
    Access {
        /// The rows.
        rows: Vec<Access>,
    },
    /// Their API tokens.
    Tokens {
        /// The rows.
        rows: Vec<Token>,
    },
    /// Websites.
    Sites {
        /// The rows.
        rows: Vec<Website>,
    },
    /// Goals.
    Goals {
        /// The rows.
        rows: Vec<Goal>,
    },
    /// Matomo's plugins.
    Plugins {
        /// The rows.
        rows: Vec<Plugin>,
    },
    /// Settings of the log, versions, the state of the plugin's own files.
    Settings {
        /// The rows.
        rows: Vec<Setting>,
    },
    /// The last part.
    End(End),
}

/// What the first part says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Begin {
    /// Everything was read as it was at one moment; else one thing after the other.
    #[serde(default)]
    pub consistent: bool,
    /// Fingerprints of two inventories can be compared when this is the same.
    #[serde(default)]
    pub fingerprint_key: String,
}

/// What the last part says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// How many parts there are, this one included.
    pub parts: u32,
    /// Sections that were too long to be read whole.
    #[serde(default)]
    pub cut: Vec<String>,
}

/// Somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Login.
    pub login: String,
    /// Super user or not.
    #[serde(rename = "super", default)]
    pub is_super: bool,
    /// Whether a second factor is set up.
    #[serde(default)]
    pub two_factor: bool,
    /// Invited, and the invitation not accepted yet.
    #[serde(default)]
    pub pending: bool,
    /// When the account was made.
    #[serde(default)]
    pub registered: Option<String>,
    /// Fingerprint of the mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Fingerprint of the stored password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// How the password is stored; Matomo stores it anew at a login when that is out of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_scheme: Option<String>,
}

/// A right of somebody on websites.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Login.
    pub login: String,
    /// Role or capability.
    pub access: String,
    /// On which websites.
    pub sites: Ranges,
}

/// An API token, without its value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// `idusertokenauth`.
    pub id: u64,
    /// Whose.
    pub login: String,
    /// What it is called.
    #[serde(default)]
    pub description: String,
    /// Until when it works (UTC, as Matomo writes it).
    #[serde(default)]
    pub expires: Option<String>,
    /// Made by Matomo for itself.
    #[serde(default)]
    pub system: bool,
    /// Works in POST requests only.
    #[serde(default)]
    pub secure_only: bool,
    /// Day on which it was used last.
    #[serde(default)]
    pub last_used: Option<String>,
    /// Fingerprint of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A website.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Website {
    /// `idsite`.
    pub id: u64,
    /// Its name.
    pub name: String,
}

/// A goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// `idsite`.
    pub site: u64,
    /// `idgoal`.
    pub id: u64,
    /// Its name.
    pub name: String,
}

/// One of Matomo's plugins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plugin {
    /// Its name.
    pub name: String,
    /// Its version, where it is known.
    #[serde(default)]
    pub version: Option<String>,
    /// Whether it is switched on.
    #[serde(default)]
    pub active: bool,
}

/// A named value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value, or a fingerprint where it is secret.
    pub value: String,
}
