# A plain user's own activity, and the widget.

own-title = Your activity
own-last-login = Last sign-in:
own-changes = { $count ->
    [one] { $count } action of yours in 30 days
   *[other] { $count } actions of yours in 30 days
}
own-failed = { $count ->
    [one] { $count } failed sign-in at your account in 30 days
   *[other] { $count } failed sign-ins at your account in 30 days
}
own-tokens = { $count ->
    [one] { $count } action with your API tokens in 30 days
   *[other] { $count } actions with your API tokens in 30 days
}
own-days = { $entries } in { $count } days
widget-failed = { $count ->
    [one] { $count } failed sign-in today
   *[other] { $count } failed sign-ins today
}
