//! `inventory`: who has access, with which rights and tokens, and when they last did something.

use std::io::Write;
use std::sync::Arc;

use activity_log_core::query::{Field, Pattern, Query, Test};
use activity_log_core::{Entry, Seq, Time};
use anyhow::Context;
use serde::Serialize;

use super::args::{InventoryArgs, ReportFormat};
use super::failure::Exit;
use super::pages;
use super::place::Place;
use super::table::width;
use super::wording::{counted, shown};
use crate::inventory::Inventories;
use crate::inventory::people::{Person, people};
use crate::store::Store;

/// Most characters of rights in the table; JSON has all.
const RIGHTS_CHARS_MAX: usize = 60;

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    person: Person,
    last_entry: Option<Last>,
}

#[derive(Serialize)]
struct Last {
    seq: Seq,
    time: Time,
    activity: String,
}

/// Prints the newest inventory.
pub fn run(place: &Place, args: &InventoryArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let name = place.log()?;
    let inventories = Inventories::new(place.paths.inventory(&name));
    let newest = inventories.newest().context("the inventory cannot be read")?.with_context(|| {
        format!("Nobody told the log “{name}” yet who is there. `activity-log connect` does, and Matomo once a day.")
    })?;
    let store = place.open_log()?;
    let mut rows = Vec::new();
    for person in people(&newest, 0, usize::MAX) {
        let last_entry = last(&store, &person.login)?.map(|entry| Last {
            seq: entry.seq,
            time: entry.event.time,
            activity: entry.event.activity,
        });
        rows.push(Row { person, last_entry });
    }
    match args.format {
        ReportFormat::Json => {
            let report = serde_json::json!({"taken": newest.began, "cut": newest.cut, "users": rows});
            writeln!(out, "{report}")?;
        }
        ReportFormat::Text => table(out, &rows, newest.began)?,
    }
    Ok(Exit::Done)
}

fn last(store: &Arc<dyn Store>, login: &str) -> anyhow::Result<Option<Entry>> {
    let query = Query::one(Test::Facet(Field::User, vec![Pattern::Exact(login.to_owned())]));
    let mut found = None;
    pages::newest(vec![store.clone()], &query, 1, |entries| {
        found = entries.into_iter().next();
        Ok(())
    })?;
    Ok(found)
}

fn table(out: &mut dyn Write, rows: &[Row], taken: Time) -> anyhow::Result<()> {
    let columns = rows.iter().map(|row| width(&shown(&row.person.login))).max().unwrap_or(0).max(4);
    writeln!(out, "{}  2FA  tokens  last entry           rights", pad("user", columns))?;
    for Row { person, last_entry } in rows {
        let last =
            last_entry.as_ref().map(|last| last.time.timestamp().strftime("%Y-%m-%d %H:%M:%S").to_string());
        writeln!(
            out,
            "{}  {}  {:>6}  {}  {}",
            pad(&shown(&person.login), columns),
            if person.two_factor { "yes" } else { "no " },
            person.tokens.len(),
            pad(last.as_deref().unwrap_or("never"), 19),
            rights(person),
        )?;
    }
    let time = taken.timestamp().strftime("%Y-%m-%d %H:%M:%S UTC");
    writeln!(out, "{}, as of {time}", counted(rows.len() as u64, "user", "users"))?;
    Ok(())
}

fn rights(person: &Person) -> String {
    let mut rights: Vec<String> =
        person.access.iter().map(|(access, sites)| format!("{access}: {sites}")).collect();
    if person.is_super {
        rights.insert(0, "super user".into());
    }
    if person.pending {
        rights.push("invited".into());
    }
    let text = if rights.is_empty() { "none".to_owned() } else { rights.join("; ") };
    let text = shown(&text);
    match text.char_indices().nth(RIGHTS_CHARS_MAX) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}
