//! The JSON API: one file per endpoint. May not know anything of pages, and decides nothing about who may see what.
//!
//! Start reading at [`entries`]; [`openapi`] describes all of it, docs/api.md says how to use it.

pub mod activities;
pub mod entries;
pub mod entry;
pub mod events;
pub mod health;
mod input;
pub mod inventory;
pub mod matomo;
pub mod metrics;
pub mod openapi;
mod shape;
pub mod sign_in_links;
pub mod usage;
