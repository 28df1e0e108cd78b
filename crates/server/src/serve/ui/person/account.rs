//! What the newest inventory says of an account, beside what the log says of its end.

use activity_log_core::query::Field;

use super::super::present::{Present, State};
use super::super::{show, terms};
use crate::inventory::people::without_fingerprint;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::{Finder, PAGE_BUDGET, Page, exactly};
use crate::serve::ui::shell::Shell;
use crate::serve::ui::when::When;

/// Tokens shown.
const TOKENS_MAX: usize = 30;

/// See the module.
pub(super) struct Account {
    pub(super) is_known: bool,
    pub(super) state: &'static str,
    pub(super) words: String,
    /// The account was made after the inventory, which says nothing of it.
    pub(super) is_newer: bool,
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
        let present = Present::of(app, viewer, finder).await?;
        let when = |time| When::new(time, &shell.zone, now, l).short;
        let last_of_account = format!(
            "{} activity:user.deleted,user.created,user.invited outcome:success",
            terms::history("user", login, None)
        );
        let newest = Page { limit: 1, ..Page::default() };
        let found = finder.page(finder.parse(&last_of_account)?, newest, PAGE_BUDGET).await?.entries;
        let deleted = found.into_iter().find(|entry| entry.event.activity == "user.deleted");
        let mut account = Account {
            is_known: false,
            state: State::Unknown.name(),
            words: String::new(),
            is_newer: false,
            taken: None,
            two_factor: None,
            rights: Vec::new(),
            tokens: Vec::new(),
            deleted: deleted
                .as_ref()
                .map(|entry| (when(entry.event.time), shell.entry(entry.seq, "", super::Place::default()))),
        };
        let state = present.user(login);
        if let Some(inventory) = present.inventory.filter(|_| state != State::Gone) {
            account.is_known = inventory.users.contains_key(login) || state == State::GoneWithAccess;
            account.is_newer = state == State::Here && !inventory.users.contains_key(login);
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
        }
        account.state = state.name();
        account.words = l.word("person-state", state.name());
        Ok(account)
    }
}
