//! Saved views: searches that a person gave names to, one of them perhaps opened first. Private, beside the log, no entries.
//!
//! A view is a text to search for; what it finds is decided anew for whoever opens it. Whoever is deleted in Matomo and made
//! again under the same login begins with none: the log itself says that it happened.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use activity_log_core::Seq;
use activity_log_core::event::Outcome;
use activity_log_core::query::{Field, QUERY_CHARS_MAX, Query};
use serde::{Deserialize, Serialize};

use super::app::App;
use super::auth::{Role, Viewer};
use super::error::ServeError;
use super::find::{WHOLE_BUDGET, exactly};
use super::locale::Locale;
use crate::ops::kept::Kept;
use crate::store::{Scope, Search, Store, StoreError};

/// Most views of one person.
pub(crate) const VIEWS_MAX: usize = 50;
/// Longest name.
pub(crate) const NAME_CHARS_MAX: usize = 80;
/// Most bytes of all names and searches of one Matomo: the file is in memory and written whole.
const BYTES_MAX: usize = 4 << 20;

/// Why a view is not saved. Prints as a sentence for whoever tried.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SavedError {
    /// Its name is empty, too long, or has more than a line.
    #[error("A view needs a name of 1 to {NAME_CHARS_MAX} characters.")]
    Name,
    /// Its search.
    #[error("This search is too long to be saved.")]
    TooLong,
    /// Of this person.
    #[error("A person has at most {VIEWS_MAX} views. Delete one that you no longer need.")]
    TooMany,
    /// Of all people.
    #[error("There is no room for more saved views on this server.")]
    Full,
    /// There is none of this name.
    #[error("There is no saved view of this name any more.")]
    Unknown,
    /// There is another one of this name.
    #[error("There is a saved view of this name already.")]
    Taken,
    /// The file or the log is.
    #[error("{0}")]
    Broken(String),
}

impl SavedError {
    /// The sentence in a language.
    pub(crate) fn said(&self, l: &Locale) -> String {
        match self {
            SavedError::Name => l.count("view-wrong-name", NAME_CHARS_MAX as u64),
            SavedError::TooLong => l.t("view-wrong-too-long"),
            SavedError::TooMany => l.count("view-wrong-too-many", VIEWS_MAX as u64),
            SavedError::Full => l.t("view-wrong-full"),
            SavedError::Unknown => l.t("view-wrong-unknown"),
            SavedError::Taken => l.t("view-wrong-taken"),
            SavedError::Broken(_) => l.t("error-internal"),
        }
    }
}

impl From<io::Error> for SavedError {
    fn from(error: io::Error) -> Self {
        SavedError::Broken(error.to_string())
    }
}

impl From<SavedError> for ServeError {
    fn from(error: SavedError) -> Self {
        match error {
            SavedError::Broken(text) => ServeError::Internal(text),
            error => ServeError::Saved(error),
        }
    }
}

impl From<StoreError> for SavedError {
    fn from(error: StoreError) -> Self {
        SavedError::Broken(error.to_string())
    }
}

/// A search with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct View {
    pub(crate) name: String,
    pub(crate) q: String,
    /// Entries per page.
    pub(crate) limit: usize,
    #[serde(default)]
    pub(crate) unfolded: bool,
    #[serde(default)]
    pub(crate) imported: bool,
}

/// What one person saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shelf {
    /// Last entry of the log when this was changed last; a deletion of the person behind it ends the shelf.
    since: Seq,
    pub(crate) views: Vec<View>,
    /// Name of the view that opens first.
    #[serde(default)]
    pub(crate) first: Option<String>,
}

impl Shelf {
    pub(crate) fn find(&self, name: &str) -> Option<&View> {
        self.views.iter().find(|view| view.name == name)
    }

    /// The view that opens first.
    pub(crate) fn first(&self) -> Option<&View> {
        self.first.as_deref().and_then(|name| self.find(name))
    }

    fn index(&self, name: &str) -> Result<usize, SavedError> {
        self.views.iter().position(|view| view.name == name).ok_or(SavedError::Unknown)
    }

    /// Saves; one of the same name is replaced.
    pub(crate) fn save(&mut self, view: View) -> Result<(), SavedError> {
        check_name(&view.name)?;
        if view.q.chars().count() > QUERY_CHARS_MAX {
            return Err(SavedError::TooLong);
        }
        match self.index(&view.name) {
            Ok(index) => self.views[index] = view,
            Err(_) if self.views.len() >= VIEWS_MAX => return Err(SavedError::TooMany),
            Err(_) => self.views.push(view),
        }
        self.views.sort_by_key(|view| view.name.to_lowercase());
        Ok(())
    }

    pub(crate) fn rename(&mut self, name: &str, new: &str) -> Result<(), SavedError> {
        let index = self.index(name)?;
        check_name(new)?;
        if name != new && self.find(new).is_some() {
            return Err(SavedError::Taken);
        }
        if self.first.as_deref() == Some(name) {
            self.first = Some(new.to_owned());
        }
        self.views[index].name = new.to_owned();
        self.views.sort_by_key(|view| view.name.to_lowercase());
        Ok(())
    }

    pub(crate) fn delete(&mut self, name: &str) -> Result<(), SavedError> {
        self.views.remove(self.index(name)?);
        self.first.take_if(|first| first == name);
        Ok(())
    }

    /// Opens this one first, or none.
    pub(crate) fn open_first(&mut self, name: Option<&str>) -> Result<(), SavedError> {
        if let Some(name) = name {
            self.index(name)?;
        }
        self.first = name.map(str::to_owned);
        Ok(())
    }

    fn bytes(&self) -> usize {
        self.views.iter().map(|view| view.name.len() + view.q.len()).sum()
    }
}

fn check_name(name: &str) -> Result<(), SavedError> {
    let is_good = (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.contains(char::is_control);
    if is_good { Ok(()) } else { Err(SavedError::Name) }
}

/// Shelves by person.
type Shelves = BTreeMap<String, Shelf>;

/// All saved views of one Matomo. Clones are the same.
#[derive(Clone)]
pub struct SavedViews(Result<Kept<Shelves>, Arc<str>>);

impl Default for SavedViews {
    /// In memory only.
    fn default() -> Self {
        SavedViews(Ok(Kept::default()))
    }
}

impl SavedViews {
    /// From this file. One that cannot be read is left as it is: nobody has views, and none can be saved, until it is mended.
    pub fn open(path: PathBuf) -> SavedViews {
        SavedViews(Kept::open(path).map_err(|error| {
            tracing::error!("saved views cannot be used: {error}");
            error.to_string().into()
        }))
    }

    /// The person's. Blocks.
    fn read(&self, person: &Person, store: &dyn Store) -> Result<Shelf, SavedError> {
        let Ok(kept) = &self.0 else { return Ok(Shelf::default()) };
        let Some(shelf) = kept.read(|shelves| shelves.get(&person.key).cloned()) else {
            return Ok(Shelf::default());
        };
        if person.was_deleted(shelf.since, store)? {
            kept.change(|shelves| -> io::Result<()> {
                shelves.remove(&person.key);
                Ok(())
            })?;
            return Ok(Shelf::default());
        }
        Ok(shelf)
    }

    /// Changes the person's. Blocks.
    fn change(
        &self,
        person: &Person,
        store: &dyn Store,
        change: impl FnOnce(&mut Shelf) -> Result<(), SavedError>,
    ) -> Result<(), SavedError> {
        // Takes away what a person of the same login left.
        self.read(person, store)?;
        let kept = self.0.as_ref().map_err(|error| SavedError::Broken(error.to_string()))?;
        let since = store.head()?;
        kept.change(|shelves| {
            let mut shelf = shelves.remove(&person.key).unwrap_or_default();
            let before = shelf.bytes();
            change(&mut shelf)?;
            shelf.since = since;
            let others: usize = shelves.values().map(Shelf::bytes).sum();
            if shelf.bytes() > before && others + shelf.bytes() > BYTES_MAX {
                return Err(SavedError::Full);
            }
            if !shelf.views.is_empty() {
                shelves.insert(person.key.clone(), shelf);
            }
            Ok(())
        })
    }
}

/// Whose views: a login of the Matomo, or the operator, whatever logins there are.
#[derive(Clone, Debug)]
struct Person {
    key: String,
    login: Option<String>,
}

impl Person {
    fn of(viewer: &Viewer) -> Person {
        match viewer.role {
            Role::Operator => Person { key: "operator".into(), login: None },
            Role::Superuser | Role::User => {
                Person { key: format!("user/{}", viewer.login), login: Some(viewer.login.clone()) }
            }
        }
    }

    /// Whether the log says that they were deleted after this entry. The server asks for itself.
    fn was_deleted(&self, since: Seq, store: &dyn Store) -> Result<bool, StoreError> {
        let Some(login) = &self.login else { return Ok(false) };
        let query = Query::one(exactly(Field::Object, format!("user/{login}")))
            .and(exactly(Field::Activity, "user.deleted"))
            .and(exactly(Field::Outcome, Outcome::Success.as_str()));
        let search = Search {
            query,
            scope: Scope::All,
            before: None,
            after: Some(since),
            limit: 1,
            budget: WHOLE_BUDGET,
        };
        Ok(!store.search(&search)?.entries.is_empty())
    }
}

/// The viewer's saved views.
pub(crate) async fn of(app: &App, viewer: &Viewer) -> Result<Shelf, ServeError> {
    let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
    let person = Person::of(viewer);
    app.blocking.run(move || log.saved.read(&person, log.store.as_ref())).await
}

/// Changes the viewer's saved views.
pub(crate) async fn change(
    app: &App,
    viewer: &Viewer,
    change: impl FnOnce(&mut Shelf) -> Result<(), SavedError> + Send + 'static,
) -> Result<(), ServeError> {
    let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
    let person = Person::of(viewer);
    app.blocking.run(move || log.saved.change(&person, log.store.as_ref(), change)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::memory::MemoryStore;
    use crate::store::sample;
    use activity_log_core::event::Target;

    #[test]
    fn the_english_of_pages_is_that_of_programs() {
        use SavedError::{Full, Name, Taken, TooLong, TooMany, Unknown};
        for error in [Name, TooLong, TooMany, Full, Unknown, Taken] {
            assert_eq!(error.said(Locale::complete()), error.to_string());
        }
    }

    fn view(name: &str, q: &str) -> View {
        View { name: name.into(), q: q.into(), limit: 25, ..View::default() }
    }

    fn person(login: &str) -> Person {
        Person { key: format!("user/{login}"), login: Some(login.into()) }
    }

    #[test]
    fn names_are_replaced_renamed_and_deleted() {
        let mut shelf = Shelf::default();
        shelf.save(view("b", "user:bob")).unwrap();
        shelf.save(view("A", "user:alice")).unwrap();
        shelf.save(view("b", "user:bob site:3")).unwrap();
        shelf.open_first(Some("b")).unwrap();
        assert_eq!(shelf.views.iter().map(|view| view.name.as_str()).collect::<Vec<_>>(), ["A", "b"]);
        assert!(matches!(shelf.rename("b", "A"), Err(SavedError::Taken)));
        shelf.rename("b", "shop").unwrap();
        assert_eq!(shelf.first().unwrap().q, "user:bob site:3");
        assert!(matches!(shelf.delete("b"), Err(SavedError::Unknown)));
        shelf.delete("shop").unwrap();
        assert_eq!(shelf.first, None);
        for name in ["", &"x".repeat(NAME_CHARS_MAX + 1), "two\nlines"] {
            assert!(matches!(shelf.save(view(name, "")), Err(SavedError::Name)), "{name}");
        }
        for number in 1..VIEWS_MAX {
            shelf.save(view(&number.to_string(), "")).unwrap();
        }
        assert!(matches!(shelf.save(view("one more", "")), Err(SavedError::TooMany)));
        assert!(matches!(shelf.save(view("A", &"x".repeat(QUERY_CHARS_MAX + 1))), Err(SavedError::TooLong)));
    }

    #[test]
    fn whoever_is_deleted_and_made_again_begins_with_none() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("main.json");
        let store = MemoryStore::new(Arc::new(activity_log_core::Time::default));
        store.append(vec![sample::event(0)], None).unwrap();
        let saved = SavedViews::open(path.clone());
        for login in ["bob", "alice"] {
            saved.change(&person(login), &store, |shelf| shelf.save(view("mine", "site:3"))).unwrap();
        }
        assert_eq!(SavedViews::open(path.clone()).read(&person("bob"), &store).unwrap().views.len(), 1);
        let mut deleted = sample::event(1);
        deleted.activity = "user.deleted".into();
        deleted.outcome = Outcome::Failure;
        deleted.target = Some(Target { kind: "user".into(), id: Some("bob".into()), name: None });
        store.append(vec![deleted.clone()], None).unwrap();
        assert_eq!(saved.read(&person("bob"), &store).unwrap().views.len(), 1, "it was only tried");
        deleted.id = uuid::Uuid::now_v7();
        deleted.outcome = Outcome::Success;
        store.append(vec![deleted], None).unwrap();
        assert_eq!(saved.read(&person("bob"), &store).unwrap(), Shelf::default());
        assert!(!std::fs::read_to_string(&path).unwrap().contains("user/bob"));
        assert_eq!(saved.read(&person("alice"), &store).unwrap().views.len(), 1);
        saved.change(&person("bob"), &store, |shelf| shelf.save(view("new", ""))).unwrap();
        assert_eq!(saved.read(&person("bob"), &store).unwrap().views.len(), 1);
    }

    #[test]
    fn the_file_does_not_grow_for_ever_and_a_damaged_one_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("main.json");
        let store = MemoryStore::new(Arc::new(activity_log_core::Time::default));
        let saved = SavedViews::open(path.clone());
        let fill = |shelf: &mut Shelf| {
            (0..VIEWS_MAX)
                .try_for_each(|number| shelf.save(view(&number.to_string(), &"ä".repeat(QUERY_CHARS_MAX))))
        };
        let full = (0..100).find(|number| saved.change(&person(&number.to_string()), &store, fill).is_err());
        assert!(full.is_some_and(|number| number > 10), "{full:?}");
        assert!(std::fs::metadata(&path).unwrap().len() < 2 * BYTES_MAX as u64);
        std::fs::write(&path, "{").unwrap();
        let damaged = SavedViews::open(path.clone());
        assert_eq!(damaged.read(&person("1"), &store).unwrap(), Shelf::default());
        assert!(matches!(
            damaged.change(&person("1"), &store, |shelf| shelf.save(view("a", ""))),
            Err(SavedError::Broken(_))
        ));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{");
    }
}
