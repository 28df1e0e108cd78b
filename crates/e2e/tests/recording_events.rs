//! A recording of a real Matomo's events goes through the real recorder (in its PHP host), a real spool and the real server: these are
//! the entries that must come out, and no secret of the recording may come out anywhere. It has no table rows, thus few before/after.
#![allow(clippy::unwrap_used)]

use std::fs;

use e2e::log::{Place, everything_shown, summaries};
use e2e::secrets::Secrets;
use e2e::server::Server;
use e2e::{golden, php};

/// Some of what is secret in the recording, so that a search for nothing is noticed.
const CERTAIN: [&str; 5] = [
    "Alice-Pass-1!",
    "Admin-Scratch-1!",
    "wrong-confirmation-1",
    "761b3c08839a9ff79ee9f03b9d9d085b",
    // of the database
    "matomo-scratch",
];

#[test]
fn the_entries_of_a_recorded_matomo() {
    let recording = php::root().join("matomo/OpenActivityLog/tests/recordings/matomo-5.2-events.ndjson");
    let text = fs::read_to_string(&recording).unwrap();
    let secrets = Secrets::in_events(&text);
    for certain in CERTAIN {
        assert!(secrets.has(certain), "{certain} was not found in the recording");
    }

    let place = Place::new();
    php::replay(&recording, &place.spool());
    for (path, bytes) in place.files() {
        secrets.must_not_be_in(&path.display().to_string(), &bytes);
    }

    let server = Server::on(&place.data());
    place.wait_until_taken();
    let entries = place.export();
    golden::check("recording_events.json", &summaries(&entries));

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
