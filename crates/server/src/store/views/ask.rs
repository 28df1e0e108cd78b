//! Reading counts of views: pages of rows in the order of hour, login and feature.

use rusqlite::types::Value;

use super::{Hour, PAGE_ROWS_MAX, ViewCounts};
use crate::store::{Scope, StoreError};

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// First hour.
    pub from: Option<Hour>,
    /// First hour that is not wanted any more.
    pub until: Option<Hour>,
    /// Only this login.
    pub login: Option<String>,
    /// Only this feature.
    pub feature: Option<String>,
    /// Only what stands behind this row.
    pub after: Option<Cursor>,
    /// Most rows, up to [`PAGE_ROWS_MAX`].
    pub limit: usize,
}

/// A place between rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    hour: Hour,
    login: String,
    feature: String,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.hour, self.feature, self.login)
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '/');
        let hour = parts.next().and_then(|hour| hour.parse().ok()).ok_or(())?;
        let (feature, login) = (parts.next().ok_or(())?, parts.next().ok_or(())?);
        Ok(Cursor { hour, login: login.to_owned(), feature: feature.to_owned() })
    }
}

/// One sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When.
    pub hour: Hour,
    /// Who; empty where too many were told apart in this hour.
    pub login: String,
    /// What.
    pub feature: String,
    /// How often.
    pub count: u64,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Earliest first.
    pub rows: Vec<Row>,
    /// There are more: ask again with `after` = this.
    pub next: Option<Cursor>,
}

impl ViewCounts {
    /// One page of what this scope may see: everything, or the rows of one's own login.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn usage(&self, asked: &Asked, scope: &Scope) -> Result<Usage, StoreError> {
        let limit = asked.limit.clamp(1, PAGE_ROWS_MAX);
        let mut sql = String::from("SELECT hour, login, feature, count FROM views WHERE 1");
        let mut values: Vec<Value> = Vec::new();
        let mut test = |text: &str, new: Vec<Value>| {
            sql.push_str(" AND ");
            sql.push_str(text);
            values.extend(new);
        };
        if let Scope::Own(login) = scope {
            test("login = ?", vec![login.clone().into()]);
        }
        if let Some(from) = asked.from {
            test("hour >= ?", vec![from.into()]);
        }
        if let Some(until) = asked.until {
            test("hour < ?", vec![until.into()]);
        }
        if let Some(login) = &asked.login {
            test("login = ?", vec![login.clone().into()]);
        }
        if let Some(feature) = &asked.feature {
            test("feature = ?", vec![feature.clone().into()]);
        }
        if let Some(after) = &asked.after {
            let place = vec![after.hour.into(), after.login.clone().into(), after.feature.clone().into()];
            test("(hour, login, feature) > (?, ?, ?)", place);
        }
        sql.push_str(&format!(" ORDER BY hour, login, feature LIMIT {}", limit + 1));
        let connection = self.question();
        let mut statement = connection.prepare_cached(&sql)?;
        let found = statement.query_map(rusqlite::params_from_iter(values), |row| {
            let count = row.get::<_, i64>(3)?.unsigned_abs();
            Ok(Row { hour: row.get(0)?, login: row.get(1)?, feature: row.get(2)?, count })
        })?;
        let mut rows = found.collect::<Result<Vec<Row>, _>>()?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| Cursor {
            hour: row.hour,
            login: row.login.clone(),
            feature: row.feature.clone(),
        });
        Ok(Usage { rows, next })
    }
}
