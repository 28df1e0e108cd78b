//! The real sockets: TCP and unix, and a quiet end.

use activity_log::serve::{ServeIo, serve};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};
use tokio::sync::oneshot;

use crate::fake::{Server, Who};
use crate::sample;

async fn exchange(mut stream: impl AsyncRead + AsyncWrite + Unpin, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn plain(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
}

#[tokio::test]
async fn tcp_and_unix() {
    let server = Server::with(sample::day());
    let assertion = Who::claims("root", "superuser").sign(
        server.hands.clock()().micros() / 1_000_000,
        "GET",
        "/log?fragment=1&q=user%3Aalice",
        "",
    );
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = tcp.local_addr().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("socket");
    let unix = UnixListener::bind(&path).unwrap();
    let (stop_tcp, tcp_stopped) = oneshot::channel::<()>();
    let (stop_unix, unix_stopped) = oneshot::channel::<()>();
    let until = |stopped: oneshot::Receiver<()>| async move { drop(stopped.await) };
    let over_tcp = tokio::spawn(serve(ServeIo::Tcp(tcp), server.app.clone(), until(tcp_stopped)));
    let over_unix = tokio::spawn(serve(ServeIo::Unix(unix), server.app.clone(), until(unix_stopped)));

    let health = exchange(TcpStream::connect(address).await.unwrap(), &plain("/healthz")).await;
    assert!(health.starts_with("HTTP/1.1 200") && health.contains("\"status\":\"ok\""), "{health}");
    let metrics = exchange(TcpStream::connect(address).await.unwrap(), &plain("/metrics")).await;
    assert!(metrics.contains("activity_log_http_requests_total"), "{metrics}");
    let request = format!(
        "GET /log?fragment=1&q=user%3Aalice HTTP/1.1\r\nHost: anything\r\nX-Activity-Log-Assertion: {assertion}\r\n\
         Connection: close\r\n\r\n"
    );
    let page = exchange(UnixStream::connect(&path).await.unwrap(), &request).await;
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Signup done"), "{page}");
    let nonsense = exchange(TcpStream::connect(address).await.unwrap(), "nonsense\r\n\r\n").await;
    assert!(nonsense.starts_with("HTTP/1.1 400"), "{nonsense}");
    let head = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(200_000));
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may close while we are still sending.
    let _ = stream.write_all(head.as_bytes()).await;
    let mut answer = [0; 12];
    if stream.read_exact(&mut answer).await.is_ok() {
        assert_eq!(&answer, b"HTTP/1.1 431");
    }

    // An idle connection does not hold the end up.
    let idle = TcpStream::connect(address).await.unwrap();
    let _ = (stop_tcp.send(()), stop_unix.send(()));
    over_tcp.await.unwrap().unwrap();
    over_unix.await.unwrap().unwrap();
    drop(idle);
    assert!(TcpStream::connect(address).await.is_err());
}
