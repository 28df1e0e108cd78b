//! Lines that count views (`kind` `views`): added up beside the log, each line once.

use activity_log_core::Time;
use activity_log_core::line::Views;

use crate::store::StoreError;
use crate::store::views::{Counts, Mark, ViewCounts};

/// Most sums that wait to be stored.
pub const SUMS_MAX: usize = 10_000;

/// Adds up the views of one file of a spool. A file never changes and its name never comes twice, so that the number of its
/// lines that were counted says which ones those are.
pub struct FileTally {
    mark: Mark,
    /// Lines of this file that were counted before a crash.
    counted: u64,
    counts: Counts,
}

impl FileTally {
    /// For this file of this source.
    ///
    /// # Errors
    /// When the counts cannot be read.
    pub fn begin(views: &ViewCounts, source: &str, file: &str) -> Result<Self, StoreError> {
        let known = views.mark(source)?.filter(|mark| mark.file == file);
        let mark = Mark { source: source.to_owned(), file: file.to_owned(), lines: 0 };
        Ok(FileTally { mark, counted: known.map_or(0, |mark| mark.lines), counts: Counts::default() })
    }

    /// Counts the next line of the file.
    pub fn add(&mut self, line: &Views, now: Time) {
        self.mark.lines += 1;
        if self.mark.lines > self.counted {
            count(&mut self.counts, line, now);
        }
    }

    /// Whether it is time to [`FileTally::keep`].
    pub fn is_full(&self) -> bool {
        self.counts.len() >= SUMS_MAX
    }

    /// Makes it durable.
    ///
    /// # Errors
    /// Nothing was added.
    pub fn keep(&mut self, views: &ViewCounts, now: Time) -> Result<(), StoreError> {
        if self.mark.lines > self.counted {
            views.add(&self.counts, std::slice::from_ref(&self.mark), now)?;
            self.counted = self.mark.lines;
            self.counts = Counts::default();
        }
        Ok(())
    }
}

/// Counts lines that came over HTTP: each is known by its id for some days ([`crate::store::views::MARKS_KEPT`]).
///
/// # Errors
/// Nothing was added.
pub fn keep_lines(views: &ViewCounts, lines: &[Views], now: Time) -> Result<(), StoreError> {
    let (mut counts, mut marks): (Counts, Vec<Mark>) = Default::default();
    for line in lines {
        let mark = Mark::of_line(line.id);
        if !marks.contains(&mark) && views.mark(&mark.source)?.is_none() {
            count(&mut counts, line, now);
            marks.push(mark);
        }
    }
    if marks.is_empty() { Ok(()) } else { views.add(&counts, &marks, now) }
}

fn count(counts: &mut Counts, line: &Views, now: Time) {
    let login = line.login();
    for (feature, times) in line.features() {
        counts.add(line.time, &login, feature, times, now);
    }
}
