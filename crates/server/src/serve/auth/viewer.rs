//! Somebody who was recognised, and what they may see.

use std::convert::Infallible;

use activity_log_core::Seq;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::serve::error::ServeError;
use crate::serve::locale::Locale;
use crate::store::Scope;

/// What somebody is, as far as this server cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A super user of the Matomo.
    Superuser,
    /// Whoever runs this server (came by the link printed at its start).
    Operator,
    /// Everybody else.
    User,
}

impl Role {
    /// The word for it, as in assertions.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Superuser => "superuser",
            Role::Operator => "operator",
            Role::User => "user",
        }
    }
}

/// The way somebody came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// Inside Matomo, by the plugin's assertion.
    Matomo,
    /// With a browser of their own.
    Console,
    /// By a link for elsewhere that they made, or whoever has it.
    Link,
}

/// Somebody who was recognised. Handlers get it as an argument; without one the request ends with 401.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The Matomo they belong to.
    pub instance: String,
    /// Login there.
    pub login: String,
    /// What they are.
    pub role: Role,
    /// Matomo's language code.
    pub lang: String,
    /// IANA zone.
    pub tz: String,
    /// How they came.
    pub via: Via,
    /// Last entry of the log when it was proven what they are; `None`: it is proven now.
    pub since: Option<Seq>,
    /// Whether they see pictures of people.
    pub avatars: bool,
}

impl Viewer {
    /// The operator of the server, for the link printed at its start.
    pub fn operator(instance: impl Into<String>, tz: impl Into<String>) -> Viewer {
        Viewer {
            instance: instance.into(),
            login: "operator".into(),
            role: Role::Operator,
            lang: "en".into(),
            tz: tz.into(),
            via: Via::Console,
            since: None,
            avatars: false,
        }
    }

    /// The role rule of the product, and its only place: who sees everything, and who only their own.
    pub fn scope(&self) -> Scope {
        match self.role {
            Role::Superuser | Role::Operator => Scope::All,
            Role::User => Scope::Own(self.login.clone()),
        }
    }

    /// The reader's zone; UTC where theirs is not known.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.tz).unwrap_or(TimeZone::UTC)
    }

    /// The reader's language; English where theirs is not there.
    pub fn locale(&self) -> &'static Locale {
        Locale::of(&self.lang)
    }
}

impl<S: Sync> FromRequestParts<S> for Viewer {
    type Rejection = ServeError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ServeError> {
        parts.extensions.get::<Viewer>().cloned().ok_or(ServeError::NotSignedIn)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Viewer>().cloned())
    }
}
