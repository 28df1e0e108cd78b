//! People who have access and are not seen: from the newest inventory, entries and views together.

use std::collections::{BTreeMap, HashSet};

use activity_log_core::Time;
use activity_log_core::query::{Field, Query};
use jiff::ToSpan;

use super::super::show;
use crate::inventory::people::{ANONYMOUS, people};
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET};
use crate::serve::ui::shell::Shell;
use crate::serve::ui::when::When;
use crate::store::tally::VALUES_MAX;
use crate::store::views::{SumsAsked, hour_of};

/// After how many days without a sign somebody is called dormant.
pub(super) const DORMANT_DAYS: [i64; 3] = [30, 90, 180];
/// Most people shown; the pages of people show all.
const SHOWN_MAX: usize = 50;

/// Who is not seen.
pub(super) struct Quiet {
    pub(super) rows: Vec<QuietRow>,
    pub(super) count: String,
    /// There are more.
    pub(super) is_cut: bool,
    /// Not all signs of use were looked at: some of these may have been seen.
    pub(super) is_unsure: bool,
    pub(super) taken: String,
}

pub(super) struct QuietRow {
    pub(super) name: String,
    pub(super) page: String,
    pub(super) rights: String,
    pub(super) is_super: bool,
    pub(super) tokens: String,
    /// Last entry; nothing where there never was one.
    pub(super) last: Option<String>,
}

impl Quiet {
    /// `None` where no inventory was taken yet.
    pub(super) async fn find(
        app: &App,
        viewer: &Viewer,
        finder: &Finder,
        shell: &Shell,
        days: i64,
    ) -> Result<Option<Quiet>, ServeError> {
        let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
        let inventories = log.inventories.clone();
        let Some(inventory) = app.blocking.run(move || inventories.newest()).await? else { return Ok(None) };
        let now = app.clock.now();
        let since = now.checked_sub((days * 24).hours()).unwrap_or(now);
        let since: Time = since.into();
        let end = Time::from_micros(i64::MAX);
        let seen = finder.tally(Query::default(), Some(Field::User), vec![since, end], VALUES_MAX).await?;
        let from = hour_of(since);
        let asked = SumsAsked { from, middle: from, until: hour_of(now.into()) + 1, login: None };
        let scope = viewer.scope();
        let views = app.blocking.run(move || log.views.sums(&asked, &scope)).await?;
        let is_unsure = !seen.complete || seen.is_cut || !views.complete;
        let mut active: HashSet<String> = seen.rows.into_iter().map(|row| row.value).collect();
        active.extend(views.sums.into_iter().map(|sum| sum.login));
        let mut quiet = people(&inventory, 0, usize::MAX);
        // Matomo's own account for visitors without a sign-in is nobody who could be missed.
        quiet.retain(|person| !active.contains(&person.login) && person.login != ANONYMOUS);
        // Whoever can do most stands first.
        let power = |person: &crate::inventory::people::Person| {
            (
                person.is_super,
                person.access.contains_key("admin"),
                person.access.contains_key("write"),
                person.tokens.len(),
            )
        };
        quiet.sort_by(|a, b| power(b).cmp(&power(a)).then_with(|| a.login.cmp(&b.login)));
        let count = shell.l.count("usage-dormant-people", quiet.len() as u64);
        let is_cut = quiet.len() > SHOWN_MAX;
        quiet.truncate(SHOWN_MAX);
        let logins = quiet.iter().map(|person| person.login.clone()).collect();
        let newest = finder.newest_of_each(Field::User, logins, PAGE_BUDGET).await?;
        let l = shell.l;
        let when = |time: Time| When::new(time, &shell.zone, now, l).short;
        let rows = quiet.into_iter().zip(newest).map(|(person, (_, last))| QuietRow {
            page: shell.to("person", &[("login", &person.login)]),
            rights: if person.is_super { l.word("role", "superuser") } else { rights(&person.access, l) },
            is_super: person.is_super,
            tokens: l.number(person.tokens.len() as u64),
            last: last.map(|entry| when(entry.event.time)),
            name: show::name(&person.login),
        });
        Ok(Some(Quiet { rows: rows.collect(), count, is_cut, is_unsure, taken: when(inventory.began) }))
    }
}

/// Rights in words, such as “admin, view”.
fn rights(
    access: &BTreeMap<String, activity_log_core::inventory::Ranges>,
    l: &crate::serve::locale::Locale,
) -> String {
    let mut known: Vec<String> = access.keys().map(|right| show::name(&l.word("role", right))).collect();
    if known.is_empty() {
        known.push(l.word("role", "none"));
    }
    known.join(", ")
}
