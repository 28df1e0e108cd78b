# People and websites.

tab-people = People
tab-websites = Websites
people-title = People
people-state = Account
people-nobody = Nobody matches.
people-show-all = Everybody
people-show-active = Active in 90 days
people-show-quiet = Access, but quiet
people-show-gone-with-access = Gone, still access
people-show-gone = Gone
person-title = Person { $name }
person-state-super = super user
person-state-here = has an account
person-state-invited = invited
person-state-gone = no account any more
person-state-gone-with-access = no account any more, but access
person-state-unknown = account not known
person-deleted = Account deleted:
person-still-access = Rights or API tokens of this account are still there.
person-seen = Seen
person-last-seen = Last entry
person-last-login = Last sign-in
person-first-seen = First entry
person-entries = Entries
person-logins = Sign-ins
person-failed-logins = Failed sign-ins
person-at-least = at least { $number }
person-may = Access
person-two-factor = Two-factor authentication
person-websites = websites { $sites }
person-no-rights = No rights on any website.
person-token-expires = Expires
person-what = What was changed
person-where = On which websites
person-addresses = IP addresses
person-sessions = Newest sessions
person-replay = Replay
person-devices = Programs
person-devices-hint = From the newest entries.
person-rights-history = Rights and account over time
person-newest = Newest entries
person-nothing = Nothing is recorded.
websites-title = Websites
websites-search = Name or number
websites-count = { $count ->
    [one] { $count } website
   *[other] { $count } websites
}
websites-none = No website matches.
websites-number = Number
websites-gone = no longer there
websites-first = First websites
websites-more = More websites
website-title = Website { $name }
website-earlier = Earlier names
website-access = Who has access
