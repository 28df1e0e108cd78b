//! The server's own log output, on standard error. Levels by `ACTIVITY_LOG_LOG` (such as `info`, `debug`).

use tracing_subscriber::EnvFilter;

/// Starts log output; JSON lines when standard error is no terminal and `json` is set.
pub fn start(json: bool) {
    let filter = EnvFilter::try_from_env("ACTIVITY_LOG_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let builder =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let _ = if json { builder.json().try_init() } else { builder.try_init() };
}
