//! A Matomo on this machine, as `connect` and `doctor` see it: its files, its settings, its users, its PHP.
//!
//! Nothing here decides what to do; it looks, and makes single changes that are whole or not there. Start at [`site`].

pub mod ini;
pub mod php;
pub mod plugin;
pub mod server;
pub mod site;
pub mod spool;
pub mod users;
