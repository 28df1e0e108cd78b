//! What an entry says, for the reader at the command line: English, like all of it.

use activity_log_core::Entry;

use crate::serve::locale::Locale;

/// The sentence of an entry, without its subject.
pub fn of(entry: &Entry) -> String {
    Locale::complete().sentence(&entry.event).plain()
}
