//! Makes the changes, each whole or not at all, in an order in which a stop half-way harms nothing: Matomo hears of a spool only
//! once it is there.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail, ensure};

use super::super::matomo::users::{User, group_name};
use super::super::matomo::{ini, php, plugin, spool};
use super::plan::Plan;
use super::{Lines, Step, Trouble, with_section};
use crate::config::Paths;

/// Directories of the data directory that hold what nobody else may see.
const PRIVATE: &[&str] = &["instances", "logs", "quarantine", "inventory", "keys"];

type Do = fn(&Plan, &mut Lines) -> anyhow::Result<()>;

/// Does all steps up to the active plugin.
pub fn run(plan: &Plan, lines: &mut Lines) -> Result<(), Trouble> {
    let steps: [(Step, Do); 5] = [
        (Step::Spool, make_spool),
        (Step::Instance, write_instance),
        (Step::Plugin, copy_plugin),
        (Step::Section, write_section),
        (Step::Activate, activate),
    ];
    rights(plan).map_err(|why| Trouble { at: Step::Spool, why })?;
    for (at, step) in steps {
        step(plan, lines).map_err(|why| Trouble { at, why })?;
    }
    Ok(())
}

fn rights(plan: &Plan) -> anyhow::Result<()> {
    let me = User::current();
    ensure!(
        me.uid == 0 || me.uid == plan.web.uid,
        "This needs the rights of root or of {} and runs as {}. Run it with sudo.",
        plan.web.name,
        me.name
    );
    Ok(())
}

fn make_spool(plan: &Plan, lines: &mut Lines) -> anyhow::Result<()> {
    let directory = &plan.spool;
    let shown = directory.display();
    let inside = directory.starts_with(plan.paths.data());
    if inside {
        keep_private(plan)?;
    }
    make_parents(plan, directory).with_context(|| format!("{shown} cannot be made"))?;
    if inside && plan.web.stopped_at(plan.paths.data()).is_some() {
        let mode = fs::metadata(plan.paths.data())?.mode() & 0o7777 | 0o011;
        fs::set_permissions(plan.paths.data(), fs::Permissions::from_mode(mode))?;
        lines.good(&format!(
            "{} lets others pass to the spool, and nowhere else (mode {mode:o})",
            plan.paths.data().display()
        ));
    }
    let group = plan.web.gid;
    spool::make(directory, plan.server.uid, group).with_context(|| {
        format!("{shown} cannot be given to {} and the group {}", plan.server.name, group_name(group))
    })?;
    if !(plan.php.may("-w", directory) && plan.php.may("-x", directory)) {
        match plan.web.stopped_at(directory) {
            Some((closed, mode)) => bail!(
                "{} cannot reach {shown}: {} lets it not pass (mode {mode:o}). Choose another place with --spool.",
                plan.web.name,
                closed.display()
            ),
            None => bail!("{} cannot write in {shown}", plan.web.name),
        }
    }
    lines.good(&format!("Spool {shown}, shared by {} and {}", plan.web.name, plan.server.name));
    share_group(plan, lines)
}

/// What PHP writes belongs to PHP's group; the server must be in it.
fn share_group(plan: &Plan, lines: &mut Lines) -> anyhow::Result<()> {
    let (server, group) = (&plan.server, plan.web.gid);
    if server.uid == 0 || server.uid == plan.web.uid || server.groups().contains(&group) {
        return Ok(());
    }
    let group = group_name(group);
    let by_hand = format!("usermod -aG {group} {}", server.name);
    let done = Command::new("usermod").args(["-aG", &group, &server.name]).output();
    ensure!(
        done.is_ok_and(|output| output.status.success()),
        "The server's user {} is not in the group {group} and cannot be added to it. Run: {by_hand}",
        server.name
    );
    lines.good(&format!(
        "{} is now in the group {group} (a running server must be restarted to notice)",
        server.name
    ));
    Ok(())
}

/// Before others may pass the data directory, nothing in it may be open to them.
fn keep_private(plan: &Plan) -> anyhow::Result<()> {
    for name in PRIVATE {
        let directory = plan.paths.data().join(name);
        if !directory.exists() {
            Paths::make(&directory)?;
            give(&directory, &plan.server)?;
        }
    }
    for entry in fs::read_dir(plan.paths.data())? {
        let entry = entry?;
        let mode = entry.metadata()?.mode() & 0o7777;
        if entry.file_name() != "spool" && mode & 0o007 != 0 && !entry.file_type()?.is_symlink() {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode & !0o007))?;
        }
    }
    Ok(())
}

fn make_parents(plan: &Plan, directory: &Path) -> anyhow::Result<()> {
    let mut missing: Vec<&Path> = directory.ancestors().skip(1).take_while(|up| !up.exists()).collect();
    missing.reverse();
    for parent in missing {
        DirBuilder::new().mode(0o711).create(parent)?;
        fs::set_permissions(parent, fs::Permissions::from_mode(0o711))?;
        give(parent, &plan.server)?;
    }
    Ok(())
}

fn give(path: &Path, user: &User) -> std::io::Result<()> {
    let meta = fs::metadata(path)?;
    if (meta.uid(), meta.gid()) == (user.uid, user.gid) {
        return Ok(());
    }
    chown(path, Some(user.uid), Some(user.gid))
}

fn write_instance(plan: &Plan, lines: &mut Lines) -> anyhow::Result<()> {
    plan.instance.write(&plan.paths)?;
    let path = plan.paths.instance(&plan.name);
    give(&plan.paths.instances(), &plan.server)?;
    give(&path, &plan.server)
        .with_context(|| format!("{} cannot be given to {}", path.display(), plan.server.name))?;
    let key = if plan.is_new { "new shared key" } else { "shared key kept" };
    lines.good(&format!("{}: {key}", path.display()));
    Ok(())
}

fn copy_plugin(plan: &Plan, lines: &mut Lines) -> anyhow::Result<()> {
    let plugins = plan.site.plugins();
    let version = plugin::version().unwrap_or_default();
    if plugin::is_same(&plugins) {
        lines.good(&format!("Plugin {version} is in place"));
        return Ok(());
    }
    let before = plugin::installed_version(&plugins);
    plugin::install(&plugins)
        .with_context(|| format!("the plugin cannot be copied to {}", plugins.display()))?;
    match before {
        Some(before) => {
            lines.good(&format!("Plugin {version} copied, in place of {before}"));
            // Matomo may still hold templates of the old one; without PHP it finds out by itself in the end.
            let _ = plan.php.console(&["core:clear-caches"]);
        }
        None => lines.good(&format!("Plugin {version} copied to {}", plugins.join(ini::SECTION).display())),
    }
    Ok(())
}

fn write_section(plan: &Plan, lines: &mut Lines) -> anyhow::Result<()> {
    let path = &plan.site.config;
    let changed = ini::edit(path, |text| with_section(plan, text))
        .with_context(|| format!("{} cannot be written", path.display()))?;
    let told = if changed { "written to" } else { "stands in" };
    lines.good(&format!("[{}] {told} {}", ini::SECTION, path.display()));
    Ok(())
}

fn activate(plan: &Plan, lines: &mut Lines) -> anyhow::Result<()> {
    let version = plan.php.version()?;
    ensure!(
        version >= php::VERSION_MIN,
        "PHP {}.{} is too old; 7.2.5 or later is needed. Another one is named with --php.",
        version / 10_000,
        version / 100 % 100
    );
    let is_active = || fs::read_to_string(&plan.site.config).map(|text| ini::is_active(&text));
    if is_active()? {
        lines.good("Plugin is active");
        return Ok(());
    }
    let told = plan.php.console(&["plugin:activate", ini::SECTION])?;
    ensure!(is_active()?, "Matomo did not activate the plugin: {}", one_line(&told));
    lines.good("Plugin activated");
    Ok(())
}

/// Output of a program as one harmless line.
pub fn one_line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    crate::export::guard::visible(&joined).chars().take(300).collect()
}
