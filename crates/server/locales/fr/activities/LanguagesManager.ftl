user-language_changed =
    .label = Langue de l’interface modifiée
    .text = a choisi la langue de « { $target } »
user-time_format_changed =
    .label = Format de l’heure (12/24 heures) modifié
    .text = a choisi le format de l’heure de « { $target } »
