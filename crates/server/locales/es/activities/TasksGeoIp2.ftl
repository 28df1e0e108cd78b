settings-geoip-database_updated =
    .label = Base de datos de geolocalización actualizada
    .text = descargó una nueva base de datos de geolocalización
    .attempt = descargar una nueva base de datos de geolocalización
