//! A line of the spool is one of several kinds (docs/formats/spool-v1.md); here they are told apart. Nothing in it is trusted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fact::{Fact, FactError, LINE_BYTES_MAX};
use crate::inventory::InventoryLine;
use crate::time::Time;

/// Most features of one line; the rest is counted together.
pub const FEATURES_MAX: usize = 200;
/// Most bytes of a feature's name.
pub const FEATURE_BYTES_MAX: usize = 100;
/// Most characters of a login.
pub const LOGIN_CHARS_MAX: usize = 200;
/// Stands for features beyond a limit, and for those whose name is no name.
pub const OTHER_FEATURES: &str = "others";

/// What one line says, by its `kind`.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// `fact`: something happened.
    Fact(Box<Fact>),
    /// `views`: reports were looked at.
    Views(Views),
    /// `inventory`: something is there, a part of an inventory.
    Inventory(Box<InventoryLine>),
}

impl Line {
    /// Reads one line, without its line feed.
    ///
    /// # Errors
    /// When it is none that this server knows.
    pub fn parse(line: &[u8]) -> Result<Line, FactError> {
        if line.len() >= LINE_BYTES_MAX {
            return Err(FactError::TooLong);
        }
        let text = std::str::from_utf8(line).map_err(|_| FactError::NotText)?;
        #[derive(Deserialize)]
        struct Head {
            v: u64,
            kind: String,
        }
        let malformed = |error: serde_json::Error| FactError::Malformed(error.to_string());
        let head: Head = serde_json::from_str(text).map_err(malformed)?;
        if head.v != 1 {
            return Err(FactError::Version(head.v));
        }
        match head.kind.as_str() {
            "fact" => Ok(Line::Fact(serde_json::from_str(text).map_err(malformed)?)),
            "views" => Ok(Line::Views(serde_json::from_str(text).map_err(malformed)?)),
            "inventory" => Ok(Line::Inventory(serde_json::from_str(text).map_err(malformed)?)),
            kind => Err(FactError::Kind(kind.chars().take(40).collect())),
        }
    }

    /// Number of the line in its spool; 0 where there is no spool.
    pub fn n(&self) -> u64 {
        match self {
            Line::Fact(fact) => fact.n,
            Line::Views(views) => views.n,
            Line::Inventory(line) => line.n,
        }
    }
}

/// How often a person looked at which features within one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Views {
    /// Format version: 1.
    pub v: u32,
    /// `views`.
    pub kind: String,
    /// Number of the line in its spool; 0 where there is no spool.
    #[serde(default)]
    pub n: u64,
    /// Idempotency key.
    pub id: Uuid,
    /// When.
    pub time: Time,
    /// Who.
    pub login: String,
    /// What, such as `Goals.get`, and how often.
    pub features: BTreeMap<String, u32>,
}

impl Views {
    /// Who, fit to be kept.
    pub fn login(&self) -> String {
        self.login.chars().filter(|c| !c.is_control()).take(LOGIN_CHARS_MAX).collect()
    }

    /// What and how often, fit to be kept: bounded names, bounded in number; nothing is left out of the sum.
    pub fn features(&self) -> BTreeMap<&str, u64> {
        let mut fit: BTreeMap<&str, u64> = BTreeMap::new();
        for (name, count) in &self.features {
            let known = is_feature(name) && (fit.len() < FEATURES_MAX || fit.contains_key(name.as_str()));
            let name = if known { name.as_str() } else { OTHER_FEATURES };
            *fit.entry(name).or_default() += u64::from(*count);
        }
        fit
    }
}

/// `Plugin.report`: two words of letters, digits and `_`.
fn is_feature(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    name.len() <= FEATURE_BYTES_MAX
        && name.split_once('.').is_some_and(|(plugin, report)| is_word(plugin) && is_word(report))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{Part, Ranges};

    fn line(features: &str) -> String {
        format!(
            r#"{{"v":1,"kind":"views","n":7,"id":"01890000-0000-7000-8000-000000000001","time":"2026-11-22T20:41:21.123456Z","login":"alice","features":{features},"future":1}}"#
        )
    }

    fn views(features: &str) -> Result<Views, FactError> {
        match Line::parse(line(features).as_bytes())? {
            Line::Views(views) => Ok(views),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn views_have_a_number_and_counts() {
        let views = views(r#"{"Goals.get":2,"Live.getLastVisitsDetails":1}"#).unwrap();
        assert_eq!(views.features(), BTreeMap::from([("Goals.get", 2), ("Live.getLastVisitsDetails", 1)]));
        assert_eq!((views.login().as_str(), Line::Views(views).n()), ("alice", 7));
    }

    #[test]
    fn what_is_no_count_is_refused() {
        for wrong in [r#"{"Goals.get":-1}"#, r#"{"Goals.get":1e30}"#, r#"{"Goals.get":"2"}"#, "[]", "null"] {
            assert!(matches!(views(wrong), Err(FactError::Malformed(_))), "{wrong}");
        }
        let later = line("{}").replace("\"views\"", "\"tea\"");
        assert_eq!(Line::parse(later.as_bytes()), Err(FactError::Kind("tea".into())));
    }

    #[test]
    fn names_that_are_none_and_too_many_are_counted_together() {
        let odd = format!(r#"{{"<script>":1,"a b.c":2,"Goals":4,"x.{}":8,"Goals.get":16}}"#, "y".repeat(100));
        assert_eq!(
            views(&odd).unwrap().features(),
            BTreeMap::from([("Goals.get", 16), (OTHER_FEATURES, 15)])
        );
        let many: Vec<String> = (0..5_000).map(|n| format!(r#""P.m{n}":1"#)).collect();
        let views = views(&format!("{{{}}}", many.join(","))).unwrap();
        let features = views.features();
        assert_eq!((features.len(), features.values().sum::<u64>()), (FEATURES_MAX + 1, 5_000));
    }

    #[test]
    fn a_login_is_one_short_line() {
        let text = line("{}").replace("alice", &format!("a\\n{}", "b".repeat(1_000)));
        let Line::Views(views) = Line::parse(text.as_bytes()).unwrap() else { panic!("no views") };
        assert_eq!(views.login().len(), LOGIN_CHARS_MAX);
        assert!(!views.login().contains('\n'));
    }

    const HEAD: &str = r#""v":1,"kind":"inventory","n":4,"id":"01890000-0000-7000-8000-000000000001",
        "time":"2026-11-22T20:41:21.123456Z","inventory":"01890000-0000-7000-8000-000000000002","part":3"#;

    fn part(rest: &str) -> Result<Line, FactError> {
        Line::parse(format!("{{{HEAD}{rest}}}").as_bytes())
    }

    #[test]
    fn kinds_are_told_apart() {
        let rows = r#","section":"access","rows":[{"login":"bob","access":"view","sites":"1-3,7","new":1}]"#;
        let Line::Inventory(line) = part(rows).unwrap() else { panic!("no inventory") };
        let Part::Access { rows } = &line.content else { panic!("{line:?}") };
        assert_eq!((line.n, line.part, rows[0].login.as_str()), (4, 3, "bob"));
        assert_eq!(rows[0].sites, Ranges::of(&[(1, 3), (7, 7)]));
        let fact = r#"{"v":1,"kind":"fact","n":5,"id":"01890000-0000-7000-8000-000000000001",
            "time":"2026-11-22T20:41:21.123456Z","event":"API.Goals.addGoal","outcome":"success"}"#;
        assert_eq!(Line::parse(fact.as_bytes()).unwrap().n(), 5);
    }

    #[test]
    fn what_is_no_part_of_an_inventory_is_refused() {
        for rest in [
            "",
            r#","section":"passwords","rows":[]"#,
            r#","section":"users","rows":[{"login":7}]"#,
            r#","section":"access","rows":[{"login":"bob","access":"view","sites":"3-1"}]"#,
            r#","section":"access","rows":[{"login":"bob","access":"view","sites":"1,,2"}]"#,
            r#","section":"end"}"#,
        ] {
            assert!(matches!(part(rest), Err(FactError::Malformed(_))), "{rest}");
        }
        assert!(matches!(Line::parse(br#"{"v":1,"kind":"tea"}"#), Err(FactError::Kind(_))));
        assert!(matches!(Line::parse(br#"{"v":2,"kind":"inventory"}"#), Err(FactError::Version(2))));
        assert_eq!(Line::parse(&vec![b' '; LINE_BYTES_MAX]), Err(FactError::TooLong));
    }
}
