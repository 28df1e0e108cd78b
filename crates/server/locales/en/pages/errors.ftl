# What went wrong, for people. The command line and programs get the same in English from the code.

error-not-signed-in = not signed in
error-not-allowed = This is for the operator of the server only.
error-not-super-user = This is for super users only.
error-nothing-here = There is nothing here, or nothing that you may see.
error-wrong-method = This address does not take such a request.
error-wrong-host = This server does not answer to the name in this address. Open it by its IP address or set public_url.
error-cross-site = This request came from another website and was not carried out.
error-busy = The log is busy at the moment. Try again in a few seconds.
error-too-much-work = This would read too much of the log at once. Ask for a shorter time or fewer entries.
error-too-many-exports = Several exports are being made at the moment. Wait until one of them has ended and try again.
error-too-many-own-exports = You are making as many exports as one person can at the same time. Wait until one of them has ended and try again.
error-internal = Something went wrong in the server. Its log says what.

# What is wrong with a query. Names of fields and examples are those of the query language in every language.
# $most is a number, $known a list of words of the query language, $field and $text are what was typed.
query-error-too-long = A query has at most { $most } characters.
query-error-too-many-terms = A query has at most { $most } terms.
query-error-too-many-values = A term has at most { $most } values.
query-error-lonely-minus = A minus needs a term right behind it, such as -severity:info.
query-error-empty-quotes = There is nothing between the quotes.
query-error-open-quote = A quote is opened here and never closed.
query-error-unknown-field = There is no field “{ $field }”. Fields are { $known }.
query-error-no-value = “{ $field }:” needs a value right behind it.
query-error-no-address = “{ $text }” is no address. Write 203.0.113.7 or a range such as 203.0.113.0/24.
query-error-none-of = “{ $field }:” is one of { $known }.
query-error-no-site = “site:” takes the number of a website, such as site:3.
query-error-no-time = “{ $text }” is no time. Write 2026-11-01, 2026-11-01T14:30, today, yesterday, this-month, last-month, this-year, 7d, 24h or 30m.
error-gone = This link has ended. Whoever made it can make a new one.
