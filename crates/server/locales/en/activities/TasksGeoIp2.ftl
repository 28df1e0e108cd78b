settings-geoip-database_updated =
    .label = Location database updated
    .text = fetched a new location database
    .attempt = fetch a new location database
