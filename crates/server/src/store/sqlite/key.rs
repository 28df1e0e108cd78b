//! The terms of an event as keys of the index: one byte that says the kind, then the value.
//!
//! The kinds are part of the file format. Addresses are kept as 4 or 16 bytes, so that a network is a range of keys.

use std::collections::HashMap;
use std::net::IpAddr;

use activity_log_core::Event;
use activity_log_core::query::{Field, facet, text};

use super::hash::Keyed;

/// Longest value in bytes. A longer one is cut here, and what is found by it is a candidate only.
pub const VALUE_BYTES_MAX: usize = 128;

const IP4: u8 = 7;
const IP6: u8 = 8;
const OWNER: u8 = 32;
const WORD: u8 = 33;

/// The kind byte of a field's values; `None` for those that are not kept as terms, and for addresses.
pub fn kind(field: Field) -> Option<u8> {
    match field {
        Field::User => Some(1),
        Field::Activity => Some(2),
        Field::Category => Some(3),
        Field::Site => Some(4),
        Field::Outcome => Some(5),
        Field::Severity => Some(6),
        Field::Object => Some(9),
        Field::Actor => Some(10),
        Field::Auth => Some(11),
        Field::Token => Some(12),
        Field::Session => Some(13),
        Field::Request => Some(14),
        Field::Method => Some(15),
        Field::Cause => Some(16),
        Field::Nested => Some(17),
        Field::Source => Some(18),
        Field::Ip | Field::Id => None,
    }
}

/// A key, and whether it says everything (false: the value was cut).
pub fn key(kind: u8, value: &str) -> (Vec<u8>, bool) {
    let bytes = value.as_bytes();
    let cut = &bytes[..bytes.len().min(VALUE_BYTES_MAX)];
    let mut key = Vec::with_capacity(cut.len() + 1);
    key.push(kind);
    key.extend_from_slice(cut);
    (key, bytes.len() < VALUE_BYTES_MAX)
}

/// The key of an address.
pub fn address(address: IpAddr) -> Vec<u8> {
    match address {
        IpAddr::V4(four) => [&[IP4][..], &four.octets()].concat(),
        IpAddr::V6(six) => [&[IP6][..], &six.octets()].concat(),
    }
}

/// The address of a key made by [`address`].
pub fn as_address(key: &[u8]) -> Option<IpAddr> {
    match key.split_first()? {
        (&IP4, four) => <[u8; 4]>::try_from(four).ok().map(IpAddr::from),
        (&IP6, six) => <[u8; 16]>::try_from(six).ok().map(IpAddr::from),
        _ => None,
    }
}

/// All keys of addresses: from here, up to and without there.
pub fn addresses() -> (Vec<u8>, Vec<u8>) {
    (vec![IP4], vec![IP6 + 1])
}

/// The key of entries that this login may see as a plain user.
pub fn owner(login: &str) -> (Vec<u8>, bool) {
    key(OWNER, login)
}

/// The key of a word.
pub fn word(word: &str) -> Vec<u8> {
    key(WORD, word).0
}

/// The smallest key greater than all that begin with this one (kinds stay below 0xff, so there is one).
pub fn behind(prefix: &[u8]) -> Vec<u8> {
    let mut key = prefix.to_vec();
    while key.last() == Some(&0xff) {
        key.pop();
    }
    if let Some(last) = key.last_mut() {
        *last += 1;
    }
    key
}

/// The text in lower case as the predicate sees it; words are taken from this, because lowering can split a word.
pub fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The terms of the entries of one chunk and the offsets that have them.
#[derive(Default)]
pub struct Collector {
    ids: HashMap<Vec<u8>, u32, Keyed>,
    offsets: Vec<Vec<u16>>,
    /// Texts repeat (agents, names, methods): the terms of each are worked out once.
    texts: HashMap<String, Vec<u32>, Keyed>,
}

impl Collector {
    fn id(&mut self, key: &[u8]) -> u32 {
        if let Some(id) = self.ids.get(key) {
            return *id;
        }
        let id = self.offsets.len() as u32;
        self.ids.insert(key.to_vec(), id);
        self.offsets.push(Vec::new());
        id
    }

    fn note(&mut self, id: u32, offset: u16) {
        let offsets = &mut self.offsets[id as usize];
        if offsets.last() != Some(&offset) {
            offsets.push(offset);
        }
    }

    /// Adds an event; offsets have to come in order.
    pub fn add(&mut self, event: &Event, offset: u16) {
        let mut key = Vec::with_capacity(VALUE_BYTES_MAX + 1);
        let mut add = |this: &mut Self, kind: u8, value: &str| {
            key.clear();
            key.push(kind);
            key.extend_from_slice(&value.as_bytes()[..value.len().min(VALUE_BYTES_MAX)]);
            let id = this.id(&key);
            this.note(id, offset);
        };
        for field in Field::ALL {
            if let Some(kind) = kind(*field) {
                field.values(event, |value| add(self, kind, &value));
            }
        }
        for login in event.owners() {
            add(self, OWNER, login);
        }
        facet::addresses(event, |found| {
            let id = self.id(&address(found));
            self.note(id, offset);
        });
        for value in text::texts(event) {
            if !self.texts.contains_key(value) {
                let words = text::words(&lower(value)).map(|found| self.id(&word(&found))).collect();
                self.texts.insert(value.to_owned(), words);
            }
            let Collector { texts, offsets, .. } = self;
            for id in texts.get(value).into_iter().flatten() {
                let offsets = &mut offsets[*id as usize];
                if offsets.last() != Some(&offset) {
                    offsets.push(offset);
                }
            }
        }
    }

    /// Every term with its offsets, in the order of keys.
    pub fn sorted(self) -> Vec<(Vec<u8>, Vec<u16>)> {
        let mut offsets = self.offsets;
        let mut all: Vec<_> =
            self.ids.into_iter().map(|(key, id)| (key, std::mem::take(&mut offsets[id as usize]))).collect();
        all.sort_unstable();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_behind_a_prefix() {
        assert_eq!(behind(&[1, 5]), vec![1, 6]);
        assert_eq!(behind(&[1, 0xff, 0xff]), vec![2]);
    }

    #[test]
    fn every_field_has_one_kind() {
        let mut kinds: Vec<u8> = Field::ALL.iter().filter_map(|field| kind(*field)).collect();
        kinds.extend([IP4, IP6, OWNER, WORD]);
        let count = kinds.len();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), count);
        assert!(Field::ALL.iter().all(|field| {
            kind(*field).is_some() || matches!(field, Field::Ip | Field::Id) || !field.is_indexed()
        }));
    }
}
