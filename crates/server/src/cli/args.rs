//! What can be typed. Nothing here is checked beyond its form.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const AFTER_HELP: &str = "Exit codes: 0 done, 1 the check failed, 2 wrong use, 3 cannot run.";

/// The audit trail for Matomo: who did what, when, from where, and what was there before.
#[derive(Debug, Parser)]
#[command(name = "activity-log", version, after_help = AFTER_HELP, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub globals: Globals,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, Default, Args)]
pub struct Globals {
    /// Data directory [default: what the settings say, else activity-log-data]
    #[arg(long, global = true, value_name = "DIR", env = "ACTIVITY_LOG_DATA")]
    pub data: Option<PathBuf>,
    /// Which log, where there are several
    #[arg(long, global = true, value_name = "NAME")]
    pub log: Option<String>,
    /// Settings (TOML) [default: /etc/activity-log/config.toml, if it is there and --data is not given]
    #[arg(long, global = true, value_name = "FILE", env = "ACTIVITY_LOG_CONFIG")]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server: takes events in, keeps them, shows them
    Serve(ServeArgs),
    /// Connect a Matomo on this machine: plugin, key, spool, proof that an event arrives
    Connect(ConnectArgs),
    /// Find entries, newest first
    Query(QueryArgs),
    /// Show entries as they come in
    Tail(TailArgs),
    /// Write all entries that match into a file, oldest first
    Export(ExportArgs),
    /// Take another plugin's history, exported entries or spool lines into a log of its own
    Import(ImportArgs),
    /// Who has access, with which rights and tokens, and when they last did something
    Inventory(InventoryArgs),
    /// Check every part and say what to do
    Doctor(DoctorArgs),
}

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// With a log that was recorded on a real Matomo, to look around; keeps nothing
    #[arg(long)]
    pub demo: bool,
    /// Address to listen on; port 0 takes a free one [default: 127.0.0.1:8740]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

#[derive(Debug, Args)]
pub struct ConnectArgs {
    /// Directory of Matomo: the one with index.php, config/ and plugins/
    #[arg(value_name = "MATOMO_DIR")]
    pub matomo: PathBuf,
    /// Take everything back; the log stays
    #[arg(long, conflicts_with_all = ["check", "print_steps", "url", "spool", "server_url"])]
    pub undo: bool,
    /// Change nothing; check what is there
    #[arg(long, conflicts_with = "print_steps")]
    pub check: bool,
    /// Change nothing in Matomo; print what to do by hand, the shared secret included. For a Matomo in a container too:
    /// MATOMO_DIR is then its directory in there
    #[arg(long)]
    pub print_steps: bool,
    /// Where people open this Matomo, such as https://stats.example.org/
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Directory that Matomo and the server share, outside the web root [default: below the data directory]
    #[arg(long, value_name = "DIR")]
    pub spool: Option<PathBuf>,
    /// Where Matomo reaches the server [default: the address it listens on]
    #[arg(long, value_name = "URL")]
    pub server_url: Option<String>,
    /// User that PHP runs as for this Matomo [default: whoever owns what Matomo writes]
    #[arg(long, value_name = "USER")]
    pub web_user: Option<String>,
    /// PHP for the command line
    #[arg(long, value_name = "PROGRAM", default_value = "php")]
    pub php: PathBuf,
}

#[derive(Debug, Args)]
pub struct QueryArgs {
    /// Such as: user:alice activity:goal.* outcome:denied after:7d "checkout" -severity:info
    #[arg(default_value = "", allow_hyphen_values = true, hide_default_value = true)]
    pub query: String,
    /// Most entries
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub struct TailArgs {
    /// As for `query`
    #[arg(default_value = "", allow_hyphen_values = true, hide_default_value = true)]
    pub query: String,
    /// Entries from before to show first
    #[arg(short = 'n', long = "lines", value_name = "N", default_value_t = 10)]
    pub lines: usize,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = TailFormat::Table)]
    pub format: TailFormat,
}

#[derive(Debug, Args)]
pub struct ExportArgs {
    /// As for `query`; consequences of other entries are included unless it says nested:no
    #[arg(default_value = "", allow_hyphen_values = true, hide_default_value = true)]
    pub query: String,
    /// Form of the file
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// File to write, whole or not at all; - is standard output
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// An SQL dump with the table activity_log (.gz too), a database such as mysql://user@localhost/matomo?prefix=matomo_, or NDJSON:
    /// entries as `export` writes them, or lines of a spool; - is standard input
    #[arg(required_unless_present = "matomo", value_name = "FILE|mysql://…")]
    pub files: Vec<PathBuf>,
    /// Read the table activity_log from the database of the Matomo in this directory
    #[arg(long, value_name = "DIR")]
    pub matomo: Option<PathBuf>,
    /// Prefix of Matomo's tables [default: what the address or the settings of Matomo say, else the first that is found]
    #[arg(long, value_name = "PREFIX")]
    pub prefix: Option<String>,
    /// Which type is which activity (TOML), before what is built in
    #[arg(long, value_name = "FILE")]
    pub types: Option<PathBuf>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

#[derive(Debug, Args)]
pub struct InventoryArgs {
    /// Form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// Forms of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Table,
    Json,
    Ndjson,
    Csv,
}

/// Forms of a list without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TailFormat {
    Table,
    Ndjson,
    Csv,
}

/// Forms of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    Ndjson,
    Csv,
    Xlsx,
}

/// Forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Text,
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_query_may_begin_with_a_minus() {
        let cli = Cli::try_parse_from(["activity-log", "query", "-severity:info", "--limit", "3"]).unwrap();
        let Command::Query(args) = cli.command else { panic!("{cli:?}") };
        assert_eq!((args.query.as_str(), args.limit), ("-severity:info", 3));
        let cli = Cli::try_parse_from(["activity-log", "query", "--format", "json", "--log", "x"]).unwrap();
        assert_eq!(cli.globals.log.as_deref(), Some("x"));
        let Command::Query(args) = cli.command else { panic!("wrong command") };
        assert_eq!((args.query.as_str(), args.format), ("", ListFormat::Json));
    }
}
