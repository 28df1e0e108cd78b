update-core-started =
    .label = Matomo update started
    .text = started the update of Matomo
    .attempt = start the update of Matomo
