user-language_changed =
    .label = Sprache der Oberfläche geändert
    .text = hat die Sprache der Oberfläche von „{ $target }“ geändert
    .attempt = die Sprache der Oberfläche von „{ $target }“ zu ändern
user-time_format_changed =
    .label = 12- oder 24-Stunden-Format geändert
    .text = hat das Zeitformat von „{ $target }“ geändert
    .attempt = das Zeitformat von „{ $target }“ zu ändern
