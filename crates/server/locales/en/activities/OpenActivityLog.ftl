auditlog-activated =
    .label = Recording started
    .text = switched on the recording of activities
auditlog-deactivated =
    .label = Recording stopped
    .text = switched off the recording of activities
auditlog-connected =
    .label = Matomo connected
    .text = connected a Matomo to the log
auditlog-export_started =
    .label = Export of the activity log started
    .text = started an export of the activity log
auditlog-exported =
    .label = Activity log exported
    .text = exported entries of the activity log
auditlog-assertion_refused =
    .label = Request to the log refused
    .text = sent requests to the log that were refused because nothing proves who sent them
auditlog-gap_detected =
    .label = Lines of the spool are missing
    .text = found that lines of the spool are missing
auditlog-spool_line_quarantined =
    .label = Line put aside
    .text = put aside a line of the spool that could not be read
auditlog-unexplained_change =
    .label = Change without an entry
    .text = { $what ->
        [user-appeared] found the user “{ $target }”, whom no entry says was added
        [user-vanished] found that the user “{ $target }” is gone without an entry
        [user-superuser_access] found that “{ $target }” { $now ->
            [yes] became a super user
           *[other] is no super user any more
        } without an entry
        [user-email] found that the e-mail address of “{ $target }” changed without an entry
        [user-password] found that the password of “{ $target }” changed without an entry
        [user-two_factor] found that the second factor of “{ $target }” was switched { $now ->
            [yes] on
           *[other] off
        } without an entry
        [user-pending] found that the invitation of “{ $target }” changed without an entry
        [access-appeared] found that { $new } access of “{ $target }”{ to-websites } appeared without an entry
        [access-vanished] found that { $old } access of “{ $target }”{ to-websites } is gone without an entry
        [access-changed] found that access of “{ $target }”{ to-websites } changed from { $old } to { $new } without an entry
        [token-appeared] found the API token “{ $target }” of { $owner }, which no entry says was created
        [token-vanished] found that the API token “{ $target }” of { $owner } is gone without an entry
        [token-changed] found that the API token “{ $target }” of { $owner } changed without an entry
        [website-appeared] found the website “{ $target }”, which no entry says was added
        [website-vanished] found that the website “{ $target }” is gone without an entry
        [website-changed] found that the name of the website “{ $target }” changed without an entry
        [goal-appeared] found the goal “{ $target }”{ on-site }, which no entry says was created
        [goal-vanished] found that the goal “{ $target }”{ on-site } is gone without an entry
        [goal-changed] found that the name of the goal “{ $target }”{ on-site } changed without an entry
        [plugin-appeared] found the plugin “{ $target }”, which no entry says was installed
        [plugin-vanished] found that the plugin “{ $target }” is gone without an entry
        [plugin-changed] found that the plugin “{ $target }” changed without an entry
        [files-changed] found that files of the log's own plugin changed without an entry
        [matomo-changed] found that Matomo is another version without an entry
        [setting-changed] found that the setting “{ $target }” of the log changed without an entry
       *[other] found more changes without an entry
    }
auditlog-imported =
    .label = History imported
    .text = imported history into a log of its own
auditlog-activity_classes_enabled =
    .label = Classes of other plugins used
    .text = examined activity classes of other plugins and uses them
auditlog-activity_class_disabled =
    .label = Class of another plugin switched off
    .text = switched off the activity class “{ $target }” of another plugin
auditlog-viewed =
    .label = Activity log looked at
    .text = looked at everybody’s entries in the activity log
auditlog-settings_changed =
    .label = Settings of the activity log changed
    .text = changed settings of the activity log
auditlog-link_created =
    .label = Link for elsewhere made
    .text = made the link “{ $target }” that shows entries elsewhere
auditlog-link_revoked =
    .label = Link for elsewhere ended
    .text = ended the link “{ $target }” that showed entries elsewhere
auditlog-link_used =
    .label = Link for elsewhere used
    .text = looked at entries by the link “{ $target }”
