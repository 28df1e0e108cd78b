//! The plugin's capture map fits the catalogue. `make generate` writes it again.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use activity_log_core::catalog::{Catalog, php};

#[test]
fn generated_capture_map_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../matomo/OpenActivityLog/Capture/map.php");
    let wanted = php::capture_map(Catalog::builtin());
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "{} does not fit the catalogue; run `make generate`", path.display());
}
