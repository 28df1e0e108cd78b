//! Inventories on disk: `<place>/<number>-<inventory id>/` with one file per part, in the order in which they came.
//!
//! A part is durable when [`Inventories::keep`] returns. The same part again changes nothing, and what was compared already is not kept again,
//! so that a spool file may be read any number of times. `state.json` says which inventory was compared last; older ones go then.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use activity_log_core::Time;
use activity_log_core::inventory::{Inventory, InventoryLine, Part, Wrong};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::config::Paths;
use crate::ops::files::{sync_directory, write_whole};

/// Most parts of an inventory.
pub const PARTS_MAX: u32 = 4_000;
/// How often the room is measured, in parts: measuring looks at every file.
const PARTS_PER_MEASURE: u32 = 64;
/// Bytes that all inventories of one Matomo may take on disk.
pub const BYTES_MAX: u64 = 128 * 1024 * 1024;
/// Inventories that are kept at once; the oldest that is not compared goes for a new one.
pub const KEPT_MAX: usize = 40;
/// Inventories that are remembered as compared.
const REMEMBERED_MAX: usize = 200;
/// Wait between the last part and the comparison. What was being done while the inventory was read is written down by then.
pub const SETTLE_MICROS: i64 = 30 * 1_000_000;

const STATE: &str = "state.json";
const END: &str = "end.json";
const COMPLETE: &str = "complete";

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum InventoryError {
    /// Files.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    /// The parts make no whole.
    #[error(transparent)]
    Wrong(#[from] Wrong),
}

/// What became of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is durable.
    Yes,
    /// Not kept, for this reason.
    Refused(&'static str),
}

/// Two inventories to compare.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// The one compared last; `None` the first time.
    pub old: Option<Inventory>,
    /// The next one.
    pub new: Inventory,
    name: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct State {
    last: Option<String>,
    compared: Vec<Uuid>,
}

/// An inventory that was read, with its name.
type Newest = Option<(String, Arc<Inventory>)>;

/// The inventories of one Matomo.
#[derive(Clone, Debug)]
pub struct Inventories {
    directory: PathBuf,
    bytes_max: u64,
    /// The newest one that was asked for, by its name: what is complete never changes.
    newest: Arc<Mutex<Newest>>,
}

impl Inventories {
    /// In this directory, made when needed.
    pub fn new(directory: PathBuf) -> Self {
        Inventories { directory, bytes_max: BYTES_MAX, newest: Arc::default() }
    }

    /// Another limit, for tests.
    pub fn with_limit(self, bytes_max: u64) -> Self {
        Inventories { bytes_max, ..self }
    }

    /// Keeps a part; `now` is when the server got it.
    ///
    /// # Errors
    /// When it cannot be written; then nothing may be thrown away.
    pub fn keep(&self, line: &InventoryLine, now: Time) -> Result<Kept, InventoryError> {
        if line.part == 0 || line.part > PARTS_MAX {
            return Ok(Kept::Refused("an inventory has at most 4,000 parts"));
        }
        if self.state()?.compared.contains(&line.inventory) {
            return Ok(Kept::Yes);
        }
        let known = self.find(line.inventory)?.map(|name| self.directory.join(name));
        if known.as_ref().is_some_and(|directory| directory.join(COMPLETE).exists()) {
            return Ok(Kept::Yes);
        }
        let text =
            serde_json::to_vec(line).map_err(|error| self.fail(&self.directory, io::Error::other(error)))?;
        // before anything is made or makes room
        let measures = known.is_none() || line.part % PARTS_PER_MEASURE == 1;
        if measures && self.bytes()? + text.len() as u64 > self.bytes_max {
            return Ok(Kept::Refused("inventories take too much room"));
        }
        let directory = match known {
            Some(directory) => directory,
            None => self.open(line.inventory)?,
        };
        let name = if matches!(line.content, Part::End(_)) { END.to_owned() } else { part_name(line.part) };
        self.write(&directory.join(name), &text)?;
        if self.is_whole(&directory)? {
            self.write(&directory.join(COMPLETE), now.to_string().as_bytes())?;
        }
        Ok(Kept::Yes)
    }

    /// The next two to compare, when it is time.
    ///
    /// # Errors
    /// When files cannot be read. What makes no whole is thrown away and told as [`InventoryError::Wrong`].
    pub fn due(&self, now: Time) -> Result<Option<Due>, InventoryError> {
        let state = self.state()?;
        let names = self.names()?;
        let waiting: Vec<&String> =
            names.iter().filter(|name| state.last.as_ref().is_none_or(|last| *name > last)).collect();
        let Some((name, at)) = waiting.iter().find_map(|name| Some((*name, self.completed(name)?))) else {
            return Ok(None);
        };
        // Where a later one has begun, all that belongs to this one came long ago.
        let has_settled = now.micros() >= at.micros().saturating_add(SETTLE_MICROS);
        if !has_settled && waiting.last().is_some_and(|last| *last == name) {
            return Ok(None);
        }
        let new = match self.load(name) {
            Err(InventoryError::Wrong(wrong)) => {
                self.remove(name)?;
                return Err(wrong.into());
            }
            loaded => loaded?,
        };
        let last = state.last.filter(|last| names.contains(last));
        let old = match last.as_ref().map(|last| self.load(last)).transpose() {
            // It cannot be compared with any more; without it the next one is the first.
            Err(InventoryError::Wrong(wrong)) => {
                self.remove(&last.unwrap_or_default())?;
                return Err(wrong.into());
            }
            loaded => loaded?,
        };
        Ok(Some(Due { old, new, name: name.to_string() }))
    }

    /// The comparison is told in the log: the next one compares with this.
    ///
    /// # Errors
    /// When files cannot be written.
    pub fn done(&self, due: &Due) -> Result<(), InventoryError> {
        let mut state = self.state()?;
        state.last = Some(due.name.clone());
        state.compared.push(due.new.id);
        let surplus = state.compared.len().saturating_sub(REMEMBERED_MAX);
        state.compared.drain(..surplus);
        let path = self.directory.join(STATE);
        let text = serde_json::to_vec(&state).map_err(|error| self.fail(&path, io::Error::other(error)))?;
        self.write(&path, &text)?;
        for name in self.names()?.iter().filter(|name| **name < due.name) {
            self.remove(name)?;
        }
        Ok(())
    }

    /// The newest that is whole.
    ///
    /// # Errors
    /// When files cannot be read.
    pub fn newest(&self) -> Result<Option<Arc<Inventory>>, InventoryError> {
        // Held while it is read: who comes meanwhile would read the same.
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        for name in self.names()?.iter().rev().filter(|name| self.completed(name).is_some()) {
            if let Some((_, inventory)) = newest.as_ref().filter(|(known, _)| known == name) {
                return Ok(Some(inventory.clone()));
            }
            match self.load(name) {
                // what is damaged is told when it is its turn to be compared
                Err(InventoryError::Wrong(_)) => {}
                loaded => {
                    let inventory = Arc::new(loaded?);
                    *newest = Some((name.clone(), inventory.clone()));
                    return Ok(Some(inventory));
                }
            }
        }
        Ok(None)
    }

    fn load(&self, name: &str) -> Result<Inventory, InventoryError> {
        let directory = self.directory.join(name);
        let read = |name: &str| -> Result<InventoryLine, InventoryError> {
            let path = directory.join(name);
            match fs::read(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Wrong::NoEnd.into()),
                read => {
                    let bytes = read.map_err(|error| self.fail(&path, error))?;
                    serde_json::from_slice(&bytes).map_err(|_| Wrong::Damaged.into())
                }
            }
        };
        let end = read(END)?;
        let mut failed = None;
        let lines =
            (1..end.part).map_while(|part| read(&part_name(part)).map_err(|error| failed = Some(error)).ok());
        let whole = Inventory::collect(lines.chain([end.clone()]));
        match failed {
            Some(error) => Err(error),
            None => Ok(whole?),
        }
    }

    fn is_whole(&self, directory: &Path) -> Result<bool, InventoryError> {
        let path = directory.join(END);
        let end: InventoryLine = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            read => {
                let bytes = read.map_err(|error| self.fail(&path, error))?;
                // Whoever damaged it stops no line that comes after.
                let Ok(end) = serde_json::from_slice(&bytes) else { return Ok(false) };
                end
            }
        };
        let parts =
            self.list(directory)?.iter().filter(|name| name.ends_with(".json") && *name != END).count();
        Ok(parts >= (end.part as usize).saturating_sub(1))
    }

    /// When the last part came.
    fn completed(&self, name: &str) -> Option<Time> {
        fs::read_to_string(self.directory.join(name).join(COMPLETE)).ok()?.trim().parse().ok()
    }

    fn find(&self, inventory: Uuid) -> Result<Option<String>, InventoryError> {
        let id = inventory.to_string();
        Ok(self.names()?.into_iter().find(|name| name.split_once('-').is_some_and(|(_, rest)| rest == id)))
    }

    /// A place for an inventory of which nothing has come yet.
    fn open(&self, inventory: Uuid) -> Result<PathBuf, InventoryError> {
        let names = self.names()?;
        let last = self.state()?.last;
        let surplus = (names.len() + 1).saturating_sub(KEPT_MAX);
        for name in names.iter().filter(|name| Some(*name) != last.as_ref()).take(surplus) {
            self.remove(name)?;
        }
        let highest = names.iter().chain(&last).filter_map(|name| number(name)).max().unwrap_or(0);
        let path = self.directory.join(format!("{:010}-{inventory}", highest + 1));
        Paths::make(&path).map_err(|error| self.fail(&path, error))?;
        sync_directory(&self.directory).map_err(|error| self.fail(&self.directory, error))?;
        Ok(path)
    }

    /// Names of the inventories, oldest first.
    fn names(&self) -> Result<Vec<String>, InventoryError> {
        let mut names = self.list(&self.directory)?;
        names.retain(|name| number(name).is_some());
        names.sort();
        Ok(names)
    }

    fn list(&self, directory: &Path) -> Result<Vec<String>, InventoryError> {
        let read = match fs::read_dir(directory) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            read => read.map_err(|error| self.fail(directory, error))?,
        };
        let mut names = Vec::new();
        for file in read {
            let file = file.map_err(|error| self.fail(directory, error))?;
            names.extend(file.file_name().into_string());
        }
        Ok(names)
    }

    fn bytes(&self) -> Result<u64, InventoryError> {
        let mut sum = 0;
        for name in self.names()? {
            let directory = self.directory.join(name);
            for file in self.list(&directory)? {
                sum += fs::metadata(directory.join(file)).map_or(0, |meta| meta.len());
            }
        }
        Ok(sum)
    }

    fn state(&self) -> Result<State, InventoryError> {
        let path = self.directory.join(STATE);
        match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(State::default()),
            read => {
                let bytes = read.map_err(|error| self.fail(&path, error))?;
                match serde_json::from_slice(&bytes) {
                    Ok(state) => Ok(state),
                    Err(error) => {
                        // Put aside: what cannot be read must stop neither the spool nor the next comparison.
                        tracing::error!("{}: {error}; comparing begins anew", path.display());
                        let aside = path.with_extension("damaged");
                        fs::rename(&path, &aside).map_err(|error| self.fail(&aside, error))?;
                        Ok(State::default())
                    }
                }
            }
        }
    }

    fn remove(&self, name: &str) -> Result<(), InventoryError> {
        let path = self.directory.join(name);
        fs::remove_dir_all(&path).map_err(|error| self.fail(&path, error))
    }

    fn write(&self, path: &Path, content: &[u8]) -> Result<(), InventoryError> {
        write_whole(path, content, 0o600).map_err(|error| self.fail(path, error))
    }

    fn fail(&self, path: &Path, error: io::Error) -> InventoryError {
        InventoryError::Io(path.to_owned(), error)
    }
}

fn part_name(part: u32) -> String {
    format!("{part:05}.json")
}

fn number(name: &str) -> Option<u64> {
    name.split_once('-')?.0.parse().ok()
}
