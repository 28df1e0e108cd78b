# Words of the pages. Sentences about activities stand in activities.ftl.

product = Open Activity Log
log-title = Activity log
entry-title = Entry { $seq }
skip = Skip to the content
own-hint = You see your own actions.
sign-out = Sign out
tabs = Pages of the activity log
tab-log = Log
tab-recorded = What is recorded
signed-in-as = Signed in as
role-superuser = super user
role-operator = operator
role-user = user

# Searching
search-label = Search
search-placeholder = user:alice activity:goal.* after:7d "checkout"
search-button = Search
filters = Filters
filters-more = More filters
filters-apply = Apply
filter-user = Person
filter-activity = Activity
filter-site = Website
filter-outcome = Outcome
filter-severity = Severity
filter-ip = IP address or range
filter-from = From
filter-to = To
filter-text = Text
filter-nested = Show consequences
filter-limit = Per page
any-person = everybody
any = any
site-any = all websites
activity-any = all activities
activity-group-all = { $group }: everything
activity-chosen = Chosen
searched-for = Searched for
remove-term = Remove
remove-all = Show everything
wrong-query = This search cannot be understood.

# The list
list-label = Entries, newest first
times-in = Times in { $zone }
newest = Newest
newer = Newer
older = Older
pages = Pages
fold-more = { $count ->
    [one] and one more like it
   *[other] and { $count } more like it
}
fold-since = since { $time }
fold-names = { $count } different names
fold-addresses = { $count } addresses
unfolded = Every entry is shown by itself.
fold-again = Fold like entries
logs = Which history
log-witnessed = Witnessed history
log-imported = Imported history
imported = imported
imported-hint = Taken over from another plugin's table or a file, not witnessed by this log.
late = arrived later
late-hint = Stored well after it happened; it stands where it was stored.
consequence = consequence
exhausted = The search stopped here because it would have read very much. Older entries may match as well.
go-on = Go on searching
empty-match = Nothing matches.
empty-match-hint = Take a filter away, or look at a longer time.
empty-own = Nothing is recorded for you yet.
empty-own-hint = What you change in Matomo from now on appears here.
empty-imported = There is no imported entry that you may see.
empty-log = Nothing is recorded yet.
empty-log-hint = Connect a Matomo on its server; a first entry proves that it works:
empty-log-next = Already connected? Change something in Matomo, such as an annotation, and reload this page.
all-activity = All activity

# What is recorded
recorded-title = What is recorded, and what is not
recorded-what = Recorded
recorded-hint = Failed and denied attempts are recorded under the same names. Whatever else changes something through Matomo's API is recorded as “Other change through the API”.
recorded-not = Not recorded, and why
recorded-not-hint = Everything that this product knows of and leaves out.
recorded-not-what = What
recorded-not-why = Why

# Who
who-anonymous = Somebody not signed in
who-claimed = not proven
who-cli = Console
who-system = Matomo
who-log = Activity log
who-database = Database
who-acting-as = with the rights of { $other }

# Sentences
unnamed = (no name)
site-number = Website { $id }
# A website without a name within a sentence.
site-unnamed = website { $id }
# $attempt: the activity's .attempt. The -other ones are for activities without one; $what: its name, or another plugin's words.
sentence-denied = tried to { $attempt } and was denied
sentence-failed = tried to { $attempt }; it failed
sentence-denied-other = tried and was denied: { $what }
sentence-failed-other = tried and failed: { $what }
activity-unknown = { $activity }
activity-unknown-with-target = { $activity }: “{ $target }”

# Days
day = { $weekday }, { $day } { $month } { $year }
day-today = Today, { $day } { $month } { $year }
day-yesterday = Yesterday, { $day } { $month } { $year }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# Closed lists
outcome-success = Success
outcome-failure = Failed
outcome-denied = Denied
severity-info = Info
severity-notice = Notice
severity-warning = Warning
severity-critical = Critical
role-admin = admin
role-write = write
role-view = view
role-none = no access
auth-session = Browser session
auth-token = API token
auth-password = Password
auth-console = Console of the server
auth-scheduler = Scheduler
auth-reset_link = Link to reset the password
auth-invite_link = Link of an invitation
auth-none = None
source-plugin = Matomo plugin
source-http = Sent over HTTP
source-import = Imported
source-server = This server

# One entry
back-to-list = Back to the list
what-changed = What changed
told = In the words of another plugin
changed-field = Field
changed-old = Before
changed-new = After
who-where-when = Who, where, when
fact-time = Time
fact-received = Stored
fact-activity = Activity
fact-person = Person
fact-acting-as = Acted as
fact-auth = Signed in by
fact-token = API token
fact-os-user = System user
fact-object = Object
fact-site = Website
fact-address = IP address
fact-peer = Connection from
fact-agent = Program
fact-session = Session
fact-method = Call
fact-request = Request
fact-source = Reported by
fact-also = Also matches
fact-reason = Reason
link-same-activity = All of this kind
link-same-person = All by this person
link-same-token = All with this token
link-history = Its history
link-same-site = All of this website
link-same-address = All from this address
link-same-session = The whole session
link-same-request = The whole request
parameters = Parameters
parameters-hint = Secrets are never recorded.
cause = Caused by
cause-elsewhere = The action that caused this is not in what you may see.
consequences = Consequences
consequences-more = All consequences
permalink = Link to this entry
raw = As JSON

# Values
value-yes = yes
value-no = no
value-empty = empty
value-empty-list = empty list
value-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
value-hidden = not recorded
value-cut = cut; { $size } in all
value-binary = binary, { $size }
value-object = object
value-deep = nested too deeply

# Signing in
sign-in = Sign in
sign-in-needed = You are not signed in.
sign-in-worthless = This link no longer works.
sign-in-why = A sign-in link works once and only for a short time. That keeps it harmless if somebody else finds it later.
sign-in-how = Two ways to get in:
sign-in-matomo = In Matomo, open Administration › Diagnostic › Activity Log and choose “Open the full console”. You see there what you may see in Matomo.
sign-in-operator = As the operator of the server, start it again: it prints a new link when it starts.
signed-in = Signed in
signed-in-go-on = You are signed in. Go on to the activity log

# Errors
error = This did not work
error-not-found = Not found
