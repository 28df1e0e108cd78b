update-core-started =
    .label = Mise à jour de Matomo lancée
    .text = a lancé la mise à jour de Matomo
    .attempt = de lancer la mise à jour de Matomo
