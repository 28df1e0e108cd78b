//! Which entries of a chunk have a term: sets of offsets, in memory and as bytes.
//!
//! A posting is a list of sections, one for each chunk of a run that has the term, in order. A section is a header
//! `(chunks skipped << 2 | kind)`, then by kind: 0 one offset; 1 byte length and offsets as gaps; 2 byte length and
//! bitmap; 3 nothing, for every entry of the chunk. Numbers are LEB128.

use super::bytes::{Bytes, put};

/// Most entries of a chunk; what [`Bits`] can hold.
pub const CHUNK_ENTRIES_MAX: usize = 4_096;

const WORDS: usize = CHUNK_ENTRIES_MAX / 64;
const ONE: u8 = 0;
const LIST: u8 = 1;
const BITMAP: u8 = 2;
const ALL: u8 = 3;

/// A set of offsets within a chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits([u64; WORDS]);

impl Bits {
    /// The empty set.
    pub fn none() -> Bits {
        Bits([0; WORDS])
    }

    /// The offsets `from..to`.
    pub fn span(from: usize, to: usize) -> Bits {
        let mut bits = Bits::none();
        for (index, word) in bits.0.iter_mut().enumerate() {
            let low = from.saturating_sub(index * 64).min(64);
            let high = to.saturating_sub(index * 64).min(64);
            let below = |count: usize| if count == 64 { u64::MAX } else { (1u64 << count) - 1 };
            *word = below(high) & !below(low);
        }
        bits
    }

    /// Adds an offset; one that is out of range is left out.
    pub fn set(&mut self, offset: usize) {
        if let Some(word) = self.0.get_mut(offset / 64) {
            *word |= 1 << (offset % 64);
        }
    }

    /// Keeps what is also in `other`.
    pub fn and(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Adds what is in `other`.
    pub fn or(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// Keeps what is not in `other`.
    pub fn and_not(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= !other);
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().fold(0, |all, word| all | word) == 0
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// The offsets, smallest first.
    pub fn offsets(&self) -> Vec<usize> {
        let mut all = Vec::with_capacity(self.count() as usize);
        for (index, word) in self.0.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                all.push(index * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
        all
    }
}

/// One section: which entries of one chunk.
#[derive(Clone, Copy, Debug)]
pub struct Section<'a> {
    /// The chunk's index within its run.
    pub chunk: usize,
    kind: u8,
    data: &'a [u8],
}

impl<'a> Section<'a> {
    /// Adds the offsets to `bits`. `None` when the bytes make no sense.
    pub fn add_to(&self, bits: &mut Bits, entries: usize) -> Option<()> {
        let mut data = Bytes(self.data);
        match self.kind {
            ALL => *bits = Bits::span(0, entries),
            BITMAP => {
                let (words, rest) = self.data.as_chunks::<8>();
                for (word, bytes) in bits.0.iter_mut().zip(words) {
                    *word |= u64::from_le_bytes(*bytes);
                }
                let mut last = [0; 8];
                last[..rest.len()].copy_from_slice(rest);
                if let Some(word) = bits.0.get_mut(words.len()) {
                    *word |= u64::from_le_bytes(last);
                }
            }
            _ => {
                let mut next = 0usize;
                while let Some((first, rest)) = data.0.split_first() {
                    // Most gaps are one byte, and long lists are where the time of a search goes.
                    let gap = if *first < 0x80 {
                        data = Bytes(rest);
                        usize::from(*first)
                    } else {
                        data.size()?
                    };
                    let offset = gap.checked_add(next)?;
                    bits.set(offset);
                    next = offset + 1;
                }
            }
        }
        Some(())
    }

    /// Appends this section to a posting whose last section was for the chunk before `next`.
    pub fn put(&self, chunk: usize, next: usize, out: &mut Vec<u8>) {
        put(out, ((chunk - next) as u64) << 2 | u64::from(self.kind));
        if matches!(self.kind, LIST | BITMAP) {
            put(out, self.data.len() as u64);
        }
        out.extend_from_slice(self.data);
    }
}

/// The sections of a posting; yields `None` once where the bytes make no sense.
pub struct Sections<'a> {
    bytes: Bytes<'a>,
    next: usize,
}

impl<'a> Sections<'a> {
    /// Of these bytes.
    pub fn new(data: &'a [u8]) -> Sections<'a> {
        Sections { bytes: Bytes(data), next: 0 }
    }

    fn read(&mut self) -> Option<Section<'a>> {
        let header = self.bytes.size()?;
        let kind = (header & 3) as u8;
        let chunk = self.next.checked_add(header >> 2)?;
        self.next = chunk + 1;
        let data = match kind {
            ALL => &[],
            ONE => {
                let all = self.bytes.0;
                self.bytes.number()?;
                &all[..all.len() - self.bytes.0.len()]
            }
            _ => {
                let length = self.bytes.size()?;
                self.bytes.take(length)?
            }
        };
        Some(Section { chunk, kind, data })
    }
}

impl<'a> Iterator for Sections<'a> {
    type Item = Option<Section<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.bytes.is_empty() {
            return None;
        }
        let section = self.read();
        if section.is_none() {
            self.bytes = Bytes(&[]);
        }
        Some(section)
    }
}

/// Appends a posting of one chunk: `offsets` ascending, without repeats, of `entries` in the chunk.
pub fn encode(offsets: &[u16], entries: usize, out: &mut Vec<u8>) {
    let mut list = Vec::with_capacity(offsets.len() + 4);
    let bitmap_bytes = entries.div_ceil(8);
    let (kind, data) = if offsets.len() == entries && entries > 1 {
        (ALL, list)
    } else {
        let mut next = 0;
        for offset in offsets {
            put(&mut list, u64::from(*offset) - next);
            next = u64::from(*offset) + 1;
            if list.len() > bitmap_bytes {
                break;
            }
        }
        if offsets.len() == 1 {
            (ONE, list)
        } else if list.len() <= bitmap_bytes {
            (LIST, list)
        } else {
            let mut map = vec![0u8; bitmap_bytes];
            offsets.iter().for_each(|offset| map[usize::from(*offset) / 8] |= 1 << (offset % 8));
            (BITMAP, map)
        }
    };
    Section { chunk: 0, kind, data: &data }.put(0, 0, out);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn offsets_come_back(entries in 1usize..=CHUNK_ENTRIES_MAX, picks in proptest::collection::vec(any::<u16>(), 1..600), dense in any::<bool>()) {
            let mut bits = Bits::none();
            picks.iter().for_each(|pick| bits.set(usize::from(*pick) % entries));
            if dense {
                let mut all = Bits::span(0, entries);
                all.and_not(&bits);
                bits = all;
            }
            let offsets: Vec<u16> = bits.offsets().iter().map(|offset| *offset as u16).collect();
            prop_assume!(!offsets.is_empty());
            let mut one = Vec::new();
            encode(&offsets, entries, &mut one);
            let section = Sections::new(&one).next().unwrap().unwrap();
            let mut back = Bits::none();
            section.add_to(&mut back, entries).unwrap();
            prop_assert_eq!(&back, &bits);
            prop_assert_eq!(back.count() as usize, offsets.len());
            // The same section moved to chunk 7 behind another one.
            let mut two = one.clone();
            section.put(7, 1, &mut two);
            let chunks: Vec<usize> = Sections::new(&two).map(|section| section.unwrap().chunk).collect();
            prop_assert_eq!(chunks, vec![0, 7]);
        }

        #[test]
        fn nonsense_ends(data in proptest::collection::vec(any::<u8>(), 0..64)) {
            for section in Sections::new(&data).flatten() {
                let _ = section.add_to(&mut Bits::none(), 100);
            }
        }
    }
}
