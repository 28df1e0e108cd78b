//! Who asks. The one place that decides it; handlers only receive the answer.
//!
//! Three ways in: an assertion of the plugin (`assertion`), a session cookie of the console (`session`, begun by a
//! one-time link, `links`), and the shared secret for sending events (`bearer`). What a viewer may see follows in
//! one function, [`Viewer::scope`]. Whatever is wrong is counted (`refused`) and answered without detail.
//! Start reading at `guard`.

pub(crate) mod assertion;
mod bearer;
mod guard;
mod key;
mod links;
mod once;
pub(crate) mod origin;
mod refused;
pub(crate) mod session;
mod viewer;

pub use guard::Access;
pub(crate) use guard::{Post, guard};
pub use key::Key;
pub(crate) use links::Links;
pub(crate) use once::OnceMemory;
pub(crate) use refused::{Refusals, Why};
pub use viewer::{Role, Via, Viewer};

/// Header with the plugin's assertion (docs/formats/assertion-v1.md).
pub const ASSERTION_HEADER: &str = "x-activity-log-assertion";
