//! The test's own list of what was done, and its comparison with the log.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use e2e::connected::Connected;
use e2e::matomo::Matomo;
use e2e::php::root;
use e2e::{say, wait};
use serde_json::Value;

/// One thing that somebody did, and what the log must say of it.
#[derive(Clone, Debug)]
pub struct Deed {
    what: String,
    way: &'static str,
    activity: &'static str,
    actor: String,
    outcome: &'static str,
    object: String,
    fields: Vec<String>,
}

impl Deed {
    /// Names fields that must stand among the changes; with a dot at the end: any that begins so.
    pub fn fields(&mut self, fields: &[&str]) -> &mut Deed {
        self.fields.extend(fields.iter().map(|field| (*field).to_owned()));
        self
    }

    /// It did not work.
    pub fn failed(&mut self) -> &mut Deed {
        self.outcome = "failure";
        self
    }

    /// It was not allowed.
    pub fn denied(&mut self) -> &mut Deed {
        self.outcome = "denied";
        self
    }

    fn is(&self, entry: &Value) -> bool {
        let actor = if entry["actor"]["login"].is_null() {
            &entry["actor"]["kind"]
        } else {
            &entry["actor"]["login"]
        };
        let target = |name: &str| entry["target"][name].as_str().unwrap_or_default().contains(&self.object);
        entry["activity"] == self.activity
            && actor == self.actor.as_str()
            && entry["actor"]["auth"] == self.way
            && entry["outcome"] == self.outcome
            && (self.object.is_empty() || target("id") || target("name"))
            && self.fields.iter().all(|field| {
                let changes = entry["changes"].as_array().map(Vec::as_slice).unwrap_or_default();
                changes.iter().any(|change| {
                    // “access.” stands for the access to any website
                    let name = change["field"].as_str().unwrap();
                    name == field || (field.ends_with('.') && name.starts_with(field.as_str()))
                })
            })
    }
}

/// What was done, in order.
pub struct Ledger {
    deeds: Vec<Deed>,
    since: u64,
    quiet: u64,
    skipped: Vec<String>,
}

impl Ledger {
    /// Begins after what is in the log already.
    pub fn open(log: &Connected) -> Ledger {
        let newest = wait::until("the first entries", || {
            log.entries("nested:*").first().and_then(|entry| entry["seq"].as_u64())
        });
        Ledger { deeds: Vec::new(), since: newest, quiet: 0, skipped: Vec::new() }
    }

    /// Notes what somebody did. `way` is how they proved who they are, `object` a part of the target's id or name.
    pub fn did(
        &mut self,
        what: &str,
        way: &'static str,
        actor: &str,
        activity: &'static str,
        object: &str,
    ) -> &mut Deed {
        self.deeds.push(Deed {
            what: what.to_owned(),
            way,
            activity,
            actor: actor.to_owned(),
            outcome: "success",
            object: object.to_owned(),
            fields: Vec::new(),
        });
        self.deeds.last_mut().unwrap()
    }

    /// Counts what must leave no entry.
    pub fn quiet(&mut self, times: u64) {
        self.quiet += times;
    }

    /// This Matomo has no such thing.
    pub fn skip(&mut self, what: &str) {
        self.skipped.push(what.to_owned());
    }

    /// Compares with the log: every deed once, and nothing else.
    pub fn balance(self, log: &Connected) {
        let written = Matomo::lines_written(&log.spool);
        wait::until("the spool to be stored", || {
            let status = std::fs::read_to_string(log.spool.join("status.json")).ok()?;
            let status: Value = serde_json::from_str(&status).ok()?;
            (status["taken"].as_u64()? >= written).then_some(())
        });
        let mut all = log.all_entries("nested:* source:plugin");
        all.retain(|entry| entry["seq"].as_u64().unwrap() > self.since);
        all.reverse();
        let text = serde_json::to_string(&all).unwrap();
        for secret in typed(&log.matomo) {
            assert!(!text.contains(secret), "a secret that somebody typed stands in the log");
        }
        let (mut roots, consequences): (Vec<Value>, Vec<Value>) =
            all.into_iter().partition(|entry| entry["cause"].is_null());
        let mut missing = Vec::new();
        for deed in &self.deeds {
            match roots.iter().position(|entry| deed.is(entry)) {
                Some(at) => drop(roots.remove(at)),
                None => missing.push(format!("{deed:?}")),
            }
        }
        let surplus: Vec<String> = roots.iter().map(short).collect();
        say(&format!(
            "\n{} actions, {} entries of their own, {} consequences; {} missing, {} surplus; {} reads left nothing",
            self.deeds.len(),
            self.deeds.len() - missing.len() + surplus.len(),
            consequences.len(),
            missing.len(),
            surplus.len(),
            self.quiet
        ));
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "not in the log as it was done:\n{}\n\nin the log and not done:\n{}",
            missing.join("\n"),
            surplus.join("\n")
        );
        if std::env::var_os("UPDATE_COVERAGE").is_some() {
            let page = self.page(consequences.len(), &matomo_version(log));
            std::fs::write(root().join("docs/coverage.md"), page).unwrap();
        }
    }

    fn page(&self, consequences: usize, version: &str) -> String {
        let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
        let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
        let mut categories: BTreeMap<&str, Vec<&Deed>> = BTreeMap::new();
        for deed in &self.deeds {
            *ways.entry(deed.way).or_default() += 1;
            *outcomes.entry(deed.outcome).or_default() += 1;
            categories.entry(deed.activity.split('.').next().unwrap()).or_default().push(deed);
        }
        let list = |counts: &BTreeMap<&str, usize>| {
            counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
        };
        let mut page = format!(
            "# What was done, and what the log had\n\nWritten by `UPDATE_COVERAGE=1 make e2e MATOMO_URL=… MATOMO_DIR=…` against a real Matomo {version}. \
             Do not edit.\n\nThe test keeps its own list of what it does and compares it with the log: every action must be there once, with the right \
             person, way, object and outcome, and nothing else may be there.\n\n\
             | what | figure |\n|---|---|\n| actions done | {} |\n| recorded once, by the right person, with the right object and outcome | {} |\n\
             | missing, doubled or attributed wrongly | 0 |\n| consequences that hang under them | {consequences} |\n\
             | tracking requests and reads that must leave no entry | {} |\n| entries they left | 0 |\n| passwords, tokens and codes typed meanwhile that stand in any entry | 0 |\n| by way | {} |\n| by outcome | {} |\n",
            self.deeds.len(),
            self.deeds.len(),
            self.quiet,
            list(&ways),
            list(&outcomes),
        );
        for (category, deeds) in categories {
            let _ = write!(page, "\n## {category}\n\n| done | way | entry | outcome |\n|---|---|---|---|\n");
            for deed in deeds {
                let _ = writeln!(
                    page,
                    "| {} | {} | `{}` | {} |",
                    deed.what, deed.way, deed.activity, deed.outcome
                );
            }
        }
        if !self.skipped.is_empty() {
            let _ = write!(page, "\n## Not there in this Matomo\n\n{}\n", self.skipped.join(", "));
        }
        page
    }
}

/// What was typed or sent and must never come out again.
fn typed(matomo: &Matomo) -> Vec<&str> {
    let own = [&matomo.admin, &matomo.viewer]
        .into_iter()
        .flat_map(|person| [person.password.as_str(), &person.token]);
    let made =
        ["-secret-of-e2e-", "-changed-of-e2e-", "-reset-of-e2e-", "Covered-mail-secret", "COVEREDCOVERED"];
    own.chain(made).chain(["Not the password of anybody", "0badc0de"]).collect()
}

fn short(entry: &Value) -> String {
    format!(
        "{} {} {} {} {} target {} changes {} reason {}",
        entry["activity"],
        entry["actor"]["login"],
        entry["actor"]["auth"],
        entry["outcome"],
        entry["request"]["method"],
        entry["target"],
        entry["changes"],
        entry["reason"]
    )
}

fn matomo_version(log: &Connected) -> String {
    log.matomo.must("API.getMatomoVersion", &[]).as_str().unwrap().to_owned()
}
