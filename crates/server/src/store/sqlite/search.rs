//! Going through a log for what matches: the tail by looking, the runs by their index, blocks to be sure.

use std::sync::Arc;

use activity_log_core::query::Query;
use activity_log_core::{Entry, Seq};

use super::block::Block;
use super::count::is_indexed;
use super::plan::{Answer, Plan, by_chunk};
use super::posting::{Bits, Section};
use super::segment::{Index, Layout, Reader, Run, Segment};
use crate::store::tally::Counter;
use crate::store::{Scope, StoreError};

/// Units of work for reading and unpacking one block, as compared with one entry.
const BLOCK_WORK: u64 = 16;
/// So many candidates of a chunk are looked at without asking first when they happened.
const LOOKED_AT_AT_ONCE: u64 = 16;

/// What is wanted of the matches.
pub enum Wanted<'q> {
    /// The first so many.
    Page(usize, Vec<Entry>),
    /// How many.
    Count(u64),
    /// How many, divided.
    Tally(Counter<'q>),
}

/// One way through the log.
pub struct Walk<'q> {
    /// Of query and scope.
    pub plan: Plan,
    /// What must hold.
    pub query: &'q Query,
    /// Who asks.
    pub scope: &'q Scope,
    /// Smallest `seq` of interest.
    pub low: Seq,
    /// Greatest `seq` of interest.
    pub high: Seq,
    /// Oldest first.
    pub ascending: bool,
    /// Units of work left.
    pub left: u64,
    /// What is wanted.
    pub wanted: Wanted<'q>,
    /// Set when the budget ended the walk: the last `seq` that was dealt with.
    pub stopped: Option<Seq>,
}

/// Whether to go on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// There is more to look at.
    On,
    /// The page is full or the budget is used up.
    Stop,
}

/// What one leaf says about one run.
pub(super) enum Table<'p> {
    Sections(Vec<Section<'p>>),
    Seqs(&'p [u64]),
    Anything,
}

/// The chunk that is looked at.
pub(super) struct Chunk<'i> {
    pub(super) index: usize,
    pub(super) first: Seq,
    pub(super) entries: usize,
    block: usize,
    pub(super) run: &'i Run,
}

impl Chunk<'_> {
    pub(super) fn last(&self) -> Seq {
        self.first + self.entries as u64 - 1
    }
}

impl Run {
    /// Its chunks, oldest first.
    pub(super) fn chunks(&self, layout: Layout) -> impl DoubleEndedIterator<Item = Chunk<'_>> {
        (0..self.times.len()).map(move |index| {
            let first = self.first + (index * layout.chunk) as u64;
            let left = self.entries.saturating_sub((index * layout.chunk) as u64);
            let entries = (layout.chunk as u64).min(left) as usize;
            Chunk { index, first, entries, block: layout.block, run: self }
        })
    }
}

impl Walk<'_> {
    /// Goes through one segment.
    pub fn segment(&mut self, segment: &Segment) -> Result<Flow, StoreError> {
        if self.high < segment.first {
            return Ok(Flow::On);
        }
        segment.read(|reader| {
            let index = segment.index(&reader.conn)?;
            // Nothing to look at when the whole tail is outside.
            let tail = if self.high < index.next {
                Vec::new()
            } else {
                segment.tail.snapshot(&reader.conn, index.next)?
            };
            if self.ascending {
                let flow = self.runs(segment, reader, &index)?;
                if flow == Flow::On { Ok(self.tail(&tail)) } else { Ok(flow) }
            } else if self.tail(&tail) == Flow::On {
                self.runs(segment, reader, &index)
            } else {
                Ok(Flow::Stop)
            }
        })
    }

    fn tail(&mut self, tail: &[Arc<Entry>]) -> Flow {
        for index in 0..tail.len() {
            let entry = &tail[if self.ascending { index } else { tail.len() - 1 - index }];
            if entry.seq < self.low || entry.seq > self.high {
                continue;
            }
            let taken = self.matches(entry) && self.take(Entry::clone(entry)) == Flow::Stop;
            if taken || self.spent(1, entry.seq) {
                return Flow::Stop;
            }
        }
        Flow::On
    }

    fn matches(&self, entry: &Entry) -> bool {
        self.scope.allows(&entry.event) && self.query.matches(&entry.event)
    }

    fn take(&mut self, entry: Entry) -> Flow {
        match &mut self.wanted {
            Wanted::Count(count) => *count += 1,
            Wanted::Tally(counter) => counter.add(&entry.event),
            Wanted::Page(limit, entries) => {
                entries.push(entry);
                if entries.len() >= *limit {
                    return Flow::Stop;
                }
            }
        }
        Flow::On
    }

    /// Counts work done up to and with the entry `at`; true when the budget is used up.
    pub(super) fn spent(&mut self, units: u64, at: Seq) -> bool {
        self.left = self.left.saturating_sub(units);
        if self.left == 0 {
            self.stopped = Some(at);
        }
        self.left == 0
    }

    fn runs(&mut self, segment: &Segment, reader: &mut Reader, index: &Index) -> Result<Flow, StoreError> {
        for at in 0..index.runs.len() {
            let run = &index.runs[if self.ascending { at } else { index.runs.len() - 1 - at }];
            let last = run.first + run.entries - 1;
            if run.first > self.high || last < self.low {
                continue;
            }
            if self.run(segment, reader, run)? == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::On)
    }

    fn run(&mut self, segment: &Segment, reader: &mut Reader, run: &Run) -> Result<Flow, StoreError> {
        // Where this run ends, in the direction of the walk.
        let end = if self.ascending { run.first + run.entries - 1 } else { run.first };
        if !run.times.iter().any(|span| self.plan.meets(*span)) {
            return Ok(if self.spent(1, end) { Flow::Stop } else { Flow::On });
        }
        let mut work = 1;
        let mut answers = Vec::with_capacity(self.plan.leaves.len());
        for leaf in &self.plan.leaves {
            let answer = leaf.answer(&reader.conn, run.id, &mut work)?;
            let nothing = matches!(&answer, Answer::Postings(postings) if postings.is_empty());
            if nothing && !leaf.negated {
                return Ok(if self.spent(work, end) { Flow::Stop } else { Flow::On });
            }
            answers.push(answer);
        }
        let mut tables = Vec::with_capacity(answers.len());
        for answer in &answers {
            tables.push(match answer {
                Answer::Postings(postings) => Table::Sections(by_chunk(postings, run.times.len())?),
                Answer::Seqs(seqs) => Table::Seqs(seqs),
                Answer::Anything => Table::Anything,
            });
        }
        self.left = self.left.saturating_sub(work);
        if self.is_by_index() {
            self.count_run(segment, reader, run, &tables)?;
            return Ok(if self.spent(run.times.len() as u64, end) { Flow::Stop } else { Flow::On });
        }
        let mut chunks: Vec<Chunk<'_>> = run.chunks(segment.layout).collect();
        if !self.ascending {
            chunks.reverse();
        }
        for chunk in chunks {
            if chunk.first > self.high || chunk.last() < self.low {
                continue;
            }
            if self.chunk(reader, &chunk, &tables)? == Flow::Stop {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::On)
    }

    /// Whether a run is counted by the index. What no term says, such as ids, is looked at.
    fn is_by_index(&self) -> bool {
        matches!(&self.wanted, Wanted::Tally(counter) if counter.tally().by.is_none_or(is_indexed))
    }

    /// The entries of the chunk that the index cannot rule out, and whether it is sure of them but for their times.
    pub(super) fn candidates(
        &self,
        chunk: &Chunk<'_>,
        tables: &[Table<'_>],
    ) -> Result<(Bits, bool), StoreError> {
        // Nothing to work out where a term that has to be there is not: the frequent case of a question that finds little.
        let at = |sections: &[Section<'_>]| sections.partition_point(|section| section.chunk < chunk.index);
        for (leaf, table) in self.plan.leaves.iter().zip(tables) {
            if let Table::Sections(sections) = table
                && !leaf.negated
                && sections.get(at(sections)).is_none_or(|section| section.chunk != chunk.index)
            {
                return Ok((Bits::none(), false));
            }
        }
        let from = self.low.saturating_sub(chunk.first) as usize;
        let to = (self.high.saturating_add(1) - chunk.first).min(chunk.entries as u64) as usize;
        let mut bits = Bits::span(from, to);
        let mut sure = self.plan.exact;
        for (leaf, table) in self.plan.leaves.iter().zip(tables) {
            if bits.is_empty() {
                break;
            }
            let mut found = Bits::none();
            match table {
                Table::Anything => {
                    sure = false;
                    continue;
                }
                Table::Seqs(seqs) => {
                    let here = seqs.iter().filter_map(|seq| seq.checked_sub(chunk.first));
                    here.filter(|offset| *offset < chunk.entries as u64)
                        .for_each(|offset| found.set(offset as usize));
                }
                Table::Sections(sections) => {
                    for section in
                        sections[at(sections)..].iter().take_while(|section| section.chunk == chunk.index)
                    {
                        section.add_to(&mut found, chunk.entries).ok_or_else(|| {
                            let (first, last) = (chunk.first, chunk.last());
                            let text = format!("entries {first} to {last}: their index makes no sense");
                            StoreError::Damaged(text)
                        })?;
                    }
                }
            }
            if leaf.negated {
                bits.and_not(&found);
            } else {
                bits.and(&found);
            }
        }
        Ok((bits, sure))
    }

    fn chunk(
        &mut self,
        reader: &mut Reader,
        chunk: &Chunk<'_>,
        tables: &[Table<'_>],
    ) -> Result<Flow, StoreError> {
        let end = if self.ascending { chunk.last() } else { chunk.first };
        if self.plan.meets(chunk.run.times[chunk.index]) {
            let (mut bits, sure) = self.candidates(chunk, tables)?;
            let mut holds = self.plan.holds(chunk.run.times[chunk.index]);
            if !holds && bits.count() > LOOKED_AT_AT_ONCE {
                let (inside, unsure) = self.in_time(reader, chunk, &bits)?;
                if let (Wanted::Count(count), true) = (&mut self.wanted, sure) {
                    *count += inside.count();
                    bits = unsure;
                } else {
                    bits = inside;
                    bits.or(&unsure);
                }
                holds = bits.is_empty();
            }
            if let (Wanted::Count(count), true) = (&mut self.wanted, sure && holds) {
                *count += bits.count();
            } else {
                let mut offsets = bits.offsets();
                if !self.ascending {
                    offsets.reverse();
                }
                if self.look(reader, chunk, &offsets)? == Flow::Stop {
                    return Ok(Flow::Stop);
                }
            }
        }
        Ok(if self.spent(1, end) { Flow::Stop } else { Flow::On })
    }

    /// Decodes the candidates and takes those that match.
    pub(super) fn look(
        &mut self,
        reader: &mut Reader,
        chunk: &Chunk<'_>,
        offsets: &[usize],
    ) -> Result<Flow, StoreError> {
        let mut block: Option<Block> = None;
        for offset in offsets {
            let start = offset / chunk.block * chunk.block;
            let first = chunk.first + start as u64;
            let current = match block.take().filter(|block| block.first() == first) {
                Some(current) => current,
                None => {
                    self.left = self.left.saturating_sub(BLOCK_WORK);
                    reader.block(first, chunk.block.min(chunk.entries - start))?
                }
            };
            let hopeful =
                self.plan.needles.is_empty() || current.may_have(offset - start, &self.plan.needles);
            let entry = if hopeful { Some(current.entry(offset - start)?) } else { None };
            block = Some(current);
            let taken = entry.filter(|entry| self.matches(entry)).map(|entry| self.take(entry));
            if taken == Some(Flow::Stop) || self.spent(1, chunk.first + *offset as u64) {
                return Ok(Flow::Stop);
            }
        }
        Ok(Flow::On)
    }
}
