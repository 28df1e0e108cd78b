auditlog-activated =
    .label = Enregistrement des activités activé
    .text = a activé l’enregistrement des activités
auditlog-deactivated =
    .label = Enregistrement des activités désactivé
    .text = a désactivé l’enregistrement des activités
auditlog-connected =
    .label = Instance Matomo connectée
    .text = a connecté une instance Matomo au journal
auditlog-export_started =
    .label = Export du journal d’activité commencé
    .text = a commencé un export du journal d’activité
auditlog-exported =
    .label = Journal d’activité exporté
    .text = a exporté des entrées du journal d’activité
auditlog-assertion_refused =
    .label = Requête au journal refusée
    .text = a envoyé au journal des requêtes refusées, car rien ne prouve qui les a envoyées
auditlog-gap_detected =
    .label = Lignes du spool manquantes
    .text = a constaté qu’il manque des lignes dans le spool
auditlog-spool_line_quarantined =
    .label = Ligne mise de côté
    .text = a mis de côté une ligne illisible du spool
auditlog-unexplained_change =
    .label = Changement sans entrée
    .text = { $what ->
        [user-appeared] a trouvé le compte « { $target } », dont aucune entrée ne signale l’ajout
        [user-vanished] a constaté que le compte « { $target } » a disparu sans qu’aucune entrée ne l’explique
        [user-superuser_access] a constaté que le compte « { $target } » { $now ->
            [yes] a obtenu
           *[other] a perdu
        } l’accès super utilisateur sans qu’aucune entrée ne l’explique
        [user-email] a constaté que l’adresse courriel de « { $target } » a changé sans qu’aucune entrée ne l’explique
        [user-password] a constaté que le mot de passe de « { $target } » a changé sans qu’aucune entrée ne l’explique
        [user-two_factor] a constaté que l’authentification à deux facteurs de « { $target } » a été { $now ->
            [yes] activée
           *[other] désactivée
        } sans qu’aucune entrée ne l’explique
        [user-pending] a constaté que l’invitation de « { $target } » a changé sans qu’aucune entrée ne l’explique
        [access-appeared] a constaté que « { $target } » a obtenu l’accès « { $new } »{ to-websites } sans qu’aucune entrée ne l’explique
        [access-vanished] a constaté que « { $target } » a perdu l’accès « { $old } »{ to-websites } sans qu’aucune entrée ne l’explique
        [access-changed] a constaté que l’accès de « { $target } »{ to-websites } est passé de « { $old } » à « { $new } » sans qu’aucune entrée ne l’explique
        [token-appeared] a trouvé le jeton d’authentification « { $target } » du compte { $owner }, dont aucune entrée ne signale la création
        [token-vanished] a constaté que le jeton d’authentification « { $target } » du compte { $owner } a disparu sans qu’aucune entrée ne l’explique
        [token-changed] a constaté que le jeton d’authentification « { $target } » du compte { $owner } a changé sans qu’aucune entrée ne l’explique
        [website-appeared] a trouvé le site web « { $target } », dont aucune entrée ne signale l’ajout
        [website-vanished] a constaté que le site web « { $target } » a disparu sans qu’aucune entrée ne l’explique
        [website-changed] a constaté que le nom du site web « { $target } » a changé sans qu’aucune entrée ne l’explique
        [goal-appeared] a trouvé l’objectif « { $target } »{ on-site }, dont aucune entrée ne signale la création
        [goal-vanished] a constaté que l’objectif « { $target } »{ on-site } a disparu sans qu’aucune entrée ne l’explique
        [goal-changed] a constaté que le nom de l’objectif « { $target } »{ on-site } a changé sans qu’aucune entrée ne l’explique
        [plugin-appeared] a trouvé l’extension « { $target } », dont aucune entrée ne signale l’installation
        [plugin-vanished] a constaté que l’extension « { $target } » a disparu sans qu’aucune entrée ne l’explique
        [plugin-changed] a constaté que l’extension « { $target } » a changé sans qu’aucune entrée ne l’explique
        [files-changed] a constaté que des fichiers de l’extension du journal ont changé sans qu’aucune entrée ne l’explique
        [matomo-changed] a constaté que la version de Matomo a changé sans qu’aucune entrée ne l’explique
        [setting-changed] a constaté que le paramètre « { $target } » du journal a changé sans qu’aucune entrée ne l’explique
       *[other] a constaté d’autres changements qu’aucune entrée n’explique
    }
auditlog-imported =
    .label = Historique importé
    .text = a importé un historique dans un journal distinct
auditlog-activity_classes_enabled =
    .label = Classes d’autres extensions utilisées
    .text = a examiné les classes d’activité d’autres extensions et les utilise
auditlog-activity_class_disabled =
    .label = Classe d’une autre extension désactivée
    .text = a désactivé la classe d’activité « { $target } » d’une autre extension
auditlog-viewed =
    .label = Journal d’activité consulté
    .text = a consulté les entrées de tout le monde dans le journal d’activité
auditlog-settings_changed =
    .label = Paramètres du journal d’activité modifiés
    .text = a modifié des paramètres du journal d’activité
auditlog-link_created =
    .label = Lien pour ailleurs créé
    .text = a créé le lien « { $target } » qui montre des entrées ailleurs
auditlog-link_revoked =
    .label = Lien pour ailleurs terminé
    .text = a mis fin au lien « { $target } » qui montrait des entrées ailleurs
auditlog-link_used =
    .label = Lien pour ailleurs utilisé
    .text = a regardé des entrées par le lien « { $target } »
