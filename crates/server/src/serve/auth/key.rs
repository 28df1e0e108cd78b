//! Keys: never printed, compared in constant time.

use std::fmt;
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::ops::random::bytes;

/// Bytes that must not get out.
#[derive(Clone)]
pub struct Key(Arc<[u8]>);

impl Key {
    /// From its bytes.
    pub fn new(bytes: impl AsRef<[u8]>) -> Key {
        Key(bytes.as_ref().into())
    }

    /// 32 random bytes.
    ///
    /// # Errors
    /// Only where the operating system has no randomness.
    pub fn random() -> std::io::Result<Key> {
        Ok(Key::new(bytes::<32>()?))
    }

    /// HMAC-SHA256 of a text.
    pub fn mac(&self, text: &[u8]) -> [u8; 32] {
        self.hmac(text).finalize().into_bytes().into()
    }

    /// Whether `mac` is the HMAC-SHA256 of the text; takes the same time either way.
    pub fn verifies(&self, text: &[u8], mac: &[u8]) -> bool {
        self.hmac(text).verify_slice(mac).is_ok()
    }

    /// Whether these are the same bytes; takes the same time either way. Nothing equals an empty secret.
    pub fn equals(&self, other: &[u8]) -> bool {
        !self.0.is_empty() && bool::from(self.0.ct_eq(other))
    }

    fn hmac(&self, text: &[u8]) -> Hmac<Sha256> {
        // HMAC takes keys of every length, so this cannot fail; a fixed key would be the wrong way out.
        let mut mac = match Hmac::<Sha256>::new_from_slice(&self.0) {
            Ok(mac) => mac,
            Err(_) => unreachable!("HMAC takes keys of every length"),
        };
        mac.update(text);
        mac
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_not_printed_and_compares() {
        let secret = Key::new("hunter2");
        assert_eq!(format!("{secret:?}"), "Key(…)");
        assert!(secret.equals(b"hunter2") && !secret.equals(b"hunter") && !Key::new("").equals(b""));
        let mac = secret.mac(b"text");
        assert!(secret.verifies(b"text", &mac) && !secret.verifies(b"texT", &mac));
        assert!(!secret.verifies(b"text", &mac[..31]));
    }
}
