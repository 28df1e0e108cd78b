settings-geoip-database_downloaded =
    .label = Base de datos de ubicaciones descargada
    .text = descargó una parte de una base de datos de ubicaciones
    .attempt = descargar una parte de una base de datos de ubicaciones
