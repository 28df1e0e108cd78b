//! A file that is whole or not there, written piece by piece.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::ops::files::sync_directory;

/// A file in the making. Dropped before [`WholeFile::finish`], it leaves nothing behind.
pub struct WholeFile {
    writer: BufWriter<File>,
    temporary: PathBuf,
    path: PathBuf,
    finished: bool,
}

impl WholeFile {
    /// Begins one beside `path`; readable by its owner alone, because a log tells about people.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn begin(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a directory; name a file"));
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().ok_or_else(|| io::Error::other("this names no file"))?);
        name.push(format!(".part-{}", std::process::id()));
        let temporary = path.with_file_name(name);
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&temporary)?;
        Ok(WholeFile { writer: BufWriter::new(file), temporary, path: path.to_owned(), finished: false })
    }

    /// Gives it its name. What stood there is replaced.
    ///
    /// # Errors
    /// When it cannot be made durable; then nothing was replaced.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()?;
        self.writer.get_ref().sync_all()?;
        fs::rename(&self.temporary, &self.path)?;
        self.finished = true;
        sync_directory(self.path.parent().unwrap_or(Path::new(".")))
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_or_not_there() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("out.csv");
        fs::write(&path, "old").unwrap();
        let mut file = WholeFile::begin(&path).unwrap();
        file.write_all(b"half").unwrap();
        drop(file);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        let mut file = WholeFile::begin(&path).unwrap();
        file.write_all(b"new").unwrap();
        file.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        assert!(WholeFile::begin(directory.path()).is_err());
    }
}
