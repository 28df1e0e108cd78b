//! XXH64 (seed 0), the checksum of index rows; body blocks carry the same one inside their zstd frame. And a fast hash
//! for maps that live as long as one chunk is packed.

use std::hash::{BuildHasher, Hasher, RandomState};

const P1: u64 = 0x9E37_79B1_85EB_CA87;
const P2: u64 = 0xC2B2_AE3D_27D4_EB4F;
const P3: u64 = 0x1656_67B1_9E37_79F9;
const P4: u64 = 0x85EB_CA77_C2B2_AE63;
const P5: u64 = 0x27D4_EB2F_1656_67C5;

/// The low 32 bits of XXH64, as zstd keeps them too.
pub fn checksum(data: &[u8]) -> u32 {
    // Cutting is the point: the low half is what is stored.
    xxh64(data) as u32
}

fn round(lane: u64, input: u64) -> u64 {
    lane.wrapping_add(input.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1)
}

/// Up to eight bytes, little endian.
fn word(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(word)
}

fn xxh64(data: &[u8]) -> u64 {
    let (words, rest) = data.as_chunks::<8>();
    let (stripes, words) = words.as_chunks::<4>();
    let mut hash = if stripes.is_empty() {
        P5
    } else {
        let mut lanes = [P1.wrapping_add(P2), P2, 0, 0u64.wrapping_sub(P1)];
        for stripe in stripes {
            for (lane, bytes) in lanes.iter_mut().zip(stripe) {
                *lane = round(*lane, u64::from_le_bytes(*bytes));
            }
        }
        let turned = [(lanes[0], 1), (lanes[1], 7), (lanes[2], 12), (lanes[3], 18)];
        let sum = turned.iter().fold(0u64, |sum, (lane, by)| sum.wrapping_add(lane.rotate_left(*by)));
        lanes.iter().fold(sum, |hash, lane| (hash ^ round(0, *lane)).wrapping_mul(P1).wrapping_add(P4))
    };
    hash = hash.wrapping_add(data.len() as u64);
    for bytes in words {
        let lane = round(0, u64::from_le_bytes(*bytes));
        hash = (hash ^ lane).rotate_left(27).wrapping_mul(P1).wrapping_add(P4);
    }
    let mut rest = rest;
    if rest.len() >= 4 {
        hash = (hash ^ word(&rest[..4]).wrapping_mul(P1)).rotate_left(23).wrapping_mul(P2).wrapping_add(P3);
        rest = &rest[4..];
    }
    for byte in rest {
        hash = (hash ^ u64::from(*byte).wrapping_mul(P5)).rotate_left(11).wrapping_mul(P1);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(P2);
    hash = (hash ^ (hash >> 29)).wrapping_mul(P3);
    hash ^ (hash >> 32)
}

/// Hashes keys of a map by folded multiplication. The seed is random, so that nobody can send values that collide.
pub struct Keyed(u64);

/// The state while hashing.
pub struct Folding(u64);

impl Default for Keyed {
    fn default() -> Self {
        Keyed(RandomState::new().hash_one(P1))
    }
}

impl BuildHasher for Keyed {
    type Hasher = Folding;

    fn build_hasher(&self) -> Folding {
        Folding(self.0)
    }
}

impl Folding {
    fn fold(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word).wrapping_mul(u128::from(P1));
        self.0 = (product as u64) ^ (product >> 64) as u64;
    }
}

impl Hasher for Folding {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|bytes| self.fold(u64::from_le_bytes(*bytes)));
        self.fold(word(rest) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, byte: u8) {
        self.fold(u64::from(byte));
    }

    fn write_usize(&mut self, number: usize) {
        self.fold(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors() {
        assert_eq!(xxh64(b""), 0xEF46_DB37_51D8_E999);
        assert_eq!(xxh64(b"abc"), 0x44BC_2CF5_AD77_0999);
        assert_eq!(xxh64(b"Nobody inspects the spammish repetition"), 0xFBCE_A83C_8A37_8BF1);
    }
}
