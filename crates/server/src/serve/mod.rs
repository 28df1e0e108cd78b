//! (being built)
pub mod api;
pub mod ui;
