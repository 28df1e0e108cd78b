token-expired_removed =
    .label = Expired API tokens removed
    .text = removed expired API tokens
    .attempt = remove expired API tokens
