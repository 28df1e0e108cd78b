//! PHP scripts of this crate.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// Replays a recording of Matomo's events through the real recorder into a spool directory.
pub fn replay(recording: &Path, spool: &Path) {
    let mut command = Command::new("php");
    command.arg(root().join("crates/e2e/php/replay.php")).arg(root()).arg(recording).arg(spool);
    crate::server::run(&mut command);
}
