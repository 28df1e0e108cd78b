//! `GET /export`: what is filtered as a file, made while it is read. `GET /export/progress`: how far it is.

use std::net::IpAddr;

use activity_log_core::query::Query;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::given::Given;
use super::row::{self, Who};
use super::shell::Shell;
use super::show;
use super::when::zone_name;
use crate::export::report::{ENTRIES_MAX, Report, STYLE, Words};
use crate::export::{Encoder, Format};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::export::{State as JobState, Wanted};
use crate::serve::find::{Finder, WHOLE_BUDGET};
use crate::serve::headers::OwnStyle;
use crate::serve::listen::Peer;
use crate::serve::locale::Locale;
use crate::store::Count;

/// Forms that are offered: word, type, whether it is a file to keep rather than a page to look at.
pub(super) const FORMS: [(&str, &str, bool); 4] = [
    ("csv", "text/csv; charset=utf-8", true),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true),
    ("ndjson", "application/x-ndjson", true),
    ("html", "text/html; charset=utf-8", false),
];

/// `GET /export`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    request: Request,
) -> Result<Response, ServeError> {
    let l = viewer.locale();
    let form = FORMS.iter().find(|(word, ..)| *word == given.form);
    let Some((word, kind, is_file)) = form else {
        return Err(ServeError::Wrong("“as” is one of csv, xlsx, ndjson, html.".into()));
    };
    let finder = Finder::of(&app, &viewer, given.log)?;
    let query = finder.parse(&given.q)?;
    let now = app.clock.now();
    let mut body = Body::empty();
    if request.method() != Method::HEAD {
        let turn = app.export_turn(&viewer)?;
        let (store, scope, head) = finder.whole().await?;
        let encoder: Box<dyn Encoder + Send> = match *word {
            "csv" => Format::Csv.encoder(&viewer.zone()),
            "xlsx" => Format::Xlsx.encoder(&viewer.zone()),
            "ndjson" => Format::Ndjson.encoder(&viewer.zone()),
            _ => Box::new(report(&finder, &viewer, &given, &query, now).await?),
        };
        let source = Peer::of(request.extensions()).map_or_else(String::new, |peer| peer.to_string());
        let is_read = !is_file;
        let sentence = Box::new(move |entry: &activity_log_core::Entry| match is_read {
            true => {
                row::sentence(&entry.event, l, show::isolated).into_iter().map(|piece| piece.text).collect()
            }
            false => l.sentence(&entry.event).plain(),
        });
        let (q, job) = (given.q.clone(), given.job.clone());
        let query = query.hiding_consequences();
        let wanted = Wanted { store, query, scope, head, encoder, sentence, q, format: word, job, source };
        body = app.export(&viewer, turn, wanted).await;
    }
    let day = now.to_zoned(viewer.zone()).strftime("%Y-%m-%d_%H%M").to_string();
    let placing = if *is_file { "attachment" } else { "inline" };
    let name = format!("{placing}; filename=\"activity-log_{}_{day}.{word}\"", viewer.instance);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static(placing)),
        ),
        // A proxy that collects the answer would make it wait.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    let mut response = (headers, body).into_response();
    response.extensions_mut().insert(OwnStyle::only(STYLE));
    Ok(response)
}

async fn report(
    finder: &Finder,
    viewer: &Viewer,
    given: &Given,
    query: &Query,
    now: Timestamp,
) -> Result<Report, ServeError> {
    let (l, zone) = (viewer.locale(), viewer.zone());
    let count = finder.count(query.clone(), WHOLE_BUDGET).await?;
    let made = now.to_zoned(zone.clone()).datetime();
    let facts = vec![
        (l.t("report-query"), in_words(&given.q, l)),
        (
            l.t("report-history"),
            l.word("log", if Shell::of(viewer, given).is_imported() { "imported" } else { "witnessed" }),
        ),
        (l.t("report-count"), counted(count, l)),
        (l.t("report-by"), show::name(&viewer.login)),
        (l.t("report-instance"), viewer.instance.clone()),
        (l.t("report-when"), format!("{} · {}", l.moment(made), zone_name(&zone, now))),
    ];
    let columns = ["number", "local", "utc", "who", "what", "site", "outcome", "ip"];
    let words = Words {
        lang: l.tag().to_owned(),
        dir: l.dir(),
        title: l.t("report-title"),
        facts,
        columns: columns.iter().map(|column| l.word("report", column)).collect(),
        end: l.t("report-end"),
        cut: l.count("report-cut", ENTRIES_MAX),
    };
    let cells = move |entry: &activity_log_core::Entry, text: &str| {
        let event = &entry.event;
        let local = event.time.timestamp().to_zoned(zone.clone());
        let utc = event.time.timestamp().to_zoned(jiff::tz::TimeZone::UTC);
        let clock = "%Y-%m-%d %H:%M:%S";
        let site = event.site.as_ref().map(|site| match &site.name {
            Some(name) => show::name(name),
            None => l.with("site-number", &[("id", &site.id.to_string())]),
        });
        vec![
            entry.seq.to_string(),
            local.strftime(clock).to_string(),
            utc.strftime(clock).to_string(),
            Who::of(event, l).name,
            show::cut(text, show::VALUE_CHARS_MAX),
            site.unwrap_or_default(),
            l.word("outcome", event.outcome.as_str()),
            event
                .client
                .ip
                .as_deref()
                .and_then(|ip| ip.parse::<IpAddr>().ok())
                .map_or(String::new(), |ip| ip.to_string()),
        ]
    };
    Ok(Report::new(words, Box::new(cells)))
}

/// What is asked for; everything where nothing is.
pub(super) fn in_words(q: &str, l: &Locale) -> String {
    if q.is_empty() { l.t("exports-everything") } else { show::visible(q) }
}

/// How many entries match, “at least” where not all was looked at.
pub(super) fn counted(count: Count, l: &Locale) -> String {
    l.count(if count.complete { "exports-count" } else { "exports-at-least" }, count.entries)
}

/// `GET /export/progress`
pub(crate) async fn progress(State(app): State<App>, viewer: Viewer, given: Given) -> Json<Value> {
    let l = viewer.locale();
    // Not there yet, or of somebody else.
    let Some(progress) = app.exports.progress(&viewer, &given.job) else {
        return Json(json!({"state": "waiting", "text": l.t("exports-waiting")}));
    };
    let (rows, percent, state) = progress.look();
    let (state, id) = match state {
        JobState::Running => ("running", "exports-running"),
        JobState::Finished => ("finished", "exports-finished"),
        JobState::BrokenOff => ("broken", "exports-broken"),
    };
    Json(json!({"state": state, "rows": rows, "percent": percent, "text": l.count(id, rows)}))
}
