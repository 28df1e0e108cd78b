//! Randomness from the operating system, and ids.

use activity_log_core::Time;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Random bytes that nobody can guess.
///
/// # Errors
/// Only where the operating system has no randomness.
pub fn bytes<const N: usize>() -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes)
}

/// `2 * N` random hexadecimal digits.
///
/// # Errors
/// As [`bytes`].
pub fn hex<const N: usize>() -> std::io::Result<String> {
    Ok(to_hex(&bytes::<N>()?))
}

/// Lower-case hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An id that is the same whenever the same thing is named, and sorts by time like those of the plugin (a UUIDv7 whose
/// random bits come from a hash): saying it twice stores it once.
pub fn stable_id(time: Time, what: &[&str]) -> Uuid {
    let mut hash = Sha256::new();
    for part in what {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    let mut random = [0; 10];
    random.copy_from_slice(&digest[..10]);
    uuid::Builder::from_unix_timestamp_millis((time.micros() / 1_000).unsigned_abs(), &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_has_the_same_id() {
        let time = Time::from_micros(1_795_385_516_930_189);
        assert_eq!(stable_id(time, &["a", "b"]), stable_id(time, &["a", "b"]));
        assert_ne!(stable_id(time, &["a", "b"]), stable_id(time, &["ab", ""]));
        assert_eq!(stable_id(time, &["a"]).get_version_num(), 7);
    }
}
