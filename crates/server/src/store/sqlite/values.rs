//! Values of a field for menus, from the dictionaries of the runs.

use std::collections::BTreeSet;

use activity_log_core::query::Field;

use super::key;
use super::segment::Segment;
use super::terms::TermReader;
use crate::store::StoreError;

/// Most terms looked at for one menu.
const TERMS_MAX: usize = 100_000;

/// Values of the field that begin with `prefix`, in order, from a set of at least `limit` or all there are.
pub fn values(
    segments: &[std::sync::Arc<Segment>],
    field: Field,
    prefix: &str,
    limit: usize,
) -> Result<BTreeSet<String>, StoreError> {
    let mut found = BTreeSet::new();
    let mut looked = 0;
    let (from, until) = match key::kind(field) {
        Some(kind) => {
            let (from, _) = key::key(kind, prefix);
            let until = key::behind(&from);
            (from, until)
        }
        None => key::addresses(),
    };
    let text = |key: &[u8]| match key::as_address(key) {
        Some(address) => Some(address.to_string()),
        // A value that was cut is none that could be asked for.
        None if key.len() > key::VALUE_BYTES_MAX => None,
        None => std::str::from_utf8(key.get(1..)?).ok().map(str::to_owned),
    };
    for segment in segments.iter().rev() {
        segment.read(|reader| {
            let index = segment.index(&reader.conn)?;
            for entry in segment.tail.snapshot(&reader.conn, index.next)? {
                field.values(&entry.event, |value| {
                    if value.starts_with(prefix) {
                        found.insert(value.into_owned());
                    }
                });
            }
            for run in index.runs.iter().rev() {
                let mut terms = TermReader::new(&reader.conn, run.id, &from)?;
                let (mut on, mut taken) = (true, 0);
                while on && taken < limit && looked < TERMS_MAX {
                    looked += 1;
                    let more = terms.next(|key, _| {
                        on = key < until.as_slice();
                        let value = text(key)
                            .filter(|value| on && key >= from.as_slice() && value.starts_with(prefix));
                        if let Some(value) = value {
                            taken += 1;
                            found.insert(value);
                        }
                    })?;
                    on &= more;
                }
            }
            Ok(())
        })?;
    }
    Ok(found)
}
