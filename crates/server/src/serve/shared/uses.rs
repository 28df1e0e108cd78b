//! Who came by which link today, as far as it was told: one entry for each link, address and day, and not more than a few.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;

/// Most addresses of one link and day that are told apart; the rest is told of together.
const SOURCES_MAX: usize = 20;
/// Stands for those beyond [`SOURCES_MAX`].
const OTHERS: &str = "others";

/// See the module. After a restart the same is told once more, under the same id, which is stored once.
#[derive(Default)]
pub(crate) struct Uses(Mutex<Today>);

#[derive(Default)]
struct Today {
    day: i64,
    /// At most as many as there are links.
    sources: HashMap<Uuid, HashSet<String>>,
}

impl Uses {
    /// What to tell of somebody from this address, if there is anything to tell.
    pub(super) fn first_today(&self, link: Uuid, source: &str, now: Timestamp) -> Option<String> {
        let day = now.as_second().div_euclid(86_400);
        let mut today = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if today.day != day {
            *today = Today { day, sources: HashMap::new() };
        }
        let sources = today.sources.entry(link).or_default();
        if sources.contains(source) {
            return None;
        }
        let source = if sources.len() < SOURCES_MAX { source } else { OTHERS };
        sources.insert(source.to_owned()).then(|| source.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_entry_for_an_address_and_day_and_not_too_many() {
        let uses = Uses::default();
        let (link, today) = (Uuid::from_u128(1), Timestamp::UNIX_EPOCH);
        let told = |link, today| {
            (0..100).filter_map(|n| uses.first_today(link, &n.to_string(), today)).collect::<Vec<_>>()
        };
        let first = told(link, today);
        assert_eq!((first.len(), first[20].as_str()), (SOURCES_MAX + 1, OTHERS));
        assert_eq!(told(link, today), Vec::<String>::new());
        assert_eq!(told(Uuid::from_u128(2), today).len(), SOURCES_MAX + 1);
        let tomorrow = today + jiff::SignedDuration::from_hours(24);
        assert_eq!(told(link, tomorrow).len(), SOURCES_MAX + 1);
    }
}
