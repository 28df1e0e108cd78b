//! People with everything that belongs to them, for API and command line: “who still has access?”. Fingerprints are not for people.

use std::collections::{BTreeMap, HashMap};

use activity_log_core::inventory::{Inventory, Ranges, Token, User};
use serde::Serialize;

/// Login of Matomo's account for everybody who is not signed in.
pub const ANONYMOUS: &str = "anonymous";

/// Somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    /// Login.
    pub login: String,
    /// Super user or not.
    #[serde(rename = "super")]
    pub is_super: bool,
    /// Whether a second factor is set up.
    pub two_factor: bool,
    /// Invited, and the invitation not accepted yet.
    pub pending: bool,
    /// When the account was made.
    pub registered: Option<String>,
    /// Websites by role or capability.
    pub access: BTreeMap<String, Ranges>,
    /// API tokens.
    pub tokens: Vec<Token>,
}

/// People by login, from the `from`-th on.
pub fn people(all: &Inventory, from: usize, limit: usize) -> Vec<Person> {
    let mut tokens: HashMap<&str, Vec<Token>> = HashMap::new();
    for token in all.tokens.values() {
        tokens.entry(&token.login).or_default().push(without_fingerprint(token));
    }
    let person = |user: &User| {
        let first = (user.login.clone(), String::new());
        let rights = all.access.range(first..).take_while(|((login, _), _)| *login == user.login);
        Person {
            login: user.login.clone(),
            is_super: user.is_super,
            two_factor: user.two_factor,
            pending: user.pending,
            registered: user.registered.clone(),
            access: rights.map(|((_, access), sites)| (access.clone(), sites.clone())).collect(),
            tokens: tokens.get(user.login.as_str()).cloned().unwrap_or_default(),
        }
    };
    all.users.values().skip(from).take(limit).map(person).collect()
}

/// What people may see of a token.
pub fn without_fingerprint(token: &Token) -> Token {
    Token { value: None, ..token.clone() }
}
