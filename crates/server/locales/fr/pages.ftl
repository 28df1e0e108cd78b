# Words of the pages. Sentences about activities stand in activities.ftl.

product = Open Activity Log
log-title = Journal d’activité
entry-title = Entrée { $seq }
skip = Aller au contenu
own-hint = Vous voyez vos propres actions.
sign-out = Déconnexion
signed-in-as = Compte :
role-superuser = super utilisateur
role-operator = exploitation du serveur
role-user = utilisateur

# Searching
search-label = Recherche
search-placeholder = user:alice activity:goal.* after:7d "paiement"
search-button = Rechercher
filters = Filtres
filters-more = Plus de filtres
filters-apply = Appliquer
filter-user = Personne
filter-activity = Activité
filter-site = Site web
filter-outcome = Résultat
filter-severity = Gravité
filter-ip = Adresse ou plage IP
filter-from = Du
filter-to = Au
filter-text = Texte
filter-nested = Afficher les conséquences
filter-limit = Par page
any-person = tout le monde
any = tout
site-any = tous les sites web
activity-any = toutes les activités
activity-group-all = { $group } : tout
activity-chosen = Sélection
searched-for = Critères
remove-term = Retirer
remove-all = Tout afficher
wrong-query = Cette recherche n’est pas valide.

# The list
list-label = Entrées, les plus récentes d’abord
times-in = Fuseau horaire : { $zone }
newest = Les plus récentes
newer = Plus récentes
older = Plus anciennes
pages = Pages
fold-more = { $count ->
    [one] et une autre semblable
   *[other] et { $count } autres semblables
}
fold-since = depuis { $time }
fold-names = { $count } noms différents
fold-addresses = { $count } adresses
unfolded = Chaque entrée est affichée séparément.
fold-again = Regrouper les entrées semblables
logs = Choix de l’historique
log-witnessed = Historique observé
log-imported = Historique importé
imported = importée
imported-hint = Provient de la table d’une autre extension ou d’un fichier ; ce journal n’en a pas été témoin.
late = arrivée tardive
late-hint = Enregistrée bien après les faits ; l’entrée est classée selon le moment de son enregistrement.
consequence = conséquence
exhausted = La recherche s’est arrêtée ici, car il aurait fallu lire un très grand nombre d’entrées. Des entrées plus anciennes peuvent aussi correspondre.
go-on = Poursuivre la recherche
empty-match = Aucun résultat.
empty-match-hint = Retirez un filtre ou choisissez une période plus longue.
empty-own = Rien n’est encore enregistré à votre sujet.
empty-own-hint = Ce que vous modifierez désormais dans Matomo apparaîtra ici.
empty-imported = Aucune entrée importée ne vous est accessible.
empty-log = Rien n’est encore enregistré.
empty-log-hint = Connectez une instance Matomo depuis son serveur ; une première entrée prouvera que tout fonctionne :
empty-log-next = Matomo est déjà connecté ? Modifiez-y quelque chose, par exemple une annotation, puis rechargez cette page.
all-activity = Toute l’activité

# What is recorded
recorded-title = Ce qui est enregistré et ce qui ne l’est pas
recorded-what = Enregistré
recorded-hint = Les tentatives échouées ou refusées sont enregistrées sous les mêmes noms. Toute autre modification faite via l’API de Matomo est enregistrée sous « Autre modification via l’API ».
recorded-not = Non enregistré, et pourquoi
recorded-not-hint = Tout ce que ce produit connaît et n’enregistre pas.
recorded-not-what = Quoi
recorded-not-why = Pourquoi

# Who
who-anonymous = Une personne non connectée
who-claimed = identité non prouvée
who-cli = Console
who-system = Matomo
who-log = Journal d’activité
who-database = Base de données
who-acting-as = avec les droits du compte { $other }

# Sentences
unnamed = (sans nom)
site-number = Site web { $id }
site-unnamed = le site web { $id }
sentence-denied = a tenté { $attempt }, mais l’action a été refusée
sentence-failed = a tenté { $attempt }, mais l’action a échoué
sentence-denied-other = a tenté une action refusée : { $what }
sentence-failed-other = a tenté une action qui a échoué : { $what }
activity-unknown = { $activity }
activity-unknown-with-target = { $activity } : « { $target } »

# Days
day = { $day ->
    [1] { $weekday } 1er { $month } { $year }
   *[other] { $weekday } { $day } { $month } { $year }
}
day-today = { $day ->
    [1] Aujourd’hui, 1er { $month } { $year }
   *[other] Aujourd’hui, { $day } { $month } { $year }
}
day-yesterday = { $day ->
    [1] Hier, 1er { $month } { $year }
   *[other] Hier, { $day } { $month } { $year }
}
weekday-1 = Lundi
weekday-2 = Mardi
weekday-3 = Mercredi
weekday-4 = Jeudi
weekday-5 = Vendredi
weekday-6 = Samedi
weekday-7 = Dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

# Closed lists
outcome-success = Réussite
outcome-failure = Échec
outcome-denied = Refus
severity-info = Info
severity-notice = À noter
severity-warning = Avertissement
severity-critical = Critique
role-admin = administration
role-write = écriture
role-view = vue
role-none = pas d’accès
auth-session = Session du navigateur
auth-token = Jeton d’authentification
auth-password = Mot de passe
auth-console = Console du serveur
auth-scheduler = Planificateur de tâches
auth-reset_link = Lien de réinitialisation du mot de passe
auth-invite_link = Lien d’invitation
auth-none = Aucune
source-plugin = Extension Matomo
source-http = Envoi par HTTP
source-import = Import
source-server = Ce serveur

# One entry
back-to-list = Retour à la liste
what-changed = Ce qui a changé
told = Selon une autre extension
changed-field = Champ
changed-old = Avant
changed-new = Après
who-where-when = Qui, où, quand
fact-time = Date et heure
fact-received = Enregistrement
fact-activity = Activité
fact-person = Personne
fact-acting-as = A agi en tant que
fact-auth = Authentification
fact-token = Jeton d’authentification
fact-os-user = Compte système
fact-object = Objet
fact-site = Site web
fact-address = Adresse IP
fact-peer = Connexion depuis
fact-agent = Programme
fact-session = Session
fact-method = Appel
fact-request = Requête
fact-source = Source
fact-also = Correspond aussi à
fact-reason = Motif
link-same-activity = Toutes les entrées de ce type
link-same-person = Toutes les entrées de cette personne
link-same-token = Toutes les entrées avec ce jeton
link-history = Son historique
link-same-site = Toutes les entrées de ce site web
link-same-address = Toutes les entrées provenant de cette adresse
link-same-session = Toute la session
link-same-request = Toute la requête
parameters = Paramètres
parameters-hint = Les secrets ne sont jamais enregistrés.
cause = Cause
cause-elsewhere = L’action à l’origine de celle-ci ne fait pas partie de ce que vous pouvez voir.
consequences = Conséquences
consequences-more = Toutes les conséquences
permalink = Lien vers cette entrée
raw = En JSON

# Values
value-yes = oui
value-no = non
value-empty = vide
value-empty-list = liste vide
value-more = { $count ->
    [one] et une autre valeur
   *[other] et { $count } autres valeurs
}
value-hidden = valeur non enregistrée
value-cut = valeur tronquée ; { $size } au total
value-binary = données binaires, { $size }
value-object = objet
value-deep = imbrication trop profonde

# Signing in
sign-in = Connexion
sign-in-needed = Vous n’avez pas ouvert de session.
sign-in-worthless = Ce lien ne fonctionne plus.
sign-in-why = Un lien de connexion ne fonctionne qu’une seule fois et pendant peu de temps. Il est donc sans danger si une autre personne le trouve plus tard.
sign-in-how = Deux façons de se connecter :
sign-in-matomo = Dans Matomo, ouvrez Administration › Diagnostic › Journal d’activité et choisissez « Ouvrir la console complète ». Vous y voyez ce que vous pouvez voir dans Matomo.
sign-in-operator = Si vous exploitez le serveur, redémarrez-le : il affiche un nouveau lien au démarrage.
signed-in = Connexion réussie
signed-in-go-on = La connexion a réussi. Continuer vers le journal d’activité

# Errors
error = Cela n’a pas fonctionné
error-not-found = Page introuvable
tabs = Pages du journal d’activité
tab-log = Journal
tab-recorded = Ce qui est enregistré
