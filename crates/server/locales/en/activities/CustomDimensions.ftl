custom_dimension-created =
    .label = Custom dimension created
    .text = created the custom dimension “{ $target }”{ on-site }
    .attempt = create the custom dimension “{ $target }”{ on-site }
custom_dimension-updated =
    .label = Custom dimension updated or (de)activated
    .text = updated the custom dimension “{ $target }”{ on-site }
    .attempt = update the custom dimension “{ $target }”{ on-site }
