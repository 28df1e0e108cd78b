//! How sources are written in the catalogue's files and in the capture map (docs/formats/catalog.md).

use std::fmt::{Display, Formatter, Result};

use super::model::Source;

impl Source {
    /// Reads a source; `None` when it is none.
    pub fn parse(text: &str) -> Option<Source> {
        if let Some(text) = text.strip_prefix('=') {
            return if text.contains('{') { template(text) } else { Some(Source::Text(text.to_owned())) };
        }
        if text.contains('|') {
            return text.split('|').map(Source::parse).collect::<Option<_>>().map(Source::First);
        }
        let mut words = text.split('.');
        let source = match words.next()? {
            "param" => Source::Param(words.by_ref().map(str::to_owned).collect()),
            "keys" => Source::Keys(words.by_ref().map(str::to_owned).collect()),
            "result" => Source::Result,
            "row" => Source::Row(words.next()?.to_owned(), words.next()?.to_owned()),
            "actor" => Source::Actor,
            "auth" => Source::Auth,
            "outcome" => Source::Outcome,
            _ => return None,
        };
        let whole = match &source {
            Source::Param(path) | Source::Keys(path) => {
                !path.is_empty() && path.iter().all(|name| !name.is_empty())
            }
            Source::Row(table, column) => !table.is_empty() && !column.is_empty(),
            _ => true,
        };
        (whole && words.next().is_none()).then_some(source)
    }

    /// It, or what it is made of.
    pub fn parts(&self) -> Vec<&Source> {
        match self {
            Source::Template(parts) | Source::First(parts) => parts.iter().flat_map(Source::parts).collect(),
            one => vec![one],
        }
    }
}

/// `{SOURCE}` between texts; a brace that is none of these has no place here.
fn template(text: &str) -> Option<Source> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, behind) = after.split_once('}')?;
        if !before.is_empty() {
            parts.push(Source::Text(before.to_owned()));
        }
        match Source::parse(inside)? {
            part @ (Source::Param(_) | Source::Actor | Source::Result) => parts.push(part),
            _ => return None,
        }
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(Source::Text(rest.to_owned()));
    }
    Some(Source::Template(parts))
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Source::Param(path) => write!(f, "param.{}", path.join(".")),
            Source::Keys(path) => write!(f, "keys.{}", path.join(".")),
            Source::Result => f.write_str("result"),
            Source::Row(table, column) => write!(f, "row.{table}.{column}"),
            Source::Actor => f.write_str("actor"),
            Source::Auth => f.write_str("auth"),
            Source::Outcome => f.write_str("outcome"),
            Source::Text(text) => write!(f, "={text}"),
            Source::Template(parts) => {
                f.write_str("=")?;
                parts.iter().try_for_each(|part| match part {
                    Source::Text(text) => f.write_str(text),
                    source => write!(f, "{{{source}}}"),
                })
            }
            Source::First(all) => all.iter().enumerate().try_for_each(|(index, source)| {
                f.write_str(if index == 0 { "" } else { "|" })?;
                source.fmt(f)
            }),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_the_same() {
        for text in [
            "param.a.b",
            "keys.settingValues",
            "result",
            "row.goal.name",
            "=text",
            "={param.userLogin}_defaultReport",
            "=a{actor}b{result}",
            "param.login|actor",
            "param.idSite|row.segment.enable_only_idsite",
        ] {
            assert_eq!(Source::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_source_is_refused() {
        for text in [
            "",
            "param",
            "keys",
            "row.goal",
            "actor.x",
            "={param.a",
            "={row.goal.name}",
            "={=x}",
            "param.a|",
            "x|actor",
        ] {
            assert_eq!(Source::parse(text), None, "{text}");
        }
    }
}
