entry-neighbours = Entrées voisines dans la liste
entry-newer = Entrée plus récente
entry-older = Entrée plus ancienne
entry-diff-legend = − retiré, + ajouté
entry-diff-removed = Retiré
entry-diff-added = Ajouté
entry-diff-full = Avant et après en entier
entry-diff-key = Clé
entry-diff-no-key = absent
entry-diff-reordered = Les mêmes éléments dans un autre ordre.
entry-diff-partly = Tous les éléments n’ont pas été enregistrés.
entry-diff-same-items = { $count ->
    [one] { $count } élément inchangé.
   *[other] { $count } éléments inchangés.
}
entry-diff-same-keys = { $count ->
    [one] { $count } clé inchangée.
   *[other] { $count } clés inchangées.
}
entry-request = La requête
entry-request-method = Appel
entry-request-none = Aucun paramètre n’a été enregistré.
entry-history = Le même objet
entry-history-all = Tout son historique
entry-around = La même personne, avant et après
entry-around-all = Tout ce qu’a fait cette personne
entry-this = cette entrée
entry-copy-json = Copier en JSON
entry-copy-link = Copier le lien
entry-copied = Copié.
entry-not-copied = Votre navigateur n’a pas permis la copie. Sélectionnez le texte et copiez-le.
