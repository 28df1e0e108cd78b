//! `GET /api/v1/inventory`: who and what was there when the Matomo was looked at last. For super users and the operator.

use activity_log_core::catalog::Catalog;
use activity_log_core::inventory::Inventory;
use activity_log_core::query::Field;
use activity_log_core::redact;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::input::Input;
use crate::inventory::InventoryError;
use crate::inventory::people::{people, without_fingerprint};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET};

/// Most rows of a page; for each user the log is asked for their last entry.
const LIMIT_MAX: usize = 100;

/// Which part.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// users, access, tokens, sites, goals, plugins or settings; users when absent.
    #[serde(default)]
    section: Section,
    /// Rows to leave out: for the next page give the `next` of the last answer.
    #[serde(default)]
    from: usize,
    /// Most rows, 1 to 100; 100 when absent.
    limit: Option<usize>,
}

/// A part of an inventory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Section {
    /// People, with their rights, tokens and last entry.
    #[default]
    Users,
    /// Rights.
    Access,
    /// API tokens.
    Tokens,
    /// Websites.
    Sites,
    /// Goals.
    Goals,
    /// Plugins of Matomo.
    Plugins,
    /// Settings of the log and versions.
    Settings,
}

/// One page of an inventory.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct InventoryPage {
    /// Which inventory; another one while you turn pages: begin anew.
    inventory: String,
    /// When it was taken.
    #[schema(value_type = String, format = DateTime)]
    taken: String,
    /// Everything was read as it was at one moment.
    consistent: bool,
    /// Sections that were too long to be read whole.
    cut: Vec<String>,
    /// Which part this is.
    section: Section,
    /// The rows.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Value>,
    /// There are more: ask again with `from` = this.
    next: Option<usize>,
}

impl From<InventoryError> for ServeError {
    fn from(error: InventoryError) -> Self {
        ServeError::Internal(error.to_string())
    }
}

/// Who and what was there, as the plugin saw it last: people, rights, tokens (never their values), websites, goals, plugins.
#[utoipa::path(get, path = "/api/v1/inventory", tag = "inventory", params(Params), responses(
    (status = 200, body = InventoryPage),
    (status = 401, description = "Not signed in.", body = crate::serve::error::ErrorBody),
    (status = 403, description = "Not a super user.", body = crate::serve::error::ErrorBody),
    (status = 404, description = "No inventory was taken yet.", body = crate::serve::error::ErrorBody),
))]
pub(crate) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Input(params): Input<Params>,
) -> Result<Json<InventoryPage>, ServeError> {
    let limit = params.limit.unwrap_or(LIMIT_MAX);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(ServeError::Wrong(format!("“limit” is a number from 1 to {LIMIT_MAX}.")));
    }
    let log = app.log_of(&viewer).ok_or(ServeError::NotSignedIn)?;
    let newest = app.blocking.run(move || log.inventories.newest()).await?;
    let inventory = newest.ok_or(ServeError::NotFound)?;
    let (mut rows, all) = rows(&inventory, params.section, params.from, limit);
    if params.section == Section::Users {
        add_last_entries(&Finder::new(&app, &viewer)?, &mut rows).await?;
    }
    let reached = params.from.saturating_add(rows.len());
    Ok(Json(InventoryPage {
        inventory: inventory.id.to_string(),
        taken: inventory.began.to_string(),
        consistent: inventory.consistent,
        cut: inventory.cut.iter().cloned().collect(),
        section: params.section,
        rows,
        next: (reached < all).then_some(reached),
    }))
}

/// The rows of a page, and how many there are in all. Fingerprints are not for people.
fn rows(all: &Inventory, section: Section, from: usize, limit: usize) -> (Vec<Value>, usize) {
    fn page<T>(
        rows: impl ExactSizeIterator<Item = T>,
        from: usize,
        limit: usize,
        row: impl Fn(T) -> Value,
    ) -> (Vec<Value>, usize) {
        let count = rows.len();
        (rows.skip(from).take(limit).map(row).collect(), count)
    }
    match section {
        Section::Users => {
            let rows = people(all, from, limit).into_iter().map(|person| json!(person)).collect();
            (rows, all.users.len())
        }
        Section::Access => page(
            all.access.iter(),
            from,
            limit,
            |((login, access), sites)| json!({"login": login, "access": access, "sites": sites}),
        ),
        Section::Tokens => page(all.tokens.values(), from, limit, |token| json!(without_fingerprint(token))),
        Section::Sites => page(all.sites.iter(), from, limit, |(id, name)| json!({"id": id, "name": name})),
        Section::Goals => page(
            all.goals.iter(),
            from,
            limit,
            |((site, id), name)| json!({"site": site, "id": id, "name": name}),
        ),
        Section::Plugins => page(all.plugins.values(), from, limit, |plugin| json!(plugin)),
        Section::Settings => page(all.settings.iter(), from, limit, |(name, value)| {
            let is_secret = Catalog::builtin().is_secret_name(name);
            json!({"name": name, "value": if is_secret { redact::value::hidden() } else { json!(value) }})
        }),
    }
}

/// The newest entry of each user, so that “never used” and “still has access” can be answered.
async fn add_last_entries(finder: &Finder, rows: &mut [Value]) -> Result<(), ServeError> {
    let logins = rows.iter().map(|row| row["login"].as_str().unwrap_or_default().to_owned()).collect();
    let newest = finder.newest_of_each(Field::User, logins, PAGE_BUDGET).await?;
    for (row, (_, entry)) in rows.iter_mut().zip(newest) {
        row["last_entry"] = match entry {
            Some(entry) => {
                json!({"seq": entry.seq, "time": entry.event.time, "activity": entry.event.activity})
            }
            None => Value::Null,
        };
    }
    Ok(())
}
