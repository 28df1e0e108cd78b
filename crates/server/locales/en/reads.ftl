### Looking at personal data, and exports. The rest as in activities.ftl.

category-personal_data = Personal data and exports

visitor_log-viewed =
    .label = Visits looked at
    .text = looked at single visits{ on-site }
visitor_log-exported =
    .label = Visits exported
    .text = exported single visits{ on-site }
visitor_profile-viewed =
    .label = Visitor profile looked at
    .text = looked at the profile of a visitor{ on-site }
visitor_profile-exported =
    .label = Visitor profile exported
    .text = exported the profile of a visitor{ on-site }
visitor-looked_up =
    .label = Visitor looked up
    .text = looked up a visitor{ on-site }
user_ids-viewed =
    .label = User IDs of visitors looked at
    .text = looked at the user IDs of visitors{ on-site }
visit_values-viewed =
    .label = Values of visits looked up
    .text = looked up which values of { $target } visits had{ on-site }
session_recording-viewed =
    .label = Session recording looked at
    .text = looked at recorded sessions of visitors{ on-site }
report-exported =
    .label = Report exported
    .text = exported the report { $target } as a file{ on-site }

## The log itself

auditlog-viewed =
    .label = Activity log looked at
    .text = looked at everybody’s entries in the activity log
auditlog-settings_changed =
    .label = Settings of the activity log changed
    .text = changed settings of the activity log
