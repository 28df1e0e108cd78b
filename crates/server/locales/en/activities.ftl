### Activities of the catalogue: one message per activity id, dots written as dashes.
###
### .label  name in menus
### .text   what follows the actor's name in a sentence: “alice” + “updated the goal …”
### .attempt  the same as an infinitive, for what was denied or failed: “tried to” + “update the goal …”. Activities that say their
###           outcome themselves, and those of the log itself (auditlog.*), have none.
###
### $target    name of the target, or its id, or its type where it has neither, or “(no name)”; never empty
### $site      name of the website, or its id
### $has_site  “yes” or “no”
### $has_target  “yes” where $target is more than “(no name)”
###
### Of auditlog.unexplained_change also: $what (word that chooses the sentence), $now (“yes” where the new value is true), $old, $new (of access: words for it),
### $websites (ids), $owner (login of a token's owner).
###
### No other placeable is known here. One file per file of the catalogue; order as there.

# Ends the sentences of activities that belong to one website.
on-site = { $has_site ->
    [yes] {" "}on { $site }
   *[no] {""}
}

# The same for rights, which may be about many websites.
to-websites = { $has_site ->
    [yes] {" "}to { $site }
   *[no] {" "}to the websites { $websites }
}

## Groups of activities

category-abtest = A/B tests
category-annotation = Annotations
category-auditlog = Activity log
category-authentication = Authentication
category-console = Console commands
category-custom_alert = Custom alerts
category-custom_dimension = Custom dimensions
category-custom_report = Custom reports
category-dashboard = Dashboards
category-form = Forms
category-funnel = Funnels
category-gaimport = Google Analytics import
category-goal = Goals
category-heatmap = Heatmaps
category-ldap = LDAP
category-maintenance = Maintenance
category-matomo = Other
category-oauth2 = OAuth
category-personal_data = Personal data and exports
category-plugin = Plugins
category-privacy = Privacy
category-report = Scheduled reports
category-segment = Segments
category-session_recording = Session recordings
category-settings = System settings
category-tag_manager = Tag Manager
category-token = API tokens
category-update = Updates
category-user = Users
category-website = Websites
