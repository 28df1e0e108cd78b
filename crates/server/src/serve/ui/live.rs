//! `GET /live`: what came since, for a list that stands open. Asked again and again by `live.js`, so it answers at once.

use activity_log_core::Seq;
use askama::Template;
use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::days::{Day, days, rows};
use super::filter::Filter;
use super::given::Given;
use super::log::search;
use super::row::Row;
use super::shell::{Place, Shell};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::Finder;
use crate::serve::locale::Locale;

/// Most rows of one answer; the rest comes with the next.
const ROWS_MAX: usize = 50;
/// Milliseconds between two questions of the console.
const CONSOLE_EVERY: u32 = 3_000;
/// The same inside Matomo, where each question keeps one of few PHP processes for a moment.
const MATOMO_EVERY: u32 = 8_000;

#[derive(Template)]
#[template(path = "log/since.html")]
struct Rows {
    l: &'static Locale,
    days: Vec<Day>,
}

/// What came since.
#[derive(Serialize)]
pub(crate) struct Since {
    /// Where the next question goes on.
    after: Seq,
    /// How many rows there are.
    rows: usize,
    /// Headings of days and lists of rows.
    html: String,
    /// There is more already.
    more: bool,
}

/// What the page says about it.
pub(super) struct Live {
    pub(super) address: String,
    pub(super) every: u32,
    pub(super) after: Seq,
    pub(super) is_on: bool,
}

impl Live {
    /// For the list that begins behind entry `after`.
    pub(super) fn of(given: &Given, filter: &Filter, shell: &Shell, after: Seq) -> Live {
        let limit = given.limit.to_string();
        let fold = if given.unfolded { "0" } else { "" };
        Live {
            address: shell.data("live", &[("q", &filter.q), ("limit", &limit), ("fold", fold)]),
            every: if shell.fragment { MATOMO_EVERY } else { CONSOLE_EVERY },
            after,
            is_on: given.live,
        }
    }
}

/// The last entry that a list of everything need not be asked about again; whoever sees only their own learns nothing of others'.
pub(super) async fn head(finder: &Finder, shell: &Shell) -> Result<Option<Seq>, ServeError> {
    if shell.is_own() { Ok(None) } else { finder.head().await.map(Some) }
}

/// `GET /live`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
) -> Result<Json<Since>, ServeError> {
    let after =
        given.after.ok_or_else(|| ServeError::Wrong("“after_seq” is the number of an entry.".into()))?;
    let finder = Finder::of(&app, &viewer, given.log)?;
    let shell = Shell::of(&viewer, &given);
    // Before the search: what comes while it is under way belongs to the next question.
    let head = head(&finder, &shell).await?;
    if head.is_some_and(|head| head < after) {
        // It was another log, before a backup of it came back: waiting for what follows would never end.
        return Err(ServeError::Wrong(
            "“after_seq” lies behind the end of the log. Load the page again.".into(),
        ));
    }
    if head.is_some_and(|head| head <= after) {
        return Ok(Json(Since { after, rows: 0, html: String::new(), more: false }));
    }
    let filter = Filter::new(&given, &finder.context());
    let query = filter.query.as_ref().map_err(|wrong| wrong.error.clone())?;
    let asked = Given { before: None, after: Some(after), limit: ROWS_MAX, ..given.clone() };
    let found = search(&finder, query, &asked, &shell).await?;
    let newest = found.groups.first().map(|group| group.newest.seq);
    let now = app.clock.now();
    let place = Place { limit: given.limit, unfolded: given.unfolded, ..Place::default() };
    let rows = rows(&found.groups, |group| Row::of_group(group, &shell, &filter.q, place, now));
    let count = rows.len();
    let html = Rows { l: shell.l, days: days(rows) };
    Ok(Json(Since {
        after: found.newer.or(head).or(newest).unwrap_or(after).max(after),
        rows: count,
        html: if count == 0 {
            String::new()
        } else {
            let html = html.render().map_err(|error| ServeError::Internal(error.to_string()))?;
            shell.headings(html)
        },
        more: found.newer.is_some(),
    }))
}
