settings-location_provider-changed =
    .label = Geolocation provider changed
    .text = chose the geolocation provider “{ $target }”
    .attempt = choose the geolocation provider “{ $target }”
settings-geoip-urls_changed =
    .label = GeoIP database update URLs changed
    .text = changed where geolocation databases come from
    .attempt = change where geolocation databases come from
