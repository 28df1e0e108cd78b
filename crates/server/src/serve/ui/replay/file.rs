//! `GET /guide`: the guide of a whole session or of somebody's days as one file that needs nothing else.

use activity_log_core::Entry;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};

use super::guide::{Guide, GuideStep};
use super::{Asker, asked};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET};
use crate::serve::headers::OwnStyle;
use crate::serve::locale::Locale;
use crate::serve::ui::given::Given;
use crate::serve::ui::params::Params;
use crate::serve::ui::shell::Shell;
use crate::serve::ui::show;
use crate::serve::ui::when::zone_name;
use crate::store::StoreError;
use crate::store::walk::Walk;

/// Most entries that a guide is made of.
const ENTRIES_MAX: usize = 5_000;
/// Most pages of the log looked through for them.
const PAGES_MAX: usize = 100;
/// The whole style, so that a policy can name its hash.
const STYLE: &str = include_str!("file.css");

#[derive(Template)]
#[template(path = "guide_file.html")]
struct GuideFile {
    l: &'static Locale,
    style: &'static str,
    title: String,
    hint: String,
    facts: Vec<(String, String)>,
    /// Not all entries are in it.
    cut: Option<String>,
    left_out: Option<String>,
    steps: Vec<GuideStep>,
}

/// `GET /guide`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    params: Params,
) -> Result<Response, ServeError> {
    let finder = Finder::of(&app, &viewer, given.log)?;
    let shell = Shell::of(&viewer, &given);
    let (l, now) = (shell.l, app.clock.now());
    let guide = Guide::of(params.get("guide")).ok_or(ServeError::NotFound)?;
    let text = asked(&params).ok_or(ServeError::NotFound)?;
    let (entries, is_cut) = all(&app, &finder, &text).await?;
    if entries.is_empty() {
        return Err(ServeError::NotFound);
    }
    let at = Asker { shell: &shell, params: &params, now };
    let (steps, left_out) = guide.steps(&entries, l);
    let made = now.to_zoned(shell.zone.clone()).datetime();
    let file = GuideFile {
        l,
        style: STYLE,
        title: guide.title(&at.title(&entries), l),
        hint: guide.hint(l),
        facts: vec![
            (l.t("report-query"), show::visible(&text)),
            (l.t("report-by"), show::name(&viewer.login)),
            (l.t("report-instance"), viewer.instance.clone()),
            (l.t("report-when"), format!("{} · {}", l.moment(made), zone_name(&shell.zone, now))),
        ],
        cut: is_cut.then(|| guide.cut(ENTRIES_MAX as u64, l)),
        left_out: (left_out > 0).then(|| l.count("guide-left-out", left_out)),
        steps,
    };
    let html = file.render().map_err(|error| ServeError::Internal(error.to_string()))?;
    let day = now.to_zoned(shell.zone.clone()).strftime("%Y-%m-%d_%H%M").to_string();
    let name =
        format!("attachment; filename=\"activity-log_{}_{}_{day}.html\"", viewer.instance, guide.name());
    let name = HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("attachment"));
    let mut response = ([(header::CONTENT_DISPOSITION, name)], Html(html)).into_response();
    response.extensions_mut().insert(OwnStyle::only(STYLE));
    Ok(response)
}

/// All entries in the order in which they happened, and whether there are more.
async fn all(app: &App, finder: &Finder, text: &str) -> Result<(Vec<Entry>, bool), ServeError> {
    let query = finder.parse(text)?;
    let (store, scope, head) = finder.whole().await?;
    let read = move || -> Result<_, StoreError> {
        let mut walk = Walk::new(store.as_ref(), query, scope, (0, head), PAGE_BUDGET);
        let mut entries = Vec::new();
        for _ in 0..PAGES_MAX {
            let Some(page) = walk.next_page()? else { return Ok((entries, false)) };
            entries.extend(page);
            if entries.len() > ENTRIES_MAX {
                break;
            }
        }
        entries.truncate(ENTRIES_MAX);
        Ok((entries, true))
    };
    app.blocking.run(read).await
}
