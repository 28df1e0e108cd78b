//! A plain user's own activity in a few numbers, above their list and in their widget; and the last days as a small chart.

use activity_log_core::query::{Field, Query};
use jiff::ToSpan;

use super::chart::Bars;
use super::shell::Shell;
use super::span::{Piece, edge};
use super::when::When;
use super::{show, terms};
use crate::serve::app::App;
use crate::serve::auth::{Role, Viewer};
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page};

/// Days of the small chart.
const DAYS: i64 = 14;
/// Somebody getting in.
const LOGINS: &str = "activity:auth.login.succeeded outcome:success";
/// Attempts to get in.
const FAILED: &str = "activity:auth.login.failed after:30d";
/// What was done with a token.
const TOKENS: &str = "auth:token after:30d";

/// See the module.
pub(super) struct Own {
    /// When and from where they signed in last.
    pub(super) last: Option<(String, Option<String>, String)>,
    /// What it says, and where it leads.
    pub(super) numbers: Vec<(String, String)>,
    pub(super) days: Recent,
}

/// The last days.
pub(super) struct Recent {
    pub(super) bars: Bars,
    /// All of them in words, for who does not see the chart.
    pub(super) words: String,
    pub(super) href: String,
}

impl Own {
    /// `None` for those who see everything.
    pub(super) async fn of(
        app: &App,
        viewer: &Viewer,
        finder: &Finder,
        shell: &Shell,
    ) -> Result<Option<Own>, ServeError> {
        if viewer.role != Role::User {
            return Ok(None);
        }
        let (l, now) = (shell.l, app.clock.now());
        let newest = Page { limit: 1, ..Page::default() };
        let last = finder.page(finder.parse(LOGINS)?, newest, PAGE_BUDGET).await?;
        let last = last.entries.into_iter().next().map(|entry| {
            let when = When::new(entry.event.time, &shell.zone, now, l).short;
            let from = entry.event.client.ip.as_deref().map(show::name);
            (when, from, shell.entry(entry.seq, "", super::shell::Place::default()))
        });
        let me =
            format!("{} -category:authentication,auditlog after:30d", terms::is(Field::User, &viewer.login));
        let mut numbers = Vec::new();
        for (id, query) in [("own-changes", me.as_str()), ("own-failed", FAILED), ("own-tokens", TOKENS)] {
            let count = finder.count(finder.parse(query)?, PAGE_BUDGET).await?.entries;
            let text = match id {
                "own-changes" => l.count("own-changes", count),
                "own-failed" => l.count("own-failed", count),
                _ => l.count("own-tokens", count),
            };
            numbers.push((text, shell.search(query)));
        }
        Ok(Some(Own { last, numbers, days: Recent::of(app, finder, shell).await? }))
    }
}

impl Recent {
    /// What the viewer may see of the last days.
    pub(super) async fn of(app: &App, finder: &Finder, shell: &Shell) -> Result<Recent, ServeError> {
        let l = shell.l;
        let today = app.clock.now().to_zoned(shell.zone.clone()).start_of_day();
        let today = today.unwrap_or_else(|_| app.clock.now().to_zoned(shell.zone.clone()));
        let day = |back: i64| today.checked_sub(back.days()).unwrap_or_else(|_| today.clone());
        let pieces: Vec<Piece> =
            (0..DAYS).rev().map(|back| Piece { from: day(back), until: day(back - 1) }).collect();
        let mut edges: Vec<_> = pieces.iter().map(|piece| edge(&piece.from)).collect();
        edges.extend(pieces.last().map(|piece| edge(&piece.until)));
        let counts = finder.tally(Query::default(), None, edges, 1).await?.totals;
        let columns: Vec<Vec<u64>> = counts.iter().map(|count| vec![*count]).collect();
        let bars = Bars::new(&columns, |at| {
            let label = l.date_short(pieces[at].from.date());
            (format!("{label}: {}", l.number(counts[at])), shell.search(&pieces[at].terms()))
        });
        let sum = l.count("overview-entries-count", counts.iter().sum());
        let words = l.with("own-days", &[("count", &l.number(DAYS as u64)), ("entries", &sum)]);
        let first = pieces.first().map(|piece| piece.from.date().to_string()).unwrap_or_default();
        Ok(Recent { bars, words, href: shell.search(&format!("after:{first}")) })
    }
}
