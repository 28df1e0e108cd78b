settings-geoip-database_updated =
    .label = Base de datos de ubicaciones actualizada
    .text = descargó una nueva base de datos de ubicaciones
    .attempt = descargar una nueva base de datos de ubicaciones
