//! A line of the spool is one of several kinds (docs/formats/spool-v1.md); here they are told apart.

use serde::Deserialize;

use crate::fact::{Fact, FactError, LINE_BYTES_MAX};
use crate::inventory::InventoryLine;

/// One line, read.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// Something happened.
    Fact(Box<Fact>),
    /// Something is there: a part of an inventory.
    Inventory(Box<InventoryLine>),
}

impl Line {
    /// Reads one line, without its line feed.
    ///
    /// # Errors
    /// When it is none of the kinds that are known.
    pub fn parse(line: &[u8]) -> Result<Line, FactError> {
        #[derive(Deserialize)]
        struct Head {
            v: u64,
            kind: String,
        }
        if line.len() < LINE_BYTES_MAX
            && let Ok(Head { v: 1, kind }) = serde_json::from_slice(line)
            && kind == "inventory"
        {
            let line =
                serde_json::from_slice(line).map_err(|error| FactError::Malformed(error.to_string()))?;
            return Ok(Line::Inventory(Box::new(line)));
        }
        Fact::parse(line).map(|fact| Line::Fact(Box::new(fact)))
    }

    /// Number of the line in its spool; 0 where there is no spool.
    pub fn n(&self) -> u64 {
        match self {
            Line::Fact(fact) => fact.n,
            Line::Inventory(line) => line.n,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{Part, Ranges};

    const HEAD: &str = r#""v":1,"kind":"inventory","n":4,"id":"01890000-0000-7000-8000-000000000001",
        "time":"2026-11-22T20:41:21.123456Z","inventory":"01890000-0000-7000-8000-000000000002","part":3"#;

    fn parse(rest: &str) -> Result<Line, FactError> {
        Line::parse(format!("{{{HEAD}{rest}}}").as_bytes())
    }

    #[test]
    fn kinds_are_told_apart() {
        let rows = r#","section":"access","rows":[{"login":"bob","access":"view","sites":"1-3,7","new":1}]"#;
        let Line::Inventory(line) = parse(rows).unwrap() else { panic!("no inventory") };
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
            assert!(matches!(parse(rest), Err(FactError::Malformed(_))), "{rest}");
        }
        assert!(matches!(Line::parse(br#"{"v":1,"kind":"tea"}"#), Err(FactError::Kind(_))));
        assert!(matches!(Line::parse(br#"{"v":2,"kind":"inventory"}"#), Err(FactError::Version(2))));
        assert_eq!(Line::parse(&vec![b' '; LINE_BYTES_MAX]), Err(FactError::TooLong));
    }
}
