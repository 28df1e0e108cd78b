//! Answers people and programs over HTTP: who asks, what they may see, JSON and pages.
//!
//! May not contain SQL, may not decide what an entry means, and reads entries only through a [`crate::store::Scope`]
//! that [`auth::Viewer::scope`] made. `api/` (JSON) and `ui/` (pages) never use each other; what both need stands here.
//! Start reading at [`router`], the table of everything that is answered; then [`auth`], the one place that says who asks.

pub mod activities;
pub mod api;
pub mod app;
pub mod auth;
mod blocking;
mod clock;
pub mod error;
mod export;
mod find;
mod headers;
mod host;
pub mod listen;
pub mod locale;
pub mod metrics;
mod patient;
pub mod router;
mod saved;
mod shared;
pub mod ui;
mod viewed;

pub use app::{App, InstanceLog, Intake, IntakeError, ItemReceipt, LogSet, Logs, Setup};
pub use auth::{Key, Role, Via, Viewer};
pub use error::ServeError;
pub use listen::{ServeIo, serve};
pub use saved::SavedViews;
pub use shared::SharedLinks;
