//! A spool that the plugin wrote in a real Matomo 5.1.2, with what it read from the database before and after, goes into the real server:
//! these entries, with exactly these changes, must come out. recordings/README.md says how it was made.
#![allow(clippy::unwrap_used)]

use std::fs;

use e2e::golden;
use e2e::log::{Place, everything_shown, summaries};
use e2e::php::root;
use e2e::secrets::Secrets;
use e2e::server::Server;

#[test]
fn the_entries_of_a_recorded_spool() {
    let recording = fs::read(root().join("crates/e2e/recordings/matomo-5.1-spool.ndjson")).unwrap();
    let secrets: Vec<String> = serde_json::from_slice(
        &fs::read(root().join("crates/e2e/recordings/matomo-5.1-secrets.json")).unwrap(),
    )
    .unwrap();
    let secrets = Secrets::new(secrets);
    assert!(secrets.len() > 15);
    secrets.must_not_be_in("the spool", &recording);

    let place = Place::new();
    place.fill_spool(&recording);
    let server = Server::on(&place.data());
    place.wait_until_taken();
    let entries = place.export();
    golden::check("recording_matomo.json", &summaries(&entries));

    for (path, body) in everything_shown(&server, &entries) {
        secrets.must_not_be_in(&path, body.as_bytes());
    }
    for (path, bytes) in place.files() {
        secrets.must_not_be_in(&path.display().to_string(), &bytes);
    }
    for entry in &entries {
        secrets.must_not_be_in("the export", entry.to_string().as_bytes());
    }
    secrets.must_not_be_in("the server's output", server.stop().as_bytes());
}
