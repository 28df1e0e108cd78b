//! What every room needs to run: clock, randomness, log output. May be used by all rooms and uses none of them.

pub mod clock;
pub mod files;
pub mod kept;
pub mod log;
pub mod random;
