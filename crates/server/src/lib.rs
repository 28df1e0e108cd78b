//! The Open Activity Log server as a library; `main.rs` is the one binary over it.
//!
//! One room per stage of an event's way: [`capture`] → [`normalise`] → [`store`] → [`serve`], [`export`]. ARCHITECTURE.md has the map.

pub mod capture;
pub mod cli;
pub mod config;
pub mod export;
pub mod import;
pub mod inventory;
pub mod normalise;
pub mod ops;
pub mod serve;
pub mod store;
