### See locales/en/left_out.ftl.

left-out-console-googleanalyticsimporter-archive-imported-data = Exécutée sans cesse par cron ; calcule des rapports à partir de ce qui a été importé.

left-out-console-core-archive = Exécutées sans cesse par cron ; ce qu’elles font est enregistré séparément.

left-out-console-climulti-request = Matomo la lance lui-même pour chaque partie de l’archivage ; les appels qui modifient quelque chose sont enregistrés.

left-out-console-list = Commandes qui affichent quelque chose et ne modifient rien.

left-out-console-core-test-email = Envoie un message de test et ne modifie rien.

left-out-maintenance-scheduled_tasks-run = Appelé sans cesse par cron ; ce que font les tâches est enregistré séparément.
    .what = Tâches planifiées exécutées via l’API

left-out-maintenance-reports-archived = L’archivage l’appelle pour chaque rapport ; il calcule et ne modifie aucun paramètre.
    .what = Rapports calculés

left-out-user-changes_read = Quelqu’un a vu la liste des nouveautés.
    .what = « Quoi de neuf » marqué comme lu

left-out-maintenance-caches-cleared = Se produit lors de nombreuses actions, elles-mêmes enregistrées.
    .what = Caches vidés

left-out-settings-tagmanager_teaser-disabled = Masque une information, rien d’autre.
    .what = Information sur le gestionnaire de balises masquée

left-out-user-language_session_changed = Modifie la langue d’une session, rien de durable.
    .what = Langue d’une session modifiée

left-out-login-authenticate-processsuccessfulsession-end = Suit immédiatement chaque connexion réussie et n’apporte rien de plus.

left-out-tracker-request-authenticate-failed = Visible uniquement pendant le suivi, où l’extension n’est jamais chargée.

left-out-controller-login-login = Les pages elles-mêmes ; ce qui en résulte (connexion, échec, blocage, réinitialisation, acceptation, refus) est enregistré.

left-out-console-openactivitylog-inventory = Relève ce qui existe pour le journal lui-même ; ne modifie rien.

left-out-console-openactivitylog-vet-activities = Examine les classes d’activité d’autres extensions ; celles qui sont utilisées dès lors, ou ne le sont plus, sont enregistrées.

left-out-settings-promo-dismissed = Masque une publicité.
    .what = Publicité masquée

left-out-settings-tour-skipped = Aide pour les débutants ; ne modifie rien de ce que voient les autres.
    .what = Étape de l’introduction ignorée

left-out-settings-feedback-feature_sent = Avis destiné aux auteurs de Matomo ; ne modifie rien dans Matomo.
    .what = Avis envoyé ou reporté

left-out-settings-report_view-saved = Retient la dernière façon dont une personne a affiché un rapport.
    .what = Affichage d’un rapport mémorisé

left-out-maintenance-update_check = Vérifie s’il existe une version plus récente.
    .what = Recherche manuelle de mises à jour

left-out-install-super_user_created = L’extension n’est pas encore installée. Les comptes présents lors de la connexion font partie de l’inventaire.
    .what = Super utilisateur créé et Matomo installé par le programme d’installation

left-out-tracking-ip_range-banned = Se produit pendant le suivi, où l’extension n’est jamais chargée.
    .what = Plage d’adresses bloquée par la protection contre le spam

left-out-tracking-spammer_list-updated = Tâche hebdomadaire qui récupère une liste publique ; personne ne décide de rien.
    .what = Liste des référents spammeurs mise à jour

left-out-columns-of-the-database-updated-one-by-one-with-matomo = Une mise à jour de Matomo signale chaque dimension (« log_visit.… ») comme un composant. La mise à jour et les extensions sont enregistrées.
    .what = Colonnes de la base de données mises à jour une par une avec Matomo

left-out-auditlog-entries_purged = Cette version conserve toutes les entrées ; rien n’en supprime.
    .what = Entrées supprimées après leur durée de conservation

left-out-auditlog-integrity_failed = Cette version n’a pas de sceaux qui pourraient être brisés. Ce qui se perd en chemin vers le journal est enregistré comme une lacune.
    .what = Échec du contrôle d’intégrité du journal

left-out-controller-annotations-addannotation = Elles appellent l’API, qui est enregistrée.

left-out-controller-coreadminhome-generalsettings = Pages et parties de pages ; elles affichent quelque chose et ne modifient rien.

left-out-controller-corehome-marknotificationasread = Quelqu’un a fermé un message.

left-out-website-tracking_code_test_started = Vérifie si le suivi fonctionne ; ne modifie rien de ce que voient les autres.
    .what = Test du code de suivi lancé

left-out-tagmanager-container_file-changed = Fichiers réécrits à chaque enregistrement ou publication d’un conteneur, ce qui est enregistré séparément.
    .what = Fichiers des conteneurs publiés écrits ou supprimés

left-out-controller-twofactorauth-usersettings = Affiche une page.

left-out-user-preference_initialised = Tâche quotidienne qui renseigne les valeurs par défaut de chaque utilisateur.
    .what = Préférences remplies avec des valeurs par défaut

left-out-user-ignore_cookie_set = Place un cookie dans le navigateur de la personne, rien d’autre.
    .what = Exclusion de ses propres visites par un cookie

left-out-usersmanager-checkpassword = Contient des mots de passe en clair ; l’extension ne l’écoute pas.
    .what = Règles de mot de passe vérifiées
