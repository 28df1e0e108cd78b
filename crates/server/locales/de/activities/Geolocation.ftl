settings-location_provider-changed =
    .label = Dienst zur Standorterkennung geändert
    .text = hat den Dienst „{ $target }“ zur Standorterkennung gewählt
    .attempt = den Dienst „{ $target }“ zur Standorterkennung zu wählen
settings-geoip-urls_changed =
    .label = Update-URLs der GeoIP-Datenbanken geändert
    .text = hat geändert, woher die Standortdatenbanken kommen
    .attempt = zu ändern, woher die Standortdatenbanken kommen
