//! Finds the rows of the table in an SQL dump, as `mysqldump`, `mariadb-dump` and phpMyAdmin write it, however large it is.
//!
//! [`scan`] reads the words; here is what they mean. Other tables are passed over, byte by byte, without being held.

mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use super::{COLUMNS, Found, ImportError, Row, TABLE};
use scan::{Broken, Scanner};

/// Most columns of the table.
const COLUMNS_MAX: usize = 64;
/// Most tables of that name that are told apart.
const TABLES_MAX: usize = 100;
/// Columns without which it is another program's table.
const NEEDED: [&str; 3] = ["id", "type", "ts_created"];
/// Begins of what stands in `CREATE TABLE` beside columns.
const NO_COLUMNS: [&str; 9] =
    ["PRIMARY", "KEY", "UNIQUE", "CONSTRAINT", "INDEX", "FULLTEXT", "SPATIAL", "CHECK", "FOREIGN"];

/// See the module.
pub struct Dump<R> {
    scanner: Scanner<R>,
    prefix: Option<String>,
    database: String,
    /// Columns of tables with that name, as `CREATE TABLE` says.
    columns: BTreeMap<String, Vec<String>>,
    chosen: Option<String>,
    others: BTreeSet<String>,
    /// Inside of `VALUES`: for each value its place in [`COLUMNS`].
    places: Option<Vec<Option<usize>>>,
    is_known: bool,
}

impl<R: Read> Dump<R> {
    /// Reads the table with this prefix; without one, the first that ends with its name.
    pub fn new(reader: R, prefix: Option<&str>) -> Self {
        Dump {
            scanner: Scanner::new(reader),
            prefix: prefix.map(str::to_owned),
            database: String::new(),
            columns: BTreeMap::new(),
            chosen: None,
            others: BTreeSet::new(),
            places: None,
            is_known: false,
        }
    }

    /// Bytes read so far.
    pub fn offset(&self) -> u64 {
        self.scanner.offset
    }

    /// The table whose rows were taken, with its prefix.
    pub fn table(&self) -> Option<&str> {
        self.chosen.as_deref().map(|name| name.rsplit('.').next().unwrap_or(name))
    }

    /// Whether such a table stands in the dump, with rows or without.
    pub fn has_table(&self) -> bool {
        self.is_known
    }

    /// The next row, or what is wrong.
    ///
    /// # Errors
    /// When the file cannot be read. What makes no sense in it is [`Found::Unreadable`].
    pub fn next_found(&mut self) -> Result<Option<Found>, ImportError> {
        loop {
            let at = self.scanner.offset;
            let is_row = self.places.is_some();
            if is_row {
                self.scanner.keep();
            }
            let read = if is_row { self.row().map(Some) } else { self.statement() };
            let what = match read {
                Ok(None) => return Ok(None),
                Ok(Some(None)) => continue,
                Ok(Some(Some(found))) => {
                    self.scanner.kept();
                    return Ok(Some(found));
                }
                Err(Broken::Io(error)) => return Err(error.into()),
                Err(Broken::End) => "the dump ends in the middle of it",
                Err(Broken::Syntax(what)) => what,
            };
            let goes_on = if is_row { self.leave_row()? } else { None };
            let kept = self.scanner.kept().trim_ascii().to_vec();
            let rest = if goes_on.is_none() { "; the rest of its statement was passed over" } else { "" };
            if goes_on != Some(true) {
                self.places = None;
                if let Err(Broken::Io(error)) = self.scanner.statement() {
                    return Err(error.into());
                }
            }
            let kind = if is_row { "row" } else { "statement" };
            return Ok(Some(Found::Unreadable { why: format!("{what}: {kind} at byte {at}{rest}"), kept }));
        }
    }

    /// Passes what is left of a row that could not be read. Whether another one follows; `None` where that cannot be said.
    fn leave_row(&mut self) -> Result<Option<bool>, ImportError> {
        let mut left = || -> Result<bool, Broken> {
            while self.scanner.next_column()? {}
            self.scanner.expect(b')', "")?;
            self.scanner.passes(b',')
        };
        match left() {
            Ok(follows) => Ok(Some(follows)),
            Err(Broken::Io(error)) => Err(error.into()),
            Err(Broken::End | Broken::Syntax(_)) => Ok(None),
        }
    }

    /// One statement. `None` at the end; `Some(None)` when it says nothing of a row.
    fn statement(&mut self) -> Result<Option<Option<Found>>, Broken> {
        let word = self.scanner.word()?.to_ascii_uppercase();
        match word.as_str() {
            "INSERT" | "REPLACE" => return self.insert().map(Some),
            "CREATE" => self.create()?,
            "USE" => {
                self.database = self.scanner.name()?;
                self.scanner.statement()?;
            }
            "DELIMITER" => self.delimiter()?,
            _ if word.is_empty() && self.scanner.peek()?.is_none() => return Ok(None),
            _ => self.scanner.statement()?,
        }
        Ok(Some(None))
    }

    /// Routines and triggers stand between two lines that change what ends a statement; no rows are in there.
    fn delimiter(&mut self) -> Result<(), Broken> {
        loop {
            // the rest of the line that sets it, then of every line up to the one that sets it back
            self.scanner.line()?;
            if self.scanner.peek()?.is_none() {
                return Ok(());
            }
            if self.scanner.peek()? == Some(b'D') && self.scanner.word()? == "DELIMITER" {
                return self.scanner.line();
            }
        }
    }

    /// `` `database`.`table` ``; the name that it has for us, and whether it is the table that is wanted.
    fn table_name(&mut self) -> Result<(String, bool), Broken> {
        let mut database = self.database.clone();
        let mut name = self.scanner.name()?;
        if self.scanner.passes(b'.')? {
            database = std::mem::replace(&mut name, self.scanner.name()?);
        }
        let is_ours = match &self.prefix {
            Some(prefix) => name.strip_prefix(prefix.as_str()) == Some(TABLE),
            None => name.ends_with(TABLE),
        };
        Ok((format!("{database}.{name}"), is_ours))
    }

    fn create(&mut self) -> Result<(), Broken> {
        let mut word = self.scanner.word()?;
        if word.eq_ignore_ascii_case("TEMPORARY") {
            word = self.scanner.word()?;
        }
        if !word.eq_ignore_ascii_case("TABLE") {
            return self.scanner.statement();
        }
        self.scanner.space()?;
        if matches!(self.scanner.peek()?, Some(b'I' | b'i')) {
            for _ in ["IF", "NOT", "EXISTS"] {
                self.scanner.word()?;
            }
        }
        let (name, is_ours) = self.table_name()?;
        if !is_ours || self.columns.len() == TABLES_MAX || !self.scanner.passes(b'(')? {
            return self.scanner.statement();
        }
        let mut columns = Vec::new();
        loop {
            self.scanner.space()?;
            let is_quoted = matches!(self.scanner.peek()?, Some(b'`' | b'"'));
            let column = self.scanner.name()?;
            if is_quoted || !NO_COLUMNS.contains(&column.to_ascii_uppercase().as_str()) {
                columns.push(column);
            }
            if columns.len() > COLUMNS_MAX {
                return Err(Broken::Syntax("the table has too many columns"));
            }
            if !self.scanner.next_column()? {
                break;
            }
        }
        if NEEDED.iter().all(|needed| columns.iter().any(|column| column == needed)) {
            self.is_known = true;
            self.columns.insert(name, columns);
        }
        self.scanner.statement()
    }

    fn insert(&mut self) -> Result<Option<Found>, Broken> {
        const HINTS: [&str; 5] = ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO"];
        // A table may not be called like a hint unless it is quoted.
        let (name, is_ours) = loop {
            self.scanner.space()?;
            if matches!(self.scanner.peek()?, Some(b'`' | b'"')) {
                break self.table_name()?;
            }
            let word = self.scanner.word()?;
            if !HINTS.contains(&word.to_ascii_uppercase().as_str()) {
                let is_ours = match &self.prefix {
                    Some(prefix) => word.strip_prefix(prefix.as_str()) == Some(TABLE),
                    None => word.ends_with(TABLE),
                };
                break (format!("{}.{word}", self.database), is_ours);
            }
        };
        if !is_ours {
            return self.scanner.statement().map(|()| None);
        }
        let mut columns = self.columns.get(&name).cloned();
        if self.scanner.passes(b'(')? {
            let mut named = Vec::new();
            loop {
                named.push(self.scanner.name()?);
                if named.len() > COLUMNS_MAX {
                    return Err(Broken::Syntax("the table has too many columns"));
                }
                if !self.scanner.passes(b',')? {
                    break;
                }
            }
            self.scanner.expect(b')', "the list of columns does not end")?;
            columns = Some(named);
        }
        let columns = columns.unwrap_or_else(|| COLUMNS.map(str::to_owned).to_vec());
        if !NEEDED.iter().all(|needed| columns.iter().any(|column| column == needed)) {
            return self.scanner.statement().map(|()| None);
        }
        if self.chosen.get_or_insert_with(|| name.clone()) != &name {
            self.scanner.statement()?;
            let is_new = self.others.len() < TABLES_MAX && self.others.insert(name.clone());
            return Ok(is_new.then(|| Found::OtherTable(name.trim_start_matches('.').to_owned())));
        }
        self.is_known = true;
        let word = self.scanner.word()?.to_ascii_uppercase();
        if word != "VALUES" && word != "VALUE" {
            return Err(Broken::Syntax("rows are given in another way than by VALUES"));
        }
        let place = |column: &String| COLUMNS.iter().position(|name| name == column);
        self.places = Some(columns.iter().map(place).collect());
        Ok(None)
    }

    fn row(&mut self) -> Result<Option<Found>, Broken> {
        let places = self.places.as_deref().unwrap_or_default();
        self.scanner.expect(b'(', "a row does not begin with a bracket")?;
        let mut row = Row::default();
        let mut count = 0;
        loop {
            let value = self.scanner.value()?;
            if let Some(Some(place)) = places.get(count) {
                row.0[*place] = value;
            }
            count += 1;
            if count > COLUMNS_MAX {
                return Err(Broken::Syntax("a row has too many values"));
            }
            if !self.scanner.passes(b',')? {
                break;
            }
        }
        self.scanner.expect(b')', "a row does not end with a bracket")?;
        let fits = count == places.len();
        let kept = if fits { Vec::new() } else { self.scanner.kept().trim_ascii().to_vec() };
        if !self.scanner.passes(b',')? {
            self.places = None;
            self.scanner.statement()?;
        }
        Ok(Some(if fits {
            Found::Row(Box::new(row))
        } else {
            Found::Unreadable {
                why: "a row has more or fewer values than the table has columns".to_owned(),
                kept,
            }
        }))
    }
}

/// Whether a text begins like an SQL dump.
pub fn is_dump(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    [
        "-- ", "--\n", "/*", "# ", "#\n", "INSERT ", "REPLACE ", "CREATE ", "DROP ", "SET ", "USE ", "LOCK ",
        "START ",
    ]
    .iter()
    .any(|word| text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word)))
}
