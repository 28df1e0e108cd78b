# What goes on: numbers, charts, lists.

overview-title = Overview
overview-time = Time
overview-compared = compared with { $span }
overview-before = { $number } before
overview-incomplete = There are so many entries that counting stopped early: the numbers are at least as high. Choose a shorter time.
overview-entries = Entries
overview-people-active = People active
overview-failed = Failed or denied
overview-failed-logins = Failed sign-ins
overview-serious = Warnings and critical
overview-entries-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
overview-activity = Activity
overview-all = All entries of this time
overview-other = Other
overview-people = Most active people
overview-sites = Most changed websites
overview-activities = Most frequent activities
overview-none = Nothing in this time.
overview-newest-serious = Newest warnings and critical entries
overview-all-serious = All warnings and critical entries
overview-nothing-serious = No warnings, nothing critical.
overview-different = What is different from the period before
overview-nothing-different = Nothing is different.
overview-new-person = Seen for the first time:
overview-new-address = First sign-in from
overview-more = more: { $before } before, { $now } now
overview-less = fewer: { $before } before, { $now } now
tab-overview = Overview
range-24h = 24 hours
range-7d = 7 days
range-30d = 30 days
range-90d = 90 days
range-365d = A year
unit-hour = by hour
unit-day = by day
unit-week = by week
unit-month = by month
chart-nothing = Nothing in this time.
chart-table = As a table
chart-when = When
