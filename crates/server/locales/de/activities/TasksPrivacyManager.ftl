privacy-raw_data_anonymisation-finished =
    .label = Rohdaten anonymisiert
    .text = hat Rohdaten anonymisiert (Auftrag { $target })
    .attempt = Rohdaten zu anonymisieren (Auftrag { $target })
