//! Matomo's console, and its scheduler.

use e2e::connected::Connected;

use crate::ledger::Ledger;

pub fn commands_and_tasks(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    let site = matomo.site.to_string();
    let commands: &[(&[&str], &str, &str)] = &[
        (&["plugin:deactivate", "Feedback"], "cli.plugin_deactivate", "Feedback"),
        (&["plugin:activate", "Feedback"], "cli.plugin_activate", "Feedback"),
        (&["config:set", "--section=General", "--key=e2e_covered", "--value=1"], "cli.config_set", ""),
        (&["config:delete", "--section=General", "--key=e2e_covered"], "cli.config_delete", ""),
        (&["core:clear-caches"], "cli.core_clear_caches", ""),
        (&["login:unblock-blocked-ips"], "cli.login_unblock_blocked_ips", ""),
        (
            &["core:invalidate-report-data", "--dates=2026-11-20", "--sites", &site],
            "cli.core_invalidate_report_data",
            "",
        ),
        (&["core:create-security-files"], "cli.core_create_security_files", ""),
    ];
    for (command, activity, object) in commands {
        matomo.console(command);
        ledger.did(&format!("`console {}`", command[0]), "console", "cli", activity, object);
    }
    for command in [&["plugin:list"][..], &["core:version"], &["diagnostics:archiving-status"], &["list"]] {
        matomo.console(command);
        ledger.quiet(1);
    }
    // What the scheduler does is told only where it changes something.
    let task = r"Piwik\Plugins\UsersManager\Tasks.cleanupExpiredTokens";
    matomo.console(&["scheduled-tasks:run", task]);
    ledger.quiet(1);
    matomo.php("secrets.php", &["expired-token", &matomo.viewer.login]);
    matomo.console(&["scheduled-tasks:run", task]);
    ledger.did("the scheduler removes expired tokens", "scheduler", "system", "token.expired_removed", "");
}
