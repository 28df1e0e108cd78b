settings-geoip-database_downloaded =
    .label = Location database downloaded
    .text = downloaded a part of a location database
    .attempt = download a part of a location database
