//! The real binary: finds it, runs its commands, runs it as a server.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use crate::assertion;
use crate::http::{self, Answer};
use crate::wait;

/// The binary that `cargo build -p activity-log` made beside this test.
pub fn binary() -> PathBuf {
    // TARGET/debug/deps/test-0123 → TARGET/debug/activity-log
    let test = std::env::current_exe().unwrap();
    let path = test.ancestors().nth(2).unwrap().join("activity-log");
    assert!(path.is_file(), "{} is not there: cargo build -p activity-log", path.display());
    path
}

/// A command on a data directory.
pub fn command(data: &Path) -> Command {
    let mut command = Command::new(binary());
    command.env_remove("ACTIVITY_LOG_DATA").env_remove("ACTIVITY_LOG_CONFIG").arg("--data").arg(data);
    command
}

/// Runs a command to its end; it must succeed. Answers standard output.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{out}\n{err}", output.status);
    out.into_owned()
}

/// A running server, killed when it goes out of scope.
pub struct Server {
    child: Child,
    readers: Vec<JoinHandle<()>>,
    output: Arc<Mutex<Vec<u8>>>,
    /// The one-time link it printed.
    pub link: String,
}

impl Server {
    /// On a data directory; any free port.
    pub fn on(data: &Path) -> Server {
        Server::start(command(data).args(["serve", "--listen", "127.0.0.1:0"]))
    }

    /// On a data directory, where it listened before.
    pub fn at(data: &Path, address: &str) -> Server {
        Server::start(command(data).args(["serve", "--listen", address.trim_start_matches("http://")]))
    }

    /// With the demo log.
    pub fn demo() -> Server {
        Server::start(Command::new(binary()).args(["serve", "--demo", "--listen", "127.0.0.1:0"]))
    }

    fn start(command: &mut Command) -> Server {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let output = Arc::<Mutex<Vec<u8>>>::default();
        let readers = vec![
            keep(child.stdout.take().unwrap(), output.clone()),
            keep(child.stderr.take().unwrap(), output.clone()),
        ];
        let mut server = Server { child, readers, output, link: String::new() };
        server.link = wait::until("the line “Console: …”", || {
            let said = server.said();
            let link = said
                .lines()
                .find_map(|line| line.strip_prefix("Console: ").map(|link| link.trim().to_owned()));
            let ended = server.child.try_wait().unwrap();
            assert!(link.is_some() || ended.is_none(), "the server ended: {ended:?}\n{said}");
            link
        });
        server
    }

    /// Such as `http://127.0.0.1:40123`.
    pub fn address(&self) -> &str {
        &self.link[..self.link.find("/sign-in").unwrap()]
    }

    /// Everything it wrote to standard output and standard error so far.
    pub fn said(&self) -> String {
        String::from_utf8_lossy(&self.output.lock().unwrap()).into_owned()
    }

    /// Asks on behalf of somebody.
    pub fn ask_as(&self, secret: &str, login: &str, role: &str, path: &str) -> Answer {
        let assertion = assertion::sign(secret, login, role, path);
        http::get(&format!("{}{path}", self.address()), &[(assertion::HEADER, &assertion)])
    }

    /// Ends it as `systemctl stop` does. Answers what it wrote.
    pub fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let status: ExitStatus = wait::until("the end of the server", || self.child.try_wait().unwrap());
        assert!(status.success(), "the server ended with {status}\n{}", self.said());
        for reader in self.readers.drain(..) {
            reader.join().unwrap();
        }
        self.said()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn keep(from: impl Read + Send + 'static, to: Arc<Mutex<Vec<u8>>>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = Vec::new();
        while from.read_until(b'\n', &mut line).unwrap_or(0) > 0 {
            to.lock().unwrap().append(&mut line);
        }
    })
}
