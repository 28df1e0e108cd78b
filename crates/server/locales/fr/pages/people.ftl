tab-people = Personnes
tab-websites = Sites web
people-title = Personnes
people-state = Compte
people-nobody = Personne ne correspond.
people-show-all = Tout le monde
people-show-super = Super utilisateurs
people-show-active = Activité sur 90 jours
people-show-quiet = A un accès, sans activité
people-show-never = Jamais vus
people-show-no-two-factor = Sans authentification à deux facteurs
people-show-gone-with-access = N’a plus de compte, mais a un accès
people-show-gone = N’a plus de compte
people-failures = Échecs de connexion, { $count } jours
people-too-many = Il y a ici plus de { $count } personnes, trop pour les classer selon une date. Recherchez-en quelques-unes ou choisissez une des listes.
people-not-sure = Il y a tant à parcourir que certaines de ces personnes ont peut-être été vues malgré tout.
person-title = Personne { $name }
person-state-super = super utilisateur
person-state-here = a un compte
person-state-invited = invitation en attente
person-state-gone = n’a plus de compte
person-state-gone-with-access = n’a plus de compte, mais a un accès
person-state-unknown = compte inconnu
person-deleted = Compte supprimé :
person-still-access = Ce compte a encore des droits ou des jetons d’authentification.
person-seen = Activité
person-last-seen = Dernière entrée
person-last-login = Dernière connexion
person-first-seen = Première entrée
person-entries = Entrées
person-logins = Connexions
person-failed-logins = Échecs de connexion
person-at-least = au moins { $number }
person-may = Accès
person-two-factor = Authentification à deux facteurs
person-websites = sites web { $sites }
person-no-rights = Aucun droit sur aucun site web.
person-newer = Le compte est plus récent que l’inventaire ; ses droits figurent dans les entrées ci-dessous.
person-token-expires = Expire
person-what = Ce qui a été modifié
person-where = Sur quels sites web
person-addresses = Adresses IP
person-sessions = Dernières sessions
person-replay = Rejouer
person-devices = Programmes
person-devices-hint = D’après les dernières entrées.
person-rights-history = Droits et compte au fil du temps
person-newest = Dernières entrées
person-nothing = Rien n’est enregistré.
websites-title = Sites web
websites-search = Nom ou numéro
websites-count = { $count ->
    [one] { $count } site web
   *[other] { $count } sites web
}
websites-none = Aucun site web ne correspond.
websites-number = Numéro
websites-gone = n’existe plus
websites-first = Premiers sites web
websites-more = Autres sites web
website-title = Site web { $name }
website-earlier = Anciens noms
website-access = Personnes ayant un accès
website-supers = { $count ->
    [one] { $count } super utilisateur, qui peut tout faire
   *[other] { $count } super utilisateurs, qui peuvent tout faire
}
website-supers-at-least = { $count ->
    [one] Au moins { $count } super utilisateur, qui peut tout faire
   *[other] Au moins { $count } super utilisateurs, qui peuvent tout faire
}
