//! `GET /complete?q=…&at=…`: what could stand where somebody types in the query box. Only values that the viewer may see.

use activity_log_core::event::{ActorKind, Auth, Outcome, Severity};
use activity_log_core::query::cursor::Cursor;
use activity_log_core::query::{Field, Pattern, QUERY_CHARS_MAX, Term, Test};
use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::given::Given;
use super::menus::Menu;
use super::shell::Shell;
use super::show;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::Finder;
use crate::serve::locale::Locale;

/// Most completions of one answer.
const ITEMS_MAX: usize = 20;
/// Most values of one field offered beside fields, where no field was typed.
const BESIDE_MAX: usize = 5;
/// So much must be typed for that.
const BESIDE_CHARS_MIN: usize = 2;
/// Times that say themselves.
const TIMES: [&str; 9] =
    ["today", "yesterday", "24h", "7d", "30d", "90d", "this-month", "last-month", "this-year"];
/// Fields that are no facet.
const TIME_FIELDS: [&str; 2] = ["after", "before"];

/// What could stand there.
#[derive(Serialize, Default)]
pub(crate) struct Completions {
    /// Characters `from..to` of `q` are what an item takes the place of.
    from: usize,
    to: usize,
    items: Vec<Item>,
}

/// One completion.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Item {
    /// Goes into the box.
    text: String,
    /// Is shown.
    label: String,
    /// Says what it is.
    note: String,
}

/// `GET /complete`
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
) -> Result<Json<Completions>, ServeError> {
    if given.typed.chars().count() > QUERY_CHARS_MAX {
        return Ok(Json(Completions::default()));
    }
    let finder = Finder::of(&app, &viewer, given.log)?;
    let menu = app.menus.of(&app, &viewer, &finder).await?;
    let offer = Offer { l: Shell::of(&viewer, &given).l, menu: &menu };
    let cursor = Cursor::at(&given.typed, given.at.unwrap_or(usize::MAX));
    let mut items = match cursor.field.as_deref() {
        None => offer.words(&cursor.typed),
        Some(name) if TIME_FIELDS.contains(&name) => offer.times(&cursor.typed),
        Some(name) => match name.parse::<Field>() {
            Ok(Field::Ip | Field::Object | Field::Method | Field::Token | Field::Session) => {
                let field = name.parse().unwrap_or(Field::Object);
                let values = finder.values_from(field, cursor.typed.clone(), ITEMS_MAX).await?;
                values.iter().filter_map(|value| item(field, value, String::new())).collect()
            }
            Ok(field) => offer.values(field, &cursor.typed),
            Err(()) => Vec::new(),
        },
    };
    items.truncate(ITEMS_MAX);
    Ok(Json(Completions { from: cursor.place.start, to: cursor.place.end, items }))
}

/// A value as the query language writes it; what cannot stand in a query is not offered.
fn item(field: Field, value: &str, note: String) -> Option<Item> {
    let term = Term { negated: false, test: Test::Facet(field, vec![Pattern::Exact(value.to_owned())]) };
    let text = term.to_string().strip_prefix(field.as_str())?.strip_prefix(':')?.to_owned();
    (text.chars().count() < QUERY_CHARS_MAX / 2).then(|| Item { text, label: show::name(value), note })
}

struct Offer<'a> {
    l: &'static Locale,
    menu: &'a Menu,
}

impl Offer<'_> {
    /// Fields, and values of the fields that people know best.
    fn words(&self, typed: &str) -> Vec<Item> {
        let names = Field::ALL.iter().map(|field| field.as_str()).chain(TIME_FIELDS);
        let fields = names.map(|name| Item {
            text: format!("{name}:"),
            label: format!("{name}:"),
            note: self.l.word("log-field", name),
        });
        let mut items = matching(fields, typed);
        if typed.chars().count() >= BESIDE_CHARS_MIN {
            for field in [Field::Activity, Field::User, Field::Site] {
                let with_field = |item: Item| Item {
                    text: format!("{}:{}", field.as_str(), item.text),
                    label: format!("{}:{}", field.as_str(), item.label),
                    note: item.note,
                };
                items.extend(self.values(field, typed).into_iter().take(BESIDE_MAX).map(with_field));
            }
        }
        items
    }

    fn values(&self, field: Field, typed: &str) -> Vec<Item> {
        let words = |list: &str, words: Vec<&'static str>| -> Vec<Item> {
            let word = |word: &&str| item(field, word, self.l.word(list, word));
            matching(words.iter().filter_map(word), typed)
        };
        match field {
            Field::User => {
                matching(self.menu.people.iter().filter_map(|login| item(field, login, String::new())), typed)
            }
            Field::Site => {
                let site = |(id, name): &(String, String)| item(field, id, show::name(name));
                matching(self.menu.sites.iter().filter_map(site), typed)
            }
            Field::Activity => {
                let one = |id: &String| item(field, id, show::name(&self.l.activity(id)));
                matching(self.menu.activities.iter().filter_map(one), typed)
            }
            Field::Category => {
                let label = |id: &String| item(field, id, show::name(&self.l.word("category", id)));
                matching(self.menu.categories.iter().filter_map(label), typed)
            }
            Field::Outcome => words("outcome", Outcome::ALL.iter().map(|value| value.as_str()).collect()),
            Field::Severity => words("severity", Severity::ALL.iter().map(|value| value.as_str()).collect()),
            Field::Actor => words("log-actor", ActorKind::ALL.iter().map(|value| value.as_str()).collect()),
            Field::Auth => words("auth", Auth::ALL.iter().map(|value| value.as_str()).collect()),
            Field::Nested => words("log-nested", vec!["no", "yes"]),
            Field::Source => words("source", vec!["plugin", "http", "import", "server"]),
            _ => Vec::new(),
        }
    }

    fn times(&self, typed: &str) -> Vec<Item> {
        let time = |text: &str| Item {
            text: text.to_owned(),
            label: text.to_owned(),
            note: self.l.word("log-time", text),
        };
        matching(TIMES.into_iter().map(time), typed)
    }
}

/// What begins with what was typed, then what has it anywhere, in the value or in what is said about it.
fn matching(items: impl Iterator<Item = Item>, typed: &str) -> Vec<Item> {
    let typed = typed.trim_end_matches('*').to_lowercase();
    let rank = |item: &Item| {
        let (label, note) = (item.label.to_lowercase(), item.note.to_lowercase());
        if label.starts_with(&typed) {
            Some(0)
        } else if note.split_whitespace().any(|word| word.starts_with(&typed)) {
            Some(1)
        } else {
            (label.contains(&typed) || note.contains(&typed)).then_some(2)
        }
    };
    let mut ranked: Vec<(u8, Item)> = items.filter_map(|item| Some((rank(&item)?, item))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, item)| item).collect()
}
