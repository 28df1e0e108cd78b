token-expired_removed =
    .label = Tokens de API caducados eliminados
    .text = eliminó tokens de API caducados
    .attempt = eliminar tokens de API caducados
