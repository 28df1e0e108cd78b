### Activities of the catalogue: one message per activity id, dots written as dashes.
###
### .label  name in menus
### .text   what follows the actor's name in a sentence: “alice” + “updated the goal …”
###
### $target    name of the target, or its id, or its type where it has neither; never empty
### $site      name of the website, or its id
### $has_site  “yes” or “no”
###
### No other placeable is known here. Order: by plugin, as in catalog/*.toml.

# Ends the sentences of activities that belong to one website.
on-site = { $has_site ->
    [yes] {" "}on { $site }
   *[no] {""}
}

## Groups of activities

category-annotation = Annotations
category-auditlog = Activity log
category-authentication = Authentication
category-console = Console commands
category-custom_alert = Custom alerts
category-custom_dimension = Custom dimensions
category-dashboard = Dashboards
category-goal = Goals
category-maintenance = Maintenance
category-matomo = Other
category-plugin = Plugins
category-privacy = Privacy
category-report = Scheduled reports
category-segment = Segments
category-settings = System settings
category-tag_manager = Tag Manager
category-token = API tokens
category-update = Updates
category-user = Users
category-website = Websites

## Matomo

api-unknown_write =
    .label = Other change through the API
    .text = called { $target }{ on-site }
matomo-event =
    .label = Other event
    .text = caused { $target }{ on-site }

## Login

auth-login-succeeded =
    .label = Signed in
    .text = signed in
auth-login-failed =
    .label = Sign-in failed
    .text = failed to sign in as “{ $target }”
auth-password_confirmation-failed =
    .label = Password confirmation failed
    .text = gave a wrong password where Matomo asked for it again
auth-api_token-failed =
    .label = API token refused
    .text = called the API with a wrong or expired token
auth-logout =
    .label = Signed out
    .text = signed out
auth-brute_force-unblocked =
    .label = Blocked IP addresses released
    .text = lifted the block from all blocked IP addresses
auth-password_reset-requested =
    .label = Password reset requested
    .text = asked for a new password for “{ $target }”

## TwoFactorAuth

auth-2fa-enabled =
    .label = Two-factor authentication enabled
    .text = switched on two-factor authentication for “{ $target }”
auth-2fa-disabled =
    .label = Two-factor authentication disabled
    .text = switched off two-factor authentication for “{ $target }”
auth-2fa-reset =
    .label = Two-factor authentication of another user reset
    .text = reset two-factor authentication for “{ $target }”
auth-2fa-verified =
    .label = Second factor verified
    .text = confirmed the sign-in with the second factor
auth-2fa-code_failed =
    .label = Wrong two-factor code entered
    .text = entered a wrong second factor
auth-2fa-recovery_codes_viewed =
    .label = Recovery codes displayed
    .text = looked at their recovery codes
auth-2fa-recovery_codes_regenerated =
    .label = Recovery codes regenerated
    .text = made new recovery codes

## UsersManager

user-created =
    .label = User created
    .text = created the user “{ $target }”
user-invited =
    .label = User invited
    .text = invited the user “{ $target }”
user-invite_resent =
    .label = Invitation resent
    .text = sent the invitation of “{ $target }” again
user-invite_link_generated =
    .label = Invitation link generated
    .text = made an invitation link for “{ $target }”
user-invite_accepted =
    .label = Invitation accepted
    .text = accepted an invitation
user-invite_declined =
    .label = Invitation declined
    .text = declined an invitation
user-password_changed =
    .label = Password changed
    .text = changed the password of “{ $target }”
user-email_changed =
    .label = E-mail address changed
    .text = changed the e-mail address of “{ $target }”
user-updated =
    .label = User updated (e-mail and/or password)
    .text = saved the user “{ $target }”
auth-password_reset-confirmed =
    .label = Password reset completed
    .text = set a new password with the link from a mail
user-deleted =
    .label = User deleted
    .text = deleted the user “{ $target }”
user-invite_expired =
    .label = Expired invitation removed by the system
    .text = removed the expired invitation of “{ $target }”
user-superuser_changed =
    .label = Super user access granted or revoked
    .text = changed the super user access of “{ $target }”
user-access_changed =
    .label = Website access of a user changed
    .text = changed the access of “{ $target }” to websites
user-access_removed =
    .label = Website access of a user removed
    .text = took the access to websites from “{ $target }”
user-anonymous_access_enabled =
    .label = Anonymous view access to a website enabled
    .text = opened websites to everybody without a login
user-capabilities_added =
    .label = Capabilities added
    .text = gave capabilities to “{ $target }”
user-capabilities_removed =
    .label = Capabilities removed
    .text = took capabilities from “{ $target }”
user-preference_changed =
    .label = User preference changed
    .text = changed a preference of “{ $target }”
user-newsletter_signup =
    .label = Signed up for the newsletter
    .text = signed up for the newsletter
user-settings_saved =
    .label = Personal settings saved
    .text = saved their personal settings
user-anonymous_settings_saved =
    .label = Settings for the anonymous user saved
    .text = changed the settings for visitors without a login
token-created =
    .label = App-specific API token created through the API
    .text = created the API token “{ $target }”
token-created_in_ui =
    .label = API token created in Personal > Security
    .text = created the API token “{ $target }”
token-deleted =
    .label = API token deleted
    .text = deleted the API token “{ $target }”
token-all_deleted =
    .label = All API tokens of a user deleted
    .text = deleted all their API tokens
auth-session-logout_all =
    .label = User logged out of all sessions by an administrator
    .text = ended all sessions of “{ $target }”

## LanguagesManager

user-language_changed =
    .label = Interface language changed
    .text = set the language of “{ $target }”
user-time_format_changed =
    .label = 12/24 hour clock setting changed
    .text = set the time format of “{ $target }”

## SitesManager

website-created =
    .label = Website created
    .text = created the website “{ $target }”
website-updated =
    .label = Website settings updated
    .text = changed the settings of the website “{ $target }”
website-deleted =
    .label = Website deleted
    .text = deleted the website “{ $target }”
website-alias_urls_added =
    .label = Alias URLs added to a website
    .text = added addresses to the website “{ $target }”
website-alias_urls_set =
    .label = Alias URLs of a website replaced
    .text = replaced the addresses of the website “{ $target }”
website-group_renamed =
    .label = Website group renamed
    .text = renamed the website group “{ $target }”
website-created_time_changed =
    .label = Website creation date moved back
    .text = moved back the date of creation of a website{ on-site }
website-measurable_settings_changed =
    .label = Plugin settings of a website changed
    .text = changed plugin settings of the website “{ $target }”
website-global-global_excluded_ips =
    .label = Global excluded IPs changed
    .text = changed the IP addresses excluded on all websites
website-global-global_search_parameters =
    .label = Global site search parameters changed
    .text = changed the site search parameters of all websites
website-global-global_excluded_user_agents =
    .label = Global excluded user agents changed
    .text = changed the user agents excluded on all websites
website-global-global_excluded_referrers =
    .label = Global excluded referrers changed
    .text = changed the referrers excluded on all websites
website-global-keep_url_fragments_global =
    .label = Global keep-URL-fragments setting changed
    .text = changed whether websites keep URL fragments
website-global-global_excluded_query_parameters =
    .label = Global excluded URL parameters changed
    .text = changed the URL parameters excluded on all websites
website-global-default_currency =
    .label = Default currency for new websites changed
    .text = changed the default currency of websites
website-global-default_timezone =
    .label = Default timezone for new websites changed
    .text = changed the default time zone of websites
website-global-query_param_exclusion =
    .label = Global excluded URL parameters changed (new API)
    .text = changed which URL parameters are excluded on all websites
website-global_settings_saved =
    .label = Global website settings saved
    .text = saved the settings for all websites

## Goals

goal-created =
    .label = Goal created
    .text = created the goal “{ $target }”{ on-site }
goal-updated =
    .label = Goal updated
    .text = updated the goal “{ $target }”{ on-site }
goal-deleted =
    .label = Goal deleted
    .text = deleted the goal “{ $target }”{ on-site }

## SegmentEditor

segment-created =
    .label = Segment created
    .text = created the segment “{ $target }”{ on-site }
segment-updated =
    .label = Segment updated
    .text = updated the segment “{ $target }”{ on-site }
segment-deleted =
    .label = Segment deleted
    .text = deleted the segment “{ $target }”

## ScheduledReports

report-created =
    .label = Scheduled report created
    .text = created the scheduled report “{ $target }”{ on-site }
report-updated =
    .label = Scheduled report updated
    .text = updated the scheduled report “{ $target }”{ on-site }
report-deleted =
    .label = Scheduled report deleted
    .text = deleted the scheduled report “{ $target }”
report-sent =
    .label = Scheduled report sent
    .text = sent the scheduled report “{ $target }”
report-generated =
    .label = Scheduled report generated or downloaded
    .text = generated the scheduled report “{ $target }”
report-unsubscribed =
    .label = Recipient unsubscribed from a scheduled report
    .text = was taken off the recipients of the scheduled report “{ $target }”

## Dashboard

dashboard-created =
    .label = Dashboard created
    .text = created the dashboard “{ $target }”
dashboard-removed =
    .label = Dashboard removed
    .text = removed the dashboard “{ $target }”
dashboard-copied =
    .label = Dashboard copied to another user
    .text = copied the dashboard “{ $target }” to another user
dashboard-reset =
    .label = Dashboard layout reset
    .text = reset the layout of the dashboard “{ $target }”
dashboard-default_saved =
    .label = Default dashboard for all users saved
    .text = saved a dashboard as the default for all users

## Annotations

annotation-created =
    .label = Annotation added
    .text = added the annotation “{ $target }”{ on-site }
annotation-updated =
    .label = Annotation changed
    .text = changed the annotation “{ $target }”{ on-site }
annotation-deleted =
    .label = Annotation deleted
    .text = deleted the annotation “{ $target }”{ on-site }
annotation-all_deleted =
    .label = All annotations of a website deleted
    .text = deleted all annotations{ on-site }

## CustomDimensions

custom_dimension-created =
    .label = Custom dimension created
    .text = created the custom dimension “{ $target }”{ on-site }
custom_dimension-updated =
    .label = Custom dimension updated or (de)activated
    .text = changed the custom dimension “{ $target }”{ on-site }

## CustomAlerts

custom_alert-created =
    .label = Custom alert created
    .text = created the custom alert “{ $target }”
custom_alert-updated =
    .label = Custom alert updated
    .text = changed the custom alert “{ $target }”
custom_alert-deleted =
    .label = Custom alert deleted
    .text = deleted the custom alert “{ $target }”

## PrivacyManager

privacy-raw_data_anonymisation-scheduled =
    .label = Anonymisation of raw data scheduled
    .text = scheduled the anonymisation of raw data
privacy-data_subjects-deleted =
    .label = Personal data of data subjects deleted (GDPR erasure)
    .text = erased the data of data subjects
privacy-data_subjects-exported =
    .label = Personal data of data subjects exported (GDPR access)
    .text = exported the data of data subjects
privacy-data_subjects-searched =
    .label = Search for data subjects
    .text = searched for data subjects{ on-site }
privacy-data_subjects-deleted_for_deleted_sites =
    .label = Data of deleted websites erased by the system
    .text = erased the data of deleted websites
privacy-anonymisation_settings-changed =
    .label = IP / user id / order id / referrer anonymisation changed
    .text = changed how visitors are anonymised
privacy-dnt-activated =
    .label = Do Not Track support enabled
    .text = switched on the support of Do Not Track
privacy-dnt-deactivated =
    .label = Do Not Track support disabled
    .text = switched off the support of Do Not Track
privacy-log_deletion-changed =
    .label = Regular deletion of raw data configured
    .text = changed when raw data is deleted
privacy-report_deletion-changed =
    .label = Regular deletion of aggregated reports configured
    .text = changed when reports are deleted
privacy-deletion_schedule-changed =
    .label = Deletion schedule changed
    .text = changed how often old data is deleted
privacy-purge-executed =
    .label = Data purge executed now
    .text = deleted old data at once
privacy-purge-scheduled_run =
    .label = Old raw data purged by the scheduler
    .text = deleted old raw data
privacy-compliance_policy-changed =
    .label = Compliance policy settings changed
    .text = changed the settings of a compliance policy

## CoreAdminHome

settings-archiving-changed =
    .label = Archiving settings changed
    .text = changed the archiving settings
settings-trusted_hosts-changed =
    .label = Trusted hosts changed
    .text = changed the trusted hosts
settings-branding-changed =
    .label = Custom logo switched on or off
    .text = switched the custom logo
settings-logo-uploaded =
    .label = Custom logo or favicon uploaded
    .text = uploaded a custom logo
settings-mail-changed =
    .label = E-mail server settings changed
    .text = changed the e-mail server settings
settings-config_file-changed =
    .label = Configuration file changed
    .text = changed the configuration file
settings-config_file-write_failed =
    .label = Configuration file not written correctly
    .text = wrote a configuration file that reads differently
settings-encryption_key-rotated =
    .label = Encryption keys rotated
    .text = changed the encryption keys
website-tracking_failure_deleted =
    .label = Tracking failure deleted
    .text = dismissed a tracking failure{ on-site }
website-tracking_failures_deleted =
    .label = All tracking failures deleted
    .text = dismissed all tracking failures
maintenance-reports-invalidated =
    .label = Archived reports invalidated
    .text = invalidated archived reports
maintenance-cron_archiving-run =
    .label = Report archiving run through the API
    .text = ran the archiving of reports

## CorePluginsAdmin

settings-system-changed =
    .label = System settings of a plugin changed
    .text = changed system settings of plugins
user-plugin_settings_changed =
    .label = Personal plugin settings changed
    .text = changed their plugin settings
plugin-activated =
    .label = Plugin activated
    .text = activated the plugin “{ $target }”
plugin-deactivated =
    .label = Plugin deactivated
    .text = deactivated the plugin “{ $target }”
plugin-installed =
    .label = Plugin installed
    .text = installed the plugin “{ $target }”
plugin-uninstalled =
    .label = Plugin uninstalled
    .text = uninstalled the plugin “{ $target }”
plugin-component_updated =
    .label = Plugin or core schema updated
    .text = updated “{ $target }”
plugin-component_installed =
    .label = Component installed
    .text = installed the component “{ $target }”
plugin-component_uninstalled =
    .label = Component uninstalled
    .text = uninstalled the component “{ $target }”
update-database-finished =
    .label = Database update finished
    .text = finished a database update

## Marketplace

plugin-license_key-saved =
    .label = Marketplace licence key saved
    .text = saved a Marketplace licence key
plugin-license_key-deleted =
    .label = Marketplace licence key removed
    .text = removed the Marketplace licence key
plugin-trial-requested =
    .label = Plugin trial requested
    .text = asked for a trial of the plugin “{ $target }”
plugin-trial-started =
    .label = Plugin free trial started
    .text = started a free trial of the plugin “{ $target }”
plugin-marketplace_account-created =
    .label = Marketplace account created
    .text = created a Marketplace account

## Geolocation

settings-location_provider-changed =
    .label = Geolocation provider changed
    .text = chose the geolocation provider “{ $target }”
settings-geoip-urls_changed =
    .label = GeoIP database update URLs changed
    .text = changed where geolocation databases come from

## MobileMessaging

settings-sms-credential_set =
    .label = SMS provider credentials set
    .text = set the credentials of the SMS provider “{ $target }”
settings-sms-credential_deleted =
    .label = SMS provider credentials deleted
    .text = deleted the credentials of the SMS provider
settings-sms-delegation_changed =
    .label = Delegated SMS management changed
    .text = changed who may manage SMS credentials
settings-sms-phone_added =
    .label = Phone number added
    .text = added a phone number
settings-sms-phone_verified =
    .label = Phone number verified
    .text = verified a phone number
settings-sms-code_resent =
    .label = Phone verification code resent
    .text = had a verification code sent again
settings-sms-phone_removed =
    .label = Phone number removed
    .text = removed a phone number

## Matomo

settings-tracker_js-rebuilt =
    .label = Tracker JavaScript rebuilt
    .text = rebuilt the tracker JavaScript
settings-config_file-viewed =
    .label = Configuration overview opened
    .text = looked at the configuration overview
settings-ai_processing-changed =
    .label = AI data processing settings changed
    .text = changed the settings for data processing by AI providers

## TagManager

tagmanager-container-created =
    .label = Container created
    .text = created the container “{ $target }”{ on-site }
tagmanager-container-default_created =
    .label = Default container created for a website
    .text = created the default container{ on-site }
tagmanager-container-updated =
    .label = Container updated
    .text = changed the container “{ $target }”{ on-site }
tagmanager-container-deleted =
    .label = Container deleted
    .text = deleted the container “{ $target }”{ on-site }
tagmanager-tag-created =
    .label = Tag added
    .text = added the tag “{ $target }”{ on-site }
tagmanager-tag-updated =
    .label = Tag updated
    .text = changed the tag “{ $target }”{ on-site }
tagmanager-tag-deleted =
    .label = Tag deleted
    .text = deleted the tag “{ $target }”{ on-site }
tagmanager-trigger-created =
    .label = Trigger added
    .text = added the trigger “{ $target }”{ on-site }
tagmanager-trigger-updated =
    .label = Trigger updated
    .text = changed the trigger “{ $target }”{ on-site }
tagmanager-trigger-deleted =
    .label = Trigger deleted
    .text = deleted the trigger “{ $target }”{ on-site }
tagmanager-variable-created =
    .label = Variable added
    .text = added the variable “{ $target }”{ on-site }
tagmanager-variable-updated =
    .label = Variable updated
    .text = changed the variable “{ $target }”{ on-site }
tagmanager-variable-deleted =
    .label = Variable deleted
    .text = deleted the variable “{ $target }”{ on-site }
tagmanager-tag-paused =
    .label = Tag paused
    .text = paused the tag “{ $target }”{ on-site }
tagmanager-tag-resumed =
    .label = Tag resumed
    .text = resumed the tag “{ $target }”{ on-site }
tagmanager-version-created =
    .label = Container version created
    .text = created the container version “{ $target }”{ on-site }
tagmanager-version-updated =
    .label = Container version renamed or described
    .text = renamed the container version “{ $target }”{ on-site }
tagmanager-version-deleted =
    .label = Container version deleted
    .text = deleted the container version “{ $target }”{ on-site }
tagmanager-version-published =
    .label = Container version published
    .text = published the container version “{ $target }”{ on-site }
tagmanager-version-imported =
    .label = Container version imported
    .text = imported a container version into “{ $target }”{ on-site }
tagmanager-version-exported =
    .label = Container version exported
    .text = exported a version of the container “{ $target }”{ on-site }
tagmanager-preview-enabled =
    .label = Preview mode enabled
    .text = switched on the preview of the container “{ $target }”{ on-site }
tagmanager-preview-disabled =
    .label = Preview mode disabled
    .text = switched off the preview of the container “{ $target }”{ on-site }
tagmanager-debug_url-changed =
    .label = Preview debug URL changed
    .text = changed the address of the Tag Manager preview{ on-site }

## Console

cli-config_set =
    .label = Configuration value set from the console
    .text = ran the command { $target }
cli-config_delete =
    .label = Configuration value deleted from the console
    .text = ran the command { $target }
cli-core_update =
    .label = Update run from the console
    .text = ran the command { $target }
cli-core_convert_to_utf8mb4 =
    .label = Database converted to utf8mb4
    .text = ran the command { $target }
cli-core_delete_logs_data =
    .label = Raw log data deleted from the console
    .text = ran the command { $target }
cli-core_fix_duplicate_log_actions =
    .label = Duplicate log actions removed
    .text = ran the command { $target }
cli-core_invalidate_report_data =
    .label = Reports invalidated from the console
    .text = ran the command { $target }
cli-core_purge_old_archive_data =
    .label = Old archive data purged
    .text = ran the command { $target }
cli-core_matomo4_migrate_token_auths =
    .label = Old token_auths migrated
    .text = ran the command { $target }
cli-core_clear_caches =
    .label = Caches cleared from the console
    .text = ran the command { $target }
cli-core_create_security_files =
    .label = Security files created
    .text = ran the command { $target }
cli-database_optimize_archive_tables =
    .label = Archive tables optimised
    .text = ran the command { $target }
cli-diagnostics_unexpected_files =
    .label = Unexpected files listed or deleted
    .text = ran the command { $target }
cli-development_enable =
    .label = Development mode switched
    .text = ran the command { $target }
cli-featureflags_enable =
    .label = Feature flag enabled
    .text = ran the command { $target }
cli-featureflags_disable =
    .label = Feature flag disabled
    .text = ran the command { $target }
cli-featureflags_delete =
    .label = Feature flag deleted
    .text = ran the command { $target }
cli-login_unblock_blocked_ips =
    .label = Blocked IPs unblocked from the console
    .text = ran the command { $target }
cli-marketplace_set_license_key =
    .label = Licence key set from the console
    .text = ran the command { $target }
cli-plugin_activate =
    .label = Plugin activated from the console
    .text = ran the command { $target }
cli-plugin_deactivate =
    .label = Plugin deactivated from the console
    .text = ran the command { $target }
cli-plugin_uninstall =
    .label = Plugin uninstalled from the console
    .text = ran the command { $target }
cli-plugin_install_or_update =
    .label = Plugin installed or updated from the console
    .text = ran the command { $target }
cli-privacymanager_anonymize_some_raw_data =
    .label = Raw data anonymised from the console
    .text = ran the command { $target }
cli-twofactorauth_disable_2fa_for_user =
    .label = 2FA disabled from the console
    .text = ran the command { $target }
cli-customdimensions_add_custom_dimension =
    .label = Custom dimension slot added
    .text = ran the command { $target }
cli-customdimensions_remove_custom_dimension =
    .label = Custom dimension slot removed
    .text = ran the command { $target }
cli-custom_piwik_js_update =
    .label = Tracker JavaScript rebuilt from the console
    .text = ran the command { $target }
cli-usercountry_attribute =
    .label = Historical visits re-attributed to locations
    .text = ran the command { $target }
cli-usercountry_convert_region_codes =
    .label = Region codes converted
    .text = ran the command { $target }
cli-core_calculate_conversion_pages =
    .label = Historic conversion pages calculated
    .text = ran the command { $target }
cli-tagmanager_regenerate_released_containers =
    .label = Released containers regenerated
    .text = ran the command { $target }
cli-loginldap_synchronize_users =
    .label = LDAP users synchronised
    .text = ran the command { $target }
cli-trackingspamprevention_block_geo_ip_organisation =
    .label = GeoIP organisation blocked
    .text = ran the command { $target }
cli-core_rotate_encryption_keys =
    .label = Encryption keys rotated from the console
    .text = ran the command { $target }
cli-core_reset_invalidations =
    .label = Stuck invalidations reset
    .text = ran the command { $target }

## Open Activity Log

auditlog-activated =
    .label = Recording started
    .text = switched on the recording of activities
auditlog-deactivated =
    .label = Recording stopped
    .text = switched off the recording of activities
auditlog-connected =
    .label = Matomo connected
    .text = connected a Matomo to the log
auditlog-server_started =
    .label = Server started
    .text = started the server of the activity log
auditlog-exported =
    .label = Activity log exported
    .text = exported entries of the activity log
auditlog-assertion_refused =
    .label = Request to the log refused
    .text = sent requests to the log that were refused
auditlog-gap_detected =
    .label = Lines of the spool are missing
    .text = found that lines of the spool are missing
auditlog-spool_line_quarantined =
    .label = Line put aside
    .text = put aside a line of the spool that could not be read
auditlog-activity_classes_enabled =
    .label = Classes of other plugins used
    .text = examined activity classes of other plugins and uses them
auditlog-activity_class_disabled =
    .label = Class of another plugin switched off
    .text = switched off the activity class “{ $target }” of another plugin
