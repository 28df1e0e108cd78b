//! What the filter form offers: people, activities and websites that occur in what the viewer may see.
//!
//! Remembered for a short while per viewer's scope, because every page needs it and it changes slowly.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use activity_log_core::query::Field;
use jiff::{SignedDuration, Timestamp};

use super::show;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, Which};
use crate::serve::locale::Locale;
use crate::store::Scope;

/// Most people offered.
const PEOPLE_MAX: usize = 500;
/// Most activities offered; more than the catalogue has.
const ACTIVITIES_MAX: usize = 1_000;
/// Most websites offered by name; with more, the number is typed.
const SITES_MAX: usize = 50;
/// How old a menu may get before a new one is read behind the scenes.
const FRESH: SignedDuration = SignedDuration::from_secs(30);
/// Most menus remembered.
const MENUS_MAX: usize = 500;
/// Work to find the name of one website.
const NAME_BUDGET: u64 = 1_000;

/// What occurs.
#[derive(Debug, Default)]
pub(super) struct Menu {
    pub(super) people: Vec<String>,
    pub(super) activities: Vec<String>,
    pub(super) categories: Vec<String>,
    /// Id and name.
    pub(super) sites: Vec<(String, String)>,
}

/// One choice of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) selected: bool,
}

/// Choices under a heading.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) label: String,
    pub(super) choices: Vec<Choice>,
}

type Key = (String, Which, Option<String>);

/// Menus by log and scope.
#[derive(Default)]
pub(crate) struct Menus(Mutex<HashMap<Key, (Timestamp, Arc<Menu>)>>);

impl Menus {
    /// The viewer's menu.
    pub(super) async fn of(
        &self,
        app: &App,
        viewer: &Viewer,
        finder: &Finder,
    ) -> Result<Arc<Menu>, ServeError> {
        let login = match viewer.scope() {
            Scope::All => None,
            Scope::Own(login) => Some(login),
        };
        let key = (viewer.instance.clone(), finder.which(), login);
        let now = app.clock.now();
        if let Some((made, menu)) = self.lock().get_mut(&key) {
            if now.duration_since(*made) >= FRESH {
                // Nobody waits for a new menu while there is an old one. The new time keeps others from reading it too.
                *made = now;
                let (app, finder) = (app.clone(), finder.clone());
                tokio::spawn(async move {
                    if let Ok(menu) = Menu::read(&finder).await {
                        app.menus.keep(key, now, Arc::new(menu));
                    }
                });
            }
            return Ok(menu.clone());
        }
        let menu = Arc::new(Menu::read(finder).await?);
        self.keep(key, now, menu.clone());
        Ok(menu)
    }

    fn keep(&self, key: Key, now: Timestamp, menu: Arc<Menu>) {
        let mut menus = self.lock();
        if menus.len() >= MENUS_MAX {
            menus.clear();
        }
        menus.insert(key, (now, menu));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, (Timestamp, Arc<Menu>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Menu {
    async fn read(finder: &Finder) -> Result<Menu, ServeError> {
        let mut people = finder.values(Field::User, PEOPLE_MAX).await?;
        people.sort_by_cached_key(|login| Locale::complete().sort_key(login));
        let activities = finder.values(Field::Activity, ACTIVITIES_MAX).await?;
        let mut categories = finder.values(Field::Category, ACTIVITIES_MAX).await?;
        categories.sort();
        let ids = finder.values(Field::Site, SITES_MAX + 1).await?;
        let mut sites = Vec::new();
        if ids.len() <= SITES_MAX {
            for (id, newest) in finder.newest_of_each(Field::Site, ids, NAME_BUDGET).await? {
                let name = newest.and_then(|entry| entry.event.site).and_then(|site| site.name);
                sites.push((id, name.unwrap_or_default()));
            }
        }
        sites.sort_by_cached_key(|(id, name)| {
            (Locale::complete().sort_key(name), id.parse::<i64>().unwrap_or_default())
        });
        Ok(Menu { people, activities, categories, sites })
    }

    /// Websites to choose from; `None` when there are too many for a list.
    pub(super) fn sites(&self, l: &Locale, selected: &str) -> Option<Vec<Choice>> {
        if self.sites.is_empty() {
            return None;
        }
        let number = |id: &str| l.with("site-number", &[("id", &show::name(id))]);
        let mut choices: Vec<Choice> = self
            .sites
            .iter()
            .map(|(id, name)| Choice {
                label: if name.is_empty() { number(id) } else { format!("{} ({id})", show::name(name)) },
                selected: id == selected,
                value: id.clone(),
            })
            .collect();
        keep_selected(&mut choices, selected, number);
        Some(choices)
    }

    /// Activities that occur, grouped.
    pub(super) fn activities(&self, app: &App, l: &Locale, selected: &str) -> Vec<Group> {
        let mut groups: BTreeMap<((String, String), &str), Vec<Choice>> = BTreeMap::new();
        for id in &self.activities {
            let category = app.activities.category(id);
            let label = show::name(&l.word("category", category));
            let choice = Choice {
                value: id.clone(),
                label: capital(&show::name(&l.activity(id))),
                selected: id == selected,
            };
            groups.entry((l.sort_key(&capital(&label)), category)).or_default().push(choice);
        }
        let mut groups: Vec<Group> = groups
            .into_iter()
            .map(|(((_, label), category), mut choices)| {
                choices.sort_by_cached_key(|choice| l.sort_key(&choice.label));
                let value = format!("category:{category}");
                let all = l.with("activity-group-all", &[("group", &label)]);
                choices.insert(0, Choice { selected: value == selected, value, label: all });
                Group { label, choices }
            })
            .collect();
        if !selected.is_empty()
            && !groups.iter().flat_map(|group| &group.choices).any(|choice| choice.selected)
        {
            let choice = Choice { value: selected.to_owned(), label: show::name(selected), selected: true };
            groups.insert(0, Group { label: l.t("activity-chosen"), choices: vec![choice] });
        }
        groups
    }
}

/// Words of a closed list as choices.
pub(super) fn words<'a>(
    l: &Locale,
    list: &str,
    words: impl Iterator<Item = &'a str>,
    selected: &str,
) -> Vec<Choice> {
    let mut choices: Vec<Choice> = words
        .map(|word| Choice { value: word.to_owned(), label: l.word(list, word), selected: word == selected })
        .collect();
    keep_selected(&mut choices, selected, show::name);
    choices
}

/// What is chosen must stand in the list, or sending the form again would lose it.
fn keep_selected(choices: &mut Vec<Choice>, selected: &str, label: impl Fn(&str) -> String) {
    if !selected.is_empty() && !choices.iter().any(|choice| choice.selected) {
        choices.push(Choice { value: selected.to_owned(), label: label(selected), selected: true });
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
