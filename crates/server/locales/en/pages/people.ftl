# People and websites.

tab-people = People
tab-websites = Websites
people-title = People
people-state = Account
people-nobody = Nobody matches.
people-show-all = Everybody
people-show-super = Super users
people-show-active = Active in 90 days
people-show-quiet = Access, but quiet
people-show-never = Never seen
people-show-no-two-factor = No two-factor authentication
people-show-gone-with-access = Gone, still access
people-show-gone = Gone
people-failures = Failed sign-ins, { $count } days
people-too-many = There are more than { $count } people here, too many to put them in order by a time. Search for some of them, or choose one of the lists.
people-not-sure = There is so much to look at that some of these people may have been seen after all.
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
person-newer = The account was made after the inventory; its rights are in the entries below.
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
website-supers = { $count ->
    [one] { $count } super user, who may do everything
   *[other] { $count } super users, who may do everything
}
website-supers-at-least = { $count ->
    [one] At least { $count } super user, who may do everything
   *[other] At least { $count } super users, who may do everything
}
