api-unknown_write =
    .label = Other change through the API
    .text = called { $target }{ on-site }
matomo-event =
    .label = Other event
    .text = caused { $target }{ on-site }
