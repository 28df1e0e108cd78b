//! Users and groups of this machine, and what they may do with a path.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A user of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Its name; a number where it has none.
    pub name: String,
    pub uid: u32,
    /// Primary group.
    pub gid: u32,
}

impl User {
    /// By name or number.
    pub fn find(key: &str) -> Option<User> {
        let line = line_of("passwd", key)?;
        let fields: Vec<&str> = line.split(':').collect();
        Some(User {
            name: (*fields.first()?).to_owned(),
            uid: fields.get(2)?.parse().ok()?,
            gid: fields.get(3)?.parse().ok()?,
        })
    }

    /// By number, whether it has a name or not.
    pub fn by_id(uid: u32, gid: u32) -> User {
        User::find(&uid.to_string()).unwrap_or(User { name: uid.to_string(), uid, gid })
    }

    /// Who runs this process.
    pub fn current() -> User {
        User::by_id(rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw())
    }

    /// All groups it is in.
    pub fn groups(&self) -> Vec<u32> {
        let mut groups = vec![self.gid];
        let told = Command::new("id").args(["-G", "--", &self.name]).stderr(Stdio::null()).output();
        if let Ok(output) = told
            && output.status.success()
        {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            groups.extend(text.split_whitespace().filter_map(|group| group.parse::<u32>().ok()));
        }
        groups
    }

    /// The directory on the way to `path` (itself included) that this user cannot pass, with its mode. By owner, group and mode alone.
    pub fn stopped_at(&self, path: &Path) -> Option<(PathBuf, u32)> {
        if self.uid == 0 {
            return None;
        }
        let groups = self.groups();
        let ways: Vec<&Path> = path.ancestors().collect();
        ways.into_iter().rev().find_map(|directory| {
            let meta = fs::metadata(directory).ok()?;
            let bit = match () {
                () if meta.uid() == self.uid => 0o100,
                () if groups.contains(&meta.gid()) => 0o010,
                () => 0o001,
            };
            (meta.mode() & bit == 0).then(|| (directory.to_owned(), meta.mode() & 0o7777))
        })
    }
}

/// Name of a group; its number where it has none.
pub fn group_name(gid: u32) -> String {
    line_of("group", &gid.to_string())
        .and_then(|line| line.split(':').next().map(str::to_owned))
        .unwrap_or_else(|| gid.to_string())
}

/// The line of a user or group: from the file, else from whatever else the machine asks (LDAP and the like).
fn line_of(database: &str, key: &str) -> Option<String> {
    if key.is_empty() || key.starts_with('-') || key.contains([':', '\n']) {
        return None;
    }
    let is_it = |line: &&str| {
        let mut fields = line.split(':');
        fields.next() == Some(key) || fields.nth(1) == Some(key)
    };
    let file = fs::read_to_string(Path::new("/etc").join(database)).unwrap_or_default();
    if let Some(line) = file.lines().find(is_it) {
        return Some(line.to_owned());
    }
    let output = Command::new("getent").args([database, key]).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().find(is_it).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn users_are_found_by_name_and_number() {
        let root = User::find("root").unwrap();
        assert_eq!((root.uid, root.gid), (0, 0));
        assert_eq!(User::find("0"), Some(root));
        assert_eq!(User::find("no such user"), None);
        assert_eq!(group_name(0), "root");
        assert_eq!(User::by_id(4_294_000_000, 7).name, "4294000000");
    }

    #[test]
    fn the_closed_directory_on_the_way_is_named() {
        let outside = tempfile::tempdir().unwrap();
        fs::set_permissions(outside.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let inner = outside.path().join("closed/spool");
        fs::create_dir_all(&inner).unwrap();
        let closed = outside.path().join("closed");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
        let stranger = User { name: "4294000000".into(), uid: 4_294_000_000, gid: 4_294_000_000 };
        assert_eq!(stranger.stopped_at(&inner), Some((closed.clone(), 0o700)));
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o711)).unwrap();
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(stranger.stopped_at(&inner), None);
    }
}
