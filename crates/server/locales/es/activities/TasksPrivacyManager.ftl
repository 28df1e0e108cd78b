privacy-raw_data_anonymisation-finished =
    .label = Datos sin procesar anonimizados
    .text = anonimizó datos sin procesar (orden { $target })
    .attempt = anonimizar datos sin procesar (orden { $target })
