### Activities of the catalogue: one message per activity id, dots written as dashes.
###
### .label  name in menus
### .text   what follows the actor's name in a sentence: “alice” + “a modifié l’objectif …”
### .attempt  the same as an infinitive with “de” or “d’”: “a tenté” + “de modifier l’objectif …”
###
### $target    name of the target, or its id, or its type where it has neither; never empty
### $site      name of the website, or its id
### $has_site  “yes” or “no”
### $has_target  “yes” where $target is more than “(sans nom)”
###
### Of auditlog.unexplained_change also: $what (word that chooses the sentence), $now (“yes” where the new value is true), $old, $new,
### $websites (ids), $owner (login of a token's owner).
###
### No other placeable is known here. One file per file of the catalogue; order as there.
###
### In French a sentence is in the passé composé with “avoir”, so that nothing has to agree with the actor.

# Ends the sentences of activities that belong to one website.
on-site = { $has_site ->
    [yes] {" "}sur { $site }
   *[no] {""}
}

# The same for rights, which may be about many websites.
to-websites = { $has_site ->
    [yes] {" "}pour { $site }
   *[no] {" "}pour les sites web { $websites }
}

## Groups of activities

category-abtest = Tests A/B
category-annotation = Annotations
category-auditlog = Journal d’activité
category-authentication = Authentification
category-console = Commandes de la console
category-custom_alert = Alertes personnalisées
category-custom_dimension = Dimensions personnalisées
category-custom_report = Rapports personnalisés
category-dashboard = Tableaux de bord
category-form = Formulaires
category-funnel = Entonnoirs
category-gaimport = Import Google Analytics
category-goal = Objectifs
category-heatmap = Cartes de chaleur
category-ldap = LDAP
category-maintenance = Maintenance
category-matomo = Autres
category-oauth2 = OAuth
category-personal_data = Données personnelles et exports
category-plugin = Extensions
category-privacy = Vie privée
category-report = Rapports planifiés
category-segment = Segments
category-session_recording = Enregistrements de sessions
category-settings = Paramètres système
category-tag_manager = Gestionnaire de balises
category-token = Jetons d’authentification
category-update = Mises à jour
category-user = Utilisateurs
category-website = Sites web
