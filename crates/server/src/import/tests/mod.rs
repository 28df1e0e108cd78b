//! Rows and dumps, made up by the published list of columns.
mod convert;
mod dump;
