//! What time it is, as handlers need it.

use jiff::Timestamp;

use crate::ops::clock;

/// Tells the time.
#[derive(Clone)]
pub(crate) struct Clock(pub(crate) clock::Clock);

impl Clock {
    pub(crate) fn now(&self) -> Timestamp {
        (self.0)().timestamp()
    }
}
