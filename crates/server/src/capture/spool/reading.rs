//! One taken file into the store.

use std::io::{BufReader, Seek, SeekFrom};

use activity_log_core::Event;
use activity_log_core::fact::LINE_BYTES_MAX;
use activity_log_core::line::Views;

use super::directory::{Spool, TakenFile};
use super::{SpoolError, quarantine_name, source};
use crate::capture::files::{Line, Lines};
use crate::capture::intake::{IntakeError, PutAside};
use crate::capture::views::FileTally;
use crate::capture::{Intake, Read};
use crate::config::limits;
use crate::inventory::Kept;
use crate::store::Position;

/// Where events that came through a spool come from.
const SOURCE: &str = "plugin";

/// Reads a taken file to its end, stores what is in it, and deletes it. Answers the number of lines.
pub fn read_file(spool: &Spool, file: &TakenFile, intake: &Intake) -> Result<u64, SpoolError> {
    let opened = spool.open(file)?;
    let again = spool.open(file)?;
    let mut lines = Lines::new(BufReader::with_capacity(256 * 1024, opened), LINE_BYTES_MAX - 1);
    let mut reading = Reading::new(spool, file, intake, again)?;
    let io = |error| SpoolError::Io { path: spool.path().join(&file.name), error };
    while let Some(line) = lines.next_line().map_err(io)? {
        reading.line(line)?;
    }
    let count = reading.finish()?;
    spool.delete(file)?;
    Ok(count)
}

struct Reading<'a> {
    spool: &'a Spool,
    file: &'a TakenFile,
    intake: &'a Intake,
    again: std::fs::File,
    source: String,
    /// Number of the last line stored before this file.
    before: u64,
    /// Numbers of this file that were seen, as a count of different ones: they come in order.
    seen: u64,
    last_seen: u64,
    lines: u64,
    aside: PutAside,
    events: Vec<Event>,
    views: FileTally,
    bytes: usize,
}

impl<'a> Reading<'a> {
    fn new(
        spool: &'a Spool,
        file: &'a TakenFile,
        intake: &'a Intake,
        again: std::fs::File,
    ) -> Result<Self, SpoolError> {
        let source = source(&file.spool_id);
        let before = intake.store().position(&source)?.unwrap_or(0);
        let views = FileTally::begin(intake.views(), &source, &file.name)?;
        Ok(Reading {
            spool,
            file,
            intake,
            again,
            source,
            before,
            seen: 0,
            last_seen: before,
            lines: 0,
            aside: PutAside::default(),
            events: Vec::new(),
            views,
            bytes: 0,
        })
    }

    fn line(&mut self, line: Line<'_>) -> Result<(), SpoolError> {
        self.lines += 1;
        match line {
            // An empty line is what a cut line looks like after the next writer's line feed; it says nothing.
            Line::Whole([]) => self.lines -= 1,
            Line::Whole(bytes) => match self.intake.read(bytes, SOURCE) {
                Ok((n, Read::Inventory(part))) => match self.intake.keep_part(&part)? {
                    Kept::Yes => self.saw(n),
                    Kept::Refused(reason) => self.put_aside(reason, &mut &bytes[..], bytes.len() as u64)?,
                },
                Ok((n, Read::Views(views))) => {
                    self.saw(n);
                    self.count(&views)?;
                }
                Ok((n, Read::Event(event))) => {
                    self.saw(n);
                    self.bytes += bytes.len();
                    self.events.push(*event);
                    if self.events.len() >= limits::BATCH_LINES_MAX || self.bytes >= limits::BATCH_BYTES_MAX {
                        self.flush(None)?;
                    }
                }
                Err(error) => self.put_aside(&error.to_string(), &mut &bytes[..], bytes.len() as u64)?,
            },
            Line::TooLong { offset, bytes } => {
                let io = |error| SpoolError::Io { path: self.spool.path().join(&self.file.name), error };
                self.again.seek(SeekFrom::Start(offset)).map_err(io)?;
                let mut again = self.again.try_clone().map_err(io)?;
                self.put_aside("longer than a line may be", &mut again, bytes)?;
            }
        }
        Ok(())
    }

    fn saw(&mut self, n: u64) {
        if n > self.last_seen {
            self.seen += 1;
            self.last_seen = n;
        }
    }

    fn count(&mut self, views: &Views) -> Result<(), SpoolError> {
        let now = (self.intake.clock())();
        self.views.add(views, now);
        if self.views.is_full() {
            self.views.keep(self.intake.views(), now)?;
        }
        Ok(())
    }

    fn put_aside(
        &mut self,
        reason: &str,
        line: &mut dyn std::io::Read,
        bytes: u64,
    ) -> Result<(), SpoolError> {
        let first = self.aside.count() == 0;
        let kept = self.intake.quarantine().keep(&quarantine_name(self.file), first, line, bytes);
        self.aside.add(reason, kept.map_err(IntakeError::from)?);
        Ok(())
    }

    fn flush(&mut self, position: Option<Position>) -> Result<(), SpoolError> {
        self.bytes = 0;
        self.intake.keep(std::mem::take(&mut self.events), position)?;
        Ok(())
    }

    fn finish(mut self) -> Result<u64, SpoolError> {
        let name = quarantine_name(self.file);
        if self.aside.count() > 0 {
            self.intake.quarantine().sync(&name).map_err(IntakeError::from)?;
            self.events.push(self.intake.put_aside_event(&name, &self.aside));
        }
        // A line that could not be read explains one number that was not seen.
        let expected = self.file.counter.saturating_sub(self.before);
        let missing = expected.saturating_sub(self.seen + self.aside.count());
        if missing > 0 {
            let gap = self.intake.gap_event(&self.file.spool_id, self.before + 1, self.file.counter, missing);
            self.events.push(gap);
        }
        self.views.keep(self.intake.views(), (self.intake.clock())())?;
        let value = self.file.counter.max(self.before);
        self.flush(Some(Position { source: self.source.clone(), value }))?;
        Ok(self.lines)
    }
}
