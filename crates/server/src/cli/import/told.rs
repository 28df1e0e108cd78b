//! An import is itself an entry, in the log of what was witnessed: directly, or by the server that has it open.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::super::place::{IMPORTED, Place};
use super::super::tell;
use super::source::Source;
use super::{Report, wording};

/// Makes the entry. Where that fails it says so on standard error and answers false; the import stands.
pub fn tell(place: &Place, report: &Report, sources: &[Source]) -> bool {
    let Some(log) = witnessed(place, &report.log) else { return true };
    let told = tell::tell(place, &log, "auditlog.imported", params(report, sources));
    if let Err(why) = &told {
        let _ = writeln!(
            std::io::stderr(),
            "The import could not be noted in the log “{log}”: {}",
            wording::shown(&format!("{why:#}"))
        );
    }
    told.is_ok()
}

/// The log beside the imported one. Before a Matomo was connected there is none.
fn witnessed(place: &Place, imported: &str) -> Option<String> {
    let mut others = place.logs();
    others.retain(|name| name != imported && !name.ends_with(IMPORTED));
    let own = imported.strip_suffix(IMPORTED).filter(|name| others.iter().any(|other| other == name));
    own.map(str::to_owned).or_else(|| others.pop().filter(|_| others.is_empty()))
}

fn params(report: &Report, sources: &[Source]) -> Map<String, Value> {
    let from: Vec<String> = sources.iter().map(Source::name).collect();
    let params = json!({
        "from": from, "table": report.table, "log": report.log, "rows": report.lines, "stored": report.stored,
        "already_there": report.already_there, "refused": report.refused,
        "without_parameters": report.without_parameters,
    });
    params.as_object().cloned().unwrap_or_default()
}
