//! Files that are whole or not there, also in directories where others may write: nothing here follows a link that somebody put there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::OFlags;

/// Opens what must be a file for reading: no link, which may lead to what only we may read, and no pipe, which may never answer.
///
/// # Errors
/// When it cannot be opened; [`is_no_file`] tells when it is something else.
pub fn open_file(path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Whether [`open_file`] refused a link, a directory, a pipe or the like.
pub fn is_no_file(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidInput
        || error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
        || error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error())
}

/// Makes a file that is new for certain: what stands there, a link above all, goes first.
///
/// # Errors
/// When the directory cannot be written, or somebody keeps putting something there.
pub fn create_new(path: &Path, mode: u32) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

/// Writes a file so that a reader sees the old or the new content, never half of it, and a power cut leaves one of both.
///
/// # Errors
/// When the directory cannot be written.
pub fn write_whole(path: &Path, content: &[u8], mode: u32) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".new-{}", std::process::id()));
    let temporary = path.with_file_name(name);
    let result = (|| {
        let mut file = create_new(&temporary, mode)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&temporary, path)?;
        sync_directory(path.parent().unwrap_or(Path::new(".")))
    })();
    if result.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// Makes what was created, renamed or removed in a directory survive a power cut.
///
/// # Errors
/// When the directory cannot be opened.
pub fn sync_directory(directory: &Path) -> io::Result<()> {
    let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_that_somebody_put_there_are_not_followed() {
        let place = tempfile::tempdir().unwrap();
        let (precious, path) = (place.path().join("precious"), place.path().join("status.json"));
        fs::write(&precious, "precious").unwrap();
        symlink(&precious, place.path().join(format!("status.json.new-{}", std::process::id()))).unwrap();
        write_whole(&path, b"new", 0o600).unwrap();
        assert_eq!(fs::read(&precious).unwrap(), b"precious");
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(!path.is_symlink());
        assert!(open_file(&path).is_ok());

        let link = place.path().join("link");
        symlink(&precious, &link).unwrap();
        let pipe = place.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        for path in [&link, &pipe, place.path()] {
            assert!(is_no_file(&open_file(path).unwrap_err()), "{}", path.display());
        }
        assert!(!is_no_file(&open_file(&place.path().join("missing")).unwrap_err()));
    }
}
