//! Something small that outlives the process: one JSON file, read at the start, written whole at each change.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::files::write_whole;

/// See the module. Clones are the same file. For what is read at each request and changed by hand: all of it stays in memory.
pub struct Kept<T> {
    inner: Arc<Inner<T>>,
}

struct Inner<T> {
    path: Option<PathBuf>,
    value: Mutex<T>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Kept { inner: self.inner.clone() }
    }
}

impl<T: Default> Default for Kept<T> {
    /// Kept by no file: it ends with the process.
    fn default() -> Self {
        Kept { inner: Arc::new(Inner { path: None, value: Mutex::default() }) }
    }
}

impl<T: Clone + Default + Serialize + DeserializeOwned> Kept<T> {
    /// Reads the file; without one it begins with nothing.
    ///
    /// # Errors
    /// When it cannot be read or holds something else; then it is left as it is.
    pub fn open(path: PathBuf) -> io::Result<Kept<T>> {
        let value = match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
                io::Error::new(io::ErrorKind::InvalidData, format!("{}: {error}", path.display()))
            })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => T::default(),
            Err(error) => return Err(error),
        };
        Ok(Kept { inner: Arc::new(Inner { path: Some(path), value: Mutex::new(value) }) })
    }

    fn lock(&self) -> MutexGuard<'_, T> {
        // A change is made to a copy, so what is guarded is whole whatever a panicking holder left undone.
        self.inner.value.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at it.
    pub fn read<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.lock())
    }

    /// Changes it: a copy is changed and written, and stands for it once it is durable. Blocks.
    ///
    /// # Errors
    /// When it cannot be written; then nothing is changed. And whatever `change` refuses with.
    pub fn change<R, E: From<io::Error>>(&self, change: impl FnOnce(&mut T) -> Result<R, E>) -> Result<R, E> {
        let mut value = self.lock();
        let mut copy = value.clone();
        let result = change(&mut copy)?;
        if let Some(path) = &self.inner.path {
            let text = serde_json::to_vec(&copy).map_err(io::Error::from)?;
            write_whole(path, &text, 0o600)?;
        }
        *value = copy;
        Ok(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_there_after_a_restart_and_a_refused_one_is_not() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("kept.json");
        let kept = Kept::<Vec<u8>>::open(path.clone()).unwrap();
        kept.change(|value| -> io::Result<()> {
            value.push(7);
            Ok(())
        })
        .unwrap();
        let refused = kept.change(|value| -> io::Result<()> {
            value.push(8);
            Err(io::ErrorKind::InvalidInput.into())
        });
        assert!(refused.is_err());
        assert_eq!(kept.clone().read(Vec::clone), [7]);
        assert_eq!(Kept::<Vec<u8>>::open(path.clone()).unwrap().read(Vec::clone), [7]);
        std::fs::write(&path, "{").unwrap();
        assert!(Kept::<Vec<u8>>::open(path.clone()).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"{", "what is damaged is left for somebody to look at");
    }
}
