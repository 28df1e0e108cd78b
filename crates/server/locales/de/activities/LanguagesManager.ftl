user-language_changed =
    .label = Sprache der Oberfläche geändert
    .text = hat die Sprache von „{ $target }“ eingestellt
    .attempt = die Sprache von „{ $target }“ einzustellen
user-time_format_changed =
    .label = 12- oder 24-Stunden-Format geändert
    .text = hat das Zeitformat von „{ $target }“ eingestellt
    .attempt = das Zeitformat von „{ $target }“ einzustellen
