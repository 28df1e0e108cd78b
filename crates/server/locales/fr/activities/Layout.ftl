dashboard-layout_saved =
    .label = Mise en page d’un tableau de bord enregistrée
    .text = a réorganisé le tableau de bord { $target }
