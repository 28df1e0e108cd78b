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
        self.said(l.number(self.number), l)
    }

    /// With what is counted, by a message such as “9 people”.
    pub(super) fn counted(self, id: &str, l: &Locale) -> String {
        self.said(l.count(id, self.number), l)
    }

    fn said(self, text: String, l: &Locale) -> String {
        if self.is_exact { text } else { l.with("person-at-least", &[("number", &text)]) }
    }
}

impl From<Count> for Lower {
    fn from(count: Count) -> Lower {
        Lower { number: count.entries, is_exact: count.complete }
    }
}
