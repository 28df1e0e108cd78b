//! `GET /usage`: which features are used by whom, who uses nothing, and who has access and was not seen for long.
//!
//! From two sources: counted views (what is looked at, beside the log) and entries (what is changed). `matrix` lays the numbers out, `quiet`
//! finds who is missing from them.

mod matrix;
mod quiet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::given::Given;
use super::link::Link;
use super::lower::Lower;
use super::params::Params;
use super::shell;
use super::shell::Shell;
use super::show;
use super::span::{RANGES, Span, edge};
use super::tabs::Tab;
use super::when::zone_name;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::Finder;
use crate::serve::locale::Locale;
use crate::store::views::{SumsAsked, hour_of};
use matrix::{Columns, Matrix};
use quiet::{DORMANT_DAYS, Quiet};

/// People on one page of the matrix.
const PEOPLE: usize = 50;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    Views,
    Changes,
}

impl Shows {
    fn name(self) -> &'static str {
        match self {
            Shows::Views => "views",
            Shows::Changes => "changes",
        }
    }
}

#[derive(Template)]
#[template(path = "usage.html")]
struct UsagePage<'a> {
    l: &'static Locale,
    shell: &'a Shell,
    words: String,
    before: String,
    zone: String,
    ranges: Vec<Link>,
    shows: Vec<Link>,
    name: &'static str,
    range: &'static str,
    login: &'a str,
    /// A plugin whose features are the columns, and the way back.
    within: Option<(String, String)>,
    people: String,
    matrix: Matrix,
    older: Vec<(String, String)>,
    quiet: Option<Quiet>,
    dormant_choices: Vec<Link>,
    more: Option<String>,
    first: Option<String>,
}

/// `GET /usage`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    params: Params,
) -> Result<Response, ServeError> {
    let finder = Finder::new(&app, &viewer)?;
    let shell = Shell::of(&viewer, &given);
    let (l, now) = (shell.l, app.clock.now());
    let span = Span::of(&params, &shell.zone, now);
    let shows = if params.get("show") == Shows::Changes.name() { Shows::Changes } else { Shows::Views };
    let login = params.get("login");
    let within = params.get("feature");
    let at = Asked { shell: &shell, span: &span, shows, login, within, l };
    let columns = match shows {
        Shows::Views => at.views(&app, &viewer).await?,
        Shows::Changes => at.changes(&finder).await?,
    };
    let from = params.number("row").unwrap_or(0) as usize;
    let days = DORMANT_DAYS.into_iter().find(|days| days.to_string() == params.get("dormant"));
    let days = days.unwrap_or(DORMANT_DAYS[1]);
    let quiet = Quiet::find(&app, &viewer, &finder, &shell, days).await?;
    let older = columns.not_any_more(&at);
    let matrix = columns.matrix(&at, from, PEOPLE);
    let next = from + matrix.rows.len();
    let page = UsagePage {
        l,
        words: span.words(l),
        before: span.words_before(l),
        zone: zone_name(&shell.zone, now),
        ranges: RANGES
            .into_iter()
            .filter(|(_, days)| *days > 0)
            .map(|(name, _)| Link {
                label: l.word("range", name),
                href: at.here(&[("range", name)]),
                is_here: span.range == name,
            })
            .collect(),
        shows: [Shows::Views, Shows::Changes]
            .into_iter()
            .map(|what| Link {
                label: l.word("usage-show", what.name()),
                href: shell.to("usage", &[("range", span.range), ("show", what.name()), ("login", login)]),
                is_here: what == shows,
            })
            .collect(),
        name: shows.name(),
        range: span.range,
        login,
        within: (!within.is_empty()).then(|| (show::name(within), at.here(&[("feature", "")]))),
        older,
        quiet,
        dormant_choices: DORMANT_DAYS
            .into_iter()
            .map(|choice| Link {
                label: l.count("span-days", choice as u64),
                href: at.here(&[("dormant", &choice.to_string())]) + "#oal-dormant",
                is_here: choice == days,
            })
            .collect(),
        more: (next < matrix.people).then(|| at.here(&[("row", &next.to_string())])),
        first: (from > 0).then(|| at.here(&[])),
        people: Lower { number: matrix.people as u64, is_exact: matrix.complete }.counted("usage-people", l),
        matrix,
        shell: &shell,
    };
    shell.tab(Tab::Usage, &l.t("usage-title"), &page)
}

/// What is asked for.
struct Asked<'a> {
    shell: &'a shell::Shell,
    span: &'a Span,
    shows: Shows,
    login: &'a str,
    within: &'a str,
    l: &'static Locale,
}

impl Asked<'_> {
    /// This page with other parameters.
    fn here(&self, other: &[(&str, &str)]) -> String {
        let mut params = vec![("show", self.shows.name()), ("login", self.login), ("feature", self.within)];
        let span = self.span.params();
        params.extend(span.iter().map(|(name, value)| (*name, value.as_str())));
        params.retain(|(name, _)| !other.iter().any(|(known, _)| known == name));
        params.extend_from_slice(other);
        self.shell.to("usage", &params)
    }

    async fn views(&self, app: &App, viewer: &Viewer) -> Result<Columns, ServeError> {
        let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
        let asked = SumsAsked {
            from: hour_of(edge(&self.span.before)),
            middle: hour_of(edge(&self.span.from)),
            until: hour_of(edge(&self.span.until)),
            login: (!self.login.is_empty()).then(|| self.login.to_owned()),
        };
        let scope = viewer.scope();
        let sums = app.blocking.run(move || log.views.sums(&asked, &scope)).await?;
        let mut columns = Columns::new(sums.complete);
        for sum in sums.sums {
            let plugin = sum.feature.split('.').next().unwrap_or_default();
            if self.within.is_empty() {
                columns.add(&sum.login, plugin, sum.before, sum.now);
            } else if plugin == self.within {
                columns.add(&sum.login, &sum.feature, sum.before, sum.now);
            }
        }
        Ok(columns)
    }

    async fn changes(&self, finder: &Finder) -> Result<Columns, ServeError> {
        matrix::changes(self, finder).await
    }
}
