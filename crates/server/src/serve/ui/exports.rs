//! `GET /exports`: what is filtered, in words and counted, and the files that can be made of it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::export::{FORMS, counted, in_words};
use super::given::Given;
use super::shell::Shell;
use super::show;
use super::tabs::Tab;
use super::when::zone_name;
use crate::export::report;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, Which};
use crate::serve::locale::Locale;

/// Work of the count; beyond it the page says “at least”.
const COUNT_BUDGET: u64 = 200_000;

#[derive(Template)]
#[template(path = "exports.html")]
struct ExportsPage<'a> {
    l: &'static Locale,
    shell: &'a Shell,
    q: &'a str,
    words: String,
    /// What is wrong with the query.
    wrong: Option<String>,
    count: String,
    forms: Vec<FormShown>,
    zone: String,
    back: String,
    links: String,
}

struct FormShown {
    name: String,
    hint: String,
    button: String,
    href: String,
    is_file: bool,
}

/// `GET /exports`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
) -> Result<Response, ServeError> {
    let finder = Finder::of(&app, &viewer, given.log)?;
    let shell = Shell::of(&viewer, &given);
    let l = shell.l;
    let (wrong, count) = match finder.parse(&given.q) {
        Ok(query) => (None, counted(finder.count(query, COUNT_BUDGET).await?, l)),
        Err(error) => (Some(show::visible(&l.query_error(&error))), String::new()),
    };
    let form = |(word, _, is_file): &(&'static str, &str, bool)| FormShown {
        name: l.word("exports-form", word),
        hint: l.count(&format!("exports-hint-{word}"), report::ENTRIES_MAX),
        button: l.t(if *is_file { "exports-download" } else { "exports-open" }),
        href: shell.download("export", &[("as", word), ("q", &given.q)]),
        is_file: *is_file,
    };
    let page = ExportsPage {
        l,
        shell: &shell,
        q: &given.q,
        words: in_words(&given.q, l),
        forms: if wrong.is_some() { Vec::new() } else { FORMS.iter().map(form).collect() },
        wrong,
        count,
        zone: zone_name(&shell.zone, app.clock.now()),
        back: shell.search(&given.q),
        links: shell.in_log(Which::Witnessed).to("links", &[("q", &given.q)]),
    };
    shell.tab(Tab::Exports, &l.t("exports-title"), &page)
}
