//! Settles every value of a connection before anything is changed.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::super::args::ConnectArgs;
use super::super::failure::Usage;
use super::super::matomo::ini;
use super::super::matomo::php::Php;
use super::super::matomo::server;
use super::super::matomo::site::{Site, SiteError};
use super::super::matomo::spool::Spool;
use super::super::matomo::users::User;
use super::super::place::{LOG_DEFAULT, Place};
use crate::config::{Instance, Paths, Secret};

/// Where spools lie when Matomo's user cannot reach the data directory.
const SPOOLS_ELSEWHERE: &str = "/var/spool/activity-log";

/// Values of a connection.
pub struct Plan {
    pub site: Site,
    /// Name of instance and log.
    pub name: String,
    /// Whom PHP runs as.
    pub web: User,
    /// Whom the server runs as: whoever owns the data directory.
    pub server: User,
    pub paths: Paths,
    /// What the instance file says afterwards.
    pub instance: Instance,
    /// Whether the secret is a new one.
    pub is_new: bool,
    pub spool: PathBuf,
    pub server_url: String,
    pub matomo_url: Option<String>,
    pub php: Php,
    /// How this program is called for this data directory.
    pub program: String,
}

/// A site that cannot be connected is wrong use, save where it cannot be read.
pub fn wrong(error: SiteError) -> anyhow::Error {
    match error {
        SiteError::Unreadable(_, ref why) if why.kind() != std::io::ErrorKind::NotFound => error.into(),
        error => Usage::new(error.to_string()).into(),
    }
}

/// The name of this Matomo's log: what was typed, else what its settings say, else the default.
pub fn log_name(place: &Place, site: &Site) -> anyhow::Result<String> {
    let text = fs::read_to_string(&site.config)
        .with_context(|| format!("{} cannot be read", site.config.display()))?;
    let settings = ini::values(&text);
    let setting = |key: &str| settings.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let known = setting("instance").filter(|name| is_of(place, name, site, setting("shared_secret")));
    let known = known.map(str::to_owned);
    match (place.named_log(), known) {
        (Some(name), Some(known)) if name != known => Err(Usage::new(format!(
            "This Matomo is connected as “{known}”. Leave out --log, or first take that back with --undo."
        ))
        .into()),
        (Some(name), _) => Ok(name.to_owned()),
        (None, known) => Ok(known.unwrap_or_else(|| LOG_DEFAULT.to_owned())),
    }
}

/// Whether the instance of this name is this Matomo's. Its settings are written by its own user, who may name another one's: the
/// place or the shared key must fit, or it would be given that one's key, or that one be taken away with `--undo`.
pub fn is_of(place: &Place, name: &str, site: &Site, secret: Option<&str>) -> bool {
    let instance = || Instance::read(&place.paths.instance(name)).ok();
    crate::config::paths::is_log_name(name)
        && instance().is_some_and(|one| {
            one.matomo_dir.as_ref() == Some(&site.directory) || secret == Some(one.shared_secret.expose())
        })
}

impl Plan {
    /// Looks at everything and changes nothing but making the data directory.
    pub fn make(place: &Place, args: &ConnectArgs) -> anyhow::Result<Plan> {
        let site = Site::find(&args.matomo).map_err(wrong)?;
        let name = log_name(place, &site)?;
        let web = web_user(&site, args)?;
        let data = place.paths.data();
        Paths::make(data).with_context(|| format!("{} cannot be made", data.display()))?;
        let data = data.canonicalize().with_context(|| format!("{} cannot be read", data.display()))?;
        let paths = Paths::new(&data);
        let owner = fs::metadata(&data)?;
        let server = User::by_id(owner.uid(), owner.gid());

        let before = match Instance::read(&paths.instance(&name)) {
            Ok(instance) => Some(instance),
            Err(_) if !paths.instance(&name).exists() => None,
            Err(error) => return Err(error.into()),
        };
        if let Some(other) = before.as_ref().and_then(|instance| instance.matomo_dir.as_ref())
            && *other != site.directory
        {
            return Err(Usage::new(format!(
                "The log “{name}” belongs to the Matomo in {}. Choose another name with --log.",
                other.display()
            ))
            .into());
        }
        let settings = fs::read_to_string(&site.config)?;
        let settings = ini::values(&settings);
        let setting =
            |key: &str| settings.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        // One without a place and with a spool was connected with a Matomo elsewhere.
        let is_elsewhere =
            before.as_ref().is_some_and(|one| one.matomo_dir.is_none() && one.spool_dir.is_some());
        if is_elsewhere
            && place.named_log().is_none()
            && !is_of(place, &name, &site, setting("shared_secret"))
        {
            return Err(Usage::new(format!(
                "The log “{name}” belongs to a Matomo elsewhere. Choose another name with --log."
            ))
            .into());
        }
        let php = Php::new(&args.php, &web, &site.directory);
        let spool = spool(args, before.as_ref(), &site, &paths, &name, &web)?;
        let server_url = server_url(place, args, setting("server_url"))?;
        let kept = before.as_ref().map(|instance| instance.shared_secret.clone());
        // The data directory may be a new one while Matomo keeps its settings.
        let kept = kept.or_else(|| setting("shared_secret").and_then(Secret::parse));
        let is_new = kept.is_none();
        let shared_secret = match kept {
            Some(secret) => secret,
            None => Secret::new()?,
        };
        let told =
            args.url.as_deref().map(|url| url_given("--url", url, &["http://", "https://"])).transpose()?;
        let matomo_url = told.or_else(|| before.and_then(|instance| instance.matomo_url));
        let instance = Instance {
            name: name.clone(),
            shared_secret,
            spool_dir: Some(spool.clone()),
            matomo_dir: Some(site.directory.clone()),
            matomo_url: matomo_url.clone(),
        };
        Ok(Plan {
            site,
            name,
            web,
            server,
            paths,
            instance,
            is_new,
            spool,
            server_url,
            matomo_url,
            php,
            program: place.program(),
        })
    }
}

fn web_user(site: &Site, args: &ConnectArgs) -> anyhow::Result<User> {
    match &args.web_user {
        Some(name) => User::find(name).ok_or_else(|| {
            Usage::new(format!("--web-user: there is no user “{name}” on this machine.")).into()
        }),
        None => site.web_user().ok_or_else(|| {
            Usage::new(
                "Everything in this Matomo belongs to root, so that it cannot be seen whom PHP runs as. \
                 Say it with --web-user, such as --web-user www-data.",
            )
            .into()
        }),
    }
}

fn spool(
    args: &ConnectArgs,
    before: Option<&Instance>,
    site: &Site,
    paths: &Paths,
    name: &str,
    web: &User,
) -> anyhow::Result<PathBuf> {
    let old = before.and_then(|instance| instance.spool_dir.clone());
    let spool = match (&args.spool, &old) {
        (Some(given), _) => std::path::absolute(given)?,
        (None, Some(old)) => old.clone(),
        (None, None) => {
            // The data directory itself can be opened for passing; what is above it is not ours.
            let above = paths.data().parent().and_then(|parent| web.stopped_at(parent));
            let base = if above.is_some() {
                Path::new(SPOOLS_ELSEWHERE).to_owned()
            } else {
                paths.data().join("spool")
            };
            base.join(name)
        }
    };
    let real = spool.ancestors().find_map(|up| up.canonicalize().ok()).unwrap_or_default();
    if real.starts_with(&site.directory) || spool.starts_with(&site.directory) {
        return Err(Usage::new(format!(
            "--spool: {} lies inside Matomo's directory, where the web server hands out files. Choose one outside.",
            spool.display()
        ))
        .into());
    }
    if let Some(old) = old.filter(|old| *old != spool)
        && Spool::look(&old).is_ok_and(|old| old.waiting_bytes > 0)
    {
        return Err(Usage::new(format!(
            "--spool: lines still wait in {}. Let the server take them before the spool moves.",
            old.display()
        ))
        .into());
    }
    if !ini::is_plain(&spool.display().to_string()) {
        return Err(
            Usage::new("--spool: the path must have no quotes, $, &, <, >, ;, \\ or line breaks.").into()
        );
    }
    Ok(spool)
}

fn server_url(place: &Place, args: &ConnectArgs, before: Option<&str>) -> anyhow::Result<String> {
    if let Some(url) = &args.server_url {
        return url_given("--server-url", url, &["http://", "https://", "unix:///"]);
    }
    let answers = |url: &str| matches!(server::health(url), Some(Ok(_)));
    if let Some(url) =
        before.filter(|url| ini::is_plain(url) && (!url.starts_with("http://") || answers(url)))
    {
        return Ok(url.to_owned());
    }
    if let Ok(url) = std::fs::read_to_string(place.paths.listening())
        && ini::is_plain(&url)
        && answers(&url)
    {
        return Ok(url);
    }
    if place.settings.listen.port() == 0 {
        return Err(Usage::new(
            "The server listens on a port that changes. Say where Matomo reaches it with --server-url, or set `listen`.",
        )
        .into());
    }
    Ok(server::url_of(place.settings.listen))
}

/// An address that can stand in settings.
pub fn url_given(option: &str, url: &str, begins: &[&str]) -> anyhow::Result<String> {
    let rest = begins.iter().find_map(|begin| url.strip_prefix(begin));
    let good = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains([' ', '@', '?', '#']))
        && ini::is_plain(url);
    if good {
        return Ok(url.trim_end_matches('/').to_owned());
    }
    Err(Usage::new(format!(
        "{option}: “{}” is no address that begins with {}.",
        super::super::wording::shown(url),
        begins.join(" or ")
    ))
    .into())
}
