settings-location_provider-changed =
    .label = Fournisseur de géolocalisation modifié
    .text = a choisi le fournisseur de géolocalisation « { $target } »
    .attempt = de choisir le fournisseur de géolocalisation « { $target } »
settings-geoip-urls_changed =
    .label = URL de mise à jour des bases GeoIP modifiées
    .text = a modifié la provenance des bases de données de géolocalisation
    .attempt = de modifier la provenance des bases de données de géolocalisation
