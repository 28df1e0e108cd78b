user-language_changed =
    .label = Interface language changed
    .text = set the language of “{ $target }”
user-time_format_changed =
    .label = 12/24 hour clock setting changed
    .text = set the time format of “{ $target }”
