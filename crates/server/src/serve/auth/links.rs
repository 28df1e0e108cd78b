//! Links that sign somebody in, once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::{Via, Viewer};
use crate::ops::random::bytes;

/// Most links that wait to be used; beyond it the one that ends first goes.
const LINKS_MAX: usize = 1_000;

/// Links that wait to be used. Kept by hash: whoever reads this memory cannot use them.
#[derive(Default)]
pub(crate) struct Links(Mutex<HashMap<[u8; 32], (Timestamp, Viewer)>>);

impl Links {
    /// A new token for this viewer. Without randomness the token is empty and signs nobody in.
    pub(crate) fn issue(&self, mut viewer: Viewer, now: Timestamp, ttl: Duration) -> String {
        let bytes = match bytes::<32>() {
            Ok(bytes) => bytes,
            Err(error) => {
                tracing::error!(%error, "no randomness: a sign-in link could not be made");
                return String::new();
            }
        };
        let token = URL_SAFE_NO_PAD.encode(bytes);
        viewer.via = Via::Console;
        let until = now + SignedDuration::try_from(ttl).unwrap_or(SignedDuration::ZERO);
        let mut links = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        links.retain(|_, (until, _)| *until >= now);
        if links.len() >= LINKS_MAX
            && let Some(first) = links.iter().min_by_key(|(_, (until, _))| *until).map(|(key, _)| *key)
        {
            links.remove(&first);
        }
        links.insert(Sha256::digest(&token).into(), (until, viewer));
        token
    }

    /// The viewer of the token, who can be had once.
    pub(crate) fn take(&self, token: &str, now: Timestamp) -> Option<Viewer> {
        let mut links = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, viewer) = links.remove::<[u8; 32]>(&Sha256::digest(token).into())?;
        (until >= now).then_some(viewer)
    }
}
