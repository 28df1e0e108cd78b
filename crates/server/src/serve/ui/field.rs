//! Names of fields as people read them. The name that Matomo has for it stays in sight: it is what can be searched for and looked up.

use super::show;
use crate::serve::locale::Locale;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldName {
    pub(super) label: String,
    /// As it was recorded, where the label says it otherwise.
    pub(super) raw: Option<String>,
}

impl FieldName {
    pub(super) fn new(field: &str, l: &Locale) -> FieldName {
        let raw = show::name(field);
        let label = label(field, l).unwrap_or_else(|| raw.clone());
        let is_same = label.to_lowercase() == raw.to_lowercase();
        FieldName { label, raw: (!is_same).then_some(raw) }
    }
}

/// The locale's word for it, or its own words; nothing where it is no plain name.
fn label(field: &str, l: &Locale) -> Option<String> {
    if let Some(site) = field.strip_prefix("access.").filter(|site| site.parse::<u64>().is_ok()) {
        return Some(l.with("field-access", &[("site", site)]));
    }
    if field.is_empty() || !field.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return None;
    }
    let words = in_words(field);
    (!words.is_empty()).then(|| l.word_known("field", field).unwrap_or(words))
}

/// `goal_match_attribute` and `goalMatchAttribute`: “Goal match attribute”.
fn in_words(field: &str) -> String {
    let mut words = String::with_capacity(field.len() + 8);
    let mut before = '_';
    let mut chars = field.chars().peekable();
    while let Some(c) = chars.next() {
        let is_new = c.is_ascii_uppercase() && !before.is_ascii_uppercase();
        if (c == '_' || is_new) && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        match c {
            '_' => {}
            c if words.is_empty() => words.push(c.to_ascii_uppercase()),
            // Several capitals are an abbreviation.
            c if is_new && !chars.peek().is_some_and(char::is_ascii_uppercase) => {
                words.push(c.to_ascii_lowercase())
            }
            c => words.push(c),
        }
        before = c;
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_readable_and_what_is_no_name_stays() {
        let name = |field: &str| {
            let FieldName { label, raw } = FieldName::new(field, Locale::complete());
            (label, raw.is_some())
        };
        assert_eq!(name("goal_match_attribute"), ("Goal match attribute".into(), true));
        assert_eq!(name("todayArchiveTimeToLive"), ("Today archive time to live".into(), true));
        assert_eq!(name("ignoreGTMLayer"), ("Ignore GTMLayer".into(), true));
        assert_eq!(
            name("SitesManager_ExcludedIpsGlobal"),
            ("Sites manager excluded ips global".into(), true)
        );
        assert_eq!(name("name"), ("Name".into(), false));
        assert_eq!(name("superuser_access"), ("Super user access".into(), true));
        assert_eq!(name("access.3"), ("Access to website 3".into(), true));
        for raw in ["mail.host", "Plugins.Plugins", "a b", "", "_", "<b>", "ü_x", "access.x", "=1+1"] {
            assert_eq!(name(raw), (raw.to_owned(), false), "{raw}");
        }
        assert_eq!(FieldName::new("\u{202e}x", Locale::complete()).label, "[U+202E]x");
    }
}
