//! Runs programs as the user of the web server, above all Matomo's console. Never with a secret among the arguments.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::users::User;

/// Longest time for one program.
const TIME_MAX: Duration = Duration::from_secs(120);
/// How often it is looked at.
const POLL: Duration = Duration::from_millis(20);
/// Most output that is kept.
const OUTPUT_MAX: u64 = 64 * 1024;
/// Oldest PHP that the plugin runs on, as PHP_VERSION_ID.
pub const VERSION_MIN: u32 = 70_205;

/// Why a program did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum PhpError {
    /// It cannot be started.
    #[error("{0} cannot be started: {1}")]
    Start(String, std::io::Error),
    /// It failed.
    #[error("{0} failed: {1}")]
    Failed(String, String),
    /// It did not end.
    #[error("{0} did not end within {seconds} seconds", seconds = TIME_MAX.as_secs())]
    TooLong(String),
}

/// PHP and the user it runs as.
#[derive(Clone, Debug)]
pub struct Php {
    program: PathBuf,
    user: User,
    directory: PathBuf,
}

impl Php {
    /// PHP in the directory of a Matomo.
    pub fn new(program: &Path, user: &User, directory: &Path) -> Self {
        Php { program: program.to_owned(), user: user.clone(), directory: directory.to_owned() }
    }

    /// PHP_VERSION_ID, such as 80226.
    pub fn version(&self) -> Result<u32, PhpError> {
        let told = self.run(&["-r", "echo PHP_VERSION_ID;"], "")?;
        let digits: String = told.chars().filter(char::is_ascii_digit).collect();
        digits.parse().map_err(|_| PhpError::Failed(self.program.display().to_string(), told))
    }

    /// Matomo's console.
    pub fn console(&self, arguments: &[&str]) -> Result<String, PhpError> {
        let mut all = vec!["console"];
        all.extend(arguments);
        all.push("--no-interaction");
        self.run(&all, "")
    }

    /// A script of ours on standard input.
    pub fn script(&self, script: &str) -> Result<String, PhpError> {
        self.run(&[], script)
    }

    /// Whether the user can do this with a path, by trying: `-r`, `-w`, `-x`.
    pub fn may(&self, what: &str, path: &Path) -> bool {
        let mut command = self.as_user(OsStr::new("test"));
        command.arg(what).arg(path);
        finish(command, "test".into(), "").is_ok()
    }

    fn run(&self, arguments: &[&str], input: &str) -> Result<String, PhpError> {
        let mut command = self.as_user(self.program.as_os_str());
        command.args(arguments);
        let name = match arguments.first() {
            Some(&"console") => format!("console {}", arguments.get(1).unwrap_or(&"")),
            _ => self.program.display().to_string(),
        };
        finish(command, name, input)
    }

    /// The program as that user, with its groups, in Matomo's directory, with nothing of our environment.
    fn as_user(&self, program: &OsStr) -> Command {
        let own = self.user.uid == rustix::process::geteuid().as_raw();
        let is_named = self.user.name.parse::<u32>().is_err();
        let mut command = if own {
            Command::new(program)
        } else if is_installed("setpriv") {
            let mut command = Command::new("setpriv");
            command.arg(format!("--reuid={}", self.user.uid)).arg(format!("--regid={}", self.user.gid));
            command.arg(if is_named { "--init-groups" } else { "--clear-groups" }).arg("--").arg(program);
            command
        } else if is_named && is_installed("runuser") {
            let mut command = Command::new("runuser");
            command.args(["-u", &self.user.name, "--"]).arg(program);
            command
        } else {
            // Without its further groups; on small systems there are none.
            let mut command = Command::new(program);
            command.uid(self.user.uid).gid(self.user.gid);
            command
        };
        let path = std::env::var_os("PATH").unwrap_or_else(|| "/usr/local/bin:/usr/bin:/bin".into());
        command.env_clear().env("PATH", path).env("LC_ALL", "C.UTF-8").current_dir(&self.directory);
        command
    }
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|directory| directory.join(program).is_file())
}

fn finish(mut command: Command, name: String, input: &str) -> Result<String, PhpError> {
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| PhpError::Start(name.clone(), error))?;
    let told = [read(child.stdout.take()), read(child.stderr.take())];
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read says why on its output.
        let _ = stdin.write_all(input.as_bytes());
    }
    let ended = wait(&mut child);
    let [output, errors] = told.map(|reader| reader.join().unwrap_or_default());
    match ended {
        None => Err(PhpError::TooLong(name)),
        Some(status) if status.success() => Ok(output),
        Some(status) => {
            let all = format!("{errors}\n{output}");
            let lines: Vec<&str> = all.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let why = if lines.is_empty() { status.to_string() } else { lines.join(" ") };
            let why: String = crate::export::guard::visible(&why).chars().take(600).collect();
            Err(PhpError::Failed(name, why))
        }
    }
}

fn read(stream: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            let _ = (&mut stream).take(OUTPUT_MAX).read_to_end(&mut bytes);
            let _ = std::io::copy(&mut stream, &mut std::io::sink());
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn wait(child: &mut Child) -> Option<ExitStatus> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if started.elapsed() < TIME_MAX => std::thread::sleep(POLL),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}
