//! The JSON of an entry as the API gives it: that of the log plus `text`, made for the reader.

use activity_log_core::Entry;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::serve::auth::Viewer;

/// An entry with its sentence.
#[derive(Serialize)]
pub(crate) struct EntryJson {
    #[serde(flatten)]
    entry: Entry,
    text: String,
}

impl EntryJson {
    pub(crate) fn new(entry: Entry, viewer: &Viewer) -> EntryJson {
        let text = viewer.locale().sentence(&entry.event).plain();
        EntryJson { entry, text }
    }
}

/// Describes [`EntryJson`] for the API description; a test compares the two.
#[derive(ToSchema)]
#[schema(as = Entry)]
#[allow(dead_code)]
pub(crate) struct EntrySchema {
    /// Place in the log: from 1, without gaps, in the order of commits.
    seq: u64,
    /// When the server stored it.
    #[schema(format = DateTime)]
    received: String,
    /// Idempotency key.
    #[schema(example = "0193a5c2-7d3e-7abc-8def-0123456789ab")]
    id: String,
    /// When it began; RFC 3339, UTC, microseconds.
    #[schema(format = DateTime, example = "2026-11-22T20:41:21.123456Z")]
    time: String,
    /// The Matomo it happened in.
    instance: String,
    /// plugin, http, import, server.
    source: String,
    /// Catalogue id.
    #[schema(example = "goal.updated")]
    activity: String,
    /// Group of activities.
    category: String,
    /// What was done.
    verb: String,
    /// info, notice, warning, critical.
    severity: String,
    /// success, failure, denied.
    outcome: String,
    /// Why it failed or was denied.
    reason: Option<String>,
    /// Less specific activities that the same action matches.
    also: Vec<String>,
    /// Who did it.
    actor: ActorSchema,
    /// From where.
    client: ClientSchema,
    /// To what.
    target: Option<TargetSchema>,
    /// The website.
    site: Option<SiteSchema>,
    /// Field by field, before and after.
    changes: Vec<ChangeSchema>,
    /// What classes of other Matomo plugins say about it, in their own words. Absent where none does.
    #[schema(required = false)]
    told: Vec<ToldSchema>,
    /// The request it came with.
    request: RequestSchema,
    /// `id` of the root entry.
    cause: Option<String>,
    /// The sentence, in the reader's language.
    text: String,
}

/// Who.
#[derive(ToSchema)]
#[schema(as = Actor)]
#[allow(dead_code)]
struct ActorSchema {
    /// user, anonymous, cli, system, database.
    kind: String,
    /// With kind `anonymous` claimed, not proven.
    login: Option<String>,
    acting_as: Option<String>,
    /// superuser, admin, write, view, none.
    role: Option<String>,
    /// session, token, password, console, scheduler, reset_link, invite_link, none.
    auth: String,
    /// `{"id":12,"description":"…"}`, never its value.
    token: Option<Value>,
    os_user: Option<String>,
    session: Option<String>,
}

/// From where.
#[derive(ToSchema)]
#[schema(as = Client)]
#[allow(dead_code)]
struct ClientSchema {
    ip: Option<String>,
    peer: Option<String>,
    country: Option<String>,
    agent: Option<String>,
}

/// To what.
#[derive(ToSchema)]
#[schema(as = Target)]
#[allow(dead_code)]
struct TargetSchema {
    r#type: String,
    id: Option<String>,
    name: Option<String>,
}

/// A website.
#[derive(ToSchema)]
#[schema(as = Site)]
#[allow(dead_code)]
struct SiteSchema {
    id: i64,
    name: Option<String>,
}

/// One field.
#[derive(ToSchema)]
#[schema(as = Change)]
#[allow(dead_code)]
struct ChangeSchema {
    field: String,
    old: Value,
    new: Value,
}

/// What a class of another plugin says.
#[derive(ToSchema)]
#[schema(as = Told)]
#[allow(dead_code)]
struct ToldSchema {
    /// Plugin and class.
    #[schema(example = "TagManager.ContainerAdded")]
    class: String,
    /// Its sentence, without its subject. Somebody's text: escape it.
    text: String,
    /// Language of the sentence.
    #[schema(example = "en")]
    lang: String,
    /// What it kept, redacted.
    #[schema(value_type = Object)]
    data: Value,
}

/// The request.
#[derive(ToSchema)]
#[schema(as = Request)]
#[allow(dead_code)]
struct RequestSchema {
    id: Option<String>,
    method: Option<String>,
    #[schema(value_type = Object)]
    params: Value,
}
