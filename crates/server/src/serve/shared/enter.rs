//! Lets somebody in by a link.

use std::sync::Arc;
use std::time::Duration;

use activity_log_core::Time;
use sha2::{Digest, Sha256};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::manage::end_what_is_over;
use super::{Kind, SharedError, SharedLink, TOKEN_BYTES_MAX, told};
use crate::ops::random::to_hex;
use crate::serve::app::{App, InstanceLog};
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;

/// Most answers to links at the same time: whoever has an address cannot keep those who are signed in from the log.
const AT_ONCE: usize = 4;
/// How long one waits for its turn.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// Turns of those who come by links.
pub(crate) struct Places(Semaphore);

impl Default for Places {
    fn default() -> Self {
        Places(Semaphore::new(AT_ONCE))
    }
}

impl Places {
    /// A turn, for as long as the answer is being made.
    pub(crate) async fn turn(&self) -> Result<SemaphorePermit<'_>, ServeError> {
        let turn = tokio::time::timeout(WAIT_MAX, self.0.acquire()).await;
        turn.map_err(|_| ServeError::Busy)?.map_err(|_| ServeError::Busy)
    }
}

/// Who came, as the link lets them see, and the link.
pub(crate) struct Entered {
    pub(crate) viewer: Viewer,
    pub(crate) link: SharedLink,
}

/// Lets somebody in who has the token of a link of this kind. `is_read`: they get to see something.
///
/// # Errors
/// [`ServeError::NotFound`] for what never was a link, [`ServeError::Gone`] for one that ended.
pub(crate) async fn enter(
    app: &App,
    kind: Kind,
    token: &str,
    source: &str,
    is_read: bool,
) -> Result<Entered, ServeError> {
    if token.len() > TOKEN_BYTES_MAX {
        return Err(ServeError::NotFound);
    }
    let (asker, hash, source) = (app.clone(), to_hex(&Sha256::digest(token)), source.to_owned());
    app.blocking
        .run(move || {
            let (log, link) = find(&asker, &hash)?;
            if link.kind != kind {
                return Err(ServeError::NotFound);
            }
            let now = asker.clock.now();
            if end_what_is_over(&asker, &log, now, |one| one.id == link.id)? {
                return Err(ServeError::Gone);
            }
            if is_read && let Some(source) = asker.uses.first_today(link.id, &source, now) {
                asker.lookers.hand_over(told::used(&log.name, &link, &source, now));
                if let Err(error) = note_use(&log, &link, now.into()) {
                    tracing::error!("it could not be kept that a link was used: {error}");
                }
            }
            Ok(Entered { viewer: link.viewer(&log.name), link })
        })
        .await
}

fn find(app: &App, hash: &str) -> Result<(Arc<InstanceLog>, SharedLink), ServeError> {
    let mut otherwise = ServeError::NotFound;
    for log in app.logs.all() {
        let kept = match log.shared.kept() {
            Ok(kept) => kept,
            // It may be one of those.
            Err(error) => {
                otherwise = error.into();
                continue;
            }
        };
        let (link, has_ended) = kept.read(|shelf| {
            let link = shelf.links.iter().find(|link| link.hash == hash).cloned();
            (link, shelf.ended.iter().any(|ended| ended == hash))
        });
        match link {
            Some(link) => return Ok((log.clone(), link)),
            None if has_ended => otherwise = ServeError::Gone,
            None => {}
        }
    }
    Err(otherwise)
}

/// Once a day: the file is not written for everybody who looks.
fn note_use(log: &InstanceLog, link: &SharedLink, now: Time) -> Result<(), SharedError> {
    let day = |time: Time| time.micros().div_euclid(86_400_000_000);
    if link.used.is_some_and(|used| day(used) == day(now)) {
        return Ok(());
    }
    log.shared.kept()?.change(|shelf| {
        // It may have been revoked meanwhile.
        if let Some(link) = shelf.links.iter_mut().find(|one| one.id == link.id) {
            link.used = Some(now);
        }
        Ok(())
    })
}
