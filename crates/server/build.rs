//! Puts the Matomo plugin into the binary, without its tests, so that `connect` needs nothing beside itself.
//! (`include_dir!` would take the tests and their recordings too.)

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Directories of the plugin that are for developers only.
const LEFT_OUT: &[&str] = &["tests"];

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../matomo/OpenActivityLog");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed=build.rs");
    // `include_dir!` does not notice new files by itself.
    println!("cargo::rerun-if-changed=locales");
    let mut files = Vec::new();
    collect(&root, &root, &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for file in &files {
        let path = root.join(file).canonicalize()?;
        code.push_str(&format!("    ({:?}, include_bytes!({:?})),\n", file, path));
    }
    code.push_str("]\n");
    let out = std::env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    fs::write(out.join("plugin_files.rs"), code)
}

fn collect(root: &Path, directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || (directory == root && LEFT_OUT.contains(&name.as_ref())) {
            continue;
        }
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(relative) = path.strip_prefix(root) {
            files.push(relative.to_owned());
        }
    }
    Ok(())
}
