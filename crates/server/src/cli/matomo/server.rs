//! Whether a server answers at an address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use serde::Deserialize;

/// Longest wait for an answer.
const WAIT: Duration = Duration::from_secs(3);

/// What a server says about itself.
#[derive(Debug, Deserialize)]
pub struct Health {
    pub status: String,
    #[serde(default)]
    pub version: String,
}

/// Where Matomo on the same machine reaches a server that listens there.
pub fn url_of(listen: SocketAddr) -> String {
    let ip = match listen.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
    };
    format!("http://{}", SocketAddr::new(ip, listen.port()))
}

/// Asks. The error is a plain sentence; `None` where this binary cannot ask (TLS, Unix sockets).
pub fn health(url: &str) -> Option<Result<Health, String>> {
    if !url.starts_with("http://") {
        return None;
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(WAIT))
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .into();
    let asked = agent.get(format!("{}/healthz", url.trim_end_matches('/'))).call();
    Some(match asked {
        Err(error) => Err(format!("nothing answers at {url} ({error})")),
        Ok(mut answer) => answer
            .body_mut()
            .read_to_string()
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .ok_or_else(|| format!("something answers at {url}, but it is no activity-log server")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everywhere_is_reached_by_loopback() {
        assert_eq!(url_of("0.0.0.0:8740".parse().unwrap()), "http://127.0.0.1:8740");
        assert_eq!(url_of("[::]:1".parse().unwrap()), "http://[::1]:1");
        assert_eq!(url_of("10.0.0.2:9".parse().unwrap()), "http://10.0.0.2:9");
    }

    #[test]
    fn nobody_there_is_a_sentence() {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let told = health(&format!("http://127.0.0.1:{port}")).unwrap().unwrap_err();
        assert!(told.starts_with("nothing answers at"), "{told}");
        assert!(health("unix:///x").is_none());
    }
}
