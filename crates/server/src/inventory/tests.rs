//! Laws of the comparison: whatever is done with its entries is explained, whatever is done without them is told.

use std::collections::BTreeSet;

use activity_log_core::event::{Outcome, Request, Site, Target};
use activity_log_core::inventory::{Inventory, Ranges, Token, User};
use activity_log_core::{Event, Time};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::differences::{self, Subject};
use super::explain::Explanations;

/// Something that somebody does in Matomo.
#[derive(Clone, Debug)]
enum Act {
    AddUser(&'static str, u64),
    DeleteUser(&'static str),
    SetAccess(&'static str, Vec<u64>, &'static str),
    SetSuper(&'static str, bool),
    AddSite,
    RenameSite(u64, &'static str),
    DeleteSite(u64),
    AddGoal(u64),
    AddToken(&'static str),
    DeleteToken(u64),
}

const LOGINS: &[&str] = &["alice", "bob", "carol"];
const ROLES: &[&str] = &["view", "write", "admin", "noaccess"];

fn act() -> impl Strategy<Value = Act> {
    let login = || select(LOGINS);
    prop_oneof![
        (login(), 1..5u64).prop_map(|(login, site)| Act::AddUser(login, site)),
        login().prop_map(Act::DeleteUser),
        (login(), proptest::collection::vec(1..5u64, 1..4), select(ROLES))
            .prop_map(|(login, sites, role)| Act::SetAccess(login, sites, role)),
        (login(), any::<bool>()).prop_map(|(login, yes)| Act::SetSuper(login, yes)),
        Just(Act::AddSite),
        (1..5u64, select(&["Shop", "Blog", "News"][..])).prop_map(|(site, name)| Act::RenameSite(site, name)),
        (1..5u64).prop_map(Act::DeleteSite),
        (1..5u64).prop_map(Act::AddGoal),
        login().prop_map(Act::AddToken),
        (1..30u64).prop_map(Act::DeleteToken),
    ]
}

fn event(activity: &str, kind: &str, target: &str, params: Value) -> Event {
    let mut event = crate::store::sample::event(1);
    event.activity = activity.into();
    event.category = activity.split('.').next().unwrap().into();
    event.outcome = Outcome::Success;
    event.target = Some(Target { kind: kind.into(), id: Some(target.into()), name: Some(target.into()) });
    event.site = None;
    event.request = Request { params: params.as_object().cloned().unwrap_or_default(), ..Request::default() };
    event
}

fn revoke(world: &mut Inventory, login: Option<&str>, sites: &Ranges) {
    for ((whose, _), has) in &mut world.access {
        if login.is_none_or(|login| login == whose) {
            *has = has.without(sites);
        }
    }
    world.access.retain(|_, has| !has.is_empty());
}

/// Does it as Matomo would; nothing where Matomo would refuse. Answers the entry of it.
/// `fresh` is an id that nothing had before: databases give none twice.
fn perform(world: &mut Inventory, act: &Act, fresh: u64) -> Option<Event> {
    let all = Ranges::of(&[(1, u64::MAX)]);
    let one = |site: u64| Ranges::of(&[(site, site)]);
    match act {
        Act::AddUser(login, site) if !world.users.contains_key(*login) => {
            world.users.insert((*login).into(), User { login: (*login).into(), ..User::default() });
            world.access.insert(((*login).into(), "view".into()), one(*site));
            Some(event("user.created", "user", login, json!({"initialIdSite": site.to_string()})))
        }
        Act::DeleteUser(login) if world.users.contains_key(*login) => {
            world.users.remove(*login);
            revoke(world, Some(login), &all);
            world.tokens.retain(|_, token| token.login != *login);
            Some(event("user.deleted", "user", login, json!({})))
        }
        Act::SetAccess(login, sites, role) if world.users.get(*login).is_some_and(|user| !user.is_super) => {
            let set = Ranges::of(&sites.iter().map(|site| (*site, *site)).collect::<Vec<_>>());
            revoke(world, Some(login), &set);
            if *role != "noaccess" {
                let has = world.access.entry(((*login).into(), (*role).into())).or_default();
                *has = has.with(&set);
            }
            let activity = if *role == "noaccess" { "user.access_removed" } else { "user.access_changed" };
            Some(event(activity, "user", login, json!({"access": role, "idSites": sites})))
        }
        Act::SetSuper(login, yes) if world.users.contains_key(*login) => {
            world.users.get_mut(*login)?.is_super = *yes;
            if *yes {
                revoke(world, Some(login), &all);
            }
            Some(event("user.superuser_changed", "user", login, json!({"hasSuperUserAccess": yes})))
        }
        Act::AddSite => {
            world.sites.insert(fresh, "New".into());
            Some(event("website.created", "website", &fresh.to_string(), json!({})))
        }
        Act::RenameSite(id, name) if world.sites.contains_key(id) => {
            let old = world.sites.insert(*id, (*name).into());
            let mut event = event("website.updated", "website", &id.to_string(), json!({}));
            event.changes = vec![activity_log_core::event::Change {
                field: "name".into(),
                old: json!(old),
                new: json!(name),
            }];
            Some(event)
        }
        Act::DeleteSite(id) if world.sites.contains_key(id) => {
            world.sites.remove(id);
            world.goals.retain(|(site, _), _| site != id);
            revoke(world, None, &one(*id));
            Some(event("website.deleted", "website", &id.to_string(), json!({})))
        }
        Act::AddGoal(site) if world.sites.contains_key(site) => {
            let id = world.goals.keys().map(|(_, id)| id + 1).max().unwrap_or(1);
            world.goals.insert((*site, id), "Goal".into());
            let mut event = event("goal.created", "goal", &id.to_string(), json!({}));
            event.site = Some(Site { id: i64::try_from(*site).unwrap(), name: None });
            Some(event)
        }
        Act::AddToken(login) if world.users.contains_key(*login) => {
            let description = "script".to_owned();
            let token = Token {
                id: fresh,
                login: (*login).into(),
                description: description.clone(),
                ..Token::default()
            };
            world.tokens.insert(fresh, token);
            let mut event = event("token.created", "token", "", json!({"description": description}));
            event.target.as_mut()?.id = None;
            Some(event)
        }
        Act::DeleteToken(id) if world.tokens.contains_key(id) => {
            world.tokens.remove(id);
            Some(event("token.deleted", "token", &id.to_string(), json!({})))
        }
        _ => None,
    }
}

fn perform_all(world: &mut Inventory, acts: &[Act]) -> Vec<Event> {
    (10..).zip(acts).filter_map(|(fresh, act)| perform(world, act, fresh)).collect()
}

fn left(old: &Inventory, new: &Inventory, events: &[Event]) -> Vec<differences::Difference> {
    let mut explanations = Explanations::default();
    events.iter().for_each(|event| explanations.hear(event));
    explanations.explain(differences::between(old, new), Time::default())
}

fn start() -> Inventory {
    let mut world = Inventory::default();
    let acts =
        [Act::AddSite, Act::AddSite, Act::AddUser("alice", 1), Act::AddUser("bob", 2), Act::AddToken("bob")];
    for (fresh, act) in (1..).zip(&acts) {
        perform(&mut world, act, fresh);
    }
    world
}

proptest! {
    #[test]
    fn what_has_its_entry_is_explained(acts in proptest::collection::vec(act(), 0..25)) {
        let old = start();
        let mut new = old.clone();
        let mut events = perform_all(&mut new, &acts);
        prop_assert_eq!(left(&old, &new, &events), vec![]);
        // The order in which entries are heard does not matter.
        events.reverse();
        prop_assert_eq!(left(&old, &new, &events), vec![]);
    }

    #[test]
    fn what_has_none_is_told(acts in proptest::collection::vec(act(), 0..25)) {
        let old = start();
        let mut new = old.clone();
        perform_all(&mut new, &acts);
        let told = left(&old, &new, &[]);
        prop_assert_eq!(told.is_empty(), old == new);
        // Each thing once, apart from what is told with somebody who appeared.
        let keys: BTreeSet<String> = told.iter().map(|one| format!("{:?} {:?}", one.subject, one.what)).collect();
        prop_assert_eq!(keys.len(), told.len());
        for one in &told {
            prop_assert_ne!(&one.old, &one.new);
        }
    }

    #[test]
    fn one_change_behind_its_back_is_told_whatever_else_was_done(
        acts in proptest::collection::vec(act(), 0..25),
        site in 5..9u64,
    ) {
        let old = start();
        let mut new = old.clone();
        let events = perform_all(&mut new, &acts);
        // A right on a website of which no entry speaks.
        let has = new.access.entry(("alice".into(), "admin".into())).or_default();
        *has = has.with(&Ranges::of(&[(site, site)]));
        let told = left(&old, &new, &events);
        prop_assert_eq!(told.len(), 1, "{:?}", told);
        prop_assert_eq!(&told[0].subject, &Subject::Access("alice".into(), Ranges::of(&[(site, site)])));
    }
}

#[test]
fn a_right_on_every_website_is_one_difference() {
    let old = start();
    let mut new = old.clone();
    new.access.insert(("bob".into(), "admin".into()), Ranges::of(&[(1, 5_000)]));
    new.access.remove(&("bob".into(), "view".into()));
    let told = left(&old, &new, &[]);
    let subjects: Vec<_> =
        told.iter().map(|one| (one.subject.clone(), one.old.clone(), one.new.clone())).collect();
    let on = |sites: &str| Subject::Access("bob".into(), sites.parse().unwrap());
    assert_eq!(
        subjects,
        [(on("1,3-5000"), Value::Null, json!("admin")), (on("2"), json!("view"), json!("admin"))]
    );
    // Explained where an entry speaks of it, told where none does.
    let some = event("user.access_changed", "user", "bob", json!({"access": "admin", "idSites": "1,2,3"}));
    let told = left(&old, &new, &[some]);
    assert_eq!(told.iter().map(|one| one.subject.clone()).collect::<Vec<_>>(), [on("4-5000")]);
    let all = event("user.access_changed", "user", "bob", json!({"access": "admin", "idSites": "all"}));
    assert_eq!(left(&old, &new, &[all]), []);
    let other = event("user.access_changed", "user", "bob", json!({"access": "view", "idSites": "all"}));
    assert_eq!(left(&old, &new, &[other]).len(), 2);
}

#[test]
fn two_tokens_of_one_name_need_two_entries() {
    let old = start();
    let mut new = old.clone();
    for id in [15, 16] {
        new.tokens
            .insert(id, Token { id, login: "bob".into(), description: "ci".into(), ..Token::default() });
    }
    let made = event("token.created_in_ui", "token", "", json!({"description": "ci"}));
    assert_eq!(left(&old, &new, std::slice::from_ref(&made)).len(), 1);
    assert_eq!(left(&old, &new, &[made.clone(), made]), []);
}

#[test]
fn what_failed_explains_nothing() {
    let old = start();
    let mut new = old.clone();
    let mut event = perform(&mut new, &Act::SetSuper("bob", true), 10).unwrap();
    event.outcome = Outcome::Denied;
    assert_eq!(left(&old, &new, &[event]).len(), 2);
}
