//! Which type of the imported table is which activity of ours. The table is a file, and people can give one that goes before it.

use std::collections::BTreeMap;

use activity_log_core::catalog::Catalog;
use serde::Deserialize;

use super::ImportError;

const BUILTIN: &str = include_str!("types.toml");
/// Words in names of types that say nothing.
const FILLERS: [&str; 5] = ["piwik", "matomo", "plugins", "activity", "api"];
/// Longest id of an activity that is made of a type.
const ID_CHARS_MAX: usize = 100;
/// Begins ids of activities that nobody knows.
const UNKNOWN: &str = "imported";

/// What a type means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// Id of the activity.
    pub activity: String,
    /// Member of the parameters that holds `id` and `name` of what it was done to.
    #[serde(default)]
    pub target: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    types: BTreeMap<String, Meaning>,
    nouns: BTreeMap<String, String>,
    verbs: BTreeMap<String, String>,
}

/// The table.
pub struct Types {
    types: BTreeMap<String, Meaning>,
    nouns: BTreeMap<String, String>,
    verbs: BTreeMap<String, String>,
}

impl Types {
    /// The built-in table, and before it the one that somebody gave.
    ///
    /// # Errors
    /// When that one is wrong.
    pub fn read(given: Option<&str>) -> Result<Types, ImportError> {
        let parse = |text: &str| {
            toml::from_str::<File>(text).map_err(|error| ImportError::Types(error.message().to_owned()))
        };
        let mut file = parse(BUILTIN)?;
        let mut types = keyed(std::mem::take(&mut file.types));
        if let Some(given) = given {
            let given = parse(given)?;
            types.extend(keyed(given.types));
            file.nouns.extend(given.nouns);
            file.verbs.extend(given.verbs);
        }
        Ok(Types { types, nouns: file.nouns, verbs: file.verbs })
    }

    /// What this type means. Never refused: what nobody knows is an activity of its own.
    pub fn meaning(&self, name: &str, catalog: &Catalog) -> Meaning {
        if let Some(meaning) = self.named(name) {
            return meaning;
        }
        let event = name.strip_suffix(".end").unwrap_or(name);
        let by_event = catalog.candidates(event).next().map(|activity| activity.id.clone());
        let activity = by_event
            .or_else(|| sign_in(name))
            .or_else(|| self.guessed(name, catalog))
            .unwrap_or_else(|| format!("{UNKNOWN}.{}", slug(name)));
        Meaning { activity, target: None }
    }

    /// By the whole name, and where that is not there, by its last part if only one plugin has it.
    fn named(&self, name: &str) -> Option<Meaning> {
        let key = key(name);
        if let Some(meaning) = self.types.get(&key) {
            return Some(meaning.clone());
        }
        let is_alone = !name.contains(|c: char| !c.is_alphanumeric() && c != '_');
        let ends = |known: &&String| is_alone && !key.is_empty() && known.rsplit('.').next() == Some(&key);
        let mut found = self.types.iter().filter(|(known, _)| ends(known));
        match (found.next(), found.next()) {
            (Some((_, meaning)), None) => Some(meaning.clone()),
            _ => None,
        }
    }

    fn guessed(&self, name: &str, catalog: &Catalog) -> Option<String> {
        let last = letters(last_part(name));
        self.verbs.iter().find_map(|(word, verb)| {
            let noun = self.nouns.get(last.strip_suffix(word.as_str())?)?;
            Some(format!("{noun}.{verb}")).filter(|id| catalog.activity(id).is_some())
        })
    }
}

/// Signing in and out is what people look for first.
fn sign_in(name: &str) -> Option<String> {
    let last = letters(last_part(name));
    let id =
        if last.contains("login") && ["fail", "invalid", "wrong"].iter().any(|word| last.contains(word)) {
            "auth.login.failed"
        } else {
            match last.as_str() {
                "login" | "userlogin" | "loginsucceeded" | "loginsuccessful" | "loggedin"
                | "userloggedin" => "auth.login.succeeded",
                "logout" | "userlogout" | "loggedout" | "userloggedout" => "auth.logout",
                _ => return None,
            }
        };
    Some(id.to_owned())
}

fn keyed(types: BTreeMap<String, Meaning>) -> BTreeMap<String, Meaning> {
    types.into_iter().map(|(name, meaning)| (key(&name), meaning)).collect()
}

/// `Piwik\Plugins\TagManager\Activity\TagAdded`, `TagManager/TagAdded` and `tagmanager.tag_added` are the same: `tagmanager.tagadded`.
fn key(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_alphanumeric() && c != '_').map(letters);
    parts.filter(|part| !part.is_empty() && !FILLERS.contains(&part.as_str())).collect::<Vec<_>>().join(".")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn last_part(name: &str) -> &str {
    let name = name.strip_suffix(".end").unwrap_or(name);
    name.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(name)
}

/// An id that the query language takes: words of lower-case letters and digits, `_` between words, `.` between parts.
fn slug(name: &str) -> String {
    let mut out = String::new();
    let mut was_small = false;
    for c in name.chars() {
        if out.len() >= ID_CHARS_MAX {
            break;
        }
        if c.is_ascii_alphanumeric() {
            if c.is_ascii_uppercase() && was_small {
                out.push('_');
            }
            out.push(c.to_ascii_lowercase());
        } else if matches!(c, '_' | '-' | ' ') && was_small {
            out.push('_');
        } else if !out.is_empty() && !out.ends_with(['.', '_']) {
            out.push('.');
        }
        was_small = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    let id = out.trim_matches(['.', '_']);
    if id.is_empty() { "unnamed".to_owned() } else { id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let file: File = toml::from_str(BUILTIN).unwrap();
        assert_eq!(file.types.keys().filter(|name| name.starts_with("TagManager.")).count(), 17);
        let types = Types::read(None).unwrap();
        for (name, meaning) in &file.types {
            // OAuth2 is not in every build's catalogue; the ids are those of the published list.
            let known = Catalog::builtin().activity(&meaning.activity).is_some();
            assert!(known || meaning.activity.starts_with("oauth2."), "{name}");
            assert_eq!(types.meaning(name, Catalog::builtin()), *meaning);
        }
    }

    #[test]
    fn the_same_type_in_many_spellings() {
        let types = Types::read(None).unwrap();
        for name in [
            "TagManager.TagAdded",
            "TagManager/TagAdded",
            "Piwik\\Plugins\\TagManager\\Activity\\TagAdded",
            "TagAdded",
            "tagmanager.tag_added",
        ] {
            let meaning = types.meaning(name, Catalog::builtin());
            assert_eq!(
                (meaning.activity.as_str(), meaning.target.as_deref()),
                ("tagmanager.tag.created", Some("containertag"))
            );
        }
    }

    #[test]
    fn guesses_and_what_nobody_knows() {
        let types = Types::read(None).unwrap();
        let id = |name: &str| types.meaning(name, Catalog::builtin()).activity;
        for (name, activity) in [
            ("API.Goals.addGoal.end", "goal.created"),
            ("Goals/GoalUpdated", "goal.updated"),
            ("SiteDeleted", "website.deleted"),
            ("Login/LoginFailed", "auth.login.failed"),
            ("UserLoggedIn", "auth.login.succeeded"),
            ("Logout", "auth.logout"),
            ("CustomThing/ThingExploded", "imported.custom_thing.thing_exploded"),
            ("<script>alert(1)</script>", "imported.script.alert.1.script"),
            ("\u{202e}\u{0}", "imported.unnamed"),
            ("", "imported.unnamed"),
        ] {
            assert_eq!(id(name), activity, "{name}");
        }
        assert!(id(&"Ab".repeat(500)).len() < 120);
    }

    #[test]
    fn a_given_table_goes_first() {
        let given = "[types]\n\"SiteDeleted\" = { activity = \"x.y\" }\n[nouns]\nthing = \"goal\"\n";
        let types = Types::read(Some(given)).unwrap();
        assert_eq!(types.meaning("SiteDeleted", Catalog::builtin()).activity, "x.y");
        assert_eq!(types.meaning("ThingAdded", Catalog::builtin()).activity, "goal.created");
        assert!(Types::read(Some("[typs]")).is_err());
    }
}
