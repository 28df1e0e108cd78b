//! `POST /views`: saves a search, or changes what is saved; and what the list shows of it.

use axum::extract::State;
use axum::response::Response;

use super::filter::Filter;
use super::given::{Given, LIMIT, LIMITS};
use super::sent::Sent;
use super::shell::{Place, Shell};
use super::show;
use crate::serve::app::App;
use crate::serve::auth::Viewer;
use crate::serve::error::ServeError;
use crate::serve::find::Which;
use crate::serve::saved::{self, Shelf, View};

/// A saved view, ready to be shown.
pub(super) struct Shown {
    pub(super) label: String,
    /// As forms send it back.
    pub(super) name: String,
    pub(super) href: String,
    /// It is what the list shows.
    pub(super) is_here: bool,
    pub(super) is_first: bool,
}

/// All of the viewer's.
pub(super) fn all(shelf: &Shelf, filter: &Filter, given: &Given, shell: &Shell) -> Vec<Shown> {
    let shown = |view: &View| Shown {
        label: show::name(&view.name),
        name: view.name.clone(),
        href: address(view, shell),
        is_here: view.q == filter.q
            && view.unfolded == given.unfolded
            && view.imported == (given.log == Which::Imported),
        is_first: shelf.first.as_ref() == Some(&view.name),
    };
    shelf.views.iter().map(shown).collect()
}

/// What the list shows when the viewer opens it without asking for anything.
pub(super) fn opened_first(given: Given, view: &View) -> Given {
    let log = if view.imported { Which::Imported } else { Which::Witnessed };
    Given { q: view.q.clone(), limit: view.limit, unfolded: view.unfolded, log, is_bare: false, ..given }
}

fn address(view: &View, shell: &Shell) -> String {
    let log = if view.imported { Which::Imported } else { Which::Witnessed };
    shell.in_log(log).list(&view.q, Place { limit: view.limit, unfolded: view.unfolded, ..Place::default() })
}

/// `POST /views`
pub(crate) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    given: Given,
    sent: Sent,
) -> Result<Response, ServeError> {
    let shell = Shell::of(&viewer, &given);
    let limit = sent.get("limit").parse().unwrap_or(LIMIT).clamp(1, LIMITS[LIMITS.len() - 1]);
    let here = View {
        name: sent.get("view_name").to_owned(),
        q: sent.get("q").to_owned(),
        limit,
        unfolded: sent.get("fold") == "0",
        imported: sent.get("log") == "imported",
    };
    let (view, new) = (here.clone(), sent.get("view_new").to_owned());
    let said = match sent.get("view_do") {
        "save" => {
            saved::change(&app, &viewer, move |shelf| shelf.save(view)).await?;
            "saved"
        }
        "rename" => {
            saved::change(&app, &viewer, move |shelf| shelf.rename(&view.name, &new)).await?;
            "renamed"
        }
        "delete" => {
            saved::change(&app, &viewer, move |shelf| shelf.delete(&view.name)).await?;
            "deleted"
        }
        "first" => {
            saved::change(&app, &viewer, move |shelf| shelf.open_first(Some(&view.name))).await?;
            "first"
        }
        "not-first" => {
            saved::change(&app, &viewer, move |shelf| shelf.open_first(None)).await?;
            "not-first"
        }
        _ => return Err(ServeError::Wrong("This is no form that this page could have sent.".into())),
    };
    let list = address(&here, &shell);
    let mark = if list.contains('?') { '&' } else { '?' };
    Ok(shell.go(&format!("{list}{mark}said={said}")))
}
