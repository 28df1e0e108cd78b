//! What the newest inventory says of an account, beside what the log says of its end.

use activity_log_core::inventory::Inventory;
use activity_log_core::query::Field;

use super::super::{ranked, show};
use crate::inventory::people::without_fingerprint;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page, exactly};
use crate::serve::ui::shell::Shell;
use crate::serve::ui::when::When;

/// Tokens shown.
const TOKENS_MAX: usize = 30;

/// How it stands with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve::ui) enum State {
    /// There, and can do everything.
    Super,
    /// There.
    Here,
    /// Invited, not there yet.
    Invited,
    /// There is no such account any more.
    Gone,
    /// The account is gone, and something of it still opens doors.
    GoneWithAccess,
    /// No inventory was taken yet.
    Unknown,
}

impl State {
    /// As in the locale: `person-state-…`.
    pub(in crate::serve::ui) fn name(self) -> &'static str {
        match self {
            State::Super => "super",
            State::Here => "here",
            State::Invited => "invited",
            State::Gone => "gone",
            State::GoneWithAccess => "gone-with-access",
            State::Unknown => "unknown",
        }
    }

    /// What an inventory says of a login.
    pub(in crate::serve::ui) fn of(inventory: &Inventory, login: &str) -> State {
        let opens = inventory.tokens.values().any(|token| token.login == login)
            || inventory.access.keys().any(|(owner, _)| owner == login);
        match inventory.users.get(login) {
            Some(user) if user.is_super => State::Super,
            Some(user) if user.pending => State::Invited,
            Some(_) => State::Here,
            None if opens => State::GoneWithAccess,
            None => State::Gone,
        }
    }
}

/// See the module.
pub(super) struct Account {
    pub(super) is_known: bool,
    pub(super) state: &'static str,
    pub(super) words: String,
    /// When the inventory was taken.
    pub(super) taken: Option<String>,
    pub(super) two_factor: Option<bool>,
    /// Right and websites.
    pub(super) rights: Vec<(String, String)>,
    pub(super) tokens: Vec<Token>,
    /// When the account was deleted, and that entry.
    pub(super) deleted: Option<(String, String)>,
}

pub(super) struct Token {
    pub(super) name: String,
    /// Until when it works; nothing: for ever.
    pub(super) expires: Option<String>,
    pub(super) last: String,
    pub(super) href: String,
}

impl Account {
    pub(super) async fn of(
        app: &App,
        viewer: &Viewer,
        finder: &Finder,
        shell: &Shell,
        login: &str,
    ) -> Result<Account, ServeError> {
        let (l, now) = (shell.l, app.clock.now());
        let log = app.log_of(viewer).ok_or(ServeError::NotSignedIn)?;
        let inventory = app.blocking.run(move || log.inventories.newest()).await?;
        let when = |time| When::new(time, &shell.zone, now, l).short;
        let last_of_account = format!(
            "{} activity:user.deleted,user.created,user.invited outcome:success nested:yes,no",
            ranked::object("user", login)
        );
        let newest = Page { limit: 1, ..Page::default() };
        let found = finder.page(finder.parse(&last_of_account)?, newest, PAGE_BUDGET).await?.entries;
        let deleted = found.into_iter().find(|entry| entry.event.activity == "user.deleted");
        let mut account = Account {
            is_known: false,
            state: State::Unknown.name(),
            words: String::new(),
            taken: None,
            two_factor: None,
            rights: Vec::new(),
            tokens: Vec::new(),
            deleted: deleted
                .as_ref()
                .map(|entry| (when(entry.event.time), shell.entry(entry.seq, "", super::Place::default()))),
        };
        let mut state = State::Unknown;
        if let Some(inventory) = inventory {
            state = State::of(&inventory, login);
            account.is_known = inventory.users.contains_key(login) || state == State::GoneWithAccess;
            account.taken = Some(when(inventory.began));
            account.two_factor = inventory.users.get(login).map(|user| user.two_factor);
            let first = (login.to_owned(), String::new());
            let rights = inventory.access.range(first..).take_while(|((owner, _), _)| owner == login);
            account.rights = rights
                .map(|((_, right), sites)| (show::name(&l.word("role", right)), sites.to_string()))
                .collect();
            let tokens: Vec<_> =
                inventory.tokens.values().filter(|token| token.login == login).take(TOKENS_MAX).collect();
            let ids = tokens.iter().map(|token| token.id.to_string()).collect();
            let last = finder.newest_of_each(Field::Token, ids, PAGE_BUDGET).await?;
            account.tokens = tokens
                .into_iter()
                .zip(last)
                .map(|(token, (id, last))| {
                    let token = without_fingerprint(token);
                    Token {
                        name: show::name(&token.description),
                        expires: token.expires.as_deref().map(show::name),
                        last: last.map_or_else(|| l.t("usage-never"), |entry| when(entry.event.time)),
                        href: shell.search(
                            &activity_log_core::query::Query::one(exactly(Field::Token, id)).to_string(),
                        ),
                    }
                })
                .collect();
            // Deleted after the inventory was taken: what stood there then proves nothing now.
            if deleted.is_some_and(|entry| entry.event.time > inventory.ended) {
                state = State::Gone;
                account.rights.clear();
                account.tokens.clear();
            }
        } else if account.deleted.is_some() {
            state = State::Gone;
        }
        account.state = state.name();
        account.words = l.word("person-state", state.name());
        Ok(account)
    }
}
