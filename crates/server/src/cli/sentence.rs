//! What an entry says, for the reader at the command line: English.

use activity_log_core::Entry;

/// The sentence of an entry, without its subject.
pub fn of(entry: &Entry) -> String {
    let event = &entry.event;
    let name = event.target.as_ref().and_then(|target| target.name.as_deref().or(target.id.as_deref()));
    match name {
        Some(name) => format!("{} {} “{name}”", event.verb, event.category),
        None => format!("{} {}", event.verb, event.category),
    }
}
