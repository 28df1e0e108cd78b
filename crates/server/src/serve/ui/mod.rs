//! The pages: one file per page. May not know anything of the API, and decides nothing about who may see what.
//!
//! Every page is one `<div class="oal">` that stands alone: printed inside Matomo by the plugin, or framed by the
//! console (`shell` says which, and where links lead). All text of entries is hostile until a template escaped it.
//! Start reading at [`log`].

pub mod assets;
mod changes;
pub mod entry;
pub mod errors;
pub mod export;
pub mod exports;
mod fields;
mod filter;
mod fold;
mod given;
pub mod log;
pub mod menus;
pub mod recorded;
mod row;
mod sent;
mod shell;
mod show;
pub mod sign_in;
pub mod sign_out;
pub mod start;
mod tabs;
mod when;
pub mod widget;
