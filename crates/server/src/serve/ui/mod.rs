//! The pages: one file per page. May not know anything of the API, and decides nothing about who may see what.
//!
//! Every page is one `<div class="oal">` that stands alone: printed inside Matomo by the plugin, or framed by the
//! console (`shell` says which, and where links lead). All text of entries is hostile until a template escaped it.
//! Start reading at [`log`].

mod agent;
pub mod assets;
mod avatar;
mod changes;
mod chart;
pub mod complete;
mod days;
mod diff;
pub mod embed;
pub mod entry;
pub mod errors;
pub mod export;
pub mod exports;
mod facts;
pub mod feed;
mod field;
mod fields;
mod filter;
mod fold;
mod given;
mod link;
pub mod links;
pub mod live;
pub mod log;
mod lower;
pub mod menus;
mod near;
pub mod object;
pub mod overview;
mod own;
mod params;
pub mod people;
pub mod person;
mod present;
mod ranges;
mod ranked;
pub mod recorded;
pub mod replay;
mod row;
pub mod saved;
mod sent;
mod shell;
mod show;
pub mod sign_in;
pub mod sign_out;
mod span;
pub mod start;
mod tabs;
mod terms;
pub mod usage;
pub mod website;
mod when;
pub mod widget;
