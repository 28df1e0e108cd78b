privacy-raw_data_anonymisation-finished =
    .label = Raw data anonymised
    .text = anonymised raw data, order { $target }
    .attempt = anonymise raw data, order { $target }
