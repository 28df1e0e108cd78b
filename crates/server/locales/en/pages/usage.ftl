# Who uses what, and who uses nothing.

tab-usage = Usage
usage-title = Usage
usage-choose = What and when
usage-show-views = What is looked at
usage-show-changes = What is changed
usage-matrix = People and features
usage-all-features = All features
usage-views-hint = How often reports were looked at, counted by person and hour. Choose a feature to see its reports.
usage-changes-hint = Entries of each person by what they are about. Sign-ins and looks are not counted.
usage-no-views = Views are counted while “Count which reports are looked at” is on in the plugin settings.
usage-sum = Total
usage-everybody = Everybody
usage-others = Others together
usage-others-hint = “Other” adds up what has no column of its own.
usage-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
usage-first = First people
usage-more = More people
usage-older = Used before, not in this time
usage-dormant = Access, but no sign of use
usage-dormant-since = No entry and no counted view for
usage-no-inventory = Who has access is known once the first inventory has been taken. The plugin takes one when it is connected and every night.
usage-inventory = Accounts as they were at { $time }.
usage-nobody-dormant = Everybody with access was seen.
usage-dormant-people = { $count ->
    [one] { $count } account, most powerful first
   *[other] { $count } accounts, most powerful first
}
usage-rights = Rights
usage-tokens = API tokens
usage-last = Last entry
usage-never = never
usage-cut = Only the first are shown.
usage-all-people = All people
