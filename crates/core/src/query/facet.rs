//! Which values of an event each field of the query language looks at.

use std::borrow::Cow;
use std::net::IpAddr;

use crate::event::Event;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// A field that can be asked for, other than time, address ranges and text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $variant),+ }

        impl Field {
            /// Every field, in the order of help texts. The order is no file format; names are.
            pub const ALL: &'static [Field] = &[$(Field::$variant),+];

            /// The word before the colon.
            pub fn as_str(self) -> &'static str {
                match self { $(Field::$variant => $name),+ }
            }
        }
    };
}

fields! {
    /// Login of the actor, or the login a sign-in was tried with.
    User = "user",
    /// Activity id, the other ids in `also` included.
    Activity = "activity",
    /// Group of activities.
    Category = "category",
    /// Website id.
    Site = "site",
    /// success, failure, denied.
    Outcome = "outcome",
    /// info, notice, warning, critical.
    Severity = "severity",
    /// Client address or socket address, exactly; ranges are their own test.
    Ip = "ip",
    /// Target as `type` or `type/id`: `goal`, `goal/7`.
    Object = "object",
    /// user, anonymous, cli, system, database.
    Actor = "actor",
    /// Way of authentication.
    Auth = "auth",
    /// Id of the API token.
    Token = "token",
    /// Hashed session.
    Session = "session",
    /// Id of the request.
    Request = "request",
    /// API method, controller action, command or event.
    Method = "method",
    /// Id of the entry itself.
    Id = "id",
    /// Id of the root entry, for consequences.
    Cause = "cause",
    /// yes for consequences, no for everything else.
    Nested = "nested",
    /// plugin, http, import, server.
    Source = "source",
}

impl std::str::FromStr for Field {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Field::ALL.iter().copied().find(|field| field.as_str() == text).ok_or(())
    }
}

impl Field {
    /// Whether a store should index it. The others are unique or nearly so, or are checked on the event itself.
    pub fn is_indexed(self) -> bool {
        !matches!(self, Field::Id | Field::Source)
    }

    /// Calls `each` with every value of this field that the event has.
    pub fn values<'e>(self, event: &'e Event, mut each: impl FnMut(Cow<'e, str>)) {
        let mut some = |value: &'e Option<String>| {
            if let Some(value) = value {
                each(Cow::Borrowed(value));
            }
        };
        match self {
            Field::User => some(&event.actor.login),
            Field::Activity => {
                each(Cow::Borrowed(&event.activity));
                event.also.iter().for_each(|id| each(Cow::Borrowed(id)));
            }
            Field::Category => each(Cow::Borrowed(&event.category)),
            Field::Site => {
                if let Some(site) = &event.site {
                    each(Cow::Owned(site.id.to_string()));
                }
            }
            Field::Outcome => each(Cow::Borrowed(event.outcome.as_str())),
            Field::Severity => each(Cow::Borrowed(event.severity.as_str())),
            Field::Ip => addresses(event, |address| each(Cow::Owned(address.to_string()))),
            Field::Object => {
                if let Some(target) = &event.target {
                    each(Cow::Borrowed(&target.kind));
                    if let Some(id) = &target.id {
                        each(Cow::Owned(format!("{}/{id}", target.kind)));
                    }
                }
            }
            Field::Actor => each(Cow::Borrowed(event.actor.kind.as_str())),
            Field::Auth => each(Cow::Borrowed(event.actor.auth.as_str())),
            Field::Token => {
                if let Some(token) = &event.actor.token {
                    each(Cow::Owned(token.id.to_string()));
                }
            }
            Field::Session => some(&event.actor.session),
            Field::Request => some(&event.request.id),
            Field::Method => some(&event.request.method),
            Field::Id => each(Cow::Owned(event.id.to_string())),
            Field::Cause => {
                if let Some(cause) = event.cause {
                    each(Cow::Owned(cause.to_string()));
                }
            }
            Field::Nested => each(Cow::Borrowed(if event.is_root() { "no" } else { "yes" })),
            Field::Source => each(Cow::Borrowed(&event.source)),
        }
    }
}

/// The event's addresses: client first, then socket if it differs. What is no address is left out.
pub fn addresses(event: &Event, mut each: impl FnMut(IpAddr)) {
    let parse = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<IpAddr>().ok());
    let ip = parse(&event.client.ip);
    let peer = parse(&event.client.peer);
    if let Some(ip) = ip {
        each(ip.to_canonical());
    }
    if let Some(peer) = peer
        && ip != Some(peer)
    {
        each(peer.to_canonical());
    }
}
