tab-usage = Utilisation
usage-title = Utilisation
usage-choose = Quoi et quand
usage-show-views = Ce qui est consulté
usage-show-changes = Ce qui est modifié
usage-matrix = Personnes et fonctions
usage-all-features = Toutes les fonctions
usage-views-hint = Nombre de consultations des rapports, par personne et par heure. Choisissez une fonction pour voir ses rapports.
usage-changes-hint = Entrées de chaque personne selon leur objet. Les connexions et les simples consultations ne comptent pas.
usage-no-views = Les consultations sont comptées tant que « Compter les rapports consultés » est activé dans les paramètres de l’extension.
usage-sum = Total
usage-everybody = Tout le monde
usage-others = Toutes les autres
usage-others-hint = « Autres » réunit ce qui n’a pas de colonne propre.
usage-people = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
usage-first = Premières personnes
usage-more = Autres personnes
usage-older = Utilisées avant, pas sur cette période
usage-dormant = Un accès, mais aucun signe d’utilisation
usage-dormant-since = Aucune entrée ni consultation comptée depuis
usage-no-inventory = On saura qui a un accès dès le premier inventaire. L’extension en dresse un à la connexion, puis chaque nuit.
usage-inventory = Comptes tels qu’ils étaient le { $time }.
usage-nobody-dormant = Toutes les personnes ayant un accès l’ont utilisé.
usage-dormant-people = { $count ->
    [one] { $count } compte
   *[other] { $count } comptes, ceux aux droits les plus étendus d’abord
}
usage-rights = Droits
usage-tokens = Jetons d’authentification
usage-last = Dernière entrée
usage-never = jamais
usage-cut = Seuls les premiers comptes sont affichés.
usage-all-people = Toutes les personnes
