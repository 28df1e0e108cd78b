//! What differs between two inventories. Pure: the same two give the same differences, in the same order.

use std::collections::{BTreeMap, BTreeSet};

use activity_log_core::inventory::{Inventory, Plugin, Ranges, Token, User};
use serde_json::{Value, json};

/// The thing that differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Somebody, by login.
    User(String),
    /// The rights of somebody on websites where they changed in the same way.
    Access(String, Ranges),
    /// An API token, by id and owner.
    Token(u64, String),
    /// A website, by id.
    Site(u64),
    /// A goal, by website and id.
    Goal(u64, u64),
    /// A plugin of Matomo, by name.
    Plugin(String),
    /// A setting of the log, a version or the state of files, by name.
    Setting(String),
}

/// What is different about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// It was not there before.
    Appeared,
    /// It is there no more.
    Vanished,
    /// This field of it is another.
    Changed(&'static str),
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The thing.
    pub subject: Subject,
    /// What is different.
    pub what: What,
    /// What people call it, where that is not its id.
    pub name: Option<String>,
    /// Value before.
    pub old: Value,
    /// Value after.
    pub new: Value,
    /// More that is to be known to explain it.
    pub hint: Hint,
}

/// What explanations need to know of some differences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hint {
    /// Nothing.
    #[default]
    None,
    /// The password is stored in another way than before.
    OtherScheme,
    /// When the token that vanished would have expired.
    Expired(String),
    /// Matomo made the token for itself.
    System,
}

/// What is told of a value that nobody may know.
pub const HIDDEN: &str = "$hidden";

/// All differences, by kind of thing.
pub fn between(old: &Inventory, new: &Inventory) -> Vec<Difference> {
    let mut all = Vec::new();
    let both = |section: &str| !old.cut.contains(section) && !new.cut.contains(section);
    let same_key = old.fingerprint_key == new.fingerprint_key;
    if both("users") {
        pairs(&old.users, &new.users, |login, old, new| user(&mut all, login, old, new, same_key));
    }
    if both("access") {
        access(&mut all, old, new);
    }
    if both("tokens") {
        pairs(&old.tokens, &new.tokens, |_, old, new| token(&mut all, old, new, same_key));
    }
    if both("sites") {
        pairs(&old.sites, &new.sites, |id, old, new| named(&mut all, Subject::Site(*id), old, new));
    }
    if both("goals") {
        pairs(&old.goals, &new.goals, |id, old, new| named(&mut all, Subject::Goal(id.0, id.1), old, new));
    }
    if both("plugins") {
        pairs(&old.plugins, &new.plugins, |name, old, new| plugin(&mut all, name, old, new));
    }
    if both("settings") {
        pairs(&old.settings, &new.settings, |name, old, new| {
            let difference =
                plain(Subject::Setting(name.clone()), What::Changed("value"), json!(old), json!(new));
            all.extend(Some(difference).filter(|_| old != new));
        });
    }
    all
}

fn pairs<K: Ord, V>(
    old: &BTreeMap<K, V>,
    new: &BTreeMap<K, V>,
    mut each: impl FnMut(&K, Option<&V>, Option<&V>),
) {
    let keys: BTreeSet<&K> = old.keys().chain(new.keys()).collect();
    for key in keys {
        each(key, old.get(key), new.get(key));
    }
}

fn plain(subject: Subject, what: What, old: Value, new: Value) -> Difference {
    Difference { subject, what, name: None, old, new, hint: Hint::None }
}

fn user(all: &mut Vec<Difference>, login: &str, old: Option<&User>, new: Option<&User>, same_key: bool) {
    let subject = || Subject::User(login.to_owned());
    let role = |user: &User| json!(if user.is_super { "superuser" } else { "user" });
    let (Some(old), Some(new)) = (old, new) else {
        match (old, new) {
            (None, Some(new)) => {
                all.push(plain(subject(), What::Appeared, Value::Null, role(new)));
                if new.is_super {
                    all.push(plain(subject(), What::Changed("superuser_access"), json!(false), json!(true)));
                }
            }
            (Some(old), None) => all.push(plain(subject(), What::Vanished, role(old), Value::Null)),
            _ => {}
        }
        return;
    };
    for (field, old, new) in [
        ("superuser_access", old.is_super, new.is_super),
        ("two_factor", old.two_factor, new.two_factor),
        ("pending", old.pending, new.pending),
    ] {
        if old != new {
            all.push(plain(subject(), What::Changed(field), json!(old), json!(new)));
        }
    }
    if same_key && old.email != new.email {
        all.push(plain(subject(), What::Changed("email"), json!(HIDDEN), json!(HIDDEN)));
    }
    if same_key && old.password != new.password {
        let difference = plain(subject(), What::Changed("password"), json!(HIDDEN), json!(HIDDEN));
        let hint = if old.password_scheme == new.password_scheme { Hint::None } else { Hint::OtherScheme };
        all.push(Difference { hint, ..difference });
    }
}

/// Of one login: ids where old and new differ in the same way become one difference.
fn access(all: &mut Vec<Difference>, old: &Inventory, new: &Inventory) {
    type Rights<'a> = Vec<(&'a str, &'a Ranges)>;
    let mut logins: BTreeMap<&str, (Rights<'_>, Rights<'_>)> = BTreeMap::new();
    for ((login, access), sites) in &old.access {
        logins.entry(login).or_default().0.push((access, sites));
    }
    for ((login, access), sites) in &new.access {
        logins.entry(login).or_default().1.push((access, sites));
    }
    for (login, (old, new)) in logins {
        if old == new {
            continue;
        }
        // At each border of a range some right begins or ends.
        let mut borders: BTreeMap<u64, Vec<(bool, &str, bool)>> = BTreeMap::new();
        for (is_new, rights) in [(false, &old), (true, &new)] {
            for (access, sites) in rights {
                for (low, high) in sites.iter() {
                    borders.entry(low).or_default().push((is_new, access, true));
                    borders.entry(high.saturating_add(1)).or_default().push((is_new, access, false));
                }
            }
        }
        type Sets = (BTreeSet<String>, BTreeSet<String>);
        let mut now: Sets = Sets::default();
        let mut changed: BTreeMap<Sets, Vec<(u64, u64)>> = BTreeMap::new();
        let mut since = 0;
        for (at, turns) in borders {
            if now.0 != now.1 && at > since {
                changed.entry(now.clone()).or_default().push((since, at - 1));
            }
            for (is_new, access, begins) in turns {
                let set = if is_new { &mut now.1 } else { &mut now.0 };
                if begins {
                    set.insert(access.to_owned())
                } else {
                    set.remove(access)
                };
            }
            since = at;
        }
        for ((old, new), sites) in changed {
            let subject = Subject::Access(login.to_owned(), Ranges::of(&sites));
            let what = match (old.is_empty(), new.is_empty()) {
                (true, _) => What::Appeared,
                (_, true) => What::Vanished,
                _ => What::Changed("access"),
            };
            all.push(plain(subject, what, rights(&old), rights(&new)));
        }
    }
}

/// Roles and capabilities as one text; none is `null`.
fn rights(set: &BTreeSet<String>) -> Value {
    let list: Vec<&str> = set.iter().map(String::as_str).collect();
    if list.is_empty() { Value::Null } else { json!(list.join(", ")) }
}

fn token(all: &mut Vec<Difference>, old: Option<&Token>, new: Option<&Token>, same_key: bool) {
    let Some(some) = new.or(old) else { return };
    let name = Some(some.description.clone()).filter(|name| !name.is_empty());
    let subject = || Subject::Token(some.id, some.login.clone());
    let difference =
        |what, old, new, hint| Difference { subject: subject(), what, name: name.clone(), old, new, hint };
    let (Some(old), Some(new)) = (old, new) else {
        all.extend(match (old, new) {
            (None, Some(new)) => {
                let hint = if new.system { Hint::System } else { Hint::None };
                Some(difference(What::Appeared, Value::Null, json!(new.login), hint))
            }
            (Some(old), None) => {
                let hint = old.expires.clone().map_or(Hint::None, Hint::Expired);
                Some(difference(What::Vanished, json!(old.login), Value::Null, hint))
            }
            _ => None,
        });
        return;
    };
    for (field, old, new) in [
        ("login", json!(old.login), json!(new.login)),
        ("description", json!(old.description), json!(new.description)),
        ("date_expired", json!(old.expires), json!(new.expires)),
        ("secure_only", json!(old.secure_only), json!(new.secure_only)),
        ("system_token", json!(old.system), json!(new.system)),
    ] {
        if old != new {
            all.push(difference(What::Changed(field), old, new, Hint::None));
        }
    }
    if same_key && old.value != new.value {
        all.push(difference(What::Changed("value"), json!(HIDDEN), json!(HIDDEN), Hint::None));
    }
}

fn named(all: &mut Vec<Difference>, subject: Subject, old: Option<&String>, new: Option<&String>) {
    if old == new {
        return;
    }
    let what = match (old, new) {
        (None, _) => What::Appeared,
        (_, None) => What::Vanished,
        _ => What::Changed("name"),
    };
    let name = new.or(old).cloned();
    all.push(Difference { name, ..plain(subject, what, json!(old), json!(new)) });
}

fn plugin(all: &mut Vec<Difference>, name: &str, old: Option<&Plugin>, new: Option<&Plugin>) {
    let subject = || Subject::Plugin(name.to_owned());
    let version = |plugin: Option<&Plugin>| json!(plugin.map(|plugin| plugin.version.clone()));
    match (old, new) {
        (None, Some(_)) => all.push(plain(subject(), What::Appeared, Value::Null, version(new))),
        (Some(_), None) => all.push(plain(subject(), What::Vanished, version(old), Value::Null)),
        (Some(was), Some(is)) if was.version != is.version => {
            all.push(plain(subject(), What::Changed("version"), version(old), version(new)));
        }
        _ => {}
    }
    let active = |plugin: Option<&Plugin>| plugin.is_some_and(|plugin| plugin.active);
    let (was, is) = (active(old), active(new));
    if was != is {
        all.push(plain(subject(), What::Changed("active"), json!(was), json!(is)));
    }
}
