//! History that was imported beside the log of a connected Matomo: opened for reading, so that an import can write meanwhile.

use std::sync::Arc;

use anyhow::{Context, Result};

use crate::cli::open;
use crate::cli::place::IMPORTED;
use crate::config::Paths;
use crate::store::Store;
use crate::store::views;

/// Name of the log beside this one, where there is one that holds imported history and nothing else.
///
/// A Matomo may be called `main-imported`. Its log is nobody else's history, and stays that when it is no longer connected: then
/// the counts of views that every server keeps beside a witnessed log still tell.
fn beside(paths: &Paths, name: &str) -> Option<String> {
    let beside = format!("{name}{IMPORTED}");
    let directory = paths.log(&beside);
    let is_witnessed = paths.instance(&beside).exists() || directory.join(views::FILE).exists();
    (directory.is_dir() && !is_witnessed).then_some(beside)
}

/// The history imported beside this log: the one that is open already, a new one, or none.
///
/// # Errors
/// When it is there and cannot be opened.
pub fn of(paths: &Paths, name: &str, open: Option<&Arc<dyn Store>>) -> Result<Option<Arc<dyn Store>>> {
    let Some(beside) = beside(paths, name) else { return Ok(None) };
    if let Some(open) = open {
        return Ok(Some(open.clone()));
    }
    let store = open::log_for_reading(paths, &beside)
        .with_context(|| format!("the imported history “{beside}” cannot be opened"))?;
    // Made a moment ago by an import that has not stored anything yet.
    Ok((store.head()? > 0).then_some(store))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample;

    #[test]
    fn only_history_is_opened_and_never_the_log_of_a_matomo() {
        let data = tempfile::tempdir().unwrap();
        let paths = Paths::new(data.path());
        let found = || of(&paths, "main", None).unwrap();
        assert!(found().is_none());
        let writer = open::log_for_writing(&paths, "main-imported").unwrap();
        assert!(found().is_none(), "nothing is stored yet");
        writer.append(vec![sample::event(1)], None).unwrap();
        let reader = found().unwrap();
        writer.append(vec![sample::event(2)], None).unwrap();
        assert_eq!(reader.head().unwrap(), 2, "an import that runs is read meanwhile");
        assert!(of(&paths, "other", None).unwrap().is_none());

        Paths::make(&paths.instances()).unwrap();
        std::fs::write(paths.instance("main-imported"), "").unwrap();
        assert!(found().is_none() && of(&paths, "main", Some(&reader)).unwrap().is_none());
        std::fs::remove_file(paths.instance("main-imported")).unwrap();
        assert!(found().is_some());
        std::fs::write(paths.log("main-imported").join(views::FILE), "").unwrap();
        assert!(found().is_none(), "a Matomo of that name was connected once");
    }
}
