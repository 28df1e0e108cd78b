//! Numbers that may be lower bounds, because counting stopped early.

use crate::serve::locale::Locale;
use crate::store::Count;

/// A number, and whether it is all there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lower {
    pub(super) number: u64,
    pub(super) is_exact: bool,
}

impl Lower {
    pub(super) fn exactly(number: u64) -> Lower {
        Lower { number, is_exact: true }
    }

    /// As people read it: “at least” where there may be more.
    pub(super) fn shown(self, l: &Locale) -> String {
        let number = l.number(self.number);
        if self.is_exact { number } else { l.with("person-at-least", &[("number", &number)]) }
    }
}

impl From<Count> for Lower {
    fn from(count: Count) -> Lower {
        Lower { number: count.entries, is_exact: count.complete }
    }
}
