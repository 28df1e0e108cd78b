# Links for elsewhere: feeds and embedded views.

links-title = Links for elsewhere
links-card = For elsewhere
links-card-hint = A feed for a reader, or a view inside a page of another website, that shows the newest entries of this search.
links-card-go = Make or revoke a link…
links-new = A new link
links-hint = Whoever has its address sees the newest entries of the search, without signing in: treat it like a password. Times and language are yours of today. It ends by itself, when it is revoked, and when you may no longer see these entries. Making, using and revoking it is recorded in the log.
links-back = Back to the exports
links-out-of-reach = Links would not work from elsewhere: this server does not know the address by which it is reached there. Whoever runs it can set public_url in its configuration.
links-name = Name
links-search = Search
links-for = What for
links-kind-feed = Feed (Atom)
links-kind-embed = View in another page
links-ends = Ends after
links-days = { $count ->
    [one] one day
   *[other] { $count } days
}
links-websites = Websites that may show the view
links-websites-hint = Only for a view in another page: one address per line, such as https://intranet.example.org, at most { $count }. No other website can show it.
links-make = Make the link
links-made = The link is made:
links-once = Copy its address now. It is shown this once and kept nowhere; who loses it makes a new link.
links-address = Address
links-code = For the page that shows it
links-there = Links there are
links-none = There is no link yet.
links-others-hint = These are everybody’s: you may revoke each.
links-limit = A person has at most { $count }.
links-maker = Made by
links-operator = Operator of the server
links-made-on = Made
links-ends-on = Ends
links-used = Last used
links-revoke = Revoke
links-revoked = The link is revoked. Its address works no more.

embed-nothing = There are no such entries.
embed-open = Open in the activity log
embed-as-of = As of { $time }

links-wrong-name = A link needs a name of 1 to { $count } characters.
links-wrong-too-long = This search is too long for a link.
links-wrong-website = “{ $text }” cannot be used here. Write a website like https://intranet.example.org, without anything behind the name; other letters than a to z as xn--….
links-wrong-websites = Name 1 to { $count } websites that may show the view.
links-wrong-too-many = A person has at most { $count } links. Revoke one that nobody needs any more.
links-wrong-full = There is no room for more links on this server. Revoke some that nobody needs any more.
links-wrong-unknown = There is no such link any more.
