auditlog-activated =
    .label = Aufzeichnung begonnen
    .text = hat die Aufzeichnung der Aktivitäten eingeschaltet
auditlog-deactivated =
    .label = Aufzeichnung beendet
    .text = hat die Aufzeichnung der Aktivitäten ausgeschaltet
auditlog-connected =
    .label = Matomo-Instanz verbunden
    .text = hat eine Matomo-Instanz mit dem Protokoll verbunden
auditlog-export_started =
    .label = Export des Aktivitätsprotokolls begonnen
    .text = hat einen Export des Aktivitätsprotokolls begonnen
auditlog-exported =
    .label = Aktivitätsprotokoll exportiert
    .text = hat Einträge des Aktivitätsprotokolls exportiert
auditlog-assertion_refused =
    .label = Anfrage an das Protokoll abgewiesen
    .text = hat Anfragen an das Protokoll gesendet, die abgewiesen wurden, weil nichts beweist, wer sie gesendet hat
auditlog-gap_detected =
    .label = Zeilen der Ablage fehlen
    .text = hat festgestellt, dass Zeilen der Ablage fehlen
auditlog-spool_line_quarantined =
    .label = Zeile beiseitegelegt
    .text = hat eine Zeile der Ablage beiseitegelegt, die nicht zu lesen war
auditlog-unexplained_change =
    .label = Änderung ohne Eintrag
    .text = { $what ->
        [user-appeared] hat den Benutzer „{ $target }“ gefunden, für den es keinen Eintrag gibt
        [user-vanished] hat festgestellt, dass der Benutzer „{ $target }“ ohne Eintrag verschwunden ist
        [user-superuser_access] hat festgestellt, dass „{ $target }“ ohne Eintrag { $now ->
            [yes] Hauptadministrator wurde
           *[other] nicht mehr Hauptadministrator ist
        }
        [user-email] hat festgestellt, dass sich die E-Mail-Adresse von „{ $target }“ ohne Eintrag geändert hat
        [user-password] hat festgestellt, dass sich das Passwort von „{ $target }“ ohne Eintrag geändert hat
        [user-two_factor] hat festgestellt, dass der zweite Faktor von „{ $target }“ ohne Eintrag { $now ->
            [yes] eingeschaltet
           *[other] ausgeschaltet
        } wurde
        [user-pending] hat festgestellt, dass sich die Einladung von „{ $target }“ ohne Eintrag geändert hat
        [access-appeared] hat festgestellt, dass „{ $target }“ ohne Eintrag die Berechtigung „{ $new }“{ to-websites } bekommen hat
        [access-vanished] hat festgestellt, dass „{ $target }“ ohne Eintrag die Berechtigung „{ $old }“{ to-websites } verloren hat
        [access-changed] hat festgestellt, dass sich die Berechtigung von „{ $target }“{ to-websites } ohne Eintrag von „{ $old }“ zu „{ $new }“ geändert hat
        [token-appeared] hat den API-Token „{ $target }“ von { $owner } gefunden, für den es keinen Eintrag gibt
        [token-vanished] hat festgestellt, dass der API-Token „{ $target }“ von { $owner } ohne Eintrag verschwunden ist
        [token-changed] hat festgestellt, dass sich der API-Token „{ $target }“ von { $owner } ohne Eintrag geändert hat
        [website-appeared] hat die Webseite „{ $target }“ gefunden, für die es keinen Eintrag gibt
        [website-vanished] hat festgestellt, dass die Webseite „{ $target }“ ohne Eintrag verschwunden ist
        [website-changed] hat festgestellt, dass sich der Name der Webseite „{ $target }“ ohne Eintrag geändert hat
        [goal-appeared] hat das Ziel „{ $target }“{ on-site } gefunden, für das es keinen Eintrag gibt
        [goal-vanished] hat festgestellt, dass das Ziel „{ $target }“{ on-site } ohne Eintrag verschwunden ist
        [goal-changed] hat festgestellt, dass sich der Name des Ziels „{ $target }“{ on-site } ohne Eintrag geändert hat
        [plugin-appeared] hat das Plugin „{ $target }“ gefunden, für das es keinen Eintrag gibt
        [plugin-vanished] hat festgestellt, dass das Plugin „{ $target }“ ohne Eintrag verschwunden ist
        [plugin-changed] hat festgestellt, dass sich das Plugin „{ $target }“ ohne Eintrag geändert hat
        [files-changed] hat festgestellt, dass sich Dateien des eigenen Plugins ohne Eintrag geändert haben
        [matomo-changed] hat festgestellt, dass Matomo ohne Eintrag eine andere Version hat
        [setting-changed] hat festgestellt, dass sich die Einstellung „{ $target }“ des Protokolls ohne Eintrag geändert hat
       *[other] hat weitere Änderungen ohne Eintrag gefunden
    }
auditlog-imported =
    .label = Verlauf importiert
    .text = hat einen Verlauf in ein eigenes Protokoll importiert
auditlog-activity_classes_enabled =
    .label = Klassen anderer Plugins verwendet
    .text = hat Aktivitätsklassen anderer Plugins geprüft und verwendet sie
auditlog-activity_class_disabled =
    .label = Klasse eines anderen Plugins ausgeschaltet
    .text = hat die Aktivitätsklasse „{ $target }“ eines anderen Plugins ausgeschaltet
auditlog-viewed =
    .label = Aktivitätsprotokoll angesehen
    .text = hat im Aktivitätsprotokoll die Einträge aller Personen angesehen
auditlog-settings_changed =
    .label = Einstellungen des Aktivitätsprotokolls geändert
    .text = hat Einstellungen des Aktivitätsprotokolls geändert
auditlog-link_created =
    .label = Link für anderswo erstellt
    .text = hat den Link „{ $target }“ erstellt, der Einträge anderswo zeigt
auditlog-link_revoked =
    .label = Link für anderswo beendet
    .text = hat den Link „{ $target }“ beendet, der Einträge anderswo zeigte
auditlog-link_used =
    .label = Link für anderswo benutzt
    .text = hat Einträge über den Link „{ $target }“ angesehen
