//! A ZIP archive written from its beginning to its end, in constant memory: sizes stand behind each file, not before it.
//! (APPNOTE 6.3.10; ZIP64 only where the archive grows beyond 4 GiB, files stay below.)

use std::io::{self, Write};

use flate2::{Compress, Compression, Crc, FlushCompress};

/// Longest file inside, before and after compression. Whoever writes begins a new one before.
pub const FILE_BYTES_MAX: u64 = 0xffff_0000;
/// Compressed bytes that are written at once.
const BUFFER_BYTES: usize = 64 * 1024;
/// Sizes follow behind the data (bit 3), names are UTF-8 (bit 11).
const FLAGS: u16 = 0x0808;
const DEFLATED: u16 = 8;
/// 1 January 1980: the archive says nothing about when it was made.
const DATE: u16 = 0x0021;

/// See the module. The place to write to is given with every call.
#[derive(Default)]
pub struct Archive {
    offset: u64,
    done: Vec<File>,
    open: Option<Open>,
}

struct File {
    name: String,
    crc: u32,
    packed: u64,
    bytes: u64,
    offset: u64,
}

struct Open {
    name: String,
    offset: u64,
    crc: Crc,
    compress: Compress,
    buffer: Vec<u8>,
}

impl Archive {
    /// Begins a file; one is open at a time.
    ///
    /// # Errors
    /// When the place cannot be written.
    pub fn begin(&mut self, to: &mut dyn Write, name: &str) -> io::Result<()> {
        let mut head = Vec::new();
        head.extend(0x0403_4b50_u32.to_le_bytes());
        add(&mut head, &[20, FLAGS, DEFLATED, 0, DATE]);
        head.extend([0; 12]);
        add(&mut head, &[length(name)?, 0]);
        head.extend(name.as_bytes());
        self.open = Some(Open {
            name: name.to_owned(),
            offset: self.offset,
            crc: Crc::new(),
            compress: Compress::new(Compression::fast(), false),
            buffer: Vec::with_capacity(BUFFER_BYTES),
        });
        self.put(to, &head)
    }

    /// Adds to the open file.
    ///
    /// # Errors
    /// When the place cannot be written.
    pub fn write(&mut self, to: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
        self.pack(to, bytes, false)
    }

    /// Bytes of the open file so far, before compression.
    pub fn file_bytes(&self) -> u64 {
        self.open.as_ref().map_or(0, |open| open.compress.total_in())
    }

    /// Ends the open file.
    ///
    /// # Errors
    /// When the place cannot be written, or the file became too long.
    pub fn end(&mut self, to: &mut dyn Write) -> io::Result<()> {
        self.pack(to, &[], true)?;
        let Some(open) = self.open.take() else { return Ok(()) };
        let file = File {
            crc: open.crc.sum(),
            packed: open.compress.total_out(),
            bytes: open.compress.total_in(),
            name: open.name,
            offset: open.offset,
        };
        let mut behind = Vec::new();
        behind.extend(0x0807_4b50_u32.to_le_bytes());
        behind.extend(file.crc.to_le_bytes());
        behind.extend(small(file.packed)?.to_le_bytes());
        behind.extend(small(file.bytes)?.to_le_bytes());
        self.done.push(file);
        self.put(to, &behind)
    }

    /// Writes the directory that ends the archive.
    ///
    /// # Errors
    /// When the place cannot be written.
    pub fn finish(&mut self, to: &mut dyn Write) -> io::Result<()> {
        let (start, count) = (self.offset, self.done.len() as u64);
        for file in std::mem::take(&mut self.done) {
            let far = u32::try_from(file.offset).is_err();
            let mut head = Vec::new();
            head.extend(0x0201_4b50_u32.to_le_bytes());
            add(&mut head, &[45, if far { 45 } else { 20 }, FLAGS, DEFLATED, 0, DATE]);
            head.extend(file.crc.to_le_bytes());
            head.extend(small(file.packed)?.to_le_bytes());
            head.extend(small(file.bytes)?.to_le_bytes());
            add(&mut head, &[length(&file.name)?, if far { 12 } else { 0 }, 0, 0, 0]);
            head.extend([0; 4]);
            head.extend(u32::try_from(file.offset).unwrap_or(u32::MAX).to_le_bytes());
            head.extend(file.name.as_bytes());
            if far {
                add(&mut head, &[1, 8]);
                head.extend(file.offset.to_le_bytes());
            }
            self.put(to, &head)?;
        }
        let end = tail(start, self.offset - start, count);
        self.put(to, &end)
    }

    fn pack(&mut self, to: &mut dyn Write, mut bytes: &[u8], ends: bool) -> io::Result<()> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.crc.update(bytes);
        let flush = || if ends { FlushCompress::Finish } else { FlushCompress::None };
        let mut written = Ok(());
        loop {
            let before = open.compress.total_in();
            let status = open.compress.compress_vec(bytes, &mut open.buffer, flush());
            let status = status.map_err(io::Error::other)?;
            let taken = usize::try_from(open.compress.total_in() - before).map_err(io::Error::other)?;
            bytes = &bytes[taken..];
            let is_full = open.buffer.len() == open.buffer.capacity();
            let is_end = ends && status == flate2::Status::StreamEnd;
            if is_full || is_end {
                written = self.put(to, &open.buffer);
                open.buffer.clear();
            }
            if written.is_err() || is_end || (!ends && bytes.is_empty() && !is_full) {
                break;
            }
        }
        self.open = Some(open);
        written
    }

    fn put(&mut self, to: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
        self.offset += bytes.len() as u64;
        to.write_all(bytes)
    }
}

/// The end of the directory, with its ZIP64 form before it where the usual one is too small.
fn tail(start: u64, size: u64, count: u64) -> Vec<u8> {
    let mut end = Vec::new();
    if u32::try_from(start + size).is_err() {
        end.extend(0x0606_4b50_u32.to_le_bytes());
        end.extend(44_u64.to_le_bytes());
        add(&mut end, &[45, 45]);
        end.extend([0; 8]);
        [count, count, size, start].iter().for_each(|number| end.extend(number.to_le_bytes()));
        end.extend(0x0706_4b50_u32.to_le_bytes());
        end.extend(0_u32.to_le_bytes());
        end.extend((start + size).to_le_bytes());
        end.extend(1_u32.to_le_bytes());
    }
    let few = u16::try_from(count).unwrap_or(u16::MAX);
    end.extend(0x0605_4b50_u32.to_le_bytes());
    add(&mut end, &[0, 0, few, few]);
    end.extend(u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes());
    end.extend(u32::try_from(start).unwrap_or(u32::MAX).to_le_bytes());
    add(&mut end, &[0]);
    end
}

fn add(to: &mut Vec<u8>, numbers: &[u16]) {
    numbers.iter().for_each(|number| to.extend(number.to_le_bytes()));
}

fn length(name: &str) -> io::Result<u16> {
    u16::try_from(name.len()).map_err(io::Error::other)
}

fn small(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::Error::other("a file in the archive became too long"))
}
