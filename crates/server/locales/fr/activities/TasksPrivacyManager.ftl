privacy-raw_data_anonymisation-finished =
    .label = Données brutes anonymisées
    .text = a anonymisé des données brutes (demande { $target })
    .attempt = d’anonymiser des données brutes (demande { $target })
