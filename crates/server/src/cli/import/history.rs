//! The table of the premium plugin, row by row.

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};

use super::super::failure::Usage;
use super::super::place::Place;
use super::super::wording;
use super::Target;
use crate::capture::quarantine::Quarantine;
use crate::import::convert::{Converted, Converter};
use crate::import::dump::Dump;
use crate::import::types::Types;
use crate::import::{Found, ImportError, TABLE, place};
use crate::ops::random::stable_id;

/// The table of types, with the one that somebody gave before it.
pub fn types(file: Option<&Path>) -> anyhow::Result<Types> {
    let Some(file) = file else { return Ok(Types::read(None)?) };
    let name = wording::shown(&file.display().to_string());
    let text = fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    Ok(Types::read(Some(&text)).map_err(|error| Usage::new(format!("{name}: {error}")))?)
}

/// Takes rows in, and puts aside what cannot be read.
pub struct History {
    converter: Converter,
    prefix: Option<String>,
    quarantine: Quarantine,
    directory: std::path::PathBuf,
}

/// The file in the quarantine for one source.
struct Aside<'a> {
    quarantine: &'a Quarantine,
    name: String,
    kept: u64,
}

impl Aside<'_> {
    fn keep(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let first = self.kept == 0;
        self.kept += 1;
        let kept = self.quarantine.keep(&self.name, first, &mut &bytes[..], bytes.len() as u64);
        kept.context("the quarantine cannot be written")?;
        Ok(())
    }
}

impl History {
    /// For the history of one Matomo.
    pub fn new(at: &Place, instance: &str, types: Types, prefix: Option<&str>) -> Self {
        let directory = at.paths.quarantine(&format!("{instance}{}", super::IMPORTED));
        History {
            converter: Converter::new(instance, types),
            prefix: prefix.map(str::to_owned),
            quarantine: Quarantine::new(directory.clone()),
            directory,
        }
    }

    /// From a dump.
    pub fn dump(&mut self, file: impl Read, name: &str, into: &mut Target) -> anyhow::Result<()> {
        let prefix = self.prefix.clone();
        let mut dump = Dump::new(file, prefix.as_deref());
        self.all(name, into, || dump.next_found())?;
        if !dump.has_table() {
            bail!(
                "{name} has no table {}{TABLE}. Was that plugin's table in the database when the dump was made?",
                prefix.as_deref().unwrap_or("…")
            );
        }
        into.report.table = Some(dump.table().unwrap_or(TABLE).to_owned());
        Ok(())
    }

    /// From a database.
    #[cfg(feature = "mysql")]
    pub fn database(&mut self, place: &place::Place, name: &str, into: &mut Target) -> anyhow::Result<()> {
        let mut database = crate::import::database::Database::open(place).with_context(|| name.to_owned())?;
        into.report.table = Some(database.table().to_owned());
        self.all(name, into, || database.next_found())
    }

    /// From a database.
    #[cfg(not(feature = "mysql"))]
    pub fn database(&mut self, _: &place::Place, _: &str, _: &mut Target) -> anyhow::Result<()> {
        bail!("this build cannot connect to a database; import a dump")
    }

    fn all(
        &mut self,
        name: &str,
        into: &mut Target,
        mut next: impl FnMut() -> Result<Option<Found>, ImportError>,
    ) -> anyhow::Result<()> {
        // The same source has the same file, so that a repeat does not double it.
        let id = stable_id(activity_log_core::Time::default(), &[name]);
        let mut aside =
            Aside { quarantine: &self.quarantine, name: format!("import-{}", id.simple()), kept: 0 };
        while let Some(found) = next().with_context(|| format!("{name} cannot be read"))? {
            match found {
                Found::Row(row) => {
                    into.report.lines += 1;
                    match self.converter.convert(&row) {
                        Ok(Converted { event, unread }) => {
                            if let Some(why) = unread {
                                into.report.without_parameters += 1;
                                into.report.note(&why);
                                aside.keep(&row.line())?;
                            }
                            into.add(event)?;
                        }
                        Err(why) => {
                            into.report.refused += 1;
                            into.report.note(&why);
                            aside.keep(&row.line())?;
                        }
                    }
                }
                Found::Unreadable { why, kept } => {
                    into.report.lines += 1;
                    into.report.refused += 1;
                    into.report.note(&why);
                    eprintln!("{name}: {}", wording::shown(&why));
                    aside.keep(&kept)?;
                }
                Found::OtherTable(table) => eprintln!(
                    "{name}: the table {} is passed over; --prefix chooses it, --log gives it a log of its own",
                    wording::shown(&table)
                ),
            }
        }
        if aside.kept > 0 {
            aside.quarantine.sync(&aside.name).context("the quarantine cannot be written")?;
            into.report.put_aside = Some(self.directory.join(&aside.name).display().to_string());
        }
        into.flush()
    }
}
