//! Links for elsewhere: a feed or an embedded view of a search, opened by whoever has the address, until it ends or is revoked.
//!
//! The address is a secret that is shown once and kept by its hash. What it shows is what its maker might see when it was made,
//! and it ends when they may no longer (`maker`). Making, using and revoking are entries (`told`). Start reading at `enter`, which lets
//! in whoever has an address, then `manage`.

mod draft;
mod enter;
mod maker;
mod manage;
mod told;
mod uses;

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use activity_log_core::{Seq, Time};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::auth::{Key, Role, Via, Viewer};
use super::error::ServeError;
use super::locale::Locale;
use crate::ops::kept::Kept;
use crate::ops::random::to_hex;
use crate::store::StoreError;
pub(crate) use draft::{DAYS, Draft, NAME_CHARS_MAX, ORIGINS_MAX};
pub(crate) use enter::{Entered, Places, enter};
pub(crate) use manage::{make, of, revoke};
pub(crate) use uses::Uses;

/// Most links of one person.
pub(crate) const LINKS_MAX: usize = 20;
/// Most links of one Matomo.
const ALL_LINKS_MAX: usize = 500;
/// Those of them that only who sees everything can make.
const RESERVED: usize = 50;
/// Hashes of links that ended, to say so to whoever still asks. Beyond it the first that ended is unknown like any other.
const ENDED_MAX: usize = 1_000;
/// Keeps this use of a log's secret apart from every other.
const OWNER_PURPOSE: &[u8] = b"oal-links.v1";
/// Longest part of an address that is taken for a token at all.
const TOKEN_BYTES_MAX: usize = 64;

/// Why a link is not made or revoked. Prints as a sentence for whoever tried.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SharedError {
    /// Its name is empty, too long, or has more than a line.
    #[error("A link needs a name of 1 to {NAME_CHARS_MAX} characters.")]
    Name,
    /// Its search.
    #[error("This search is too long for a link.")]
    TooLong,
    /// Neither feed nor view.
    #[error("Say what the link is for: a feed, or a view in another page.")]
    Kind,
    /// Other days than those to choose from.
    #[error("A link ends after {}, {} or {} days.", DAYS[0], DAYS[1], DAYS[2])]
    Days,
    /// This is no website.
    #[error(
        "“{0}” cannot be used here. Write a website like https://intranet.example.org, without anything behind the name; other letters than a to z as xn--…."
    )]
    Origin(String),
    /// None, or too many.
    #[error("Name 1 to {ORIGINS_MAX} websites that may show the view.")]
    Origins,
    /// Of this person.
    #[error("A person has at most {LINKS_MAX} links. Revoke one that nobody needs any more.")]
    TooMany,
    /// Of all people.
    #[error("There is no room for more links on this server. Revoke some that nobody needs any more.")]
    Full,
    /// Or not the viewer's.
    #[error("There is no such link any more.")]
    Unknown,
    /// What the viewer was when they signed in, they are no longer.
    #[error("You may no longer see these entries.")]
    NotAnyMore,
    /// The file or the log is.
    #[error("{0}")]
    Broken(String),
}

impl SharedError {
    /// The sentence in a language. What only programs can do wrong stays English.
    pub(crate) fn said(&self, l: &Locale) -> String {
        match self {
            SharedError::Name => l.count("links-wrong-name", NAME_CHARS_MAX as u64),
            SharedError::TooLong => l.t("links-wrong-too-long"),
            SharedError::Origin(text) => l.with("links-wrong-website", &[("text", text)]),
            SharedError::Origins => l.count("links-wrong-websites", ORIGINS_MAX as u64),
            SharedError::TooMany => l.count("links-wrong-too-many", LINKS_MAX as u64),
            SharedError::Full => l.t("links-wrong-full"),
            SharedError::Unknown => l.t("links-wrong-unknown"),
            SharedError::NotAnyMore => l.t("error-not-signed-in"),
            SharedError::Kind | SharedError::Days => self.to_string(),
            SharedError::Broken(_) => l.t("error-internal"),
        }
    }
}

impl From<io::Error> for SharedError {
    fn from(error: io::Error) -> Self {
        SharedError::Broken(error.to_string())
    }
}

impl From<StoreError> for SharedError {
    fn from(error: StoreError) -> Self {
        SharedError::Broken(error.to_string())
    }
}

impl From<SharedError> for ServeError {
    fn from(error: SharedError) -> Self {
        match error {
            SharedError::Broken(text) => ServeError::Internal(text),
            SharedError::NotAnyMore => ServeError::NotSignedIn,
            error => ServeError::Shared(error),
        }
    }
}

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// An Atom feed.
    Feed,
    /// A page for an iframe.
    Embed,
}

impl Kind {
    /// As in addresses, forms and entries.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Kind::Feed => "feed",
            Kind::Embed => "embed",
        }
    }

    /// From a form.
    pub(crate) fn of(word: &str) -> Option<Kind> {
        [Kind::Feed, Kind::Embed].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// One link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SharedLink {
    pub(crate) id: Uuid,
    /// SHA-256 of the token, in hexadecimal digits.
    hash: String,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) q: String,
    /// Websites that may show the view.
    #[serde(default)]
    pub(crate) origins: BTreeSet<String>,
    /// Login of the maker.
    pub(crate) login: String,
    /// What the maker was then. It never grows: who becomes a super user later makes a new link.
    pub(crate) role: Role,
    pub(crate) lang: String,
    pub(crate) tz: String,
    pub(crate) made: Time,
    /// Last entry of the log when it was made.
    since: Seq,
    pub(crate) until: Time,
    /// When somebody came by it on the last day on which somebody did.
    #[serde(default)]
    pub(crate) used: Option<Time>,
}

impl SharedLink {
    /// Somebody who comes by it, with the eyes of its maker.
    fn viewer(&self, instance: &str) -> Viewer {
        Viewer {
            instance: instance.to_owned(),
            login: self.login.clone(),
            role: self.role,
            lang: self.lang.clone(),
            tz: self.tz.clone(),
            via: Via::Link,
            since: None,
            avatars: false,
        }
    }

    /// Whether this viewer made it.
    fn is_of(&self, viewer: &Viewer) -> bool {
        let is_operator = viewer.role == Role::Operator;
        is_operator == (self.role == Role::Operator) && (is_operator || self.login == viewer.login)
    }
}

/// What the file holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Shelf {
    /// Tells the Matomo that they belong to from every other, and nothing about its secret.
    #[serde(default)]
    owner: String,
    links: Vec<SharedLink>,
    #[serde(default)]
    ended: VecDeque<String>,
}

impl Shelf {
    /// Takes away those for which `is_over` holds.
    fn end(&mut self, is_over: impl Fn(&SharedLink) -> bool) -> Vec<SharedLink> {
        let over: Vec<SharedLink> = self.links.extract_if(.., |link| is_over(link)).collect();
        self.ended.extend(over.iter().map(|link| link.hash.clone()));
        let surplus = self.ended.len().saturating_sub(ENDED_MAX);
        self.ended.drain(..surplus);
        over
    }
}

/// All links of one Matomo. Clones are the same.
#[derive(Clone)]
pub struct SharedLinks(Result<Kept<Shelf>, Arc<str>>);

impl Default for SharedLinks {
    /// In memory only.
    fn default() -> Self {
        SharedLinks(Ok(Kept::default()))
    }
}

impl SharedLinks {
    /// From this file. One that cannot be read is left as it is: no link works, and none can be made, until it is mended.
    pub fn open(path: PathBuf) -> SharedLinks {
        SharedLinks(Kept::open(path).map_err(|error| {
            tracing::error!("links for elsewhere cannot be used: {error}");
            error.to_string().into()
        }))
    }

    /// Says whose they are: the Matomo that shares this secret. Links that were made for another one, or before it was
    /// disconnected, end: nothing would say any longer who may see what. Without that none works. Blocks.
    pub fn of_matomo(self, secret: &Key) -> SharedLinks {
        let owner = to_hex(&secret.mac(OWNER_PURPOSE));
        let said = self.kept().and_then(|kept| {
            if kept.read(|shelf| shelf.owner == owner) {
                return Ok(());
            }
            kept.change(|shelf| {
                let ended = shelf.end(|_| true).len();
                if ended > 0 {
                    tracing::warn!("{ended} links for elsewhere ended: their Matomo is connected no more");
                }
                shelf.owner = owner;
                Ok(())
            })
        });
        match said {
            Ok(()) => self,
            Err(error) => {
                tracing::error!("links for elsewhere cannot be used: {error}");
                SharedLinks(Err(error.to_string().into()))
            }
        }
    }

    fn kept(&self) -> Result<&Kept<Shelf>, SharedError> {
        self.0.as_ref().map_err(|error| SharedError::Broken(error.to_string()))
    }
}

#[cfg(test)]
mod tests;
