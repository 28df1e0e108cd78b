update-core-started =
    .label = Actualización de Matomo iniciada
    .text = inició la actualización de Matomo
    .attempt = iniciar la actualización de Matomo
