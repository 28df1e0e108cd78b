//! A Matomo that is not on this machine, or in a container: the server's half is made here, the other half is printed.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;

use super::super::args::ConnectArgs;
use super::super::doctor;
use super::super::failure::{Exit, Usage};
use super::super::matomo::{ini, plugin, server};
use super::super::place::{LOG_DEFAULT, Place};
use super::classes;
use super::plan::url_given;
use crate::config::{Instance, Paths, Secret};

/// Whether a Matomo elsewhere is meant: somebody asks for the steps, or for a check of one that is known to be elsewhere.
pub fn is_meant(place: &Place, args: &ConnectArgs) -> bool {
    let name = place.named_log().unwrap_or(LOG_DEFAULT);
    let known = || Instance::read(&place.paths.instance(name)).is_ok_and(|one| one.matomo_dir.is_none());
    args.print_steps || (args.check && known())
}

/// Makes the instance and the copy of the plugin and prints the rest; or checks what can be seen from here.
pub fn run(place: &Place, args: &ConnectArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let name = place.named_log().unwrap_or(LOG_DEFAULT);
    if args.check {
        return doctor::instance_only(place, name, out);
    }
    Paths::make(place.paths.data())?;
    let paths = Paths::new(place.paths.data().canonicalize()?);
    let before = Instance::read(&paths.instance(name)).ok();
    if let Some(directory) = before.as_ref().and_then(|one| one.matomo_dir.as_ref()) {
        return Err(Usage::new(format!(
            "The log “{name}” belongs to the Matomo in {}. Choose another name with --log.",
            directory.display()
        ))
        .into());
    }
    let old = before.as_ref().and_then(|one| one.spool_dir.clone());
    let spool: PathBuf = match &args.spool {
        Some(given) => std::path::absolute(given)?,
        None => old.unwrap_or_else(|| paths.data().join("spool").join(name)),
    };
    let url = args.server_url.as_deref();
    let url =
        url.map(|url| url_given("--server-url", url, &["http://", "https://", "unix:///"])).transpose()?;
    let matomo_url =
        args.url.as_deref().map(|url| url_given("--url", url, &["http://", "https://"])).transpose()?;
    let instance = Instance {
        name: name.to_owned(),
        shared_secret: match &before {
            Some(one) => one.shared_secret.clone(),
            None => Secret::new()?,
        },
        spool_dir: Some(spool.clone()),
        matomo_dir: None,
        matomo_url: matomo_url.or_else(|| before.and_then(|one| one.matomo_url)),
    };
    instance.write(&paths)?;
    let copy = plugin::unpack(paths.data()).context("the plugin cannot be written to the data directory")?;
    let matomo = args.matomo.display();
    let file = paths.instance(name);
    let listens = server::url_of(place.settings.listen);
    let url = url.unwrap_or_else(|| listens.clone());
    let spool = spool.display();
    let section = ini::SECTION;
    write!(
        out,
        "There is no {matomo} on this machine. The server's half is made: {}\n\
         The other half, by hand (here and below, www-data is whom PHP runs as there; its group is often number 33):\n\
         \n1. Make the directory that both share, with the group that PHP has in there:\n     \
              install -d -m 2770 -g 33 {spool}\n   \
            and give it to the container under the same path: --volume {spool}:{spool}\n   \
            The server's user must be in that group too (on this machine, by its number).\n\
         \n2. Copy the plugin in there:\n     \
              docker cp {} CONTAINER:{matomo}/plugins/\n     \
              docker exec CONTAINER chown -R www-data: {matomo}/plugins/{section}\n\
         \n3. Add to {matomo}/config/config.ini.php in there:\n     \
              [{section}]\n     \
              shared_secret = \"{}\"\n     \
              spool_dir = \"{spool}\"\n     \
              server_url = \"{url}\"\n     \
              instance = \"{name}\"\n   \
            server_url must be the server as seen from in there; on this machine it listens on {listens}.\n\
         \n4. Activate it, and let it examine the activity classes of other plugins:\n     \
              docker exec --user www-data CONTAINER php {matomo}/console plugin:activate {section}\n     \
              docker exec --user www-data CONTAINER php {matomo}/console {vet}\n\
         \n5. Start the server, if it does not run:\n     \
              {prog} serve\n\
         \n6. Do something in Matomo that is recorded, such as a wrong password, then let it check:\n     \
              {prog} --log {name} connect {matomo} --check\n",
        file.display(),
        copy.display(),
        instance.shared_secret.expose(),
        vet = classes::COMMAND,
        prog = place.program(),
    )?;
    Ok(Exit::Done)
}
