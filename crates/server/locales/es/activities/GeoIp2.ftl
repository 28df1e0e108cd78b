settings-geoip-database_downloaded =
    .label = Base de datos de geolocalización descargada
    .text = descargó una parte de una base de datos de geolocalización
    .attempt = descargar una parte de una base de datos de geolocalización
