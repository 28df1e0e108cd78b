//! A whole inventory, put together from its parts.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{InventoryLine, Part, Plugin, Ranges, Token, User};
use crate::time::Time;

/// Most rows of an inventory, all sections together.
pub const ROWS_MAX: usize = 2_000_000;

/// Ranges as they came, by login and role or capability.
type Rights = BTreeMap<(String, String), Vec<(u64, u64)>>;

/// Everything that was there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inventory {
    /// Which inventory.
    pub id: Uuid,
    /// When its reading began.
    pub began: Time,
    /// When it ended.
    pub ended: Time,
    /// Everything was read as it was at one moment.
    pub consistent: bool,
    /// See [`super::Begin::fingerprint_key`].
    pub fingerprint_key: String,
    /// Sections that are not whole and must not be compared.
    pub cut: BTreeSet<String>,
    /// By login.
    pub users: BTreeMap<String, User>,
    /// By login and role or capability.
    pub access: BTreeMap<(String, String), Ranges>,
    /// By id.
    pub tokens: BTreeMap<u64, Token>,
    /// Names by id.
    pub sites: BTreeMap<u64, String>,
    /// Names by website and id.
    pub goals: BTreeMap<(u64, u64), String>,
    /// By name.
    pub plugins: BTreeMap<String, Plugin>,
    /// Values by name.
    pub settings: BTreeMap<String, String>,
}

/// Why lines are no whole inventory.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Parts are missing, doubled, of another inventory, or in another order.
    #[error("part {0} of the inventory is not where it should be")]
    Part(u32),
    /// There is no last part.
    #[error("the end of the inventory is missing")]
    NoEnd,
    /// A part that was kept cannot be read any more.
    #[error("a part of the inventory is damaged")]
    Damaged,
    /// More than [`ROWS_MAX`].
    #[error("an inventory has at most {ROWS_MAX} rows")]
    TooLarge,
}

impl Inventory {
    /// Puts parts together; they must be whole and in order.
    ///
    /// # Errors
    /// When they are not: what is not whole must not be compared.
    pub fn collect(lines: impl IntoIterator<Item = InventoryLine>) -> Result<Inventory, Wrong> {
        let mut all = Inventory::default();
        let mut access: Rights = BTreeMap::new();
        let mut part = 0;
        let mut rows = 0;
        for line in lines {
            part += 1;
            if line.part != part || (part > 1 && line.inventory != all.id) {
                return Err(Wrong::Part(part));
            }
            match line.content {
                Part::Begin(begin) if part == 1 => {
                    all.id = line.inventory;
                    all.began = line.time;
                    all.consistent = begin.consistent;
                    all.fingerprint_key = begin.fingerprint_key;
                }
                Part::End(end) if part > 1 && end.parts == part => {
                    all.ended = line.time.max(all.began);
                    all.cut = end.cut.into_iter().collect();
                    all.access = access.into_iter().map(|(key, sites)| (key, Ranges::of(&sites))).collect();
                    return Ok(all);
                }
                Part::Begin(_) | Part::End(_) => return Err(Wrong::Part(part)),
                _ if part == 1 => return Err(Wrong::Part(part)),
                Part::Access { rows: some } => {
                    rows += some.len();
                    // Somebody with rights here and there has several rows.
                    for row in some {
                        access.entry((row.login, row.access)).or_default().extend(row.sites.iter());
                    }
                }
                content => rows += all.add(content),
            }
            if rows > ROWS_MAX {
                return Err(Wrong::TooLarge);
            }
        }
        Err(Wrong::NoEnd)
    }

    fn add(&mut self, content: Part) -> usize {
        match content {
            Part::Begin(_) | Part::End(_) | Part::Access { .. } => 0,
            Part::Users { rows } => each(rows, |user| drop(self.users.insert(user.login.clone(), user))),
            Part::Tokens { rows } => each(rows, |token| drop(self.tokens.insert(token.id, token))),
            Part::Sites { rows } => each(rows, |site| drop(self.sites.insert(site.id, site.name))),
            Part::Goals { rows } => {
                each(rows, |goal| drop(self.goals.insert((goal.site, goal.id), goal.name)))
            }
            Part::Plugins { rows } => {
                each(rows, |plugin| drop(self.plugins.insert(plugin.name.clone(), plugin)))
            }
            Part::Settings { rows } => each(rows, |one| drop(self.settings.insert(one.name, one.value))),
        }
    }
}

fn each<T>(rows: Vec<T>, take: impl FnMut(T)) -> usize {
    let count = rows.len();
    rows.into_iter().for_each(take);
    count
}

#[cfg(test)]
mod tests {
    use super::super::{Begin, End};
    use super::*;

    fn line(inventory: u128, part: u32, content: Part) -> InventoryLine {
        InventoryLine {
            v: 1,
            kind: "inventory".into(),
            n: 0,
            id: Uuid::from_u128(u128::from(part)),
            time: Time::from_micros(i64::from(part)),
            inventory: Uuid::from_u128(inventory),
            part,
            content,
        }
    }

    fn lines() -> Vec<InventoryLine> {
        let access = |sites: &str| {
            let sites = sites.parse().unwrap();
            Part::Access {
                rows: vec![super::super::Access { login: "bob".into(), access: "view".into(), sites }],
            }
        };
        vec![
            line(9, 1, Part::Begin(Begin::default())),
            line(9, 2, access("1-3")),
            line(9, 3, access("4,9")),
            line(9, 4, Part::End(End { parts: 4, cut: vec!["goals".into()] })),
        ]
    }

    #[test]
    fn whole_ones_are_put_together_and_others_refused() {
        let whole = Inventory::collect(lines()).unwrap();
        assert_eq!(whole.access[&("bob".into(), "view".into())].to_string(), "1-4,9");
        assert_eq!((whole.began.micros(), whole.ended.micros(), whole.cut.len()), (1, 4, 1));
        for missing in 0..4 {
            let mut some = lines();
            some.remove(missing);
            assert!(Inventory::collect(some).is_err(), "{missing}");
        }
        let mut mixed = lines();
        mixed[2].inventory = Uuid::from_u128(8);
        assert_eq!(Inventory::collect(mixed), Err(Wrong::Part(3)));
        let mut doubled = lines();
        doubled[2] = doubled[1].clone();
        assert_eq!(Inventory::collect(doubled), Err(Wrong::Part(3)));
        let mut fewer = lines();
        fewer[3].content = Part::End(End { parts: 3, cut: Vec::new() });
        assert_eq!(Inventory::collect(fewer), Err(Wrong::Part(4)));
    }
}
