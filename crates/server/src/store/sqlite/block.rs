//! Bodies of consecutive entries, packed together: the only thing entries are read back from.
//!
//! A block: format byte 1, then a zstd frame with content checksum and the frozen dictionary. Inside: first `seq`, number
//! of entries, then for each the time it was received (microseconds, zigzag difference to the one before) and the length
//! of its body, then the bodies: the JSON of [`Event`]. Numbers are LEB128.

use activity_log_core::{Entry, Event, Seq, Time};

use super::bytes::{Bytes, put};
use crate::store::StoreError;

/// Format byte of blocks as written now.
const FORMAT: u8 = 1;
/// Never edited: blocks of format 1 cannot be read without exactly these bytes.
const DICTIONARY: &[u8] = include_bytes!("dictionary-1.ndjson");
/// zstd level.
const LEVEL: i32 = 1;
/// Most bytes of one block unpacked: [`BLOCK_ENTRIES_MAX`] bodies of a wire line's size, with room.
const UNPACKED_BYTES_MAX: usize = 64 << 20;
/// Most entries of one block.
pub const BLOCK_ENTRIES_MAX: usize = 128;

/// Packs blocks.
pub struct Packer(zstd::bulk::Compressor<'static>);

/// One entry to pack.
pub struct Packed<'a> {
    /// When it was received.
    pub received: Time,
    /// The event as JSON.
    pub body: &'a [u8],
}

fn failed(error: std::io::Error) -> StoreError {
    StoreError::Io(format!("zstd: {error}"))
}

impl Packer {
    /// With the dictionary loaded.
    pub fn new() -> Result<Packer, StoreError> {
        let mut compressor = zstd::bulk::Compressor::with_dictionary(LEVEL, DICTIONARY).map_err(failed)?;
        compressor.include_checksum(true).map_err(failed)?;
        Ok(Packer(compressor))
    }

    /// Packs entries that follow each other from `first` on.
    pub fn pack(&mut self, first: Seq, entries: &[Packed<'_>]) -> Result<Vec<u8>, StoreError> {
        let mut plain = Vec::with_capacity(entries.iter().map(|entry| entry.body.len() + 8).sum::<usize>());
        put(&mut plain, first);
        put(&mut plain, entries.len() as u64);
        let mut before = 0;
        for entry in entries {
            let step = entry.received.micros() - before;
            put(&mut plain, ((step << 1) ^ (step >> 63)) as u64);
            put(&mut plain, entry.body.len() as u64);
            before = entry.received.micros();
        }
        entries.iter().for_each(|entry| plain.extend_from_slice(entry.body));
        let mut data = vec![FORMAT];
        data.append(&mut self.0.compress(&plain).map_err(failed)?);
        Ok(data)
    }
}

/// Unpacks blocks.
pub struct Unpacker(zstd::bulk::Decompressor<'static>);

/// A block, unpacked; entries are decoded when asked for.
pub struct Block {
    first: Seq,
    plain: Vec<u8>,
    /// Received, start and end of the body.
    places: Vec<(Time, usize, usize)>,
}

fn damaged(first: Seq, entries: usize, what: &str) -> StoreError {
    let last = first + (entries as u64).saturating_sub(1);
    StoreError::Damaged(format!("entries {first} to {last}: {what}"))
}

impl Unpacker {
    /// With the dictionary loaded.
    pub fn new() -> Result<Unpacker, StoreError> {
        zstd::bulk::Decompressor::with_dictionary(DICTIONARY).map(Unpacker).map_err(failed)
    }

    /// Unpacks and checks a block that should hold `entries` entries from `first` on.
    pub fn unpack(&mut self, data: &[u8], first: Seq, entries: usize) -> Result<Block, StoreError> {
        let wrong = |what: &str| damaged(first, entries, what);
        let Some((&FORMAT, frame)) = data.split_first() else {
            return Err(wrong("their block has an unknown format"));
        };
        let size = zstd::zstd_safe::get_frame_content_size(frame).ok().flatten();
        let size =
            size.and_then(|size| usize::try_from(size).ok()).filter(|size| *size <= UNPACKED_BYTES_MAX);
        let size = size.ok_or_else(|| wrong("their block has no sensible size"))?;
        let plain = self.0.decompress(frame, size).map_err(|error| wrong(&error.to_string()))?;
        let places = Block::places(&plain, first, entries);
        let places = places.ok_or_else(|| wrong("their block holds something else"))?;
        Ok(Block { first, plain, places })
    }
}

impl Block {
    fn places(plain: &[u8], first: Seq, entries: usize) -> Option<Vec<(Time, usize, usize)>> {
        let mut bytes = Bytes(plain);
        if bytes.number()? != first || bytes.size()? != entries || entries > BLOCK_ENTRIES_MAX {
            return None;
        }
        let mut places = Vec::with_capacity(entries);
        let mut received = 0i64;
        let mut end = 0usize;
        for _ in 0..entries {
            let step = bytes.number()?;
            received = received.checked_add((step >> 1) as i64 ^ -((step & 1) as i64))?;
            let start = end;
            end = start.checked_add(bytes.size()?)?;
            places.push((Time::from_micros(received), start, end));
        }
        let bodies = plain.len() - bytes.0.len();
        (bytes.0.len() == end).then_some(())?;
        places.iter_mut().for_each(|(_, start, end)| {
            *start += bodies;
            *end += bodies;
        });
        Some(places)
    }

    /// First `seq` of the block.
    pub fn first(&self) -> Seq {
        self.first
    }

    /// False when the body surely has not all of these texts (lower case, ASCII, nothing that JSON escapes): much
    /// cheaper than decoding it. A body with other letters is never ruled out, because lowering can make them ASCII.
    pub fn may_have(&self, index: usize, needles: &[String]) -> bool {
        let Some((_, start, end)) = self.places.get(index) else { return true };
        let body = &self.plain[*start..*end];
        match String::from_utf8(body.to_ascii_lowercase()) {
            Ok(lower) if lower.is_ascii() => needles.iter().all(|needle| lower.contains(needle.as_str())),
            _ => true,
        }
    }

    /// The entry at this place of the block.
    pub fn entry(&self, index: usize) -> Result<Entry, StoreError> {
        let wrong = |what: &str| damaged(self.first + index as u64, 1, what);
        let (received, start, end) = *self.places.get(index).ok_or_else(|| wrong("missing"))?;
        let event: Event =
            serde_json::from_slice(&self.plain[start..end]).map_err(|error| wrong(&error.to_string()))?;
        Ok(Entry { seq: self.first + index as u64, received, event })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::sample;

    #[test]
    fn the_dictionary_is_frozen() {
        // If this fails, put the file back: logs that exist cannot be read without it. A new one is a new format byte.
        assert_eq!((DICTIONARY.len(), super::super::hash::checksum(DICTIONARY)), (11_522, 3_932_688_021));
    }

    #[test]
    fn what_is_changed_is_noticed() {
        let event = sample::event(7);
        let body = serde_json::to_vec(&event).unwrap();
        let packed = [3, 1, 2].map(|micros| Packed { received: Time::from_micros(micros), body: &body });
        let data = Packer::new().unwrap().pack(5, &packed).unwrap();
        let mut unpacker = Unpacker::new().unwrap();
        let block = unpacker.unpack(&data, 5, 3).unwrap();
        assert_eq!(block.entry(1).unwrap(), Entry { seq: 6, received: Time::from_micros(1), event });
        assert!(block.entry(3).is_err());
        assert!(unpacker.unpack(&data, 6, 3).is_err());
        assert!(unpacker.unpack(&data, 5, 2).is_err());
        for at in 0..data.len() {
            let mut changed = data.clone();
            changed[at] ^= 0x10;
            if let Ok(block) = unpacker.unpack(&changed, 5, 3) {
                // A bit of the frame's header that says nothing about the content.
                assert_eq!(block.entry(1).unwrap().event, sample::event(7), "byte {at}");
            }
        }
    }
}
