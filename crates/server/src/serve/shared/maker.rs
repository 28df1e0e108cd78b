//! Whether the maker of a link may still see what it shows: by what the log says, and by the newest inventory for what was
//! changed behind it.

use std::collections::BTreeSet;

use activity_log_core::Seq;
use activity_log_core::event::{Outcome, Severity};
use activity_log_core::query::{Field, Pattern, Query, Term, Test};

use super::{SharedError, SharedLink};
use crate::serve::app::InstanceLog;
use crate::serve::auth::Role;
use crate::serve::find::{WHOLE_BUDGET, exactly};
use crate::store::{Scope, Search, Store};

/// What ends an account.
const ENDS: [&str; 2] = ["user.deleted", "user.invite_expired"];
/// Makes a super user, or none; making one is critical, the other way is not (catalog/UsersManager.toml).
const TURNS: &str = "user.superuser_changed";

/// See the module. Blocks. The server asks for itself.
pub(super) fn still_may(link: &SharedLink, log: &InstanceLog) -> Result<bool, SharedError> {
    if link.role == Role::Operator {
        return Ok(true);
    }
    // The log is older than the link: it was put back, and may have lost what would end it.
    if link.since > log.store.head()? {
        return Ok(false);
    }
    let about = |activities: &[&str]| {
        let activities = activities.iter().map(|id| Pattern::Exact((*id).to_owned())).collect();
        // Matomo finds a login in any case, and its requests name it as it was typed.
        let login = &link.login;
        let cases = BTreeSet::from([login.clone(), login.to_lowercase(), login.to_uppercase()]);
        let cases = cases.into_iter().map(|login| Pattern::Exact(format!("user/{login}"))).collect();
        Query::one(Test::Facet(Field::Object, cases))
            .and(Test::Facet(Field::Activity, activities))
            .and(exactly(Field::Outcome, Outcome::Success.as_str()))
    };
    if happened(about(&ENDS), link.since, log.store.as_ref())? {
        return Ok(false);
    }
    let is_super = link.role == Role::Superuser;
    if is_super {
        let mut lost = about(&[TURNS]);
        let critical = exactly(Field::Severity, Severity::Critical.as_str());
        lost.terms.push(Term { negated: true, test: critical });
        if happened(lost, link.since, log.store.as_ref())? {
            return Ok(false);
        }
    }
    let newest = log.inventories.newest().map_err(|error| SharedError::Broken(error.to_string()))?;
    // An inventory from before the link says nothing: the maker may have been made after it.
    let Some(inventory) = newest.filter(|inventory| inventory.began > link.made) else {
        return Ok(true);
    };
    Ok(match inventory.users.get(&link.login) {
        Some(user) => user.is_super || !is_super,
        None => inventory.cut.contains("users"),
    })
}

fn happened(query: Query, since: Seq, store: &dyn Store) -> Result<bool, SharedError> {
    let search =
        Search { query, scope: Scope::All, before: None, after: Some(since), limit: 1, budget: WHOLE_BUDGET };
    let found = store.search(&search)?;
    if found.exhausted && found.entries.is_empty() {
        return Err(SharedError::Broken("the log is too long to say whether a link is over".into()));
    }
    Ok(!found.entries.is_empty())
}
