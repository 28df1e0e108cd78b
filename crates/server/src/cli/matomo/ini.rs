//! Our section in Matomo's `config.ini.php`.
//!
//! The file is edited as text, so that every other byte of it stays, whole or not at all, with its owner and mode. Matomo's own
//! `config:set` would show the secret in the list of processes and write the whole file anew. Matomo keeps sections that it does not know.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::Path;

use crate::ops::files::{create_new, open_file};

/// Name of the section, and of the plugin.
pub const SECTION: &str = "OpenActivityLog";
/// Times it starts again when somebody else wrote the file meanwhile.
const TRIES: u32 = 3;
/// How Matomo begins the file.
const BEGINNING: &str = "; <?php exit";

/// What the section says, in order.
pub type Values = Vec<(String, String)>;

/// Values of our section; empty where there is none.
pub fn values(text: &str) -> Values {
    section_values(text, SECTION)
}

/// Values of a section; empty where there is none.
pub fn section_values(text: &str, section: &str) -> Values {
    section_lines(text, section)
        .filter_map(|line| {
            let (key, value) = line.split_once('=')?;
            let value = value.trim();
            let value = value.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or(value);
            Some((key.trim().to_owned(), value.to_owned()))
        })
        .collect()
}

/// Whether the plugin is among the active ones.
pub fn is_active(text: &str) -> bool {
    let mut inside = false;
    text.lines().any(|line| {
        if let Some(name) = header(line) {
            inside = name == "Plugins";
        }
        let value =
            line.split_once('=').map(|(key, value)| (key.trim(), value.trim().trim_matches(['"', '\''])));
        inside && value == Some(("Plugins[]", SECTION))
    })
}

/// The text with these values in our section; other lines of the section stay.
pub fn with_values(text: &str, values: &[(&str, &str)]) -> String {
    let ours = |line: &str| {
        let key = line.split_once('=').map(|(key, _)| key.trim());
        key.is_some_and(|key| values.iter().any(|(name, _)| *name == key))
    };
    let written: String = values.iter().map(|(key, value)| format!("{key} = \"{value}\"\n")).collect();
    let mut result = String::with_capacity(text.len() + written.len() + 32);
    let (mut inside, mut done) = (false, false);
    for line in text.split_inclusive('\n') {
        if let Some(name) = header(line) {
            inside = name == SECTION;
            result.push_str(line);
            if inside && !done {
                done = true;
                if !line.ends_with('\n') {
                    result.push('\n');
                }
                result.push_str(&written);
            }
        } else if !(inside && ours(line)) {
            result.push_str(line);
        }
    }
    if !done {
        if !result.is_empty() && !result.ends_with('\n') {
            result.push('\n');
        }
        result.push_str(&format!("\n[{SECTION}]\n{written}"));
    }
    result
}

/// The text without our section.
pub fn without_section(text: &str) -> String {
    let mut inside = false;
    let mut result = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if let Some(name) = header(line) {
            inside = name == SECTION;
        }
        if !inside {
            result.push_str(line);
        }
    }
    // The empty line that stood before the section.
    if result.len() < text.len() && result.ends_with("\n\n") {
        result.pop();
    }
    result
}

/// Whether a value can stand between quotes without meaning anything to PHP's reader or to Matomo, which decodes HTML in values.
pub fn is_plain(value: &str) -> bool {
    !value.is_empty() && !value.chars().any(|c| c.is_control() || "\"'\\${}<>&;".contains(c))
}

/// Changes a file. Answers whether anything was different.
pub fn edit(path: &Path, change: impl Fn(&str) -> String) -> io::Result<bool> {
    for _ in 0..TRIES {
        let mut file = open_file(path)?;
        let meta = file.metadata()?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        // Matomo's user can put a link to any file of the machine there, and we may be root.
        if !text.trim_start().starts_with(BEGINNING) {
            return Err(io::Error::other(format!(
                "it does not begin with “{BEGINNING}”, as Matomo's settings do"
            )));
        }
        let changed = change(&text);
        if changed == text {
            return Ok(false);
        }
        if replace(path, &meta, changed.as_bytes())? {
            return Ok(true);
        }
    }
    Err(io::Error::other("somebody else writes it all the time; try again"))
}

/// Replaces the file unless it is another one by now. The temporary file ends with `.php`, so that a web server that should not hand out
/// this directory, and does, runs the `exit` of its first line instead of showing it.
fn replace(path: &Path, before: &fs::Metadata, bytes: &[u8]) -> io::Result<bool> {
    let temporary = path.with_file_name(format!(".config.ini.oal-{}.php", std::process::id()));
    let result = (|| {
        let mut file = create_new(&temporary, 0o600)?;
        file.write_all(bytes)?;
        let made = file.metadata()?;
        if (made.uid(), made.gid()) != (before.uid(), before.gid()) {
            fchown(&file, Some(before.uid()), Some(before.gid()))?;
        }
        file.set_permissions(fs::Permissions::from_mode(before.mode() & 0o7777))?;
        file.sync_all()?;
        let now = fs::metadata(path)?;
        let same = (now.ino(), now.mtime(), now.mtime_nsec(), now.len())
            == (before.ino(), before.mtime(), before.mtime_nsec(), before.len());
        if same {
            fs::rename(&temporary, path)?;
            crate::ops::files::sync_directory(path.parent().unwrap_or(Path::new(".")))?;
        }
        Ok(same)
    })();
    if !matches!(result, Ok(true)) {
        let _ = fs::remove_file(&temporary);
    }
    result
}

fn header(line: &str) -> Option<&str> {
    line.trim().strip_prefix('[')?.strip_suffix(']')
}

fn section_lines<'t>(text: &'t str, section: &str) -> impl Iterator<Item = &'t str> {
    let mut inside = false;
    text.lines().filter(move |line| {
        if let Some(name) = header(line) {
            inside = name == section;
            return false;
        }
        inside && !line.trim_start().starts_with(';')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "; <?php exit; ?> DO NOT REMOVE THIS LINE\n[General]\nsalt = \"x\"\n\n[Plugins]\nPlugins[] = \"API\"\n";

    #[test]
    fn a_section_comes_changes_and_goes() {
        let first = with_values(FILE, &[("shared_secret", "a"), ("spool_dir", "/x")]);
        assert!(first.starts_with(FILE));
        assert_eq!(values(&first), [("shared_secret".into(), "a".into()), ("spool_dir".into(), "/x".into())]);
        let more = first.replace("spool_dir", "spool_max_bytes = 5\n; mine\nspool_dir") + "\n[Tail]\na=1\n";
        let second = with_values(&more, &[("shared_secret", "b"), ("spool_dir", "/y")]);
        assert!(second.contains("spool_max_bytes = 5\n; mine\n") && second.ends_with("\n[Tail]\na=1\n"));
        assert_eq!(values(&second)[0], ("shared_secret".into(), "b".into()));
        assert_eq!(second.matches("shared_secret").count(), 1);
        assert_eq!(with_values(&second, &[("shared_secret", "b"), ("spool_dir", "/y")]), second);
        assert_eq!(without_section(&first), FILE);
        assert_eq!(without_section(FILE), FILE);
        assert!(without_section(&second).ends_with("[Tail]\na=1\n"));
    }

    #[test]
    fn active_is_what_stands_among_the_plugins() {
        assert!(!is_active(FILE));
        assert!(is_active(&FILE.replace("\"API\"\n", "\"API\"\nPlugins[] = \"OpenActivityLog\"\n")));
        assert!(!is_active(&format!("{FILE}[PluginsInstalled]\nPlugins[] = \"OpenActivityLog\"\n")));
    }

    #[test]
    fn the_file_keeps_its_mode_and_leaves_nothing_beside_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("config.ini.php");
        fs::write(&path, FILE).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(edit(&path, |text| with_values(text, &[("instance", "main")])).unwrap());
        assert!(!edit(&path, |text| with_values(text, &[("instance", "main")])).unwrap());
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o640);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        let busy = edit(&path, |text| {
            fs::write(&path, format!("{text}; more\n")).unwrap();
            without_section(text)
        });
        assert!(busy.is_err() && fs::read_to_string(&path).unwrap().contains("; more"));
    }

    #[test]
    fn links_to_other_files_harm_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let (path, precious) = (directory.path().join("config.ini.php"), directory.path().join("precious"));
        fs::write(&path, FILE).unwrap();
        fs::write(&precious, "root:x:0:0\n").unwrap();
        let temporary = format!(".config.ini.oal-{}.php", std::process::id());
        std::os::unix::fs::symlink(&precious, directory.path().join(temporary)).unwrap();
        assert!(edit(&path, |text| with_values(text, &[("instance", "main")])).unwrap());
        assert!(edit(&precious, |text| with_values(text, &[("instance", "main")])).is_err());
        assert_eq!(fs::read_to_string(&precious).unwrap(), "root:x:0:0\n");
    }

    #[test]
    fn values_that_mean_something_to_php_are_refused() {
        for value in ["", "a\"b", "${x}", "a\nb", "a\\b", "a;b", "&quot;"] {
            assert!(!is_plain(value), "{value:?}");
        }
        assert!(is_plain("/var/lib/activity-log/spool/main") && is_plain("http://127.0.0.1:8740"));
    }
}
