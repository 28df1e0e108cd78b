settings-location_provider-changed =
    .label = Proveedor de geolocalización cambiado
    .text = eligió el proveedor de geolocalización «{ $target }»
    .attempt = elegir el proveedor de geolocalización «{ $target }»
settings-geoip-urls_changed =
    .label = URL de actualización de las bases de datos GeoIP cambiadas
    .text = cambió la procedencia de las bases de datos de geolocalización
    .attempt = cambiar la procedencia de las bases de datos de geolocalización
