//! Which activity a fact is: the row with most conditions that all hold, of those the weightiest; the others stand in `also`.

use activity_log_core::catalog::Activity;
use activity_log_core::event::{Change, Outcome};

use super::view::View;

/// The activity, and what else the fact could be called.
pub(super) struct Choice<'a> {
    pub activity: &'a Activity,
    pub also: Vec<String>,
    /// The catalogue has no row for it.
    pub is_fallback: bool,
}

pub(super) fn choose<'a>(view: &View<'a>, candidates: &[&'a Activity], changes: &[Change]) -> Choice<'a> {
    let mut fitting: Vec<&Activity> =
        candidates.iter().copied().filter(|activity| holds(view, activity, changes)).collect();
    // stable: of equally specific and weighty rows the first in the file wins
    fitting.sort_by_key(|activity| std::cmp::Reverse((activity.conditions(), activity.severity)));
    let mut fitting = fitting.into_iter();
    let (activity, is_fallback) = match fitting.next() {
        Some(activity) => (activity, false),
        None => match view.catalog.fallback(&view.fact.event) {
            Some(activity) => (activity, true),
            // every catalogue has them all; Catalog::parse asks for them
            None => (&view.catalog.activities()[0], true),
        },
    };
    let mut also: Vec<String> = Vec::new();
    for other in fitting {
        if other.id != activity.id && !also.contains(&other.id) {
            also.push(other.id.clone());
        }
    }
    Choice { activity, also, is_fallback }
}

fn holds(view: &View<'_>, activity: &Activity, changes: &[Change]) -> bool {
    let when = activity.when.iter().all(|condition| {
        view.condition(&condition.source).is_some_and(|text| condition.any_of.contains(&text))
    });
    if !when || activity.when_changed.is_empty() {
        return when;
    }
    if view.fact.outcome != Outcome::Success && !activity.when.is_empty() {
        // nothing was changed; that it was tried is told by the conditions
        return true;
    }
    let named = |field: &str| activity.when_changed.iter().any(|name| covers(name, field));
    changes.iter().any(|change| named(&change.field))
}

/// `section.*` covers all fields that begin with `section.`.
fn covers(name: &str, field: &str) -> bool {
    match name.strip_suffix('*') {
        Some(start) => field.starts_with(start),
        None => name == field,
    }
}
