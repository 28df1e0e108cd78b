user-language_changed =
    .label = Interface language changed
    .text = changed the interface language of “{ $target }”
    .attempt = change the interface language of “{ $target }”
user-time_format_changed =
    .label = 12/24 hour clock setting changed
    .text = changed the time format of “{ $target }”
    .attempt = change the time format of “{ $target }”
