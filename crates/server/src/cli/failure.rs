//! How a command can end, and which end an error is.

use std::io;
use std::process::ExitCode;

use crate::config::ConfigError;
use crate::export::ExportError;

/// The exit codes of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// It ran, and what it checked is not as it should be.
    CheckFailed,
    /// It was asked for something that does not exist or cannot be meant.
    WrongUse,
    /// It could not do it here and now.
    CannotRun,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::CheckFailed => 1,
            Exit::WrongUse => 2,
            Exit::CannotRun => 3,
        })
    }
}

/// Wrong use, with what would be right.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(String);

impl Usage {
    pub fn new(what: impl Into<String>) -> Self {
        Usage(what.into())
    }
}

/// Which end an error is.
pub fn exit_of(error: &anyhow::Error) -> Exit {
    let broken_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    for cause in error.chain() {
        let closed = cause.downcast_ref::<io::Error>().is_some_and(broken_pipe)
            || matches!(cause.downcast_ref::<ExportError>(), Some(ExportError::Io(error)) if broken_pipe(error));
        if closed {
            return Exit::Done;
        }
        if cause.is::<Usage>() || cause.is::<ConfigError>() {
            return Exit::WrongUse;
        }
    }
    Exit::CannotRun
}

/// The error with its causes, as one line (a wrong query has two more that point at the place).
pub fn line(error: &anyhow::Error) -> String {
    format!("{error:#}")
}
