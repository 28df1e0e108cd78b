//! Pictures of people: a pattern from the hash of the login, the same left and right. Made here, asked for nowhere.

use sha2::{Digest, Sha256};

/// Squares in a row and in a column.
const SIDE: usize = 5;

/// The pattern as an SVG path in a square of [`SIDE`].
pub(super) fn path(login: &str) -> String {
    let hash = Sha256::digest(login);
    let mut path = String::new();
    for y in 0..SIDE {
        for x in 0..SIDE {
            let half = x.min(SIDE - 1 - x);
            if hash[y * (SIDE / 2 + 1) + half] & 1 == 1 {
                path.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
    }
    // One in 32,768 has none at all.
    if path.is_empty() { format!("M0 0h{SIDE}v{SIDE}h-{SIDE}z") } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_has_its_own_picture_the_same_left_and_right() {
        assert_eq!(path("anna"), path("anna"));
        assert_ne!(path("anna"), path("ben"));
        let picture = path("anna");
        for y in 0..SIDE {
            for x in 0..SIDE {
                let has = |x: usize| picture.contains(&format!("M{x} {y}h1"));
                assert_eq!(has(x), has(SIDE - 1 - x), "{x} {y}");
            }
        }
        assert!(picture.bytes().all(|b| b.is_ascii_digit() || b" Mhvz-".contains(&b)));
    }
}
