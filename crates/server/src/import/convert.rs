//! A row of the table becomes an event: the same row always the same, whether it comes from a dump or from the database.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use activity_log_core::catalog::{Activity, Catalog};
use activity_log_core::event::{Actor, ActorKind, Client, Outcome, Request, Severity, Site, Target};
use activity_log_core::redact::{kept_params, value};
use activity_log_core::{Event, Time};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::types::{Meaning, Types};
use super::{Cell, Row, TABLE, php};
use crate::normalise::{METHOD_CHARS_MAX, NAME_CHARS_MAX, WORD_CHARS_MAX, fit_params, line};
use crate::ops::random::stable_id;

/// Source of what was imported.
pub const SOURCE: &str = "import";
/// Most logins that are remembered as those of users.
const LOGINS_MAX: usize = 100_000;
/// Logins that stand for nobody who was signed in.
const ANONYMOUS: [&str; 2] = ["anonymous", ""];
/// Logins that stand for Matomo itself.
const SYSTEM: [&str; 2] = ["super user was set", "system"];

/// An event, and what could not be read of its row.
#[derive(Clone, Debug, PartialEq)]
pub struct Converted {
    /// What happened.
    pub event: Event,
    /// Why its parameters are missing.
    pub unread: Option<String>,
}

/// Makes events of rows.
pub struct Converter {
    instance: String,
    types: Types,
    /// Users seen so far: what was typed at a sign-in that failed is kept only when it is one of them.
    logins: HashSet<String>,
}

impl Converter {
    /// For the history of this Matomo.
    pub fn new(instance: &str, types: Types) -> Self {
        Converter { instance: instance.to_owned(), types, logins: HashSet::new() }
    }

    /// The event of a row.
    ///
    /// # Errors
    /// The reason why it is none: nothing is guessed about when it was.
    pub fn convert(&mut self, row: &Row) -> Result<Converted, String> {
        let catalog = Catalog::builtin();
        let id: u64 =
            row.get("id").text().and_then(|text| text.parse().ok()).ok_or("a row without number")?;
        let time = time(row.get("ts_created")).ok_or("a row without date")?;
        let name = text(row.get("type"));
        let meaning = self.types.meaning(&name, catalog);
        let known = catalog.activity(&meaning.activity);
        let (params, unread) = match params(row.get("parameters")) {
            Ok(params) => (params, None),
            Err(why) => (Map::from_iter([("parameters".to_owned(), value::hidden())]), Some(why)),
        };
        let has_failed = meaning.activity == "auth.login.failed";
        let login = text(row.get("user_login"));
        let event = known.and_then(Activity::root).unwrap_or_default();
        let mut params = kept_params(&params, event, catalog);
        let (actor, target) = if has_failed {
            let typed = [Some(login.as_str()), member(&params, &["login", "userLogin", "user_login"])];
            let typed = typed.into_iter().flatten().find(|typed| !is_nobody(typed)).map(str::to_owned);
            self.failed_sign_in(typed, &mut params)
        } else {
            let actor = actor(&login);
            if actor.kind == ActorKind::User && self.logins.len() < LOGINS_MAX {
                self.logins.insert(login);
            }
            (actor, target(&params, &meaning, known))
        };
        let outcome = if has_failed { Outcome::Failure } else { Outcome::Success };
        let severity = known.map_or(Severity::Info, |known| known.severity);
        let (category, verb) = match known {
            Some(known) => (known.category.clone(), known.verb.clone()),
            None => {
                let parts: Vec<&str> = meaning.activity.split('.').collect();
                let is_told = parts.len() > 1 && parts[0] != "imported";
                let verb = parts.last().copied().filter(|_| is_told).unwrap_or("happened");
                (parts.first().copied().unwrap_or_default().to_owned(), verb.to_owned())
            }
        };
        let event = Event {
            id: stable_id(time, &[&self.instance, TABLE, &id.to_string()]),
            time,
            instance: self.instance.clone(),
            source: SOURCE.to_owned(),
            activity: meaning.activity,
            category,
            verb,
            severity: if has_failed { severity.max(Severity::Notice) } else { severity },
            outcome,
            reason: None,
            also: Vec::new(),
            actor,
            client: Client {
                ip: address(row.get("ip")),
                peer: None,
                country: country(row.get("country")),
                agent: None,
            },
            target,
            site: site(&params),
            changes: Vec::new(),
            request: Request {
                id: None,
                method: Some(line(&name, METHOD_CHARS_MAX)).filter(|name| !name.is_empty()),
                params: fit_params(params),
            },
            cause: None,
            told: Vec::new(),
        };
        Ok(Converted { event, unread })
    }

    /// People type their password into the field for the name: an unknown name is never kept whole.
    fn failed_sign_in(
        &self,
        typed: Option<String>,
        params: &mut Map<String, Value>,
    ) -> (Actor, Option<Target>) {
        let known = typed.as_ref().filter(|typed| self.logins.contains(*typed));
        for (name, value) in params.iter_mut() {
            let is_site = name == "site";
            if (value.is_string() && known.map(String::as_str) != value.as_str())
                || (value.is_object() && !is_site)
                || value.is_array()
            {
                *value = value::hidden();
            }
        }
        let login = known.map(|login| line(login, WORD_CHARS_MAX));
        let shown = login
            .clone()
            .or_else(|| Some(format!("{}…", typed.as_ref()?.chars().take(2).collect::<String>())));
        let target = Target { kind: "user".to_owned(), id: login.clone(), name: shown };
        let actor = Actor { login, role: Some("none".to_owned()), ..Actor::nobody(ActorKind::Anonymous) };
        (actor, Some(target))
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Cell::Null | Cell::TooLong(_) => String::new(),
    }
}

/// Matomo keeps points in time as UTC.
fn time(cell: &Cell) -> Option<Time> {
    let date: DateTime = cell.text()?.parse().ok()?;
    let micros = date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_microsecond();
    // No Matomo is that old: what claims it is the date that stands for none.
    (micros > 0).then(|| Time::from_micros(micros))
}

fn params(cell: &Cell) -> Result<Map<String, Value>, String> {
    let bytes = match cell {
        Cell::Null => return Ok(Map::new()),
        Cell::TooLong(bytes) => return Err(format!("the parameters are too long: {bytes} bytes")),
        Cell::Bytes(bytes) if bytes.is_empty() => return Ok(Map::new()),
        Cell::Bytes(bytes) => bytes,
    };
    Ok(match php::unserialize(bytes).map_err(|error| error.to_string())? {
        Value::Object(map) => map,
        Value::Array(list) => {
            list.into_iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        Value::Null | Value::Bool(false) => Map::new(),
        other => Map::from_iter([("value".to_owned(), other)]),
    })
}

fn is_nobody(login: &str) -> bool {
    ANONYMOUS.contains(&login) || SYSTEM.contains(&login)
}

fn actor(login: &str) -> Actor {
    if SYSTEM.contains(&login) {
        Actor::nobody(ActorKind::System)
    } else if is_nobody(login) {
        Actor::nobody(ActorKind::Anonymous)
    } else {
        Actor { login: Some(line(login, WORD_CHARS_MAX)), ..Actor::nobody(ActorKind::User) }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
    .map(|text| line(&text, NAME_CHARS_MAX))
    .filter(|text| !text.is_empty())
}

fn member<'a>(params: &'a Map<String, Value>, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| params.get(*name)?.as_str())
}

/// `{"site": {"site_id": 3, "site_name": "Shop"}}` is the one convention that plugins share.
fn site(params: &Map<String, Value>) -> Option<Site> {
    let block = params.get("site").and_then(Value::as_object);
    let id = block
        .and_then(|site| site.get("site_id"))
        .or_else(|| params.get("idSite"))
        .or_else(|| params.get("idsite"))?;
    let id = scalar(id)?.parse().ok().filter(|id| *id > 0)?;
    Some(Site { id, name: block.and_then(|site| scalar(site.get("site_name")?)) })
}

/// The member that the table of types names, or the only one that has an id or a name.
fn target(params: &Map<String, Value>, meaning: &Meaning, known: Option<&Activity>) -> Option<Target> {
    let kind = known.and_then(|known| known.target.as_ref()).map(|target| target.kind.as_str());
    let part = |map: &Map<String, Value>, name: &str| map.get(name).and_then(scalar);
    if kind == Some("website") {
        let site = site(params)?;
        return Some(Target { kind: "website".to_owned(), id: Some(site.id.to_string()), name: site.name });
    }
    let is_thing =
        |value: &Value| value.as_object().is_some_and(|map| part(map, "id").or(part(map, "name")).is_some());
    let named = meaning.target.as_deref().and_then(|name| Some((name, params.get(name)?)));
    let found = named.filter(|(_, value)| is_thing(value)).or_else(|| {
        let mut things = params.iter().filter(|(name, value)| *name != "site" && is_thing(value));
        let first = things.next().map(|(name, value)| (name.as_str(), value));
        first.filter(|_| things.next().is_none())
    });
    if let Some((name, Value::Object(map))) = found {
        let kind = kind.map_or_else(|| line(name, WORD_CHARS_MAX), str::to_owned);
        return Some(Target { kind, id: part(map, "id"), name: part(map, "name") });
    }
    if matches!(kind, None | Some("user"))
        && let Some(login) = member(params, &["login", "userLogin", "user_login"])
    {
        let login = Some(line(login, WORD_CHARS_MAX)).filter(|login| !login.is_empty());
        return login.map(|login| Target {
            kind: "user".to_owned(),
            id: Some(login.clone()),
            name: Some(login),
        });
    }
    let name = part(params, "name");
    kind.filter(|_| name.is_some()).map(|kind| Target { kind: kind.to_owned(), id: part(params, "id"), name })
}

fn country(cell: &Cell) -> Option<String> {
    let code = cell.text()?.to_ascii_uppercase();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) && code != "XX").then_some(code)
}

/// As text, or as the bytes that Matomo keeps of addresses elsewhere.
fn address(cell: &Cell) -> Option<String> {
    let Cell::Bytes(bytes) = cell else { return None };
    let as_text = cell.text().and_then(|text| text.trim().parse::<IpAddr>().ok());
    let as_bytes = || match bytes.len() {
        4 => Some(IpAddr::from(Ipv4Addr::from(<[u8; 4]>::try_from(bytes.as_slice()).ok()?))),
        16 => Some(IpAddr::from(Ipv6Addr::from(<[u8; 16]>::try_from(bytes.as_slice()).ok()?))),
        _ => None,
    };
    as_text.or_else(as_bytes).map(|address| address.to_canonical().to_string())
}
