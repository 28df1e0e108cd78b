//! Serves the router on a TCP or unix socket until it is told to stop.

use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Extensions;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::app::App;
use super::patient::Patient;
use super::router;

/// Most connections at once; further ones wait in the kernel's queue.
const CONNECTIONS_MAX: usize = 1_000;
/// How long a client may take to send the head of a request, and how long an idle connection is kept.
const HEAD_TIME_MAX: Duration = Duration::from_secs(15);
/// How long a client may read nothing of its answer; without an end to it a few of them keep all places.
const READER_PAUSE_MAX: Duration = Duration::from_secs(15);
/// Longest head of a request.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// How long requests that are under way may take to end.
const GOODBYE_MAX: Duration = Duration::from_secs(10);
/// How often refusals of past minutes are handed over.
const REFUSALS_EVERY: Duration = Duration::from_secs(10);
/// Pause after the system refused to accept (usually: too many open files).
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// Where requests come from.
pub enum ServeIo {
    /// Network.
    Tcp(TcpListener),
    /// A socket in the file system, for a Matomo on the same machine.
    Unix(UnixListener),
}

/// The other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// Its address.
    Tcp(SocketAddr),
    /// A process on this machine.
    Unix,
}

impl Peer {
    /// Of a request that came through [`serve`] (or a test that says so).
    pub fn of(extensions: &Extensions) -> Option<Peer> {
        extensions.get::<Peer>().copied()
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Peer::Tcp(address) => write!(f, "{}", address.ip().to_canonical()),
            Peer::Unix => f.write_str("unix socket"),
        }
    }
}

/// Answers requests until `shutdown` is ready; then lets those under way end.
pub async fn serve(listener: ServeIo, app: App, shutdown: impl Future<Output = ()>) -> std::io::Result<()> {
    let router = router::router(app.clone());
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let mut shutdown = std::pin::pin!(shutdown);
    let mut refusals = tokio::time::interval(REFUSALS_EVERY);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            _ = refusals.tick() => flush(&app, false).await,
            accepted = accept(&listener, &places) => match accepted {
                Ok((connection, place)) => match connection {
                    Connection::Tcp(stream, address) => {
                        let _ = stream.set_nodelay(true);
                        answer(stream, Peer::Tcp(address), &router, &graceful, place);
                    }
                    Connection::Unix(stream) => answer(stream, Peer::Unix, &router, &graceful, place),
                },
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(GOODBYE_MAX, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
    flush(&app, true).await;
    Ok(())
}

enum Connection {
    Tcp(tokio::net::TcpStream, SocketAddr),
    Unix(tokio::net::UnixStream),
}

type Place = tokio::sync::OwnedSemaphorePermit;

async fn accept(listener: &ServeIo, places: &Arc<Semaphore>) -> std::io::Result<(Connection, Place)> {
    let place = places.clone().acquire_owned().await.map_err(std::io::Error::other)?;
    let connection = match listener {
        ServeIo::Tcp(listener) => {
            let (stream, address) = listener.accept().await?;
            Connection::Tcp(stream, address)
        }
        ServeIo::Unix(listener) => Connection::Unix(listener.accept().await?.0),
    };
    Ok((connection, place))
}

fn answer<S>(stream: S, peer: Peer, router: &Router, graceful: &GracefulShutdown, place: Place)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = router.clone().map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(peer);
        request.map(axum::body::Body::new)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_MAX)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(
            TokioIo::new(Patient::new(stream, READER_PAUSE_MAX)),
            TowerToHyperService::new(service),
        );
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // Clients that go away in the middle are everyday life.
        if let Err(error) = connection.await {
            tracing::debug!(%error, %peer, "a connection ended early");
        }
        drop(place);
    });
}

async fn flush(app: &App, all: bool) {
    let app = app.clone();
    let _ = tokio::task::spawn_blocking(move || app.flush_refusals(all)).await;
}
