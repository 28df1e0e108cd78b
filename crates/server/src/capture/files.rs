//! Reading a file of lines in bounded memory: a line that is too long is skipped, and where it lies is told.

use std::io::{self, BufRead};

/// One line of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Line<'b> {
    /// Short enough; without its line feed.
    Whole(&'b [u8]),
    /// Longer than the limit: where it lies.
    TooLong {
        /// First byte.
        offset: u64,
        /// Bytes without the line feed.
        bytes: u64,
    },
}

/// Reads lines of at most `max` bytes.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    offset: u64,
    max: usize,
}

impl<R: BufRead> Lines<R> {
    /// From the beginning of `reader`.
    pub fn new(reader: R, max: usize) -> Self {
        Lines { reader, buffer: Vec::new(), offset: 0, max }
    }

    /// The next line; `None` at the end. A last line without line feed is a line too.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        let start = self.offset;
        let mut bytes: u64 = 0;
        let mut ended = false;
        while !ended {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                break;
            }
            let (part, used) = match available.iter().position(|byte| *byte == b'\n') {
                Some(at) => (&available[..at], at + 1),
                None => (available, available.len()),
            };
            ended = used > part.len();
            bytes += part.len() as u64;
            let room = self.max.saturating_sub(self.buffer.len());
            self.buffer.extend_from_slice(&part[..part.len().min(room)]);
            self.reader.consume(used);
            self.offset += used as u64;
        }
        if bytes == 0 && !ended {
            return Ok(None);
        }
        Ok(Some(if bytes > self.max as u64 {
            Line::TooLong { offset: start, bytes }
        } else {
            Line::Whole(&self.buffer)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_long_and_short() {
        let text = b"ab\n\nabcdef\ncd";
        let mut lines = Lines::new(io::BufReader::with_capacity(2, &text[..]), 3);
        assert_eq!(lines.next_line().unwrap(), Some(Line::Whole(b"ab")));
        assert_eq!(lines.next_line().unwrap(), Some(Line::Whole(b"")));
        assert_eq!(lines.next_line().unwrap(), Some(Line::TooLong { offset: 4, bytes: 6 }));
        assert_eq!(lines.next_line().unwrap(), Some(Line::Whole(b"cd")));
        assert_eq!(lines.next_line().unwrap(), None);
    }
}
