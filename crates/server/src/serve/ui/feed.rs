//! `GET /feed/{token}`: the newest entries of a link for elsewhere as an Atom feed
//! (RFC 4287, <https://www.rfc-editor.org/rfc/rfc4287>).

use activity_log_core::Entry;
use activity_log_core::query::{Field, Term};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::given::Given;
use super::row::{Mark, Who, outcome, sentence, severity};
use super::shell::Shell;
use super::show;
use super::when::zone_name;
use crate::ops::random::to_hex;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page, exactly};
use crate::serve::locale::Locale;
use crate::serve::shared::SharedLink;

/// Entries of a feed. Readers keep what they have seen.
const ENTRIES_MAX: usize = 50;

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    lang: String,
    id: String,
    title: String,
    /// What it was searched for, and the zone of the times.
    subtitle: String,
    updated: String,
    home: String,
    entries: Vec<FeedEntry>,
}

struct FeedEntry {
    id: String,
    title: String,
    author: String,
    published: String,
    updated: String,
    href: String,
    activity: String,
    severity: &'static str,
    summary: String,
}

/// `GET /feed/{token}`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Extension(link): Extension<SharedLink>,
    headers: HeaderMap,
) -> Result<Response, ServeError> {
    let finder = Finder::new(&app, &viewer)?;
    let page = Page { limit: ENTRIES_MAX, ..Page::default() };
    let mut query = finder.parse(&link.q)?;
    // A feed does not announce that it was read.
    query.terms.push(Term { negated: true, test: exactly(Field::Object, format!("link/{}", link.id)) });
    let found = finder.page(query, page, PAGE_BUDGET).await?;
    let (l, zone, base) = (viewer.locale(), viewer.zone(), app.base_url());
    let asked = if link.q.is_empty() { l.t("exports-everything") } else { show::visible(&link.q) };
    let feed = Feed {
        lang: l.tag().to_owned(),
        id: link.id.to_string(),
        title: show::name(&link.name),
        subtitle: [
            Some(asked),
            Some(zone_name(&zone, app.clock.now())),
            found.exhausted.then(|| l.t("exhausted")),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · "),
        updated: found.entries.iter().map(|entry| entry.received).max().unwrap_or(link.made).to_string(),
        entries: found.entries.iter().map(|entry| FeedEntry::new(entry, l, &zone, &base)).collect(),
        home: format!("{base}{}", Shell::of(&viewer, &Given::default()).search(&link.q)),
    };
    let text = feed.render().map_err(|error| ServeError::Internal(error.to_string()))?;
    let tag = format!("\"{}\"", to_hex(&Sha256::digest(&text)[..16]));
    let is_known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| matches!(known.trim().trim_start_matches("W/"), known if known == tag || known == "*"));
    let tag = HeaderValue::try_from(tag).map_err(|error| ServeError::Internal(error.to_string()))?;
    // Readers ask again and again: what did not change is not sent again.
    let always =
        [(header::ETAG, tag), (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"))];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, always).into_response());
    }
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"))];
    Ok((always, kind, text).into_response())
}

impl FeedEntry {
    fn new(entry: &Entry, l: &'static Locale, zone: &TimeZone, base: &str) -> FeedEntry {
        let event = &entry.event;
        let who = Who::of(event, l);
        let note = who.note.map(|note| format!(" ({note})")).unwrap_or_default();
        let author = format!("{}{note}", who.name);
        let what: String = sentence(event, l, show::name).into_iter().map(|piece| piece.text).collect();
        let site = event.site.as_ref().map(|site| match &site.name {
            Some(name) => show::name(name),
            None => l.with("site-number", &[("id", &site.id.to_string())]),
        });
        let word = |mark: Option<Mark>| mark.map(|mark| mark.word);
        let time = l.moment(event.time.timestamp().to_zoned(zone.clone()).datetime());
        let facts = [Some(time), site, word(outcome(event.outcome, l)), word(severity(event.severity, l))];
        FeedEntry {
            id: event.id.to_string(),
            title: format!("{author} {what}"),
            author,
            published: event.time.to_string(),
            updated: entry.received.to_string(),
            href: format!("{base}/log/{}", entry.seq),
            activity: show::name(&event.activity),
            severity: event.severity.as_str(),
            summary: facts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        }
    }
}
