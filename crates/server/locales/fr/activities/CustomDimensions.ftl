custom_dimension-created =
    .label = Dimension personnalisée créée
    .text = a créé la dimension personnalisée « { $target } »{ on-site }
    .attempt = de créer la dimension personnalisée « { $target } »{ on-site }
custom_dimension-updated =
    .label = Dimension personnalisée modifiée, activée ou désactivée
    .text = a modifié la dimension personnalisée « { $target } »{ on-site }
    .attempt = de modifier la dimension personnalisée « { $target } »{ on-site }
