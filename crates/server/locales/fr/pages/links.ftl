# Links for elsewhere: feeds and embedded views.

links-title = Liens pour ailleurs
links-card = Pour ailleurs
links-card-hint = Un flux pour un lecteur, ou une vue dans une page d’un autre site web, qui montre les entrées les plus récentes de cette recherche.
links-card-go = Créer ou révoquer un lien…
links-new = Nouveau lien
links-hint = Quiconque a son adresse voit les entrées les plus récentes de la recherche sans se connecter : traitez-la comme un mot de passe. Le fuseau horaire et la langue sont les vôtres d’aujourd’hui. Le lien prend fin de lui-même, lorsqu’il est révoqué et lorsque vous ne pouvez plus voir ces entrées. Sa création, son utilisation et sa révocation sont enregistrées dans le journal.
links-back = Retour aux exports
links-out-of-reach = Les liens ne fonctionneraient pas depuis ailleurs : ce serveur ne connaît pas l’adresse à laquelle on l’y joint. La personne qui l’exploite peut définir public_url dans sa configuration.
links-name = Nom
links-search = Recherche
links-for = Usage
links-kind-feed = Flux (Atom)
links-kind-embed = Vue dans une autre page
links-ends = Prend fin après
links-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
links-websites = Sites web qui peuvent montrer la vue
links-websites-hint = Seulement pour une vue dans une autre page : une adresse par ligne, par exemple https://intranet.example.org, { $count } au plus. Aucun autre site web ne peut la montrer.
links-make = Créer le lien
links-made = Le lien est créé :
links-once = Copiez son adresse maintenant. Elle n’est montrée que cette fois et n’est conservée nulle part ; qui la perd crée un nouveau lien.
links-address = Adresse
links-code = Pour la page qui la montre
links-there = Liens existants
links-none = Il n’y a pas encore de lien.
links-others-hint = Ce sont les liens de tout le monde : vous pouvez révoquer chacun d’eux.
links-limit = Une personne en a au plus { $count }.
links-maker = Créé par
links-operator = Exploitant du serveur
links-made-on = Création
links-ends-on = Fin
links-used = Dernière utilisation
links-revoke = Révoquer
links-revoked = Le lien est révoqué. Son adresse ne fonctionne plus.

embed-nothing = Il n’y a pas de telles entrées.
embed-open = Ouvrir dans le journal d’activité
embed-as-of = État à { $time }

links-wrong-name = Un lien a besoin d’un nom de 1 à { $count } caractères.
links-wrong-too-long = Cette recherche est trop longue pour un lien.
links-wrong-website = « { $text } » ne convient pas ici. Écrivez un site web comme https://intranet.example.org, sans rien après le nom ; les lettres autres que a à z sous la forme xn--….
links-wrong-websites = Indiquez de 1 à { $count } sites web qui peuvent montrer la vue.
links-wrong-too-many = Une personne a au plus { $count } liens. Révoquez-en un dont personne n’a plus besoin.
links-wrong-full = Il n’y a plus de place pour d’autres liens sur ce serveur. Révoquez-en dont personne n’a plus besoin.
links-wrong-unknown = Ce lien n’existe plus.
