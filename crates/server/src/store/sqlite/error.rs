//! What SQLite says, in the words of the contract.

use std::path::Path;

use rusqlite::ErrorCode;

use crate::store::StoreError;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let text = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged(text),
            Some(ErrorCode::DiskFull | ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                StoreError::Busy(text)
            }
            Some(_) => StoreError::Io(text),
            // No answer of SQLite's but a row that is missing or has a column of another type than was written.
            None => StoreError::Damaged(text),
        }
    }
}

/// Puts the name of the file in front, so that an operator knows which one it is.
pub fn in_file(path: &Path) -> impl Fn(StoreError) -> StoreError + '_ {
    let name = || path.file_name().unwrap_or_default().to_string_lossy();
    move |error| match error {
        StoreError::Damaged(text) => StoreError::Damaged(format!("{}: {text}", name())),
        StoreError::Io(text) => StoreError::Io(format!("{}: {text}", path.display())),
        other => other,
    }
}

/// An error of the file system.
pub fn io(path: &Path) -> impl Fn(std::io::Error) -> StoreError + '_ {
    move |error| StoreError::Io(format!("{}: {error}", path.display()))
}
