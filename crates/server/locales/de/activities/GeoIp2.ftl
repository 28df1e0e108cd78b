settings-geoip-database_downloaded =
    .label = Standortdatenbank heruntergeladen
    .text = hat einen Teil einer Standortdatenbank heruntergeladen
    .attempt = einen Teil einer Standortdatenbank herunterzuladen
