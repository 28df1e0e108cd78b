//! Every language that lies in `locales/` says everything that English says, and nothing that people read is written anywhere else.
#![allow(clippy::unwrap_used)]

mod code;
mod files;
mod messages;
mod plugin;
mod sentences;
mod templates;
mod typography;
