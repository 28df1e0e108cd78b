### Was nicht aufgezeichnet wird und warum; siehe locales/en/left_out.ftl.

left-out-console-googleanalyticsimporter-archive-imported-data = Wird laufend per Cron ausgeführt; berechnet Berichte aus dem, was importiert wurde.

left-out-console-core-archive = Wird laufend per Cron ausgeführt; was dabei geschieht, wird selbst aufgezeichnet.

left-out-console-climulti-request = Matomo startet ihn selbst für jeden Teil der Archivierung; Aufrufe darin, die etwas ändern, werden aufgezeichnet.

left-out-console-list = Befehle, die etwas anzeigen und nichts ändern.

left-out-console-core-test-email = Sendet eine Testnachricht und ändert nichts.

left-out-maintenance-scheduled_tasks-run = Wird laufend per Cron aufgerufen; was die Aufgaben tun, wird selbst aufgezeichnet.
    .what = Geplante Aufgaben über die API ausgeführt

left-out-maintenance-reports-archived = Die Archivierung ruft es für jeden Bericht auf; es rechnet und ändert keine Einstellung.
    .what = Berichte berechnet

left-out-user-changes_read = Jemand hat die Liste der Neuigkeiten gesehen.
    .what = „Was ist neu“ als gelesen markiert

left-out-maintenance-caches-cleared = Geschieht bei vielen Aktionen, die selbst aufgezeichnet werden.
    .what = Caches geleert

left-out-settings-tagmanager_teaser-disabled = Blendet einen Hinweis aus, sonst nichts.
    .what = Hinweis auf den Tag Manager ausgeblendet

left-out-user-language_session_changed = Ändert die Sprache einer Sitzung, nichts Bleibendes.
    .what = Sprache einer Sitzung geändert

left-out-login-authenticate-processsuccessfulsession-end = Folgt sofort auf jede erfolgreiche Anmeldung und sagt nichts weiter.

left-out-tracker-request-authenticate-failed = Nur beim Tracking zu sehen, wo das Plugin nie geladen wird.

left-out-controller-login-login = Die Seiten selbst; was aus ihnen folgt (angemeldet, fehlgeschlagen, gesperrt, zurückgesetzt, angenommen, abgelehnt), wird aufgezeichnet.

left-out-console-openactivitylog-inventory = Sieht für das Protokoll selbst nach, was vorhanden ist; ändert nichts.

left-out-console-openactivitylog-vet-activities = Prüft Aktivitätsklassen anderer Plugins; welche von da an verwendet werden und welche nicht mehr, wird aufgezeichnet.

left-out-settings-promo-dismissed = Blendet eine Werbung aus.
    .what = Werbung ausgeblendet

left-out-settings-tour-skipped = Hilfe für den Einstieg; ändert nichts, was andere sehen.
    .what = Schritt der Einführung übersprungen

left-out-settings-feedback-feature_sent = Rückmeldung an die Entwickler von Matomo; ändert nichts in Matomo.
    .what = Rückmeldung gesendet oder aufgeschoben

left-out-settings-report_view-saved = Merkt sich, wie eine Person einen Bericht zuletzt angesehen hat.
    .what = Ansicht eines Berichts gemerkt

left-out-maintenance-update_check = Prüft, ob es eine neuere Version gibt.
    .what = Von Hand nach Aktualisierungen gesucht

left-out-install-super_user_created = Das Plugin ist noch nicht installiert. Wer beim Verbinden vorhanden ist, gehört zur Bestandsaufnahme.
    .what = Hauptadministrator vom Installationsprogramm erstellt und Matomo installiert

left-out-tracking-ip_range-banned = Geschieht beim Tracking, wo das Plugin nie geladen wird.
    .what = Adressbereich vom Spam-Schutz gesperrt

left-out-tracking-spammer_list-updated = Eine wöchentliche Aufgabe, die eine öffentliche Liste holt; niemand entscheidet etwas.
    .what = Liste der Referrer-Spammer aktualisiert

left-out-columns-of-the-database-updated-one-by-one-with-matomo = Eine Aktualisierung von Matomo meldet jede Dimension („log_visit.…“) wie eine Komponente. Die Aktualisierung und die Plugins werden aufgezeichnet.
    .what = Spalten der Datenbank einzeln mit Matomo aktualisiert

left-out-auditlog-entries_purged = Diese Version behält alle Einträge; nichts entfernt sie.
    .what = Einträge nach Ablauf ihrer Zeit entfernt

left-out-auditlog-integrity_failed = Diese Version hat keine Siegel, die gebrochen werden könnten. Was auf dem Weg zum Protokoll verloren geht, wird als Lücke aufgezeichnet.
    .what = Prüfung der Unversehrtheit des Protokolls fehlgeschlagen

left-out-controller-annotations-addannotation = Sie rufen die API auf, die aufgezeichnet wird.

left-out-controller-coreadminhome-generalsettings = Seiten und Teile von Seiten; sie zeigen etwas an und ändern nichts.

left-out-controller-corehome-marknotificationasread = Jemand hat eine Meldung geschlossen.

left-out-website-tracking_code_test_started = Sieht nach, ob das Tracking funktioniert; ändert nichts, was andere sehen.
    .what = Test des Tracking-Codes gestartet

left-out-tagmanager-container_file-changed = Dateien, die jedes Mal neu geschrieben werden, wenn ein Container gespeichert oder veröffentlicht wird; das wird selbst aufgezeichnet.
    .what = Dateien veröffentlichter Container geschrieben oder gelöscht

left-out-controller-twofactorauth-usersettings = Zeigt eine Seite an.

left-out-user-preference_initialised = Eine tägliche Aufgabe, die für alle Benutzer Standardwerte einträgt.
    .what = Einstellungen mit Standardwerten gefüllt

left-out-user-ignore_cookie_set = Setzt einen Cookie im eigenen Browser, sonst nichts.
    .what = Eigene Besuche mit einem Cookie ausgeschlossen

left-out-usersmanager-checkpassword = Enthält Passwörter im Klartext; das Plugin hört nicht zu.
    .what = Passwortregeln geprüft
