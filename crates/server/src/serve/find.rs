//! Finds entries for a viewer: the one way from a request to the store, for API and pages alike.

use std::sync::Arc;

use activity_log_core::query::{Context, Field, Pattern, Query, QueryError, Test};
use activity_log_core::{Entry, Seq};

use super::app::{App, InstanceLog};
use super::auth::Viewer;
use super::error::ServeError;
use crate::store::{Count, Found, PAGE_ENTRIES_MAX, Search};

/// Work of one page before it stops and offers to go on.
pub(crate) const PAGE_BUDGET: u64 = 200_000;
/// Work of answers that must be complete or fail.
pub(crate) const WHOLE_BUDGET: u64 = 5_000_000;

/// One viewer's view of their log.
#[derive(Clone)]
pub(crate) struct Finder {
    app: App,
    viewer: Viewer,
    log: Arc<InstanceLog>,
}

/// Which page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Page {
    pub(crate) before: Option<Seq>,
    pub(crate) after: Option<Seq>,
    pub(crate) limit: usize,
}

impl Finder {
    /// For the viewer of a request.
    pub(crate) fn new(app: &App, viewer: &Viewer) -> Result<Finder, ServeError> {
        let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
        Ok(Finder { app: app.clone(), viewer: viewer.clone(), log })
    }

