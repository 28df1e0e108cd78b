settings-geoip-database_updated =
    .label = Base de données de géolocalisation mise à jour
    .text = a récupéré une nouvelle base de données de géolocalisation
    .attempt = de récupérer une nouvelle base de données de géolocalisation
