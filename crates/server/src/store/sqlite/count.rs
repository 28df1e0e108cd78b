//! Counting by the index: postings say which entries match and what they have, moments when they happened. Only what those cannot
//! say is read.

use super::key;
use super::moment::{self, Said, Sorter};
use super::posting::{Bits, Sections};
use super::search::{Chunk, Table, Walk, Wanted};
use super::segment::{Reader, Run, Segment};
use super::terms::{Posting, TermReader};
use crate::store::StoreError;

/// What is known of the matches of one chunk.
struct Part {
    bits: Bits,
    spans: Spans,
}

/// In which span each of them is.
enum Spans {
    /// All in one.
    One(usize),
    /// By offset.
    Each(Vec<u16>),
}

/// One value of the field in one run.
struct Value {
    /// `None`: it was cut, and only the entries have it whole.
    text: Option<String>,
    posting: Posting,
}

impl Part {
    fn none() -> Part {
        Part { bits: Bits::none(), spans: Spans::One(0) }
    }

    /// Calls `each` with a span and how many of these offsets are in it.
    fn spread(&self, bits: &Bits, mut each: impl FnMut(usize, u64)) {
        match &self.spans {
            Spans::One(span) => each(*span, bits.count()),
            Spans::Each(spans) => {
                let mut run = (0, 0);
                for offset in bits.offsets() {
                    let span = usize::from(spans[offset]);
                    if run.1 > 0 && run.0 != span {
                        each(run.0, run.1);
                        run.1 = 0;
                    }
                    run = (span, run.1 + 1);
                }
                each(run.0, run.1);
            }
        }
    }
}

impl Walk<'_> {
    /// Counts the matches of one run. Nothing of it is counted when it fails.
    pub(super) fn count_run(
        &mut self,
        segment: &Segment,
        reader: &mut Reader,
        run: &Run,
        tables: &[Table<'_>],
    ) -> Result<(), StoreError> {
        let mut parts = Vec::with_capacity(run.times.len());
        for chunk in run.chunks(segment.layout) {
            parts.push(self.part(reader, &chunk, tables)?);
        }
        let values = self.values(reader, run)?;
        let makes_no_sense = || {
            let last = run.first + run.entries - 1;
            StoreError::Damaged(format!("entries {} to {last}: their index makes no sense", run.first))
        };
        let chunks: Vec<Chunk<'_>> = run.chunks(segment.layout).collect();
        for value in values.iter().filter(|value| value.text.is_none()) {
            for section in Sections::new(value.posting.bytes()) {
                let section =
                    section.filter(|section| section.chunk < chunks.len()).ok_or_else(makes_no_sense)?;
                let chunk = &chunks[section.chunk];
                let mut bits = Bits::none();
                section.add_to(&mut bits, chunk.entries).ok_or_else(makes_no_sense)?;
                bits.and(&parts[section.chunk].bits);
                parts[section.chunk].bits.and_not(&bits);
                self.look(reader, chunk, &bits.offsets())?;
            }
        }
        let Wanted::Tally(counter) = &mut self.wanted else { return Ok(()) };
        for part in &parts {
            part.spread(&part.bits, |span, entries| counter.add_total(span, entries));
        }
        let mut counts = vec![0; counter.spans()];
        for value in values {
            let Some(text) = value.text else { continue };
            counts.fill(0);
            for section in Sections::new(value.posting.bytes()) {
                let section =
                    section.filter(|section| section.chunk < chunks.len()).ok_or_else(makes_no_sense)?;
                let part = &parts[section.chunk];
                if part.bits.is_empty() {
                    continue;
                }
                let mut bits = Bits::none();
                section.add_to(&mut bits, chunks[section.chunk].entries).ok_or_else(makes_no_sense)?;
                bits.and(&part.bits);
                part.spread(&bits, |span, entries| counts[span] += entries);
            }
            counter.add_counts(text, &counts);
        }
        Ok(())
    }

    /// The matches of a chunk that the index is sure of; the others are looked at here and now.
    fn part(
        &mut self,
        reader: &mut Reader,
        chunk: &Chunk<'_>,
        tables: &[Table<'_>],
    ) -> Result<Part, StoreError> {
        let times = chunk.run.times[chunk.index];
        if !self.plan.meets(times) || chunk.first > self.high || chunk.last() < self.low {
            return Ok(Part::none());
        }
        let (bits, sure) = self.candidates(chunk, tables)?;
        if bits.is_empty() {
            return Ok(Part::none());
        }
        let Wanted::Tally(counter) = &self.wanted else { return Ok(Part::none()) };
        let mut sorter = Sorter::new(&self.plan, Some(counter.tally()));
        if let (true, Some(span)) = (sure, sorter.span(times)) {
            return Ok(Part { bits, spans: Spans::One(span) });
        }
        // Without the times every candidate is looked at; with them those that may be counted.
        let seconds = moment::read(&reader.conn, chunk.first, chunk.entries)?;
        let (mut inside, mut unsure) = (Bits::none(), Bits::none());
        let mut spans = vec![0u16; chunk.entries];
        for offset in bits.offsets() {
            match seconds.as_ref().map_or(Said::Unsure, |seconds| sorter.second(seconds[offset])) {
                Said::In(span) if sure && span <= usize::from(u16::MAX) => {
                    inside.set(offset);
                    spans[offset] = span as u16;
                }
                Said::In(_) | Said::Unsure => unsure.set(offset),
                Said::Out => {}
            }
        }
        self.look(reader, chunk, &unsure.offsets())?;
        Ok(Part { bits: inside, spans: Spans::Each(spans) })
    }

    /// The values of the field in a run, and the work of reading them.
    fn values(&mut self, reader: &Reader, run: &Run) -> Result<Vec<Value>, StoreError> {
        let Wanted::Tally(counter) = &self.wanted else { return Ok(Vec::new()) };
        let Some(field) = counter.tally().by else { return Ok(Vec::new()) };
        let (from, until) = match key::kind(field) {
            Some(kind) => (vec![kind], vec![kind + 1]),
            None => key::addresses(),
        };
        let mut terms = TermReader::new(&reader.conn, run.id, &from)?;
        let mut values = Vec::new();
        let mut on = true;
        while on {
            let more = terms.next(|term, posting| {
                on = term < until.as_slice();
                if on && term >= from.as_slice() {
                    values.push(Value { text: text(term), posting: Posting::copy(posting) });
                }
            })?;
            on &= more;
        }
        self.left = self.left.saturating_sub(terms.rows);
        Ok(values)
    }
}

/// The value of a term; `None` when it was cut.
fn text(term: &[u8]) -> Option<String> {
    if let Some(address) = key::as_address(term) {
        return Some(address.to_string());
    }
    let value = term.get(1..).filter(|value| value.len() < key::VALUE_BYTES_MAX)?;
    std::str::from_utf8(value).ok().map(str::to_owned)
}

/// Whether the index can answer how many entries have each value of the field.
pub(super) fn is_indexed(field: activity_log_core::query::Field) -> bool {
    key::kind(field).is_some() || field == activity_log_core::query::Field::Ip
}

impl Walk<'_> {
    /// Of the candidates of a chunk that is not wholly in time: those that surely are, and those that may be. Where the times are not
    /// kept, all may be.
    pub(super) fn in_time(
        &self,
        reader: &Reader,
        chunk: &Chunk<'_>,
        bits: &Bits,
    ) -> Result<(Bits, Bits), StoreError> {
        let Some(seconds) = moment::read(&reader.conn, chunk.first, chunk.entries)? else {
            return Ok((Bits::none(), bits.clone()));
        };
        let mut sorter = Sorter::new(&self.plan, None);
        let (mut inside, mut unsure) = (Bits::none(), Bits::none());
        for offset in bits.offsets() {
            match sorter.second(seconds[offset]) {
                Said::In(_) => inside.set(offset),
                Said::Unsure => unsure.set(offset),
                Said::Out => {}
            }
        }
        Ok((inside, unsure))
    }
}
