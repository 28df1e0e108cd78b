custom_dimension-created =
    .label = Dimensión personalizada creada
    .text = creó la dimensión personalizada «{ $target }»{ on-site }
    .attempt = crear la dimensión personalizada «{ $target }»{ on-site }
custom_dimension-updated =
    .label = Dimensión personalizada modificada, activada o desactivada
    .text = modificó la dimensión personalizada «{ $target }»{ on-site }
    .attempt = modificar la dimensión personalizada «{ $target }»{ on-site }
