//! Links for elsewhere: a feed or an embedded view of a search, opened by whoever has the address, until it ends or is revoked.
//!
//! The address is a secret that is shown once and kept by its hash. What it shows is what its maker might see when it was made,
//! and it ends when they may no longer (`maker`). Making, using and revoking are entries (`told`). Start reading at `enter`.

mod draft;
mod maker;
mod told;

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use activity_log_core::{Seq, Time};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::app::{App, InstanceLog};
use super::auth::{Role, Via, Viewer};
use super::error::ServeError;
use super::locale::Locale;
use crate::ops::kept::Kept;
use crate::ops::random::{bytes, to_hex};
use crate::store::{Scope, StoreError};
pub(crate) use draft::{DAYS, Draft, NAME_CHARS_MAX, ORIGINS_MAX};

/// Most links of one person.
pub(crate) const LINKS_MAX: usize = 20;
/// Most links of one Matomo.
const ALL_LINKS_MAX: usize = 500;
/// Hashes of links that ended, to say so to whoever still asks. Beyond it the first that ended is unknown like any other.
const ENDED_MAX: usize = 1_000;
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
        "“{0}” is no address of a website. Write it like https://intranet.example.org, without anything behind the name."
    )]
    Origin(String),
    /// None, or too many.
    #[error("Name 1 to {ORIGINS_MAX} websites that may show the view.")]
    Origins,
    /// Of this person.
    #[error("A person has at most {LINKS_MAX} links. Revoke one that nobody needs any more.")]
    TooMany,
    /// Of all people.
    #[error("There is no room for more links on this server.")]
    Full,
    /// Or not the viewer's.
    #[error("There is no such link any more.")]
    Unknown,
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
    /// When somebody came by it, to the day.
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

    /// Ends all of them: their Matomo is connected no more, and nothing would say any longer who may see what. Blocks.
    ///
    /// # Errors
    /// When the file cannot be read or written, in words.
    pub fn end_all(&self) -> Result<(), String> {
        let ended =
            self.kept().and_then(|kept| kept.change(|shelf| Ok::<_, SharedError>(shelf.end(|_| true))));
        ended.map(drop).map_err(|error| error.to_string())
    }

    fn kept(&self) -> Result<&Kept<Shelf>, SharedError> {
        self.0.as_ref().map_err(|error| SharedError::Broken(error.to_string()))
    }
}

/// What came of a token.
enum Found {
    Link(Arc<InstanceLog>, Box<SharedLink>),
    /// There was such a link.
    Ended,
    Nothing,
}

fn find(app: &App, token: &str) -> Found {
    if token.len() > TOKEN_BYTES_MAX {
        return Found::Nothing;
    }
    let hash = to_hex(&Sha256::digest(token));
    let mut has_ended = false;
    for log in app.logs.all() {
        let Ok(kept) = &log.shared.0 else { continue };
        let link = kept.read(|shelf| {
            has_ended |= shelf.ended.contains(&hash);
            shelf.links.iter().find(|link| link.hash == hash).cloned()
        });
        if let Some(link) = link {
            return Found::Link(log.clone(), Box::new(link));
        }
    }
    if has_ended { Found::Ended } else { Found::Nothing }
}

/// What it needs to come in by a link.
pub(crate) struct Entered {
    pub(crate) viewer: Viewer,
    pub(crate) link: SharedLink,
}

/// Lets somebody in who has the token of a link of this kind.
///
/// # Errors
/// [`ServeError::NotFound`] for what never was a link, [`ServeError::Gone`] for one that ended.
pub(crate) async fn enter(app: &App, kind: Kind, token: &str, source: &str) -> Result<Entered, ServeError> {
    let (log, link) = match find(app, token) {
        Found::Link(log, link) if link.kind == kind => (log, *link),
        Found::Ended => return Err(ServeError::Gone),
        Found::Link(..) | Found::Nothing => return Err(ServeError::NotFound),
    };
    let now = app.clock.now();
    let (asker, id) = (app.clone(), link.id);
    let of_log = log.clone();
    let is_over =
        app.blocking.run(move || end_what_is_over(&asker, &of_log, now, |link| link.id == id)).await?;
    if is_over {
        return Err(ServeError::Gone);
    }
    let viewer = link.viewer(&log.name);
    if app.lookers.first_use(&viewer, &format!("link/{id}/{source}"), now) {
        let (asker, used, source) = (app.clone(), link.clone(), source.to_owned());
        let told = app.blocking.run(move || {
            asker.lookers.hand_over(told::used(&log.name, &used, &source, now));
            log.shared.kept()?.change(|shelf| -> Result<(), SharedError> {
                if let Some(link) = shelf.links.iter_mut().find(|link| link.id == id) {
                    link.used = Some(now.into());
                }
                Ok(())
            })
        });
        if let Err(error) = told.await {
            tracing::error!("it could not be kept that a link was used: {error}");
        }
    }
    Ok(Entered { viewer, link })
}

/// Ends those of these links that are over: their time is, or their maker may not see any more what they show. Says whether
/// there was any. Blocks.
fn end_what_is_over(
    app: &App,
    log: &InstanceLog,
    now: Timestamp,
    these: impl Fn(&SharedLink) -> bool,
) -> Result<bool, SharedError> {
    let kept = log.shared.kept()?;
    let mut links = kept.read(|shelf| shelf.links.clone());
    links.retain(these);
    let mut over = BTreeSet::new();
    for link in links {
        if link.until <= now.into() || !maker::still_may(&link, log)? {
            over.insert(link.id);
        }
    }
    if over.is_empty() {
        return Ok(false);
    }
    let ended = kept.change(|shelf| Ok::<_, SharedError>(shelf.end(|link| over.contains(&link.id))))?;
    for link in &ended {
        app.lookers.hand_over(told::ended(&log.name, link, now));
    }
    Ok(true)
}

/// The links that this viewer may see and revoke: their own, or all of their Matomo for those who see everything. Newest first.
pub(crate) async fn of(app: &App, viewer: &Viewer) -> Result<Vec<SharedLink>, ServeError> {
    let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
    let (asker, viewer, now) = (app.clone(), viewer.clone(), app.clock.now());
    app.blocking
        .run(move || {
            let may_see = |link: &SharedLink| viewer.scope() == Scope::All || link.is_of(&viewer);
            end_what_is_over(&asker, &log, now, may_see)?;
            let mut links = log.shared.kept()?.read(|shelf| shelf.links.clone());
            links.retain(may_see);
            links.sort_by_key(|link| std::cmp::Reverse(link.made));
            Ok::<_, SharedError>(links)
        })
        .await
}

/// Makes a link. What comes back is its token: it is shown once, and kept nowhere.
pub(crate) async fn make(
    app: &App,
    viewer: &Viewer,
    draft: Draft,
    source: &str,
) -> Result<(SharedLink, String), ServeError> {
    let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
    let (asker, viewer, source, now) = (app.clone(), viewer.clone(), source.to_owned(), app.clock.now());
    app.blocking
        .run(move || {
            let token = URL_SAFE_NO_PAD.encode(bytes::<32>()?);
            let link = SharedLink {
                id: uuid::Builder::from_random_bytes(bytes()?).into_uuid(),
                hash: to_hex(&Sha256::digest(&token)),
                kind: draft.kind,
                name: draft.name,
                q: draft.q,
                origins: draft.origins,
                login: viewer.login.clone(),
                role: viewer.role,
                lang: viewer.lang.clone(),
                tz: viewer.tz.clone(),
                made: now.into(),
                since: log.store.head()?,
                until: (now + draft.lasts).into(),
                used: None,
            };
            log.shared.kept()?.change(|shelf| {
                let own = shelf.links.iter().filter(|other| other.is_of(&viewer)).count();
                if own >= LINKS_MAX {
                    return Err(SharedError::TooMany);
                }
                if shelf.links.len() >= ALL_LINKS_MAX {
                    return Err(SharedError::Full);
                }
                shelf.links.push(link.clone());
                Ok(())
            })?;
            asker.lookers.hand_over(told::made(&viewer, &link, &source, now));
            Ok::<_, SharedError>((link, token))
        })
        .await
}

/// Ends a link that this viewer may see.
pub(crate) async fn revoke(app: &App, viewer: &Viewer, id: Uuid, source: &str) -> Result<(), ServeError> {
    let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
    let (asker, viewer, source, now) = (app.clone(), viewer.clone(), source.to_owned(), app.clock.now());
    app.blocking
        .run(move || {
            let may = |link: &SharedLink| viewer.scope() == Scope::All || link.is_of(&viewer);
            let ended = log
                .shared
                .kept()?
                .change(|shelf| Ok::<_, SharedError>(shelf.end(|link| link.id == id && may(link))))?;
            let link = ended.first().ok_or(SharedError::Unknown)?;
            asker.lookers.hand_over(told::revoked(&viewer, link, &source, now));
            Ok::<_, SharedError>(())
        })
        .await
}

#[cfg(test)]
mod tests;
