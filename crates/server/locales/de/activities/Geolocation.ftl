settings-location_provider-changed =
    .label = Standorterkennungsdienst geändert
    .text = hat den Standorterkennungsdienst „{ $target }“ gewählt
    .attempt = den Standorterkennungsdienst „{ $target }“ zu wählen
settings-geoip-urls_changed =
    .label = Adressen der GeoIP-Datenbanken geändert
    .text = hat geändert, woher die Standortdatenbanken kommen
    .attempt = zu ändern, woher die Standortdatenbanken kommen
