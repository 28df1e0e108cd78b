dashboard-layout_saved =
    .label = Mise en page d’un tableau de bord enregistrée
    .text = a enregistré la mise en page du tableau de bord « { $target } »
    .attempt = d’enregistrer la mise en page du tableau de bord « { $target } »
