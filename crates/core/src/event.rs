//! One thing that happened, as the log keeps it. The JSON form is the one all parts share (design §6).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::time::Time;

/// One thing that happened, named by the catalogue, before and after it is given its place in the log.
/// Never changed once stored. Unknown activities are kept, never refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Idempotency key, made by whoever saw it first (UUIDv7 from the plugin).
    pub id: Uuid,
    /// When it began, as claimed by the source.
    pub time: Time,
    /// The Matomo it happened in.
    pub instance: String,
    /// Who told: `plugin`, `http`, `import`, `server`.
    pub source: String,
    /// Catalogue id, such as `goal.updated`.
    pub activity: String,
    /// Group of activities, such as `goal`.
    pub category: String,
    /// What was done, such as `updated`.
    pub verb: String,
    /// How much it matters.
    pub severity: Severity,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it failed or was denied.
    pub reason: Option<String>,
    /// Less specific activities that the same action matches.
    #[serde(default)]
    pub also: Vec<String>,
    /// Who did it.
    pub actor: Actor,
    /// From where.
    pub client: Client,
    /// To what.
    pub target: Option<Target>,
    /// The website it belongs to.
    pub site: Option<Site>,
    /// What was there before and after, field by field.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// What classes of other plugins say about it, in their own words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
    /// The request it came with.
    pub request: Request,
    /// `id` of the root event, when this one is its consequence.
    pub cause: Option<Uuid>,
}

/// How much an entry matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Everyday work.
    Info,
    /// Worth reading.
    Notice,
    /// Worth looking into.
    Warning,
    /// Somebody should look now.
    Critical,
}

/// How an action ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Done.
    Success,
    /// Tried and not done.
    Failure,
    /// Not allowed.
    Denied,
}

/// What sort of actor it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// A person or program with a login.
    User,
    /// Nobody who was signed in.
    Anonymous,
    /// Somebody at the server's command line.
    Cli,
    /// Matomo or the log itself.
    System,
    /// A change seen only in the database.
    Database,
}

/// Way in which the actor proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Auth {
    /// Signed in with a browser.
    Session,
    /// API token.
    Token,
    /// The password itself, at the moment of signing in.
    Password,
    /// Matomo's console.
    Console,
    /// Matomo's scheduler.
    Scheduler,
    /// Link to reset a password.
    ResetLink,
    /// Link of an invitation.
    InviteLink,
    /// None.
    None,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// What sort of actor.
    pub kind: ActorKind,
    /// Login, if there is one. With kind `anonymous` it is claimed, not proven.
    pub login: Option<String>,
    /// Set where a person or task acted with other rights.
    pub acting_as: Option<String>,
    /// Role for the entry's website: superuser, admin, write, view, none.
    pub role: Option<String>,
    /// Way of authentication.
    pub auth: Auth,
    /// The API token's id and description, never its value.
    pub token: Option<Token>,
    /// User of the operating system, on the console.
    pub os_user: Option<String>,
    /// First 8 hex digits of Matomo's hashed session id.
    pub session: Option<String>,
}

impl Actor {
    /// Nobody who could be named.
    pub fn nobody(kind: ActorKind) -> Actor {
        Actor {
            kind,
            login: None,
            acting_as: None,
            role: None,
            auth: Auth::None,
            token: None,
            os_user: None,
            session: None,
        }
    }
}

/// An API token, without its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// `idusertokenauth`.
    pub id: i64,
    /// What its owner called it.
    pub description: String,
}

/// From where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Client {
    /// Address by Matomo's own proxy settings.
    pub ip: Option<String>,
    /// Address of the socket.
    pub peer: Option<String>,
    /// ISO 3166 country code.
    pub country: Option<String>,
    /// User agent.
    pub agent: Option<String>,
}

/// To what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Such as `goal`, `user`, `website`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its id in Matomo.
    pub id: Option<String>,
    /// Its name at that time.
    pub name: Option<String>,
}

/// A website.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// `idsite`.
    pub id: i64,
    /// Its name at that time.
    pub name: Option<String>,
}

/// One field, before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Column or setting.
    pub field: String,
    /// Value before; absent values are `null`.
    pub old: Value,
    /// Value after.
    pub new: Value,
}

/// What a class of another Matomo plugin says about an event (docs/formats/activity-classes.md).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Plugin and class, such as `TagManager.ContainerAdded`.
    pub class: String,
    /// Its sentence, without its subject, as it was written at that time.
    #[serde(default)]
    pub text: String,
    /// Language of the sentence, as HTML and HTTP name it.
    #[serde(default)]
    pub lang: String,
    /// What it kept, redacted.
    #[serde(default, deserialize_with = "map_or_list")]
    pub data: Map<String, Value>,
}

/// PHP writes an empty map as `[]`.
pub(crate) fn map_or_list<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Object(map) => Ok(map),
        Value::Null => Ok(Map::new()),
        Value::Array(list) => {
            Ok(list.into_iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect())
        }
        _ => Err(serde::de::Error::custom("expected an object")),
    }
}

/// The request an event came with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// One per HTTP request or process.
    pub id: Option<String>,
    /// What was called: an API method, a controller action, a console command, an event.
    pub method: Option<String>,
    /// Its parameters, redacted.
    #[serde(default)]
    pub params: Map<String, Value>,
}

impl Event {
    /// Logins that may see this event though they are no super user: who did it, and whom an authentication targets (design §6).
    pub fn owners(&self) -> Vec<&str> {
        let mut owners = Vec::with_capacity(2);
        if let (ActorKind::User, Some(login)) = (self.actor.kind, &self.actor.login) {
            owners.push(login.as_str());
        }
        if self.category == "authentication"
            && let Some(Target { kind, id: Some(id), .. }) = &self.target
            && kind == "user"
            && !owners.contains(&id.as_str())
        {
            owners.push(id);
        }
        owners
    }

    /// Whether this is somebody's own doing, not the consequence of something else.
    pub fn is_root(&self) -> bool {
        self.cause.is_none()
    }
}

macro_rules! text_enum {
    ($kind:ty { $($variant:ident = $text:literal),+ $(,)? }) => {
        impl $kind {
            /// Every value, in order.
            pub const ALL: &'static [$kind] = &[$(<$kind>::$variant),+];

            /// The word used in JSON and in queries.
            pub fn as_str(self) -> &'static str {
                match self { $(<$kind>::$variant => $text),+ }
            }
        }
        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl std::str::FromStr for $kind {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or(())
            }
        }
    };
}

text_enum!(Severity { Info = "info", Notice = "notice", Warning = "warning", Critical = "critical" });
text_enum!(Outcome { Success = "success", Failure = "failure", Denied = "denied" });
text_enum!(ActorKind { User = "user", Anonymous = "anonymous", Cli = "cli", System = "system", Database = "database" });
text_enum!(Auth {
    Session = "session",
    Token = "token",
    Password = "password",
    Console = "console",
    Scheduler = "scheduler",
    ResetLink = "reset_link",
    InviteLink = "invite_link",
    None = "none",
});
