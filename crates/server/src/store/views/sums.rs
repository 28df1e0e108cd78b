//! Counts of views added up: who looked at what how often, in two spans of time beside each other.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use rusqlite::params;

use super::{Hour, ViewCounts};
use crate::store::{Scope, StoreError};

/// Most pairs of login and feature that are told apart in one answer.
pub const PAIRS_MAX: usize = 100_000;
/// Time for one answer; what was counted until then is a lower bound.
const TIME_MAX: Duration = Duration::from_secs(2);
/// Hours added up at once.
const STEP: Hour = 24 * 7;

/// What is added up.
#[derive(Clone, Debug)]
pub struct SumsAsked {
    /// First hour of the span before.
    pub from: Hour,
    /// First hour of the span that is looked at.
    pub middle: Hour,
    /// First hour behind it.
    pub until: Hour,
    /// Only this login.
    pub login: Option<String>,
}

/// One pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Who; empty where too many were told apart.
    pub login: String,
    /// What.
    pub feature: String,
    /// Views in the span before.
    pub before: u64,
    /// Views in the span that is looked at.
    pub now: u64,
    /// The last hour with one.
    pub last: Hour,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Most views now first, then by login and feature.
    pub sums: Vec<Sum>,
    /// False when time or room ended it; then numbers are lower bounds.
    pub complete: bool,
}

impl ViewCounts {
    /// Adds up what this scope may see, newest hours first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sums(&self, asked: &SumsAsked, scope: &Scope) -> Result<Sums, StoreError> {
        let begin = Instant::now();
        let own = match scope {
            Scope::All => asked.login.clone(),
            Scope::Own(login) if asked.login.as_ref().is_none_or(|asked| asked == login) => {
                Some(login.clone())
            }
            Scope::Own(_) => return Ok(Sums { complete: true, ..Sums::default() }),
        };
        let mut all: HashMap<(String, String), (u64, u64, Hour)> = HashMap::new();
        let mut complete = true;
        let mut until = asked.until;
        while until > asked.from {
            if begin.elapsed() > TIME_MAX || all.len() > PAIRS_MAX {
                complete = false;
                break;
            }
            // A step lies in one of the two spans.
            let floor = if until > asked.middle { asked.middle } else { asked.from };
            let from = (until - STEP).max(floor);
            let connection = self.question();
            let mut statement = connection.prepare_cached(
                "SELECT login, feature, sum(count), max(hour) FROM views
                 WHERE hour >= ?1 AND hour < ?2 AND (?3 IS NULL OR login = ?3) GROUP BY login, feature",
            )?;
            let mut rows = statement.query(params![from, until, own])?;
            while let Some(row) = rows.next()? {
                let (before, now, last) = all.entry((row.get(0)?, row.get(1)?)).or_default();
                let count = row.get::<_, i64>(2)?.unsigned_abs();
                *if from >= asked.middle { now } else { before } += count;
                *last = (*last).max(row.get(3)?);
            }
            until = from;
        }
        let sum = |((login, feature), (before, now, last))| Sum { login, feature, before, now, last };
        let mut sums: Vec<Sum> = all.into_iter().map(sum).collect();
        sums.sort_by(|a, b| {
            b.now.cmp(&a.now).then_with(|| (&a.login, &a.feature).cmp(&(&b.login, &b.feature)))
        });
        Ok(Sums { sums, complete })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use activity_log_core::Time;

    use super::*;
    use crate::store::views::Counts;

    #[test]
    fn two_spans_beside_each_other_and_only_what_may_be_seen() {
        let place = tempfile::tempdir().unwrap();
        let views = ViewCounts::open(place.path()).unwrap();
        let mut counts = Counts::default();
        let mut add = |hour: Hour, login: &str, feature: &str, count| {
            let time = Time::from_micros(hour * 3_600_000_000);
            counts.add(time, login, feature, count, Time::from_micros(i64::MAX));
        };
        add(99, "alice", "Goals.get", 50);
        add(100, "alice", "Goals.get", 1);
        add(1_199, "alice", "Goals.get", 2);
        add(1_200, "alice", "Goals.get", 4);
        add(2_399, "alice", "Goals.get", 8);
        add(2_400, "alice", "Goals.get", 99);
        add(1_500, "bob", "Live.get", 20);
        views.add(&counts, &[], Time::from_micros(0)).unwrap();
        let mut asked = SumsAsked { from: 100, middle: 1_200, until: 2_400, login: None };
        let sum = |login: &str, feature: &str, before, now, last| Sum {
            login: login.into(),
            feature: feature.into(),
            before,
            now,
            last,
        };
        let all = views.sums(&asked, &Scope::All).unwrap();
        assert_eq!(all.sums, [sum("bob", "Live.get", 0, 20, 1_500), sum("alice", "Goals.get", 3, 12, 2_399)]);
        assert!(all.complete);
        assert_eq!(views.sums(&asked, &Scope::Own("bob".into())).unwrap().sums.len(), 1);
        asked.login = Some("alice".into());
        assert_eq!(views.sums(&asked, &Scope::All).unwrap().sums.len(), 1);
        assert!(views.sums(&asked, &Scope::Own("bob".into())).unwrap().sums.is_empty());
    }
}
