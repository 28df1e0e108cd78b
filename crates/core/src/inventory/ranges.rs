//! Sets of ids as people write pages to print: `1-5,7`. A right on five thousand websites is a few bytes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Sorted ranges that neither touch nor overlap; both ends belong to a range.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    /// From ranges in any order.
    pub fn of(ranges: &[(u64, u64)]) -> Ranges {
        let mut sorted: Vec<_> = ranges.iter().copied().filter(|(low, high)| low <= high).collect();
        sorted.sort_unstable();
        let mut out: Vec<(u64, u64)> = Vec::with_capacity(sorted.len());
        for (low, high) in sorted {
            match out.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => out.push((low, high)),
            }
        }
        Ranges(out)
    }

    /// The ranges in order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.0.iter().copied()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many ranges.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The id, if it is only one.
    pub fn single(&self) -> Option<u64> {
        match self.0.as_slice() {
            [(low, high)] if low == high => Some(*low),
            _ => None,
        }
    }

    /// What is in either.
    pub fn with(&self, other: &Ranges) -> Ranges {
        Ranges::of(&[self.0.as_slice(), other.0.as_slice()].concat())
    }

    /// What is in this one and not in the other.
    pub fn without(&self, other: &Ranges) -> Ranges {
        let mut out = Vec::new();
        let mut others = other.0.iter().peekable();
        for (mut low, high) in self.iter() {
            while others.next_if(|(_, end)| *end < low).is_some() {}
            let mut rest = others.clone();
            let mut is_used_up = false;
            while let Some((start, end)) = rest.next_if(|(start, _)| *start <= high) {
                if *start > low {
                    out.push((low, start - 1));
                }
                low = end.saturating_add(1);
                if *end >= high {
                    is_used_up = true;
                    break;
                }
            }
            if !is_used_up {
                out.push((low, high));
            }
        }
        Ranges(out)
    }
}

impl fmt::Display for Ranges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (low, high)) in self.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            if low == high { write!(f, "{comma}{low}")? } else { write!(f, "{comma}{low}-{high}")? }
        }
        Ok(())
    }
}

impl FromStr for Ranges {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{}” is no list of ids", text.chars().take(40).collect::<String>());
        let number = |text: &str| text.parse::<u64>().map_err(|_| wrong());
        let mut ranges = Vec::new();
        for part in text.split(',').filter(|_| !text.is_empty()) {
            let (low, high) = part.split_once('-').unwrap_or((part, part));
            let (low, high) = (number(low)?, number(high)?);
            if low > high {
                return Err(wrong());
            }
            ranges.push((low, high));
        }
        Ok(Ranges::of(&ranges))
    }
}

impl Serialize for Ranges {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ranges {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn set(ranges: &Ranges) -> BTreeSet<u64> {
        ranges.iter().flat_map(|(low, high)| low..=high).collect()
    }

    fn some() -> impl Strategy<Value = Ranges> {
        proptest::collection::vec((0..40u64, 0..6u64), 0..8).prop_map(|list| {
            Ranges::of(&list.iter().map(|(low, more)| (*low, low + more)).collect::<Vec<_>>())
        })
    }

    proptest! {
        #[test]
        fn they_are_sets(a in some(), b in some()) {
            prop_assert_eq!(set(&a.with(&b)), &set(&a) | &set(&b));
            prop_assert_eq!(set(&a.without(&b)), &set(&a) - &set(&b));
            prop_assert_eq!(a.to_string().parse::<Ranges>().unwrap(), a.clone());
            let without = a.without(&b);
            prop_assert_eq!(Ranges::of(&without.iter().collect::<Vec<_>>()), without);
        }
    }

    #[test]
    fn the_ends_of_numbers_are_no_trap() {
        let all = Ranges::of(&[(0, u64::MAX)]);
        assert!(all.without(&all).is_empty());
        assert_eq!(all.without(&Ranges::of(&[(5, 5)])).to_string(), format!("0-4,6-{}", u64::MAX));
        assert!("".parse::<Ranges>().unwrap().is_empty() && "-1".parse::<Ranges>().is_err());
    }
}
