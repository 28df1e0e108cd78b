//! The HTTP side through the real router: who may do what, what bad things get, and that pages are right.
#![allow(clippy::unwrap_used)]

mod api;
mod assets;
mod complete;
mod export_golden;
mod exports;
mod fake;
mod hostile;
mod imported;
mod inventory;
mod language;
mod links;
mod live;
mod matrix;
mod object;
mod overview;
mod own;
mod pages;
mod people;
mod person;
mod present;
mod refused;
mod replay;
mod sample;
mod saved;
mod sign_in;
mod socket;
mod usage;
mod viewed;
