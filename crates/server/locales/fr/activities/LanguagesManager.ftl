user-language_changed =
    .label = Langue de l’interface modifiée
    .text = a modifié la langue de l’interface de « { $target } »
    .attempt = de modifier la langue de l’interface de « { $target } »
user-time_format_changed =
    .label = Format horaire (12 ou 24 heures) modifié
    .text = a modifié le format horaire de « { $target } »
    .attempt = de modifier le format horaire de « { $target } »
