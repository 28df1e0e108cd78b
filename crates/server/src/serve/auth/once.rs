//! Remembers what has been seen for as long as it could come again, and never more than a fixed number.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

type Key = [u8; 32];

/// See the module.
pub(crate) struct OnceMemory {
    most: usize,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    keys: HashSet<Key>,
    /// In the order they came; lifetimes are the same for all keys of one memory, so the front ends first.
    ends: VecDeque<(Timestamp, Key)>,
}

/// What [`OnceMemory::first_time`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Once {
    First,
    Again,
    /// No room; whoever asks must treat it as seen.
    Full,
}

impl OnceMemory {
    pub(crate) fn new(most: usize) -> OnceMemory {
        OnceMemory { most, seen: Mutex::default() }
    }

    /// Remembers the key until `until`, and says whether it was new.
    pub(crate) fn first_time(&self, key: Key, now: Timestamp, until: Timestamp) -> Once {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((_, key)) = seen.ends.pop_front_if(|(end, _)| *end < now) {
            seen.keys.remove(&key);
        }
        if seen.keys.contains(&key) {
            return Once::Again;
        }
        if seen.keys.len() >= self.most {
            return Once::Full;
        }
        seen.keys.insert(key);
        seen.ends.push_back((until, key));
        Once::First
    }

    /// Whether the key is remembered.
    pub(crate) fn has(&self, key: &Key) -> bool {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).keys.contains(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_until_the_end_and_never_too_many() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let memory = OnceMemory::new(2);
        assert_eq!(memory.first_time([1; 32], at(0), at(10)), Once::First);
        assert_eq!(memory.first_time([1; 32], at(10), at(20)), Once::Again);
        assert_eq!(memory.first_time([2; 32], at(5), at(15)), Once::First);
        assert_eq!(memory.first_time([3; 32], at(5), at(15)), Once::Full);
        assert_eq!(memory.first_time([3; 32], at(11), at(21)), Once::First);
        assert!(memory.has(&[2; 32]) && !memory.has(&[1; 32]));
    }
}
