//! Entries as lines for people. On a terminal each entry takes one line that fits; in a pipe nothing is cut.

use std::io::{IsTerminal, Write};

use activity_log_core::Entry;
use activity_log_core::event::{ActorKind, Outcome};

use super::sentence;
use crate::export::guard::visible;
use crate::import::convert::SOURCE;

/// Widest columns of who and from where.
const WHO_MAX: usize = 24;
const FROM_MAX: usize = 39;
/// The sentence gets at least this, however narrow the terminal is.
const WHAT_MIN: usize = 20;

/// Lines of entries; the width of columns is settled by the first page.
pub struct Table {
    width: Option<usize>,
    columns: Option<[usize; 3]>,
}

impl Table {
    /// For standard output: as wide as the terminal, or without limit.
    pub fn for_stdout() -> Self {
        let terminal = std::io::stdout().is_terminal();
        let size = || terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        Table::new(terminal.then(size))
    }

    fn new(width: Option<usize>) -> Self {
        Table { width, columns: None }
    }

    /// Writes one line per entry.
    pub fn rows(&mut self, out: &mut dyn Write, entries: &[Entry]) -> anyhow::Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        let rows: Vec<[String; 3]> =
            entries.iter().map(|entry| [entry.seq.to_string(), who(entry), from(entry)]).collect();
        let [seq_width, who_width, from_width] = *self.columns.get_or_insert_with(|| {
            let widest = |index: usize| rows.iter().map(|row| width(&row[index])).max().unwrap_or(0);
            [widest(0), widest(1).clamp(5, WHO_MAX), widest(2).clamp(1, FROM_MAX)]
        });
        for (entry, [seq, who, from]) in entries.iter().zip(&rows) {
            let time = entry.event.time.timestamp().strftime("%Y-%m-%d %H:%M:%S");
            let head = format!(
                "{}{seq}  {time}  {}  {}  ",
                " ".repeat(seq_width.saturating_sub(width(seq))),
                padded(who, who_width),
                padded(from, from_width),
            );
            let what = what(entry);
            let what = match self.width {
                Some(all) => cut(&what, all.saturating_sub(width(&head)).max(WHAT_MIN)),
                None => what,
            };
            writeln!(out, "{head}{what}")?;
        }
        Ok(())
    }
}

fn who(entry: &Entry) -> String {
    let actor = &entry.event.actor;
    let name = match (actor.kind, &actor.login, &actor.os_user) {
        (ActorKind::User, Some(login), _) => login.clone(),
        (ActorKind::Cli, _, Some(user)) => format!("{user} (console)"),
        // who asked for what a scheduled task does
        (ActorKind::System, Some(login), _) => format!("{login} (system)"),
        (kind, ..) => format!("({kind})"),
    };
    visible(&name).into_owned()
}

fn from(entry: &Entry) -> String {
    visible(entry.event.client.ip.as_deref().unwrap_or("-")).into_owned()
}

fn what(entry: &Entry) -> String {
    let event = &entry.event;
    let text = sentence::of(entry);
    let ended = match (event.outcome, &event.reason) {
        (Outcome::Success, _) => String::new(),
        (outcome, None) => format!("[{outcome}] "),
        (outcome, Some(reason)) => format!("[{outcome}: {reason}] "),
    };
    let imported = if event.source == SOURCE { "[imported] " } else { "" };
    visible(&format!("{imported}{ended}{text}")).into_owned()
}

/// Columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Columns of a character: 0 for marks that sit on the one before, 2 for East Asian wide ones and pictures. Close enough for tables.
fn char_width(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036f
        | 0x0483..=0x0489
        | 0x0591..=0x05bd
        | 0x064b..=0x065f
        | 0x200c..=0x200d
        | 0x20d0..=0x20ff
        | 0xfe00..=0xfe0f
        | 0xfe20..=0xfe2f => 0,
        0x1100..=0x115f
        | 0x2e80..=0x303e
        | 0x3041..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1f64f
        | 0x1f680..=0x1f6ff
        | 0x1f900..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += char_width(c);
        if used >= columns {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

fn padded(text: &str, columns: usize) -> String {
    let mut text = cut(text, columns);
    let missing = columns.saturating_sub(width(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::samples;

    fn lines(width: Option<usize>, names: &[&str]) -> Vec<String> {
        let entries: Vec<Entry> =
            names.iter().enumerate().map(|(index, name)| samples::entry(index as u64 + 9, name)).collect();
        let mut out = Vec::new();
        Table::new(width).rows(&mut out, &entries).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_line_fits_the_terminal_and_moves_nothing() {
        let hostile = "x\u{1b}[31m\n\u{202e}日本日本日本日本日本日本日本日本日本日本";
        for columns in [70, 80, 200] {
            let lines = lines(Some(columns), &["Signup", hostile]);
            assert_eq!(lines.len(), 2);
            assert!(lines.iter().all(|line| super::width(line) <= columns), "{lines:?}");
            assert!(!lines.iter().any(|line| line.chars().any(crate::export::guard::is_active)));
        }
    }

    #[test]
    fn a_pipe_gets_everything() {
        let long = "long ".repeat(100);
        assert!(lines(None, &[&long])[0].contains(&long));
    }
}
