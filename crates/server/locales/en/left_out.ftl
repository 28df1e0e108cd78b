### What is not recorded (`.what`, where events do not say it) and why. In English generated from `catalog/*.toml`
### (`make generate`): change it there. Translations are written by hand.

left-out-console-googleanalyticsimporter-archive-imported-data = Run by cron all the time; computes reports from what was imported.

left-out-console-core-archive = Run by cron all the time; what they do is recorded by itself.

left-out-console-climulti-request = Matomo starts it by itself for every part of its archiving; calls in it that change something are recorded.

left-out-console-list = Commands that show something and change nothing.

left-out-console-core-test-email = Sends a test message and changes nothing.

left-out-maintenance-scheduled_tasks-run = Called all the time by cron; what the tasks do is recorded by itself.
    .what = Scheduled tasks run through the API

left-out-maintenance-reports-archived = The archiver calls it for every report; it computes, it changes no setting.
    .what = Reports computed

left-out-user-changes_read = Somebody has seen the list of news.
    .what = “What is new” marked as read

left-out-maintenance-caches-cleared = Happens on many actions, which are recorded themselves.
    .what = Caches cleared

left-out-settings-tagmanager_teaser-disabled = Hides a hint, nothing else.
    .what = Hint about the Tag Manager hidden

left-out-user-language_session_changed = Changes the language of one session, nothing that lasts.
    .what = Language of one session changed

left-out-login-authenticate-processsuccessfulsession-end = Follows every successful sign-in at once and says nothing more.

left-out-tracker-request-authenticate-failed = Only seen while tracking, where the plugin is never loaded.

left-out-controller-login-login = The pages themselves; what comes of them (signed in, failed, blocked, reset, accepted, declined) is recorded.

left-out-console-openactivitylog-inventory = Looks at what is there for the log itself; changes nothing.

left-out-console-openactivitylog-vet-activities = Examines other plugins' activity classes; which ones are used from then on, or no more, is recorded.

left-out-settings-promo-dismissed = Hides an advertisement.
    .what = Advertisement hidden

left-out-settings-tour-skipped = Help for beginners; changes nothing that others see.
    .what = Step of the introduction skipped

left-out-settings-feedback-feature_sent = Feedback to the makers of Matomo; changes nothing in Matomo.
    .what = Feedback sent or put off

left-out-settings-report_view-saved = Remembers how one person last looked at a report.
    .what = View of a report remembered

left-out-maintenance-update_check = Asks whether there is a newer version.
    .what = Manual check for updates

left-out-install-super_user_created = The plugin is not there yet. Who exists when it is connected is part of the inventory.
    .what = Super user created and Matomo installed by the installer

left-out-tracking-ip_range-banned = Happens while tracking, where the plugin is never loaded.
    .what = Range of addresses blocked by spam prevention

left-out-tracking-spammer_list-updated = A weekly task that fetches a public list; nobody decides anything.
    .what = List of referrer spammers updated

left-out-columns-of-the-database-updated-one-by-one-with-matomo = An update of Matomo reports each dimension (“log_visit.…”) like a component. The update and the plugins are recorded.
    .what = Columns of the database updated one by one with Matomo

left-out-auditlog-entries_purged = This version keeps every entry; nothing removes any.
    .what = Entries removed after their time

left-out-auditlog-integrity_failed = This version has no seals that could be broken. What is lost on the way to the log is recorded as a gap.
    .what = Check of the log's integrity failed

left-out-controller-annotations-addannotation = They call the API, which is recorded.

left-out-controller-coreadminhome-generalsettings = Pages and parts of pages; they show something and change nothing.

left-out-controller-corehome-marknotificationasread = Somebody has put a message away.

left-out-website-tracking_code_test_started = Looks whether tracking works; changes nothing that others see.
    .what = Test of the tracking code started

left-out-tagmanager-container_file-changed = Files written again whenever a container is saved or published, which is recorded itself.
    .what = Files of released containers written or deleted

left-out-controller-twofactorauth-usersettings = Shows a page.

left-out-user-preference_initialised = A daily task that fills in defaults for every user.
    .what = Preferences filled with defaults

left-out-user-ignore_cookie_set = Sets a cookie in one's own browser, nothing else.
    .what = Own visits excluded by a cookie

left-out-usersmanager-checkpassword = Carries passwords in clear text; the plugin does not listen to it.
    .what = Password rules checked
