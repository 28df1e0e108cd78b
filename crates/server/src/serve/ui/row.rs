//! An entry as one line of a list.

use activity_log_core::Entry;
use activity_log_core::event::{Actor, ActorKind, Event, Outcome, Severity};
use jiff::Timestamp;

use super::avatar;
use super::fold::Group;
use super::shell::{Place, Shell};
use super::show;
use super::when::When;
use crate::serve::locale::{Locale, Piece};

/// How much later than it happened an entry may be stored before the list says so.
const LATE_MICROS: i64 = 5 * 60 * 1_000_000;
/// Colours of the marks in front of people.
const HUES: u32 = 8;

/// See the module. All texts are ready to be shown, not yet escaped.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) href: String,
    pub(super) when: When,
    /// Stored long after it happened; only a list can say whether that matters.
    pub(super) is_late: bool,
    /// Not witnessed: from a history that was imported.
    pub(super) is_imported: bool,
    pub(super) who: Who,
    pub(super) sentence: Vec<Piece>,
    pub(super) site: Option<String>,
    pub(super) site_href: Option<String>,
    /// The sentence names the website already.
    pub(super) site_is_said: bool,
    pub(super) outcome: Option<Mark>,
    pub(super) severity: Option<Mark>,
    pub(super) is_consequence: bool,
    /// The entry of the page that shows it among others.
    pub(super) is_this: bool,
    pub(super) more: Option<More>,
}

/// Like entries that the row stands for.
#[derive(Debug)]
pub(super) struct More {
    /// How many more.
    pub(super) text: String,
    /// Since when, how many names and addresses.
    pub(super) notes: Vec<String>,
    /// All of them, one by one.
    pub(super) href: String,
}

/// A word with a class and an icon for it.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) class: &'static str,
    pub(super) word: String,
}

/// Who did it.
#[derive(Debug)]
pub(super) struct Who {
    pub(super) name: String,
    /// The name is somebody's own choice, not a word of ours.
    pub(super) is_value: bool,
    /// Said behind the name, such as “claimed”.
    pub(super) note: Option<String>,
    /// First letter, for the mark.
    pub(super) initial: String,
    pub(super) hue: u32,
    /// Their picture in place of the letter, where pictures are switched on: a path in a square of 5.
    pub(super) avatar: Option<String>,
    /// Their page.
    pub(super) href: Option<String>,
}

impl Row {
    pub(super) fn new(entry: &Entry, shell: &Shell, q: &str, place: Place, now: Timestamp) -> Row {
        let event = &entry.event;
        let l = shell.l;
        let sentence = sentence(event, l, show::name);
        let site = event.site.as_ref().map(|site| match &site.name {
            Some(name) => show::name(name),
            None => l.with("site-number", &[("id", &site.id.to_string())]),
        });
        Row {
            href: shell.entry(entry.seq, q, place),
            when: When::new(event.time, &shell.zone, now, l),
            is_late: false,
            is_imported: shell.is_imported(),
            who: Who::of(event, l).linked(event, shell),
            site_href: event.site.as_ref().and_then(|site| shell.website(site.id)),
            site_is_said: sentence.iter().any(|piece| piece.is_value && Some(&piece.text) == site.as_ref()),
            sentence,
            site,
            outcome: outcome(event.outcome, l),
            severity: severity(event.severity, l),
            is_consequence: !event.is_root(),
            is_this: false,
            more: None,
        }
    }

    /// A row that says how many others it stands for.
    pub(super) fn of_group(group: &Group, shell: &Shell, q: &str, place: Place, now: Timestamp) -> Row {
        let l = shell.l;
        let mut row = Row::new(&group.newest, shell, q, place, now);
        if group.count > 1 {
            if group.has_logins {
                let mut nobody = group.newest.event.clone();
                nobody.actor.login = None;
                row.who = Who::of(&nobody, l);
            }
            let since = When::new(group.since, &shell.zone, now, l).clock;
            let mut notes = vec![l.with("fold-since", &[("time", &since)])];
            for (id, different) in [("fold-names", &group.names), ("fold-addresses", &group.addresses)] {
                if different.len() > 1 {
                    notes.push(l.count(id, different.len() as u64));
                }
            }
            let (before, after) = (Some(group.newest.seq + 1), Some(group.oldest.saturating_sub(1)));
            let href = shell.list(q, Place { before, after, limit: place.limit, unfolded: true });
            row.more = Some(More { text: l.count("fold-more", group.count - 1), notes, href });
        }
        row
    }
}

pub(super) fn is_late(entry: &Entry) -> bool {
    entry.received.micros() - entry.event.time.micros() > LATE_MICROS
}

pub(super) fn sentence(event: &Event, l: &Locale, shown: fn(&str) -> String) -> Vec<Piece> {
    let mut pieces = l.sentence(event).0;
    for piece in pieces.iter_mut().filter(|piece| piece.is_value) {
        piece.text = shown(&piece.text);
        piece.lang = piece.lang.take().map(|lang| show::name(&lang));
    }
    pieces
}

/// Success is what people expect and is not marked.
pub(super) fn outcome(outcome: Outcome, l: &Locale) -> Option<Mark> {
    let class = match outcome {
        Outcome::Success => return None,
        Outcome::Failure => "failure",
        Outcome::Denied => "denied",
    };
    Some(Mark { class, word: l.word("outcome", outcome.as_str()) })
}

/// Everyday work is not marked.
pub(super) fn severity(severity: Severity, l: &Locale) -> Option<Mark> {
    let class = match severity {
        Severity::Info => return None,
        Severity::Notice => "notice",
        Severity::Warning => "warning",
        Severity::Critical => "critical",
    };
    Some(Mark { class, word: l.word("severity", severity.as_str()) })
}

impl Who {
    /// With a link to their page, and their picture, if it is proven who they are.
    pub(super) fn linked(self, event: &Event, shell: &Shell) -> Who {
        let is_proven = self.is_value && event.actor.kind != ActorKind::Anonymous;
        let login = event.actor.login.as_deref().filter(|_| is_proven);
        Who {
            avatar: login.filter(|_| shell.has_avatars()).map(avatar::path),
            href: login.and_then(|login| shell.person(login)),
            ..self
        }
    }

    pub(super) fn of(event: &Event, l: &Locale) -> Who {
        let Actor { kind, login, os_user, acting_as, .. } = &event.actor;
        let (name, is_value, note) = match (kind, login) {
            (ActorKind::Anonymous, Some(login)) => (show::name(login), true, Some(l.t("who-claimed"))),
            (ActorKind::Anonymous, None) => (l.t("who-anonymous"), false, None),
            (ActorKind::Cli, _) => (l.t("who-cli"), false, os_user.as_deref().map(show::name)),
            (ActorKind::System, _) if event.category == "auditlog" => (l.t("who-log"), false, None),
            (_, Some(login)) => (show::name(login), true, None),
            (ActorKind::System | ActorKind::User, None) => (l.t("who-system"), false, None),
            (ActorKind::Database, None) => (l.t("who-database"), false, None),
        };
        let note = note.or_else(|| {
            let other = acting_as.as_deref()?;
            Some(l.with("who-acting-as", &[("other", &show::within(other))]))
        });
        let initial = name.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string());
        // Colours are for people; what is nobody stays grey.
        let hue = if !is_value {
            HUES - 1
        } else {
            name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % (HUES - 1)
        };
        Who {
            initial: initial.unwrap_or_else(|| "?".into()),
            hue,
            name,
            is_value,
            note,
            avatar: None,
            href: None,
        }
    }
}
