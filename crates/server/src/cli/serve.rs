//! `serve`: puts the rooms together and keeps them running. [`running`] holds the logs, [`demo`] fills one from a recording.

mod changed;
mod demo;
mod imported;
mod running;

use std::future::Future;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use jiff::tz::TimeZone;
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::watch;

use super::args::{Globals, ServeArgs};
use super::failure::Exit;
use crate::config::settings::Overrides;
use crate::config::{Paths, Settings, limits};
use crate::ops::files::write_whole;
use crate::ops::{clock, log};
use crate::serve::{App, Key, ServeIo, Setup, Viewer, listen};
use running::Running;

/// How long the link printed at the start signs in.
const OPERATOR_LINK_TIME: Duration = Duration::from_secs(600);

/// Runs until a signal ends it.
///
/// # Errors
/// When it cannot start.
pub fn run(globals: &Globals, args: &ServeArgs, out: &mut dyn Write) -> Result<Exit> {
    let overrides = Overrides { data: globals.data.clone(), listen: args.listen.clone() };
    let settings = Settings::read(globals.config.as_deref(), &overrides)?;
    log::start(false);
    let demo_data = if args.demo { Some(demo::directory()?) } else { None };
    let paths = Paths::new(demo_data.clone().unwrap_or_else(|| settings.data.clone()));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(serve(&settings, args.demo, paths, out));
    runtime.shutdown_timeout(Duration::from_secs(5));
    if let Some(directory) = demo_data {
        let _ = std::fs::remove_dir_all(directory);
    }
    result.map(|()| Exit::Done)
}

async fn serve(settings: &Settings, demo: bool, paths: Paths, out: &mut dyn Write) -> Result<()> {
    let demo_clock = demo::DemoClock::new(clock::system());
    let running = Arc::new(Running::start(&paths, demo_clock.clock())?);
    if demo {
        let count = demo::fill(&running.default_intake()?, &demo_clock)?;
        tracing::info!("demo: {count} entries, recorded in a real Matomo; nothing of it is kept");
    }

    if !demo {
        tell_of_settings(&running, &paths, settings)?;
    }

    let tcp = TcpListener::bind(settings.listen).await.with_context(|| {
        format!("cannot listen on {}; name another address with --listen ADDR:PORT", settings.listen)
    })?;
    let address = tcp.local_addr()?;
    let key = paths.key_bytes("session.key").context("the key that signs sessions")?;
    let refused = running.clone();
    let mut setup = Setup::new(running.clone(), Key::new(key), format!("http://{address}"));
    setup.public_url = settings.public_url.as_deref().map(str::parse).transpose().context("public_url")?;
    setup.avatars = settings.avatars;
    setup.on_refused = Arc::new(move |event| refused.append_own(event));
    let viewed = running.clone();
    setup.on_viewed = Arc::new(move |event| viewed.append_own(event));
    let app = App::new(setup);
    running.report_to(app.metrics.clone());

    let (stop, stopped) = watch::channel(false);
    let mut servers = tokio::task::JoinSet::new();
    servers.spawn(listen::serve(ServeIo::Tcp(tcp), app.clone(), ended(stopped.clone())));
    if let Some(path) = &settings.socket {
        servers.spawn(listen::serve(ServeIo::Unix(socket(path)?), app.clone(), ended(stopped.clone())));
    }
    servers.spawn(watch_instances(running.clone(), ended(stopped)));

    // `connect` finds the server by this.
    write_whole(&paths.listening(), format!("http://{address}").as_bytes(), 0o644)
        .context("the data directory")?;
    let zone = TimeZone::system();
    let viewer = Viewer::operator(running.default_log()?.name.clone(), zone.iana_name().unwrap_or("UTC"));
    writeln!(out, "Console: {}", app.issue_link(viewer, OPERATOR_LINK_TIME))?;
    out.flush()?;
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);

    let ended = tokio::select! {
        signal = signals() => signal,
        ended = servers.join_next() => match ended {
            Some(Ok(result)) => result.context("the server stopped"),
            Some(Err(error)) => Err(error).context("the server stopped"),
            None => Ok(()),
        },
    };
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
    let _ = std::fs::remove_file(paths.listening());
    // In the reverse order of the data's way: first nobody asks any more, then nothing comes in any more.
    let _ = stop.send(true);
    while servers.join_next().await.is_some() {}
    tokio::task::spawn_blocking(move || running.stop()).await?;
    ended
}

/// In the log that is shown when nobody names one.
fn tell_of_settings(running: &Running, paths: &Paths, settings: &Settings) -> Result<()> {
    let name = running.default_log()?.name.clone();
    let now = (clock::system())();
    if let Some(mut changed) = changed::since_last_start(paths, settings, &name, now) {
        if let Some(event) = changed.event.take() {
            running.append_own(event);
        }
        changed.note(paths).context("the data directory")?;
    }
    Ok(())
}

async fn signals() -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
    Ok(())
}

async fn ended(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

async fn watch_instances(running: Arc<Running>, stopped: impl Future<Output = ()>) -> std::io::Result<()> {
    tokio::pin!(stopped);
    loop {
        tokio::select! {
            () = &mut stopped => return Ok(()),
            () = tokio::time::sleep(limits::INSTANCES_POLL) => {}
        }
        let running = running.clone();
        let _ = tokio::task::spawn_blocking(move || running.reload()).await;
    }
}

/// A socket left by a server that is gone is replaced; one that answers is not.
fn socket(path: &Path) -> Result<UnixListener> {
    if std::os::unix::net::UnixStream::connect(path).is_ok() {
        anyhow::bail!("{}: another server listens there", path.display());
    }
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error).context("socket"),
        _ => {}
    }
    UnixListener::bind(path).with_context(|| format!("socket {}", path.display()))
}
