user-language_changed =
    .label = Langue de l’interface modifiée
    .text = a modifié la langue de « { $target } »
    .attempt = de modifier la langue de « { $target } »
user-time_format_changed =
    .label = Format de l’heure (12/24 heures) modifié
    .text = a modifié le format de l’heure de « { $target } »
    .attempt = de modifier le format de l’heure de « { $target } »
