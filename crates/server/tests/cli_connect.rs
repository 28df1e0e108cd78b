//! `connect` on a Matomo that is made of files, with a PHP that is a shell script, so that it runs everywhere. The real thing is
//! tried in `crates/e2e`.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use activity_log::config::{Instance, Paths};
use activity_log::ops::clock;
use activity_log::store::Store;
use activity_log::store::sqlite::{Mode, SqliteStore};
use activity_log_core::Event;

const BINARY: &str = env!("CARGO_BIN_EXE_activity-log");
const CONFIG: &str =
    "; <?php exit; ?> DO NOT REMOVE THIS LINE\n[General]\nsalt = \"x\"\n\n[Plugins]\nPlugins[] = \"API\"\n";

/// What PHP and Matomo's console do as far as `connect` cares.
const PHP: &str = r#"#!/bin/sh
config=config/config.ini.php
case "$1 $2" in
"-r "*) echo 80226 ;;
"console plugin:activate") sed -i 's/^Plugins\[\] = "API"$/&\nPlugins[] = "OpenActivityLog"/' $config ;;
"console plugin:deactivate") sed -i '/^Plugins\[\] = "OpenActivityLog"$/d' $config ;;
"console openactivitylog:inventory")
    # what the server would make of the lines
    place=../data/inventory/main/0000000001-01890000-0000-7000-8000-000000000009
    head='"v":1,"kind":"inventory","id":"01890000-0000-7000-8000-000000000001","time":"2026-11-22T20:41:21.000000Z","inventory":"01890000-0000-7000-8000-000000000009"'
    mkdir -p $place
    echo "{$head,\"part\":1,\"section\":\"begin\"}" > $place/00001.json
    echo "{$head,\"part\":2,\"section\":\"users\",\"rows\":[{\"login\":\"root\"}]}" > $place/00002.json
    echo "{$head,\"part\":3,\"section\":\"end\",\"parts\":3}" > $place/end.json
    echo 2026-11-22T20:41:21.000000Z > $place/complete ;;
"console openactivitylog:vet-activities")
    echo "used     TagManager.ContainerAdded"
    echo "17 used, 1 refused"
    echo '{}' > "$(sed -n 's/^spool_dir = "\(.*\)"$/\1/p' $config)/activities.ndjson" ;;
"console "*) ;;
" ")
    cat > /dev/null
    spool=$(sed -n 's/^spool_dir = "\(.*\)"$/\1/p' $config)
    counter=$(cut -d' ' -f2 "$spool/lock" 2>/dev/null)
    counter=$((${counter:-0} + 1))
    echo '{}' >> "$spool/current.ndjson"
    echo "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa $counter" > "$spool/lock" ;;
esac
"#;

struct Place {
    root: tempfile::TempDir,
    user: String,
}

impl Place {
    fn new() -> Place {
        let root = tempfile::tempdir().unwrap();
        let matomo = root.path().join("matomo");
        for name in ["core", "plugins", "config", "tmp"] {
            fs::create_dir_all(matomo.join(name)).unwrap();
        }
        fs::write(matomo.join("core/Version.php"), "<?php\npublic const VERSION = '5.2.0';\n").unwrap();
        fs::write(matomo.join("console"), "").unwrap();
        fs::write(matomo.join("config/config.ini.php"), CONFIG).unwrap();
        fs::set_permissions(matomo.join("config/config.ini.php"), fs::Permissions::from_mode(0o640)).unwrap();
        let php = root.path().join("php");
        fs::write(&php, PHP).unwrap();
        fs::set_permissions(&php, fs::Permissions::from_mode(0o755)).unwrap();
        let user = Command::new("id").arg("-un").output().unwrap();
        Place { root, user: String::from_utf8(user.stdout).unwrap().trim().to_owned() }
    }

    fn matomo(&self) -> PathBuf {
        self.root.path().join("matomo")
    }

    fn data(&self) -> PathBuf {
        self.root.path().join("data")
    }

    fn config(&self) -> String {
        fs::read_to_string(self.matomo().join("config/config.ini.php")).unwrap()
    }

    fn plugin(&self) -> PathBuf {
        self.matomo().join("plugins/OpenActivityLog")
    }

    fn spool(&self) -> PathBuf {
        self.data().canonicalize().unwrap().join("spool/main")
    }

    fn instance(&self) -> Instance {
        Instance::read(&Paths::new(self.data()).instance("main")).unwrap()
    }

    fn connect(&self, options: &[&str]) -> (i32, String, String) {
        let output = Command::new(BINARY)
            .arg("--data")
            .arg(self.data())
            .arg("connect")
            .arg(self.matomo())
            .args(["--web-user", &self.user, "--php"])
            .arg(self.root.path().join("php"))
            .args(options)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }
}

/// An address where nobody answers.
fn nowhere() -> String {
    format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap())
}

fn event() -> Event {
    serde_json::from_value(serde_json::json!({
        "id": "01890000-0000-7000-8000-000000000001", "time": "2026-11-22T20:41:21.123456Z", "instance": "main",
        "source": "plugin", "activity": "auditlog.connected", "category": "auditlog", "verb": "connected",
        "severity": "info", "outcome": "success", "reason": null,
        "actor": {"kind": "cli", "login": null, "acting_as": null, "role": null, "auth": "console", "token": null,
            "os_user": "www-data", "session": null},
        "client": {}, "target": null, "site": null, "request": {}, "cause": null,
    }))
    .unwrap()
}

/// Something that answers as a server does, and stores the event once the spool has a line.
fn server(place: &Place) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 2_048]);
            let body = r#"{"status":"ok","version":"0.1.0","plugin_min":"0.1.0"}"#;
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    let (data, line) = (place.data(), place.data().join("spool/main/current.ndjson"));
    std::thread::spawn(move || {
        for _ in 0..1_000 {
            std::thread::sleep(Duration::from_millis(20));
            if line.exists() {
                let directory = Paths::new(&data).log("main");
                fs::create_dir_all(&directory).unwrap();
                let store = SqliteStore::open(&directory, Mode::Write { clock: clock::system() }).unwrap();
                store.append(vec![event()], None).unwrap();
                fs::remove_file(&line).unwrap();
                return;
            }
        }
    });
    url
}

#[test]
fn everything_is_done_proved_done_again_and_taken_back() {
    let place = Place::new();
    let url = server(&place);
    let (code, out, error) = place.connect(&["--server-url", &url, "--url", "https://stats.example.org/"]);
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    assert!(out.contains("✓ Stored as entry 1 of the log “main”: auditlog.connected"), "{out}");
    assert!(out.contains("✓ Inventory: 1 users, 0 tokens, 0 websites"), "{out}");
    assert!(out.contains("https://stats.example.org/index.php?module=OpenActivityLog&action=index"), "{out}");
    assert!(out.contains("✓ Activity classes of other plugins: 17 used, 1 refused"), "{out}");
    let instance = place.instance();
    let secret = instance.shared_secret.expose();
    assert!(!out.contains(secret));
    assert_eq!(fs::metadata(place.spool()).unwrap().mode() & 0o7777, 0o2770);
    assert_eq!(fs::metadata(place.data().join("instances/main.toml")).unwrap().mode() & 0o777, 0o600);
    assert!(place.plugin().join("OpenActivityLog.php").is_file() && !place.plugin().join("tests").exists());
    let section = format!(
        "\n[OpenActivityLog]\nshared_secret = \"{secret}\"\nspool_dir = \"{}\"\nserver_url = \"{url}\"\ninstance = \"main\"\n",
        place.spool().display()
    );
    assert!(place.config().ends_with(&section), "{}", place.config());
    assert_eq!(fs::metadata(place.matomo().join("config/config.ini.php")).unwrap().mode() & 0o777, 0o640);

    // An upgrade: the key stays, changed files are replaced.
    let settings = place.config();
    fs::write(place.plugin().join("API.php"), "old").unwrap();
    let (_, out, _) = place.connect(&[]);
    assert!(
        out.contains("✓ Plugin 0.1.0 copied, in place of 0.1.0") && out.contains("shared key kept"),
        "{out}"
    );
    assert_eq!((place.config(), place.instance()), (settings, instance));
    assert_ne!(fs::read_to_string(place.plugin().join("API.php")).unwrap(), "old");
    let (_, out, _) = place.connect(&["--check"]);
    assert!(
        out.contains("✓ Plugin 0.1.0 in Matomo 5.2.0") && out.contains("agrees with the server"),
        "{out}"
    );

    // Lines that nobody stored are kept; with them, what leads to them.
    let (code, out, _) = place.connect(&["--undo"]);
    assert_eq!(code, 3, "{out}");
    assert!(
        place.spool().join("current.ndjson").exists() && place.data().join("instances/main.toml").exists()
    );
    fs::remove_file(place.spool().join("current.ndjson")).unwrap();
    let (code, out, _) = place.connect(&["--undo"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("The log stays: "), "{out}");
    assert_eq!(place.config(), CONFIG);
    assert!(
        !place.plugin().exists()
            && !place.spool().exists()
            && !place.data().join("instances/main.toml").exists()
    );
    assert!(place.data().join("logs/main").is_dir());
}

#[test]
fn without_a_server_the_line_waits_and_the_rest_is_told() {
    let place = Place::new();
    let (code, out, _) = place.connect(&["--server-url", &nowhere()]);
    assert_eq!(code, 3, "{out}");
    assert!(out.contains("✓ Matomo recorded a test event (line 1 of the spool)"), "{out}");
    assert!(out.contains("✗ The server does not run") && out.contains("1. Start the server"), "{out}");
    assert!(!out.contains(place.instance().shared_secret.expose()));
}

#[test]
fn without_php_the_steps_are_printed_with_real_values_and_without_the_secret() {
    let place = Place::new();
    fs::remove_file(place.root.path().join("php")).unwrap();
    let (code, out, _) = place.connect(&["--server-url", &nowhere()]);
    assert_eq!(code, 3, "{out}");
    assert!(
        out.contains("console plugin:activate OpenActivityLog") && !out.contains("Copy the plugin"),
        "{out}"
    );
    let (code, out, _) = place.connect(&["--server-url", &nowhere(), "--print-steps"]);
    let secret = place.instance().shared_secret.expose().to_owned();
    assert_eq!(code, 0, "{out}");
    for part in
        [&secret, "install -d -m 2770", "cp -r ", "[OpenActivityLog]", &place.spool().display().to_string()]
    {
        assert!(out.contains(part), "{part} is missing in {out}");
    }
    assert!(place.data().join("OpenActivityLog/plugin.json").is_file());
    let (code, out, _) = place.connect(&["--check"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("✗ The plugin is not active"), "{out}");
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_changed() {
    let place = Place::new();
    let inside = place.matomo().join("tmp/spool");
    for (options, part) in [
        (&["--spool", inside.to_str().unwrap()][..], "inside Matomo's directory"),
        (&["--spool", "/var/x\"y"], "quotes"),
        (&["--server-url", "ftp://x"], "unix:///"),
        (&["--url", "stats.example.org"], "https://"),
        (&["--undo", "--check"], "cannot be used with"),
    ] {
        let (code, out, error) = place.connect(options);
        assert_eq!((code, out.as_str()), (2, ""), "{options:?} {error}");
        assert!(error.contains(part), "{error}");
    }
    fs::write(place.matomo().join("core/Version.php"), "<?php const VERSION = '4.16.0';").unwrap();
    let (code, _, error) = place.connect(&[]);
    assert!(code == 2 && error.contains("Matomo 4.16.0"), "{error}");
    assert_eq!(place.config(), CONFIG);
    assert!(!place.plugin().exists() && !Path::new(&inside).exists());
}

#[test]
fn a_log_belongs_to_one_matomo() {
    let place = Place::new();
    place.connect(&["--server-url", &nowhere()]);
    fs::rename(place.matomo(), place.root.path().join("elsewhere")).unwrap();
    let output = Command::new(BINARY)
        .arg("--data")
        .arg(place.data())
        .arg("connect")
        .arg(place.root.path().join("elsewhere"))
        .args(["--web-user", &place.user])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("belongs to the Matomo in"));
}

#[test]
fn for_a_matomo_elsewhere_the_other_half_is_printed() {
    let place = Place::new();
    let run = |options: &[&str]| {
        let command = Command::new(BINARY)
            .arg("--data")
            .arg(place.data())
            .args(["connect", "/var/www/html/nowhere"])
            .args(options)
            .output()
            .unwrap();
        (command.status.code().unwrap(), String::from_utf8(command.stdout).unwrap())
    };
    assert_eq!(run(&[]).0, 2);
    let (code, out) = run(&["--print-steps", "--server-url", "http://172.17.0.1:8740"]);
    assert_eq!(code, 0);
    let secret = place.instance().shared_secret.expose().to_owned();
    for part in [&secret, "docker cp", "server_url = \"http://172.17.0.1:8740\"", "plugin:activate"] {
        assert!(out.contains(part), "{part} is missing in {out}");
    }
    assert!(run(&["--print-steps"]).1.contains(&secret), "the key stays");
    assert_eq!(run(&["--check"]).0, 1);
}

#[test]
fn a_matomo_that_names_anothers_instance_neither_gets_its_key_nor_takes_it_away() {
    let place = Place::new();
    let paths = Paths::new(place.data());
    let other = Instance {
        name: "other".into(),
        shared_secret: activity_log::config::Secret::new().unwrap(),
        spool_dir: Some(place.root.path().join("elsewhere")),
        matomo_dir: None,
        matomo_url: None,
    };
    other.write(&paths).unwrap();
    let config = place.matomo().join("config/config.ini.php");
    fs::write(&config, format!("{CONFIG}\n[OpenActivityLog]\ninstance = \"other\"\n")).unwrap();

    let (code, out, _) = place.connect(&["--undo"]);
    assert_eq!(code, 0, "{out}");
    assert_eq!(Instance::read(&paths.instance("other")).unwrap(), other);

    fs::write(&config, format!("{CONFIG}\n[OpenActivityLog]\ninstance = \"other\"\n")).unwrap();
    place.connect(&["--server-url", &nowhere()]);
    assert!(!place.config().contains(other.shared_secret.expose()), "{}", place.config());
    assert!(place.config().contains("instance = \"main\""), "{}", place.config());
    assert_eq!(Instance::read(&paths.instance("other")).unwrap(), other);
    assert_eq!(place.instance().matomo_dir, Some(place.matomo().canonicalize().unwrap()));

    // With nothing but the default name to go by, too.
    let main = Instance { name: "main".into(), ..other };
    main.write(&paths).unwrap();
    fs::write(&config, CONFIG).unwrap();
    let (code, _, error) = place.connect(&[]);
    assert!(code == 2 && error.contains("belongs to a Matomo elsewhere"), "{code} {error}");
    place.connect(&["--undo"]);
    assert_eq!(Instance::read(&paths.instance("main")).unwrap(), main);
}
