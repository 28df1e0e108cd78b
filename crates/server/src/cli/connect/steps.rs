//! Says how to do by hand what `connect` could not do, or should not.

use std::io::Write;

use super::super::args::ConnectArgs;
use super::super::failure::Exit;
use super::super::matomo::plugin;
use super::super::matomo::users::group_name;
use super::super::place::Place;
use super::plan::Plan;
use super::{Step, classes, section};

/// `--print-steps`: all steps, with the secret. The instance file and a copy of the plugin are made, Matomo is not touched.
pub fn run(place: &Place, args: &ConnectArgs, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let plan = Plan::make(place, args)?;
    plan.instance.write(&plan.paths)?;
    print(&plan, Step::Spool, true, out)?;
    Ok(Exit::Done)
}

/// What is left, beginning with the step that could not be done; without the secret.
pub fn remaining(plan: &Plan, from: Step, out: &mut dyn Write) -> anyhow::Result<()> {
    print(plan, from, false, out)
}

fn print(plan: &Plan, from: Step, with_secret: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut number = 0;
    let mut step = |out: &mut dyn Write, text: &str, commands: &[String]| -> std::io::Result<()> {
        number += 1;
        writeln!(out, "\n{number}. {text}")?;
        commands.iter().try_for_each(|command| writeln!(out, "     {command}"))
    };
    writeln!(out, "\nBy hand, as root:")?;
    let (web, server) = (&plan.web, &plan.server);
    let (group, spool) = (group_name(web.gid), plan.spool.display());
    let matomo = plan.site.directory.display();
    if from <= Step::Spool {
        let mut commands = vec![
            format!("install -d -m 2770 -o {} -g {group} {spool}", server.name),
            format!("namei -l {spool}        # every directory on the way needs x for {}", web.name),
        ];
        if server.uid != 0 && server.uid != web.uid {
            commands.push(format!("usermod -aG {group} {}        # then restart the server", server.name));
        }
        step(out, "Make the directory that Matomo and the server share:", &commands)?;
    }
    if from <= Step::Instance {
        let file = plan.paths.instance(&plan.name);
        let file = file.display();
        step(
            out,
            "Tell the server about this Matomo:",
            &[format!("{} connect {matomo} --print-steps        # writes {file}", plan.program)],
        )?;
    }
    if from <= Step::Plugin {
        // Whoever has not the rights for the rest may not have them for this either.
        let copy = plugin::unpack(plan.paths.data()).unwrap_or_else(|_| "matomo/OpenActivityLog".into());
        let target = plan.site.plugins();
        step(
            out,
            "Copy the plugin:",
            &[
                format!("cp -r {} {}/", copy.display(), target.display()),
                format!("chown -R --reference={0} {0}/OpenActivityLog", target.display()),
            ],
        )?;
    }
    if from <= Step::Section {
        let mut text = vec!["[OpenActivityLog]".to_owned()];
        for (key, value) in section(plan) {
            let hide = key == "shared_secret" && !with_secret;
            let file = plan.paths.instance(&plan.name);
            let value = if hide { format!("<shared_secret from {}>", file.display()) } else { value };
            text.push(format!("{key} = \"{value}\""));
        }
        step(out, &format!("Add to {}:", plan.site.config.display()), &text)?;
    }
    if from <= Step::Activate {
        let command =
            format!("cd {matomo} && sudo -u {} php console plugin:activate OpenActivityLog", web.name);
        step(out, "Activate the plugin, here or in Matomo under Administration › Plugins:", &[command])?;
        let command = format!("cd {matomo} && sudo -u {} php console {}", web.name, classes::COMMAND);
        step(
            out,
            "Let it examine the activity classes of other plugins, which are not used before:",
            &[command],
        )?;
    }
    step(out, "Start the server, if it does not run:", &[format!("{} serve", plan.program)])?;
    let check = format!("{} connect {matomo}", plan.program);
    step(out, "Let it check what was done, and prove that an event arrives:", &[check])?;
    writeln!(
        out,
        "     (or with --check, which changes nothing. In a container or on another machine: docs/operating/connect-by-hand.md)"
    )?;
    Ok(())
}
