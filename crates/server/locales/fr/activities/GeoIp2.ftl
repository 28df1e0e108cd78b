settings-geoip-database_downloaded =
    .label = Base de données de géolocalisation téléchargée
    .text = a téléchargé une partie d’une base de données de géolocalisation
    .attempt = de télécharger une partie d’une base de données de géolocalisation
