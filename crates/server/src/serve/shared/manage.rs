//! Making, listing, revoking links; ending what is over.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{ALL_LINKS_MAX, Draft, LINKS_MAX, RESERVED, SharedError, SharedLink, maker, told};
use crate::ops::random::{bytes, to_hex};
use crate::serve::app::{App, InstanceLog};
use crate::serve::auth::{Role, Via, Viewer};
use crate::serve::error::ServeError;
use crate::store::Scope;

/// Ends those of these links that are over: their time is, or their maker may not see any more what they show. Says whether
/// there was any. Blocks.
pub(super) fn end_what_is_over(
    app: &App,
    log: &InstanceLog,
    now: Timestamp,
    these: impl Fn(&SharedLink) -> bool,
) -> Result<bool, SharedError> {
    let kept = log.shared.kept()?;
    let links: Vec<SharedLink> =
        kept.read(|shelf| shelf.links.iter().filter(|link| these(link)).cloned().collect());
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
            end_what_was(&asker, &log, &viewer, now)?;
            let may_see = |link: &SharedLink| viewer.scope() == Scope::All || link.is_of(&viewer);
            end_what_is_over(&asker, &log, now, may_see)?;
            let mut links = log.shared.kept()?.read(|shelf| shelf.links.clone());
            links.retain(may_see);
            links.sort_by_key(|link| std::cmp::Reverse(link.made));
            Ok::<_, SharedError>(links)
        })
        .await
}

/// Whoever comes from Matomo as a plain user is no super user, whatever else is known: the links of one end.
fn end_what_was(app: &App, log: &InstanceLog, viewer: &Viewer, now: Timestamp) -> Result<(), SharedError> {
    if viewer.via != Via::Matomo || viewer.role != Role::User {
        return Ok(());
    }
    let is_more = |link: &SharedLink| link.role == Role::Superuser && link.login == viewer.login;
    let kept = log.shared.kept()?;
    if !kept.read(|shelf| shelf.links.iter().any(is_more)) {
        return Ok(());
    }
    for link in kept.change(|shelf| Ok::<_, SharedError>(shelf.end(is_more)))? {
        app.lookers.hand_over(told::ended(&log.name, &link, now));
    }
    Ok(())
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
            end_what_was(&asker, &log, &viewer, now)?;
            // Nobody is kept from a new one by those that are over.
            end_what_is_over(&asker, &log, now, |_| true)?;
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
                since: viewer.since.map_or_else(|| log.store.head(), Ok)?,
                until: (now + draft.lasts).into(),
                used: None,
            };
            if !maker::still_may(&link, &log)? {
                return Err(SharedError::NotAnyMore);
            }
            let room = if viewer.scope() == Scope::All { ALL_LINKS_MAX } else { ALL_LINKS_MAX - RESERVED };
            log.shared.kept()?.change(|shelf| {
                let own = shelf.links.iter().filter(|other| other.is_of(&viewer)).count();
                if own >= LINKS_MAX {
                    return Err(SharedError::TooMany);
                }
                if shelf.links.len() >= room {
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
