settings-geoip-database_updated =
    .label = Standortdatenbank aktualisiert
    .text = hat eine neue Standortdatenbank geholt
    .attempt = eine neue Standortdatenbank zu holen
