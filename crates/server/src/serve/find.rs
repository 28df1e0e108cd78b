//! Finds entries for a viewer: the one way from a request to the store, for API and pages alike.

use std::sync::Arc;

use activity_log_core::query::{Context, Field, Pattern, Query, QueryError, Term, Test};
use activity_log_core::{Entry, Seq, Time};
use serde::Deserialize;

use super::app::App;
use super::auth::Viewer;
use super::error::ServeError;
use crate::store::tally::{Tallied, Tally};
use crate::store::{Count, Found, PAGE_ENTRIES_MAX, Scope, Search, Store, StoreError};

/// Work of one page before it stops and offers to go on.
pub(crate) const PAGE_BUDGET: u64 = 40_000;
/// Work of answers that must be complete or fail.
pub(crate) const WHOLE_BUDGET: u64 = 5_000_000;

/// Which log of the viewer's Matomo. A `seq` counts within one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Which {
    /// What was witnessed.
    #[default]
    Witnessed,
    /// History that was imported.
    Imported,
}

/// One viewer's view of one log.
#[derive(Clone)]
pub(crate) struct Finder {
    app: App,
    viewer: Viewer,
    store: Arc<dyn Store>,
    which: Which,
    has_imported: bool,
}

/// Which page.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Page {
    pub(crate) before: Option<Seq>,
    pub(crate) after: Option<Seq>,
    pub(crate) limit: usize,
}

impl Finder {
    /// For the viewer of a request, in what was witnessed.
    pub(crate) fn new(app: &App, viewer: &Viewer) -> Result<Finder, ServeError> {
        Finder::of(app, viewer, Which::Witnessed)
    }

    /// For the viewer of a request. A history that was never imported is not found.
    pub(crate) fn of(app: &App, viewer: &Viewer, which: Which) -> Result<Finder, ServeError> {
        let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
        let store = match which {
            Which::Witnessed => log.store.clone(),
            Which::Imported => log.imported.clone().ok_or(ServeError::NotFound)?,
        };
        let has_imported = log.imported.is_some();
        Ok(Finder { app: app.clone(), viewer: viewer.clone(), store, which, has_imported })
    }

    /// Which log it looks into.
    pub(crate) fn which(&self) -> Which {
        self.which
    }

    /// Whether there is a history that was imported.
    pub(crate) fn has_imported(&self) -> bool {
        self.has_imported
    }

    /// What dates mean to this viewer.
    pub(crate) fn context(&self) -> Context {
        Context { zone: self.viewer.zone(), now: self.app.clock.now() }
    }

    /// Reads a query as this viewer means it.
    pub(crate) fn parse(&self, text: &str) -> Result<Query, QueryError> {
        Query::parse(text, &self.context())
    }

    /// One page, newest first. Consequences are hidden unless the query speaks of them.
    pub(crate) async fn page(&self, query: Query, page: Page, budget: u64) -> Result<Found, ServeError> {
        let search = Search {
            query: query.hiding_consequences(),
            scope: self.viewer.scope(),
            before: page.before,
            after: page.after,
            limit: page.limit.clamp(1, PAGE_ENTRIES_MAX),
            budget,
        };
        let store = self.store.clone();
        self.app.blocking.run(move || store.search(&search)).await
    }

    /// How many entries match.
    pub(crate) async fn count(&self, query: Query, budget: u64) -> Result<Count, ServeError> {
        let (store, scope) = (self.store.clone(), self.viewer.scope());
        let query = query.hiding_consequences();
        self.app.blocking.run(move || store.count(&query, &scope, budget)).await
    }

    /// Counts by spans of time and by the values of a field. Consequences count only where the query speaks of them.
    pub(crate) async fn tally(
        &self,
        query: Query,
        by: Option<Field>,
        edges: Vec<Time>,
        values_max: usize,
    ) -> Result<Tallied, ServeError> {
        let tally = Tally {
            query: query.hiding_consequences(),
            scope: self.viewer.scope(),
            by,
            edges,
            values_max,
            budget: WHOLE_BUDGET,
        };
        let store = self.store.clone();
        self.app.blocking.run(move || store.tally(&tally)).await
    }

    /// The log, what this viewer may see of it, and its end, for whoever walks over all of it.
    pub(crate) async fn whole(&self) -> Result<(Arc<dyn Store>, Scope, Seq), ServeError> {
        let store = self.store.clone();
        let head = self.app.blocking.run(move || store.head()).await?;
        Ok((self.store.clone(), self.viewer.scope(), head))
    }

    /// One entry. Somebody else's is not found, like one that does not exist.
    pub(crate) async fn one(&self, seq: Seq) -> Result<Entry, ServeError> {
        let (store, scope) = (self.store.clone(), self.viewer.scope());
        let found = self.app.blocking.run(move || store.range(seq, 1, &scope)).await?;
        found.into_iter().find(|entry| entry.seq == seq).ok_or(ServeError::NotFound)
    }

    /// Values of a field that occur in what this viewer may see.
    pub(crate) async fn values(&self, field: Field, limit: usize) -> Result<Vec<String>, ServeError> {
        let (store, scope) = (self.store.clone(), self.viewer.scope());
        self.app.blocking.run(move || store.values(field, "", limit, &scope)).await
    }

    /// The same, of those that begin like this.
    pub(crate) async fn values_from(
        &self,
        field: Field,
        start: String,
        limit: usize,
    ) -> Result<Vec<String>, ServeError> {
        let (store, scope) = (self.store.clone(), self.viewer.scope());
        self.app.blocking.run(move || store.values(field, &start, limit, &scope)).await
    }

    /// The last entry of the log, whoever may see it.
    pub(crate) async fn head(&self) -> Result<Seq, ServeError> {
        let store = self.store.clone();
        self.app.blocking.run(move || store.head()).await
    }

    /// The newest entry with each of these values that this viewer may see.
    pub(crate) async fn newest_of_each(
        &self,
        field: Field,
        values: Vec<String>,
        budget: u64,
    ) -> Result<Vec<(String, Option<Entry>)>, ServeError> {
        let (store, scope) = (self.store.clone(), self.viewer.scope());
        let newest = move |value: String| -> Result<_, StoreError> {
            let mut query = Query::one(exactly(field, &value));
            // What somebody typed at a sign-in is not proven to be theirs.
            if field == Field::User {
                query.terms.push(Term { negated: true, test: exactly(Field::Actor, "anonymous") });
            }
            let search = Search { query, scope: scope.clone(), before: None, after: None, limit: 1, budget };
            Ok((value, store.search(&search)?.entries.into_iter().next()))
        };
        self.app.blocking.run(move || values.into_iter().map(newest).collect::<Result<_, _>>()).await
    }

    /// The newest entry of each of these queries that this viewer may see.
    pub(crate) async fn newest_of(
        &self,
        queries: Vec<(String, Query)>,
        budget: u64,
    ) -> Result<Vec<(String, Option<Entry>)>, ServeError> {
        let (store, scope) = (self.store.clone(), self.viewer.scope());
        let newest = move |(name, query): (String, Query)| -> Result<_, StoreError> {
            let query = query.hiding_consequences();
            let search = Search { query, scope: scope.clone(), before: None, after: None, limit: 1, budget };
            Ok((name, store.search(&search)?.entries.into_iter().next()))
        };
        self.app.blocking.run(move || queries.into_iter().map(newest).collect::<Result<_, _>>()).await
    }

    /// Whether the log has any entry at all, whoever may see it.
    pub(crate) async fn is_empty(&self) -> Result<bool, ServeError> {
        Ok(self.head().await? == 0)
    }
}

/// A test for exactly this value.
pub(crate) fn exactly(field: Field, value: impl Into<String>) -> Test {
    Test::Facet(field, vec![Pattern::Exact(value.into())])
}
