### Aktivitäten des Katalogs; was die Platzhalter bedeuten, steht in locales/en/activities.ftl.
### Die Sätze folgen auf den Namen: „alice“ + „hat das Ziel … geändert“.

on-site = { $has_site ->
    [yes] {" "}auf { $site }
   *[no] {""}
}

to-websites = { $has_site ->
    [yes] {" "}für { $site }
   *[no] {" "}für die Webseiten { $websites }
}

## Gruppen von Aktivitäten

category-abtest = A/B-Tests
category-annotation = Anmerkungen
category-auditlog = Aktivitätsprotokoll
category-authentication = Anmeldung
category-console = Konsolenbefehle
category-custom_alert = Benutzerdefinierte Benachrichtigungen
category-custom_dimension = Benutzerdefinierte Dimensionen
category-custom_report = Benutzerdefinierte Berichte
category-dashboard = Dashboards
category-form = Formulare
category-funnel = Trichter
category-gaimport = Google-Analytics-Import
category-goal = Ziele
category-heatmap = Heatmaps
category-ldap = LDAP
category-maintenance = Wartung
category-matomo = Anderes
category-oauth2 = OAuth
category-personal_data = Personenbezogene Daten und Exporte
category-plugin = Plugins
category-privacy = Privatsphäre
category-report = Geplante Berichte
category-segment = Segmente
category-session_recording = Sitzungsaufzeichnungen
category-settings = Systemeinstellungen
category-tag_manager = Tag Manager
category-token = API-Token
category-update = Aktualisierungen
category-user = Benutzer
category-website = Webseiten
