//! `import` of the premium plugin's table, as a script sees it: dumps, a real MariaDB, hostile rows, repeats, a kill in the middle.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use activity_log_core::Entry;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

const BINARY: &str = env!("CARGO_BIN_EXE_activity-log");
const DUMP: &str = include_str!("import/history.sql");
const PASSWORD: &str = "hun@ter2/x";

fn run(data: &Path, line: &[&str]) -> Output {
    Command::new(BINARY).arg("--data").arg(data).args(line).output().unwrap()
}

/// Exit code and what it said; whatever it says never holds the password.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, error) = (text(&output.stdout), text(&output.stderr));
    assert!(!out.contains("hun") && !error.contains("hun@") && !error.contains("hun%40"), "{out}{error}");
    (output.status.code().unwrap(), out, error)
}

fn report(data: &Path, line: &[&str]) -> (i32, Value) {
    let (code, out, error) = told(&run(data, &[line, &["--format", "json"]].concat()));
    (code, serde_json::from_str(&out).unwrap_or_else(|_| panic!("{code} {out} {error}")))
}

fn entries(data: &Path, log: &str, query: &str) -> Vec<Entry> {
    let output = run(data, &["--log", log, "query", query, "--format", "ndjson", "-n", "100000"]);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn written(directory: &Path, name: &str, bytes: &[u8]) -> String {
    let file = directory.join(name);
    fs::write(&file, bytes).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn a_dump_becomes_a_log_of_its_own_once() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let file = written(data, "history.sql", DUMP.as_bytes());
    let (code, first) = report(data, &["import", &file]);
    let counts = |report: &Value| {
        ["lines", "stored", "already_there", "refused", "without_parameters"]
            .map(|name| report[name].as_u64().unwrap_or(0))
    };
    assert_eq!((code, counts(&first)), (1, [6, 5, 0, 1, 1]), "{first}");
    assert_eq!(
        (first["log"].as_str(), first["table"].as_str()),
        (Some("main-imported"), Some("matomo_activity_log"))
    );
    let aside = fs::read_to_string(first["put_aside"].as_str().unwrap()).unwrap();
    assert_eq!(aside.lines().count(), 2, "{aside}");

    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(DUMP.as_bytes()).unwrap();
    let packed = written(data, "history.sql.gz", &packed.finish().unwrap());
    let (_, again) = report(data, &["import", &packed]);
    assert_eq!(counts(&again), [6, 0, 5, 1, 1], "{again}");

    let all = entries(data, "main-imported", "");
    let names: Vec<&str> = all.iter().map(|entry| entry.event.activity.as_str()).collect();
    let expected = [
        "imported.foo.thing_exploded",
        "goal.updated",
        "website.updated",
        "auth.login.failed",
        "tagmanager.tag.created",
    ];
    assert_eq!(names, expected);
    assert!(all.iter().all(|entry| entry.event.source == "import"));
    let text = serde_json::to_string(&all).unwrap();
    assert!(!text.contains("hunter2"), "{text}");
    assert!(text.contains("Caf\u{e9} \\\"x\\\" it's"), "{text}");
}

#[test]
fn an_import_is_an_entry_of_the_witnessed_log_with_a_server_and_without() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("data");
    let server = support::Server::start(&data);
    let file = written(root.path(), "history.sql", DUMP.as_bytes());
    let (code, first) = report(&data, &["import", &file]);
    assert_eq!((code, first["stored"].as_u64()), (1, Some(5)));
    let noted = entries(&data, "main", "activity:auditlog.imported");
    let [entry] = noted.as_slice() else { panic!("{noted:?}") };
    let params = &entry.event.request.params;
    assert_eq!(
        (&params["rows"], &params["stored"], &params["log"]),
        (&json!(6), &json!(5), &json!("main-imported"))
    );
    assert_eq!(params["from"], json!([file]));
    assert_eq!(entry.event.severity.as_str(), "notice");
    let listed = |line: &[&str]| String::from_utf8(run(&data, line).stdout).unwrap();
    let both = listed(&["query"]);
    assert!(both.lines().next().unwrap().contains("imported history"), "{both}");
    assert_eq!(both.matches("[imported] ").count(), 5, "{both}");
    assert!(!listed(&["--log", "main", "query"]).contains("[imported]"));
    server.terminate();
    report(&data, &["import", &file]);
    assert_eq!(entries(&data, "main", "activity:auditlog.imported").len(), 2);
    let (code, _, error) = told(&run(&data, &["--log", "main", "import", &file]));
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("takes only what was witnessed"), "{error}");
}

#[test]
fn a_running_server_shows_history_as_soon_as_it_is_there_and_leaves_the_log_to_the_import() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("data");
    let server = support::Server::start(&data);
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let answer = agent.get(&server.link).call().unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let address = format!("{}/api/v1/entries?log=imported", server.address());
    let shown = || -> Option<usize> {
        let mut answer = agent.get(&address).header("cookie", &cookie).call().unwrap();
        let found: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
        Some(found["entries"].as_array()?.len())
    };
    assert_eq!(shown(), None, "there is none yet");
    let row = |id: u32| {
        format!(
            "INSERT INTO `activity_log` VALUES ({id},'a','SiteUpdated','a:0:{{}}','2024-01-01 00:00:00','de','::1');\n"
        )
    };
    let first = written(root.path(), "first.sql", row(1).as_bytes());
    assert_eq!(report(&data, &["import", &first]).0, 0);
    support::until(|| shown() == Some(1));
    // The server has it open now; the next import writes all the same, and its entries are there at once.
    let second = written(root.path(), "second.sql", (row(1) + &row(2)).as_bytes());
    assert_eq!(report(&data, &["import", &second]).0, 0);
    assert_eq!(shown(), Some(2));
    fs::remove_dir_all(data.join("logs/main-imported")).unwrap();
    support::until(|| shown().is_none());
    server.terminate();
}

#[test]
fn what_is_wrong_is_said_without_the_password() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let other = written(data, "other.sql", b"CREATE TABLE `x` (`id` int);\nINSERT INTO `x` VALUES (1);\n");
    let missing = data.join("no").to_str().unwrap().to_owned();
    for (line, code, part) in [
        (["import", "mysq://u:hun%40ter2@h/d"].as_slice(), 2, "begins with mysql://"),
        (&["import", "mysql://u:hun%40ter2@h:x/d"], 2, "port"),
        (&["import", "mysql://u:hun%40ter2@127.0.0.1:1/d"], 3, "127.0.0.1:1/d"),
        (&["import", &other], 3, "has no table …activity_log"),
        (&["import", &missing], 3, "cannot be read"),
        (&["import", "--matomo", &missing], 3, "config.ini.php cannot be read"),
        (&["import", &other, "--types", &other], 2, "other.sql"),
        (&["import"], 2, "FILE"),
    ] {
        let (told_code, out, error) = told(&run(data, line));
        assert_eq!((told_code, out.as_str()), (code, ""), "{line:?}: {error}");
        assert!(error.contains(part), "{line:?}: {error}");
    }
}

#[test]
fn killed_in_the_middle_and_repeated_nothing_is_missing_or_double() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let row = |id: u32| {
        format!("({id},'user{}','SiteUpdated','a:0:{{}}','2024-01-01 00:00:00','de','::1')", id % 7)
    };
    let part = |from: u32, to: u32| (from..=to).map(row).collect::<Vec<_>>().join(",");
    let mut child = Command::new(BINARY)
        .arg("--data")
        .arg(data)
        .args(["import", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let head = "INSERT INTO `activity_log` VALUES ";
    write!(pipe, "{head}{}", part(1, 5_500)).unwrap();
    pipe.flush().unwrap();
    support::until(|| entries(data, "main-imported", "").len() >= 2_000);
    child.kill().unwrap();
    child.wait().unwrap();
    let before = entries(data, "main-imported", "").len() as u64;
    assert!(before < 8_000);
    let file = written(data, "all.sql", format!("{head}{};\n", part(1, 8_000)).as_bytes());
    let (code, report) = report(data, &["import", &file]);
    assert_eq!(code, 0);
    assert_eq!(report["already_there"], json!(before));
    let all = entries(data, "main-imported", "");
    let ids: std::collections::BTreeSet<_> = all.iter().map(|entry| entry.event.id).collect();
    assert_eq!((all.len(), ids.len()), (8_000, 8_000));
}

/// A MariaDB of our own: private directory and socket, no network.
struct MariaDb {
    directory: tempfile::TempDir,
    server: Child,
}

impl MariaDb {
    /// `None` where there is none on this machine.
    fn start() -> Option<MariaDb> {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
        let user = format!(
            "--user={}",
            String::from_utf8(Command::new("id").arg("-un").output().ok()?.stdout).ok()?.trim()
        );
        let install = Command::new("mariadb-install-db")
            .args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", &user])
            .arg(format!("--datadir={}", path("db")))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if install.is_err() {
            assert!(std::env::var_os("CI").is_none(), "these tests need the package mariadb-server");
            return None;
        }
        let server = Command::new("mariadbd")
            .args(["--no-defaults", "--skip-networking", &user])
            .arg(format!("--datadir={}", path("db")))
            .arg(format!("--socket={}", path("s.sock")))
            .arg(format!("--pid-file={}", path("pid")))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let database = MariaDb { directory, server };
        support::until(|| database.ask("SELECT 1").is_some());
        Some(database)
    }

    fn socket(&self) -> String {
        self.directory.path().join("s.sock").to_str().unwrap().to_owned()
    }

    fn client(&self, program: &str, line: &[&str]) -> Option<Vec<u8>> {
        let output = Command::new(program)
            .args(["--no-defaults", "-uroot", "--default-character-set=utf8mb4", "-S", &self.socket()])
            .args(line)
            .output()
            .unwrap();
        output.status.success().then_some(output.stdout)
    }

    fn ask(&self, sql: &str) -> Option<Vec<u8>> {
        self.client("mariadb", &["-e", sql])
    }
}

impl Drop for MariaDb {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn a_database_and_its_own_dump_are_the_same_history() {
    let Some(database) = MariaDb::start() else { return };
    database.ask(&format!("CREATE DATABASE matomo; USE matomo; SET sql_mode=''; {DUMP}")).unwrap();
    // More than a page, and one that is too long.
    let more = "USE matomo; SET sql_mode=''; INSERT INTO matomo_activity_log (user_login,type,parameters,ts_created,country,ip) \
        SELECT 'carol','SiteUpdated','a:0:{}','2024-05-01 00:00:00','fr','192.0.2.1' FROM seq_1_to_450; \
        INSERT INTO matomo_activity_log (user_login,type,parameters,ts_created) VALUES ('dora','x',REPEAT('y',1500000),'2024-06-01 00:00:00')";
    database.ask(more).unwrap();
    let user = format!(
        "CREATE USER m@localhost IDENTIFIED BY '{PASSWORD}'; GRANT SELECT ON matomo.* TO m@localhost"
    );
    database.ask(&user).unwrap();

    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    let socket = database.socket();
    let (code, report_of_first) = report(
        data,
        &["import", &format!("mysql://m:hun%40ter2%2Fx@localhost/matomo?prefix=matomo_&socket={socket}")],
    );
    assert_eq!(
        (code, report_of_first["lines"].as_u64(), report_of_first["stored"].as_u64()),
        (1, Some(457), Some(456)),
        "{report_of_first}"
    );
    // As Matomo names it, with the password in its settings.
    let matomo = data.join("matomo");
    fs::create_dir_all(matomo.join("config")).unwrap();
    let ini = format!(
        "; <?php exit; ?> DO NOT REMOVE THIS LINE\n[database]\nhost = \"localhost\"\nusername = \"m\"\npassword = \"{PASSWORD}\"\n\
         dbname = \"matomo\"\ntables_prefix = \"matomo_\"\nunix_socket = \"{socket}\"\n"
    );
    fs::write(matomo.join("config/config.ini.php"), ini).unwrap();
    let (_, by_settings) = report(data, &["import", "--matomo", matomo.to_str().unwrap()]);
    assert_eq!(by_settings["already_there"].as_u64(), Some(456), "{by_settings}");
    for form in [["--hex-blob", "--extended-insert"], ["--complete-insert", "--skip-extended-insert"]] {
        let dump = database.client("mariadb-dump", &[form.as_slice(), &["matomo"]].concat()).unwrap();
        let file = written(data, "real.sql", &dump);
        let (_, by_dump) = report(data, &["import", &file]);
        assert_eq!(
            (by_dump["stored"].as_u64(), by_dump["already_there"].as_u64()),
            (Some(0), Some(456)),
            "{by_dump}"
        );
    }
    // By another way, into another log: the same entries, but for where they are kept.
    let other = tempfile::tempdir().unwrap();
    report(other.path(), &["import", data.join("real.sql").to_str().unwrap()]);
    let events = |data: &Path| {
        entries(data, "main-imported", "").into_iter().map(|entry| entry.event).collect::<Vec<_>>()
    };
    assert_eq!(events(data), events(other.path()));
    // Whoever may not get in is told so, and the table stays as it was.
    let wrong = format!("mysql://m@localhost/matomo?socket={socket}");
    let output = Command::new(BINARY)
        .arg("--data")
        .arg(data)
        .args(["import", &wrong])
        .env("ACTIVITY_LOG_DB_PASSWORD", "hun@wrong")
        .output()
        .unwrap();
    let (code, _, error) = told(&output);
    assert!(code == 3 && error.contains("Access denied"), "{error}");
    database.ask("DROP TABLE matomo.matomo_activity_log").unwrap();
    let (code, _, error) = told(&run(data, &["import", "--matomo", matomo.to_str().unwrap()]));
    assert!(code == 3 && error.contains("there is no table matomo_activity_log"), "{error}");
}
