//! The plugin that this binary carries, and the one that lies in a Matomo.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, lchown};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::process::{Gid, Uid, geteuid};
use rustix::thread::{set_thread_gid, set_thread_groups, set_thread_uid};

use super::ini::SECTION as NAME;

static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/plugin_files.rs"));

/// Version of the plugin that this binary carries.
pub fn version() -> Option<String> {
    let (_, bytes) = FILES.iter().find(|(name, _)| *name == "plugin.json")?;
    version_in(bytes)
}

/// Version of the plugin in a directory of plugins; `None` where there is none.
pub fn installed_version(plugins: &Path) -> Option<String> {
    version_in(&fs::read(plugins.join(NAME).join("plugin.json")).ok()?)
}

/// Whether the plugin in a directory of plugins is file by file the one that this binary carries.
pub fn is_same(plugins: &Path) -> bool {
    let root = plugins.join(NAME);
    let ours: BTreeSet<PathBuf> = FILES.iter().map(|(name, _)| PathBuf::from(name)).collect();
    let mut theirs = BTreeSet::new();
    list(&root, &root, &mut theirs).is_ok()
        && ours == theirs
        && FILES.iter().all(|(name, bytes)| fs::read(root.join(name)).is_ok_and(|there| there == *bytes))
}

/// Puts the plugin into a directory of plugins, in place of the one that is there, in one step. It belongs to whoever owns that directory.
pub fn install(plugins: &Path) -> io::Result<()> {
    let meta = fs::metadata(plugins)?;
    // Matomo takes no directory that begins with a dot for a plugin.
    let fresh = plugins.join(format!(".{NAME}.new-{}", std::process::id()));
    let target = plugins.join(NAME);
    let result = write_as(&fresh, meta.uid(), meta.gid()).and_then(|()| swap(&fresh, &target));
    let _ = discard(&fresh);
    result
}

/// Writes the plugin as `directory/OpenActivityLog`, for somebody who copies it elsewhere.
pub fn unpack(directory: &Path) -> io::Result<PathBuf> {
    let target = directory.join(NAME);
    match fs::remove_dir_all(&target) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    write(&target, None)?;
    Ok(target)
}

/// Takes the plugin out of a directory of plugins. Answers whether there was one.
pub fn remove(plugins: &Path) -> io::Result<bool> {
    let gone = plugins.join(format!(".{NAME}.old-{}", std::process::id()));
    match fs::rename(plugins.join(NAME), &gone) {
        Ok(()) => discard(&gone).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// New and old change places, so that no request finds half a plugin or none. What stood at `target` is at `fresh` afterwards.
fn swap(fresh: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(fresh, target);
    }
    match renameat_with(CWD, fresh, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some network file systems cannot exchange.
        Err(_) => {
            let old = fresh.with_extension("old");
            fs::rename(target, &old)?;
            fs::rename(fresh, target)?;
            discard(&old)
        }
    }
}

/// Of a link, which developers like, only the link goes.
fn discard(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_symlink() { fs::remove_file(path) } else { fs::remove_dir_all(path) }
}

/// Writes with the rights of the owner: it may rename at any moment what we just made, and put a link to anywhere in its place.
fn write_as(root: &Path, uid: u32, gid: u32) -> io::Result<()> {
    if !geteuid().is_root() || uid == 0 {
        return write(root, Some((uid, gid)));
    }
    // Rights belong to threads; this one ends with its work.
    let work = || -> io::Result<()> {
        set_thread_groups(&[])?;
        set_thread_gid(Gid::from_raw(gid))?;
        set_thread_uid(Uid::from_raw(uid))?;
        write(root, None)
    };
    std::thread::scope(|scope| scope.spawn(work).join()).unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
}

fn write(root: &Path, owner: Option<(u32, u32)>) -> io::Result<()> {
    let own = |path: &Path| match owner {
        Some((uid, gid)) if is_other(path, uid, gid)? => lchown(path, Some(uid), Some(gid)),
        _ => Ok(()),
    };
    let make = |directory: &Path| {
        DirBuilder::new().mode(0o755).create(directory)?;
        // Whatever the umask says: PHP may run as another user than the owner.
        fs::set_permissions(directory, fs::Permissions::from_mode(0o755))?;
        own(directory)
    };
    make(root)?;
    for (name, bytes) in FILES {
        let path = root.join(name);
        let mut missing: Vec<&Path> = path.ancestors().skip(1).take_while(|up| !up.exists()).collect();
        missing.reverse();
        missing.into_iter().try_for_each(&make)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o644).open(&path)?;
        file.write_all(bytes)?;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
        own(&path)?;
    }
    Ok(())
}

fn is_other(path: &Path, uid: u32, gid: u32) -> io::Result<bool> {
    let meta = fs::symlink_metadata(path)?;
    Ok((meta.uid(), meta.gid()) != (uid, gid))
}

fn list(root: &Path, directory: &Path, names: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            list(root, &entry.path(), names)?;
        } else if let Ok(name) = entry.path().strip_prefix(root) {
            names.insert(name.to_owned());
        }
    }
    Ok(())
}

fn version_in(json: &[u8]) -> Option<String> {
    let json: serde_json::Value = serde_json::from_slice(json).ok()?;
    Some(json.get("version")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plugin_is_put_in_replaced_and_taken_out() {
        let plugins = tempfile::tempdir().unwrap();
        let root = plugins.path().join(NAME);
        assert_eq!((installed_version(plugins.path()), is_same(plugins.path())), (None, false));
        install(plugins.path()).unwrap();
        assert!(root.join("OpenActivityLog.php").is_file() && !root.join("tests").exists());
        assert_eq!(installed_version(plugins.path()), version());
        assert!(version().is_some() && is_same(plugins.path()));
        fs::write(root.join("API.php"), "old").unwrap();
        fs::write(root.join("Gone.php"), "old").unwrap();
        assert!(!is_same(plugins.path()));
        install(plugins.path()).unwrap();
        assert!(is_same(plugins.path()));
        assert_eq!(fs::read_dir(plugins.path()).unwrap().count(), 1, "nothing stays beside it");
        let elsewhere = tempfile::tempdir().unwrap();
        fs::rename(&root, elsewhere.path().join(NAME)).unwrap();
        fs::write(elsewhere.path().join(NAME).join("API.php"), "developed").unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join(NAME), &root).unwrap();
        install(plugins.path()).unwrap();
        assert!(is_same(plugins.path()) && !root.is_symlink());
        assert_eq!(fs::read_to_string(elsewhere.path().join(NAME).join("API.php")).unwrap(), "developed");
        assert!(remove(plugins.path()).unwrap() && !remove(plugins.path()).unwrap());
        assert_eq!(fs::read_dir(plugins.path()).unwrap().count(), 0);
    }
}
