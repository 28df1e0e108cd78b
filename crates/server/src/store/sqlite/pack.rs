//! From the tail into a chunk, and from many small runs into one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use activity_log_core::{Entry, Seq};
use rusqlite::{Connection, params};

use super::block::{Packed, Packer};
use super::key::Collector;
use super::moment;
use super::posting::{self, Sections};
use super::segment::{Layout, Run};
use super::terms::{TermReader, TermWriter};
use crate::store::StoreError;

/// Runs of one chunk that are merged into one: 131,072 entries.
pub const RUNS_MERGED: usize = 32;

/// An entry that is not packed yet, with its body as JSON.
pub struct Pending {
    /// The entry.
    pub entry: Arc<Entry>,
    /// Its event as JSON.
    pub body: Vec<u8>,
}

/// Writes one chunk: its blocks and a run of its own. `entries` follow each other; at most one chunk.
pub fn pack(
    conn: &Connection,
    packer: &mut Packer,
    layout: Layout,
    level: i64,
    entries: &[&Pending],
) -> Result<(), StoreError> {
    let Some(first) = entries.first().map(|pending| pending.entry.seq) else { return Ok(()) };
    // The two halves share nothing, and this is where most of the time of a large append goes.
    let (blocks, terms) = std::thread::scope(|scope| {
        let terms = scope.spawn(|| {
            let mut collector = Collector::default();
            for (offset, pending) in entries.iter().enumerate() {
                collector.add(&pending.entry.event, offset as u16);
            }
            collector.sorted()
        });
        let mut blocks = Vec::with_capacity(entries.len().div_ceil(layout.block));
        for block in entries.chunks(layout.block) {
            let start = block.first().map_or(first, |pending| pending.entry.seq);
            let packed: Vec<Packed<'_>> = block
                .iter()
                .map(|pending| Packed { received: pending.entry.received, body: &pending.body })
                .collect();
            blocks.push(packer.pack(start, &packed).map(|data| (start, data)));
        }
        (blocks, terms.join())
    });
    let terms = terms.map_err(|_| StoreError::Io("the index of a chunk could not be made".to_owned()))?;
    let mut insert = conn.prepare_cached("INSERT INTO block (first_seq, data) VALUES (?1, ?2)")?;
    for block in blocks {
        let (start, data) = block?;
        insert.execute(params![start as i64, data])?;
    }
    let times = entries.iter().map(|pending| pending.entry.event.time.micros());
    moment::write(conn, first, times.clone())?;
    let times = (times.clone().min().unwrap_or(0), times.max().unwrap_or(0));
    let run = insert_run(conn, level, first, entries.len() as u64, &[times])?;
    let mut writer = TermWriter::new(conn, run);
    let mut posting = Vec::new();
    for (key, offsets) in terms {
        posting.clear();
        posting::encode(&offsets, entries.len(), &mut posting);
        writer.add(&key, &posting)?;
    }
    writer.finish()
}

fn insert_run(
    conn: &Connection,
    level: i64,
    first: Seq,
    entries: u64,
    times: &[(i64, i64)],
) -> Result<i64, StoreError> {
    let times: Vec<u8> =
        times.iter().flat_map(|(min, max)| [min.to_le_bytes(), max.to_le_bytes()]).flatten().collect();
    let mut insert = conn.prepare_cached(
        "INSERT INTO run (id, level, first_seq, entries, times)
         SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3, ?4 FROM run RETURNING id",
    )?;
    Ok(insert.query_row(params![level, first as i64, entries as i64, times], |row| row.get(0))?)
}

/// Makes one run of level 1 out of runs that follow each other, and removes them. All chunks but the last are full.
pub fn merge(conn: &Connection, runs: &[Run]) -> Result<(), StoreError> {
    let Some(first) = runs.first().map(|run| run.first) else { return Ok(()) };
    let times: Vec<(i64, i64)> = runs.iter().flat_map(|run| run.times.iter().copied()).collect();
    let merged = insert_run(conn, 1, first, runs.iter().map(|run| run.entries).sum(), &times)?;
    let mut readers = Vec::with_capacity(runs.len());
    let mut heap = BinaryHeap::with_capacity(runs.len());
    let mut postings: Vec<Vec<u8>> = vec![Vec::new(); runs.len()];
    let mut chunks = Vec::with_capacity(runs.len());
    let mut chunk = 0;
    for (index, run) in runs.iter().enumerate() {
        chunks.push(chunk);
        chunk += run.times.len();
        let mut reader = TermReader::new(conn, run.id, &[])?;
        advance(&mut reader, index, &mut heap, &mut postings)?;
        readers.push(reader);
    }
    let mut writer = TermWriter::new(conn, merged);
    let mut posting = Vec::new();
    while let Some(Reverse((key, index))) = heap.pop() {
        posting.clear();
        let mut next = append(&postings[index], chunks[index], 0, &mut posting)?;
        advance(&mut readers[index], index, &mut heap, &mut postings)?;
        while heap.peek().is_some_and(|Reverse((same, _))| *same == key) {
            let Some(Reverse((_, index))) = heap.pop() else { break };
            next = append(&postings[index], chunks[index], next, &mut posting)?;
            advance(&mut readers[index], index, &mut heap, &mut postings)?;
        }
        writer.add(&key, &posting)?;
    }
    writer.finish()?;
    for run in runs {
        conn.prepare_cached("DELETE FROM term WHERE run = ?1")?.execute([run.id])?;
        conn.prepare_cached("DELETE FROM run WHERE id = ?1")?.execute([run.id])?;
    }
    Ok(())
}

type Heap = BinaryHeap<Reverse<(Vec<u8>, usize)>>;

fn advance(
    reader: &mut TermReader<'_>,
    index: usize,
    heap: &mut Heap,
    postings: &mut [Vec<u8>],
) -> Result<(), StoreError> {
    reader.next(|key, posting| {
        heap.push(Reverse((key.to_vec(), index)));
        postings[index].clear();
        postings[index].extend_from_slice(posting);
    })?;
    Ok(())
}

/// Appends the sections of a posting, moved by `chunk`; answers the chunk after the last.
fn append(posting: &[u8], chunk: usize, mut next: usize, out: &mut Vec<u8>) -> Result<usize, StoreError> {
    for section in Sections::new(posting) {
        let section = section.ok_or_else(|| StoreError::Damaged("a posting makes no sense".to_owned()))?;
        section.put(chunk + section.chunk, next, out);
        next = chunk + section.chunk + 1;
    }
    Ok(next)
}
