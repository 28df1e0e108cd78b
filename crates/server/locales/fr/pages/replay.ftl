replay-title = { $name }, { $time }
replay-hint = pas à pas, dans l’ordre des faits
replay-steps = { $count ->
    [one] { $count } étape
   *[other] { $count } étapes
}
replay-controls = Lecture
replay-show-all = Tout
replay-show-changes = Seulement les modifications
replay-show-failures = Seulement les échecs
replay-guide-repeat = Comment le refaire
replay-guide-undo = Comment l’annuler
replay-play = Lire
replay-pause = Pause
replay-previous = Étape précédente
replay-next = Étape suivante
replay-speed = Vitesse
replay-gap = { $span } sans rien
replay-list = Les mêmes entrées sous forme de liste
replay-more = Étapes suivantes
guide-title-repeat = Refaire : { $what }
guide-title-undo = Annuler : { $what }
guide-hint-repeat = Effectuez les étapes à la main dans Matomo, de haut en bas. Les valeurs sont celles qui avaient été saisies.
guide-hint-undo = Effectuez les étapes à la main dans Matomo, de haut en bas : la dernière modification est annulée en premier. Les valeurs sont celles d’avant. Vérifiez pour chacune si quelqu’un l’a modifiée depuis.
guide-back = Retour à la lecture
guide-download = Télécharger sous forme de fichier
guide-end = Fin du guide. Il est complet.
guide-cut-repeat = Ce guide ne contient que les { $count } premières entrées. Pour les autres, choisissez une période plus courte.
guide-cut-undo = Ce guide ne contient que les { $count } premières entrées. Ce qui a suivi doit être annulé avant : choisissez pour cela une période plus courte.
guide-left-out = { $count ->
    [one] { $count } entrée omise : connexion, échec ou conséquence
   *[other] { $count } entrées omises : connexions, échecs, conséquences
}
guide-more = Ce ne sont que les premières étapes ; la lecture montre les autres.
guide-nothing = Il n’y a rien à faire : personne n’a rien modifié ici.
guide-then = Ce qui s’est passé :
guide-make = Créez-le avec ces valeurs.
guide-take = Supprimez-le.
guide-again = Refaites la même chose.
guide-enter = Saisissez ces valeurs.
guide-enter-old = Saisissez les valeurs d’avant.
guide-take-what-was-made = Supprimez ce qui avait été créé.
guide-make-again = Recréez-le avec ce qu’on en sait.
guide-look = L’état antérieur n’est pas enregistré : examinez l’objet et décidez.
guide-lost = Les données supprimées ne reviennent pas ainsi ; seule une sauvegarde de la base de données les contient. Un nouvel objet reçoit un nouveau numéro.
guide-secret = Une valeur est secrète et n’a pas été enregistrée.
guide-where-annotation = Annotations, sous le graphique d’un rapport
guide-where-custom_alert = Personnel › Alertes personnalisées
guide-where-custom_dimension = Administration › Sites web › Dimensions personnalisées
guide-where-dashboard = Tableau de bord
guide-where-goal = Administration › Sites web › Objectifs
guide-where-personal_data = Administration › Vie privée
guide-where-plugin = Administration › Extensions
guide-where-privacy = Administration › Vie privée
guide-where-report = Personnel › Rapports e-mail
guide-where-segment = La liste des segments au-dessus des rapports
guide-where-settings = Administration › Système › Paramètres généraux
guide-where-tag_manager = Gestionnaire de balises
guide-where-token = Personnel › Sécurité
guide-where-user = Administration › Système › Utilisateurs
guide-where-website = Administration › Sites web › Gérer
