//! The words of SQL as dumps write them, read as a stream: nothing is held but the value that is looked at.

use std::io;

use crate::import::{Cell, VALUE_BYTES_MAX};

/// Longest name of a table or column, and longest word, in bytes.
const NAME_BYTES_MAX: usize = 256;
/// Bytes that are read at once.
const BUFFER_BYTES: usize = 64 * 1024;
/// Bytes of a row that are kept to put it aside, if it turns out to be unreadable.
const KEPT_BYTES_MAX: usize = 256 * 1024;

/// Why a statement cannot be read.
#[derive(Debug)]
pub enum Broken {
    /// The file cannot be read.
    Io(io::Error),
    /// It says something else than expected.
    Syntax(&'static str),
    /// It ends too early.
    End,
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Broken::Io(error)
    }
}

type Read<T> = Result<T, Broken>;

/// See the module.
pub struct Scanner<R> {
    reader: R,
    buffer: Vec<u8>,
    /// What of the buffer is not passed yet.
    from: usize,
    to: usize,
    /// Bytes passed so far.
    pub offset: u64,
    kept: Option<Vec<u8>>,
}

impl<R: io::Read> Scanner<R> {
    /// From the beginning.
    pub fn new(reader: R) -> Self {
        Scanner { reader, buffer: vec![0; BUFFER_BYTES], from: 0, to: 0, offset: 0, kept: None }
    }

    /// From here on, the bytes are kept (up to a limit).
    pub fn keep(&mut self) {
        self.kept = Some(Vec::new());
    }

    /// What was kept; no more is.
    pub fn kept(&mut self) -> Vec<u8> {
        self.kept.take().unwrap_or_default()
    }

    /// What comes next: at least so many bytes, unless the file ends before.
    fn ahead(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.to - self.from < count {
            self.buffer.copy_within(self.from..self.to, 0);
            (self.from, self.to) = (0, self.to - self.from);
            match self.reader.read(&mut self.buffer[self.to..]) {
                Ok(0) => break,
                Ok(read) => self.to += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(&self.buffer[self.from..self.to])
    }

    fn eat(&mut self, count: usize) {
        if let Some(kept) = &mut self.kept {
            let room = KEPT_BYTES_MAX - kept.len();
            kept.extend_from_slice(&self.buffer[self.from..self.from + count.min(room)]);
        }
        self.from += count;
        self.offset += count as u64;
    }

    /// The next byte, which stays.
    pub fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.ahead(1)?.first().copied())
    }

    fn next(&mut self) -> Read<u8> {
        let byte = self.peek()?.ok_or(Broken::End)?;
        self.eat(1);
        Ok(byte)
    }

    /// Passes this byte, if it is the next one behind spaces and comments.
    pub fn passes(&mut self, byte: u8) -> Read<bool> {
        self.space()?;
        let is_next = self.peek()? == Some(byte);
        if is_next {
            self.eat(1);
        }
        Ok(is_next)
    }

    /// Passes this byte, which must come next.
    pub fn expect(&mut self, byte: u8, what: &'static str) -> Read<()> {
        match self.passes(byte)? {
            true => Ok(()),
            false if self.peek()?.is_none() => Err(Broken::End),
            false => Err(Broken::Syntax(what)),
        }
    }

    /// Passes spaces and comments. A comment that MySQL would run (`/*!…*/`) is passed too: no dump has rows in one.
    pub fn space(&mut self) -> Read<()> {
        while let Some(byte) = self.peek()? {
            match byte {
                b'#' => self.line()?,
                b'-' | b'/' => {
                    let two = self.ahead(2)?;
                    if two.starts_with(b"--") {
                        self.line()?;
                    } else if two.starts_with(b"/*") {
                        self.comment()?;
                    } else {
                        return Ok(());
                    }
                }
                _ if byte.is_ascii_whitespace() => self.eat(1),
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    /// Passes the rest of a line.
    pub fn line(&mut self) -> Read<()> {
        loop {
            let buffer = self.ahead(1)?;
            let (used, ended) = match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.eat(used);
            if ended {
                return Ok(());
            }
        }
    }

    fn comment(&mut self) -> Read<()> {
        self.eat(2);
        let mut star = false;
        loop {
            let byte = self.next()?;
            if star && byte == b'/' {
                return Ok(());
            }
            star = byte == b'*';
        }
    }

    /// Passes everything up to and with the `;` that ends the statement.
    pub fn statement(&mut self) -> Read<()> {
        while let Some(byte) = self.peek()? {
            match byte {
                b';' => {
                    self.eat(1);
                    return Ok(());
                }
                b'\'' | b'"' | b'`' => {
                    self.quoted(|_| ())?;
                }
                b'#' | b'-' | b'/' => {
                    let at = self.offset;
                    self.space()?;
                    if self.offset == at {
                        self.eat(1);
                    }
                }
                _ => {
                    let buffer = self.ahead(1)?;
                    let plain =
                        buffer.iter().position(|byte| b";'\"`#-/".contains(byte)).unwrap_or(buffer.len());
                    self.eat(plain);
                }
            }
        }
        Ok(())
    }

    /// Reads what stands between quotes and hands it over in parts.
    fn quoted(&mut self, mut part: impl FnMut(&[u8])) -> Read<()> {
        let quote = self.next()?;
        loop {
            let buffer = self.ahead(1)?;
            if buffer.is_empty() {
                return Err(Broken::End);
            }
            let special = |byte: &u8| *byte == quote || (*byte == b'\\' && quote != b'`');
            let Some(at) = buffer.iter().position(special) else {
                let all = buffer.len();
                part(buffer);
                self.eat(all);
                continue;
            };
            part(&buffer[..at]);
            let found = buffer[at];
            self.eat(at + 1);
            if found == b'\\' {
                match self.next()? {
                    b'0' => part(b"\0"),
                    b'b' => part(b"\x08"),
                    b'n' => part(b"\n"),
                    b'r' => part(b"\r"),
                    b't' => part(b"\t"),
                    b'Z' => part(b"\x1a"),
                    kept @ (b'%' | b'_') => part(&[b'\\', kept]),
                    other => part(&[other]),
                }
            } else if self.peek()? == Some(quote) {
                self.eat(1);
                part(&[quote]);
            } else {
                return Ok(());
            }
        }
    }

    /// A word of letters, digits and `_`; empty where there is none.
    pub fn word(&mut self) -> Read<String> {
        self.space()?;
        let mut word = String::new();
        while let Some(byte) =
            self.peek()?.filter(|byte| byte.is_ascii_alphanumeric() || b"_$".contains(byte))
        {
            if word.len() == NAME_BYTES_MAX {
                return Err(Broken::Syntax("a word is too long"));
            }
            word.push(char::from(byte));
            self.eat(1);
        }
        Ok(word)
    }

    /// A name, quoted or not.
    pub fn name(&mut self) -> Read<String> {
        self.space()?;
        if !matches!(self.peek()?, Some(b'`' | b'"')) {
            return self.word();
        }
        let mut bytes = Vec::new();
        let mut is_long = false;
        self.quoted(|part| {
            is_long |= bytes.len() + part.len() > NAME_BYTES_MAX;
            if !is_long {
                bytes.extend_from_slice(part);
            }
        })?;
        if is_long {
            Err(Broken::Syntax("a name is too long"))
        } else {
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
    }

    /// In `CREATE TABLE`: passes the rest of a column; whether another one follows.
    pub fn next_column(&mut self) -> Read<bool> {
        let mut depth = 0_u64;
        loop {
            self.space()?;
            match self.peek()?.ok_or(Broken::End)? {
                b'\'' | b'"' | b'`' => {
                    self.quoted(|_| ())?;
                    continue;
                }
                b'(' => depth += 1,
                b')' if depth == 0 => return Ok(false),
                b')' => depth -= 1,
                b',' if depth == 0 => {
                    self.eat(1);
                    return Ok(true);
                }
                _ => {}
            }
            self.eat(1);
        }
    }

    /// A value of a row.
    pub fn value(&mut self) -> Read<Cell> {
        const EXPRESSION: Broken = Broken::Syntax("a value is neither text nor number");
        self.space()?;
        match self.peek()?.ok_or(Broken::End)? {
            b'\'' | b'"' => self.text(),
            b'0' => {
                self.eat(1);
                if matches!(self.peek()?, Some(b'x' | b'X')) {
                    self.eat(1);
                    return self.hex(None);
                }
                self.number("0")
            }
            b'1'..=b'9' | b'-' | b'+' | b'.' => self.number(""),
            b'_' => {
                // a character set, such as _binary
                self.word()?;
                self.value()
            }
            _ => {
                let word = self.word()?;
                match (word.to_ascii_uppercase().as_str(), self.peek()?) {
                    ("NULL", _) => Ok(Cell::Null),
                    ("TRUE", _) => Ok(Cell::Bytes(b"1".to_vec())),
                    ("FALSE", _) => Ok(Cell::Bytes(b"0".to_vec())),
                    ("X", Some(b'\'')) => {
                        self.eat(1);
                        self.hex(Some(b'\''))
                    }
                    ("N", Some(b'\'')) => self.text(),
                    _ => Err(EXPRESSION),
                }
            }
        }
    }

    fn text(&mut self) -> Read<Cell> {
        let mut value = Bounded::default();
        self.quoted(|part| value.add(part))?;
        Ok(value.cell())
    }

    fn number(&mut self, begin: &str) -> Read<Cell> {
        let mut text = begin.as_bytes().to_vec();
        while let Some(byte) =
            self.peek()?.filter(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
        {
            if text.len() == NAME_BYTES_MAX {
                return Err(Broken::Syntax("a number is too long"));
            }
            text.push(byte);
            self.eat(1);
        }
        Ok(Cell::Bytes(text))
    }

    /// Hexadecimal digits, up to `end` or what is none.
    fn hex(&mut self, end: Option<u8>) -> Read<Cell> {
        let mut value = Bounded::default();
        let mut high = None;
        while let Some(digit) = self.peek()?.and_then(|byte| char::from(byte).to_digit(16)) {
            self.eat(1);
            high = match high {
                None => Some(digit),
                Some(high) => {
                    value.add(&[(high * 16 + digit) as u8]);
                    None
                }
            };
        }
        if high.is_some() {
            return Err(Broken::Syntax("a value has an odd number of hexadecimal digits"));
        }
        if end.is_some() && self.next()? != b'\'' {
            return Err(Broken::Syntax("a hexadecimal value has something else than digits"));
        }
        Ok(value.cell())
    }
}

/// A value that is counted on when it is too long to hold.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    count: u64,
}

impl Bounded {
    fn add(&mut self, part: &[u8]) {
        self.count += part.len() as u64;
        if self.count <= VALUE_BYTES_MAX as u64 {
            self.bytes.extend_from_slice(part);
        }
    }

    fn cell(self) -> Cell {
        if self.count > VALUE_BYTES_MAX as u64 { Cell::TooLong(self.count) } else { Cell::Bytes(self.bytes) }
    }
}
