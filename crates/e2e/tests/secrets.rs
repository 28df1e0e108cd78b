//! A plugin that hides nothing, as an old or a hostile one: every parameter of every method, every argument, every column goes into the
//! real server as it is. What the catalogue calls plain comes out; the rest is found in no page, answer, export, file or line of output.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use activity_log_core::catalog::Catalog;
use e2e::log::{Place, everything_shown};
use e2e::php::root;
use e2e::secrets::Secrets;
use e2e::server::Server;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// Begins every text that must not come out. All encodings of this beginning are looked for.
const SHUT: &str = "zQ7ShutKvPx";
/// Begins every text that may.
const OPEN: &str = "mOpenWyJd";
const SHAPES: usize = 6;
const ROUNDS: usize = 2;

#[derive(Default)]
struct Facts {
    lines: Vec<Value>,
    count: usize,
    /// Of texts that hold something hidden.
    sums: HashSet<String>,
    /// Which open mark must be found in the parameters of which line.
    shown: Vec<(usize, String, String)>,
}

impl Facts {
    fn next(&mut self, begin: &str) -> String {
        self.count += 1;
        format!("{begin}{}e", self.count)
    }

    /// A value that holds an open mark and hidden ones; the whole of it is hidden where `is_plain` does not hold.
    fn value(&mut self, shape: usize, is_plain: bool) -> (Value, String) {
        let shut = self.next(SHUT);
        let open = self.next(if is_plain { OPEN } else { SHUT });
        let value = match shape % SHAPES {
            0 => json!(open),
            1 => json!({"label": open, "apiKey": shut, "deep": [{"Password": {"x": shut}}]}),
            2 => {
                json!({"Any": [{"name": "redisPassword", "value": shut}, {"key": "api_token", "value": shut}, {"name": open, "value": 1}]})
            }
            3 => {
                let inner = json!({"pwd": shut, "x": [{"name": "host", "value": shut}]}).to_string();
                json!(json!({"label": open, "token": shut, "deep": [inner]}).to_string())
            }
            4 => json!(format!(
                "http://u:{shut}@h/?token_auth={shut}#{open} {} \"token_auth\": \"{shut}\"",
                "x".repeat(5000)
            )),
            _ => json!(format!("é&<\"'>\u{202e} {open} https://u:{shut}@h/?a=b&token_auth%3D{shut}")),
        };
        for text in [Some(&shut), value.as_str().map(str::to_owned).as_ref()].into_iter().flatten() {
            self.sums.insert(sum(text));
        }
        (value, open)
    }

    fn params(&mut self, event: &str, names: &[&str], round: usize) -> Map<String, Value> {
        let rules = Catalog::builtin().rules(event);
        let mut params = Map::new();
        for (i, name) in names.iter().chain(&["passwordConfirmation", "token_auth", "unlisted"]).enumerate() {
            let is_plain = rules.is_plain(name);
            let (value, open) = self.value(self.lines.len() + i + round * 3, is_plain);
            if is_plain {
                self.shown.push((self.lines.len(), (*name).to_owned(), open));
            }
            params.insert((*name).to_owned(), value);
        }
        params
    }

    fn rows(&mut self, event: &str) -> Value {
        let catalog = Catalog::builtin();
        let mut rows = Map::new();
        for snapshot in catalog.candidates(event).flat_map(|activity| &activity.snapshot) {
            let table = catalog.table(&snapshot.table);
            let mut row = Map::new();
            let names = columns(&snapshot.table);
            for (i, column) in names.iter().map(String::as_str).chain(["password", "later"]).enumerate() {
                let is_plain = table.is_some_and(|table| table.plain.iter().any(|plain| plain == column));
                row.insert(column.to_owned(), self.value(i + self.lines.len(), is_plain).0);
            }
            rows.insert(snapshot.table.clone(), json!([row]));
        }
        Value::Object(rows)
    }

    fn add(&mut self, event: &str, names: &[&str], round: usize) {
        let n = self.lines.len() + 1;
        let params = self.params(event, names, round);
        let (before, after) = (self.rows(event), self.rows(event));
        let (shut, link) =
            (self.next(SHUT), format!("https://u:{}@h/?token_auth={}", self.next(SHUT), self.next(SHUT)));
        let failed = round % 2 == 1;
        let keeps_result = Catalog::builtin().candidates(event).any(|activity| activity.result);
        let result = self.next(if keeps_result { OPEN } else { SHUT });
        // a message that repeats what was given
        let rules = Catalog::builtin().rules(event);
        let hidden: Vec<String> = params
            .iter()
            .filter(|(name, _)| !rules.is_plain(name))
            .filter_map(|(_, value)| value.as_str().or_else(|| value["label"].as_str()).map(str::to_owned))
            .flat_map(|text| [text.to_lowercase(), Value::from(text.as_str()).to_string(), text])
            .collect();
        let reason = failed.then(|| format!("It is wrong: {} {link}", hidden.join(" | ")));
        self.lines.push(json!({
            "v": 1, "kind": "fact", "n": n, "id": format!("01935000-0000-7000-8000-{n:012}"), "cause": null,
            "time": "2026-11-22T20:41:21.123456Z", "event": event, "outcome": if failed { "failure" } else { "success" },
            "reason": reason, "params": params, "result": result,
            "before": before, "after": after, "site": {"id": 3, "name": link},
            "actor": {"login": format!("alice {link}"), "super": true, "role": "superuser", "auth": "token",
                "token": {"id": 3, "description": link, "value": shut, "hash": sum(&shut)}, "session": "b3623d1d", "password": shut},
            "client": {"ip": "203.0.113.7", "peer": link, "agent": format!("Agent {link}"), "cookie": shut},
            "request": {"id": link, "verb": "POST", "module": "API", "action": link, "method": link, "sapi": "cli", "command": link,
                "task": link, "body": shut},
            "matomo": "5.2.0", "plugin": "0.1.0", "secrets": [shut]
        }));
    }
}

fn sum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn columns(table: &str) -> Vec<String> {
    let file = fs::read_to_string(root().join("matomo/OpenActivityLog/tests/data/columns-5.2.tsv")).unwrap();
    let line = file.lines().find_map(|line| line.strip_prefix(table)?.strip_prefix('\t').map(str::to_owned));
    let described = Catalog::builtin().table(table).map(|table| table.plain.join(",")).unwrap_or_default();
    line.unwrap_or(described).split(',').map(str::to_owned).collect()
}

fn facts() -> Facts {
    let catalog = Catalog::builtin();
    let methods = fs::read_to_string(root().join("crates/core/tests/data/api-methods-5.2.tsv")).unwrap();
    let mut facts = Facts::default();
    for round in 0..ROUNDS {
        for line in methods.lines().filter(|line| line.contains("\tstate-changing")) {
            let words: Vec<_> = line.split('\t').collect();
            let names: Vec<_> = words[1].split(',').filter(|name| !name.is_empty()).collect();
            facts.add(&format!("API.{}", words[0]), &names, round);
        }
        for activity in catalog.activities() {
            let Some(root) = activity.root().filter(|root| !root.starts_with("API.")) else { continue };
            let named = catalog.args(root).unwrap_or_default().iter().map(String::as_str);
            let plain = activity.plain.iter().map(|path| path.split('.').next().unwrap());
            let mut names: Vec<_> = named.chain(plain).filter(|name| !name.is_empty()).collect();
            names.sort_unstable();
            names.dedup();
            facts.add(root, &names, round);
        }
        facts.add("API.Unknown.write", &["name"], round);
        facts.add("Unknown.happened", &["name"], round);
    }
    facts
}

#[test]
fn what_an_old_plugin_does_not_hide_does_not_come_out() {
    let facts = facts();
    assert!(facts.lines.len() > 300);
    let secrets = Secrets::new([SHUT.to_owned()]);
    let place = Place::new();
    let mut spool: String = facts.lines.iter().map(|line| format!("{line}\n")).collect();
    let spooled = format!("not even JSON {SHUT}0e {{\"password\":\"{SHUT}1e\"}}");
    spool.push_str(&format!("{spooled}\n"));
    place.fill_spool(spool.as_bytes());
    let server = Server::on(&place.data());
    place.wait_until_taken();

    let entries = place.export();
    assert_eq!(entries.len(), facts.lines.len() + 1, "one for each, and one about the line that is none");
    for entry in &entries {
        secrets.must_not_be_in(&format!("{}", entry["activity"]), entry.to_string().as_bytes());
    }
    for (line, name, open) in &facts.shown {
        let id = &facts.lines[*line]["id"];
        let entry = entries.iter().find(|entry| entry["id"] == *id).unwrap();
        let param = entry["request"]["params"][name].to_string();
        let is_cut = param.contains("$cut") || !entry["request"]["params"]["$more"].is_null();
        assert!(
            param.contains(open.as_str()) || is_cut,
            "{} of {}: {param}",
            name,
            entry["request"]["method"]
        );
    }

    let bodies = everything_shown(&server, &entries);
    for (path, body) in &bodies {
        secrets.must_not_be_in(path, body.as_bytes());
        sums_in(body)
            .for_each(|sum| assert!(!facts.sums.contains(sum), "{path} holds the sum of a secret: {sum}"));
    }
    secrets.must_not_be_in("the server's output", server.stop().as_bytes());

    // What cannot be read cannot be redacted: it is kept as it came, where only the server's own user can read it.
    let mut quarantined = 0;
    for (path, bytes) in place.files().into_iter().filter(|(path, _)| path.starts_with(place.data())) {
        if path.components().any(|part| part.as_os_str() == "quarantine") {
            assert_eq!(String::from_utf8(bytes).unwrap().trim_end(), spooled);
            assert_eq!(mode(&path), 0o600, "{}", path.display());
            assert_eq!(mode(path.parent().unwrap()), 0o700, "{}", path.display());
            quarantined += 1;
        } else {
            secrets.must_not_be_in(&path.display().to_string(), &bytes);
        }
    }
    assert_eq!(quarantined, 1);
}

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn sums_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| word.len() == 64)
}
