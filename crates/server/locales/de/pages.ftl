# Wörter der Seiten. Die Sätze über Aktivitäten stehen in activities.ftl.

product = Open Activity Log
log-title = Aktivitätsprotokoll
entry-title = Eintrag { $seq }
skip = Zum Inhalt springen
own-hint = Hier stehen die eigenen Aktionen.
sign-out = Abmelden
signed-in-as = Angemeldet als
role-superuser = Hauptadministrator
role-operator = Betreiber
role-user = Benutzer

# Suchen
search-label = Suche
search-placeholder = user:alice activity:goal.* after:7d "checkout"
search-button = Suchen
filters = Filter
filters-more = Weitere Filter
filters-apply = Anwenden
filter-user = Person
filter-activity = Aktivität
filter-site = Webseite
filter-outcome = Ergebnis
filter-severity = Schweregrad
filter-ip = IP-Adresse oder Bereich
filter-from = Von
filter-to = Bis
filter-text = Text
filter-nested = Folgen anzeigen
filter-limit = Pro Seite
any-person = alle
any = alle
site-any = alle Webseiten
activity-any = alle Aktivitäten
activity-group-all = { $group }: alles
activity-chosen = Ausgewählt
searched-for = Gesucht wurde
remove-term = Entfernen
remove-all = Alles anzeigen
wrong-query = Diese Suche ist nicht zu verstehen.

# Die Liste
list-label = Einträge, neueste zuerst
times-in = Zeiten in { $zone }
newest = Neueste
newer = Neuere
older = Ältere
pages = Seiten
fold-more = { $count ->
    [one] und ein weiterer dieser Art
   *[other] und { $count } weitere dieser Art
}
fold-since = seit { $time }
fold-names = { $count } verschiedene Namen
fold-addresses = { $count } Adressen
unfolded = Jeder Eintrag steht für sich.
fold-again = Ähnliche Einträge zusammenfassen
logs = Welcher Verlauf
log-witnessed = Selbst aufgezeichnet
log-imported = Importierter Verlauf
imported = importiert
imported-hint = Aus der Tabelle eines anderen Plugins oder aus einer Datei übernommen, nicht von diesem Protokoll selbst aufgezeichnet.
late = später eingetroffen
late-hint = Lange nach dem Geschehen gespeichert; der Eintrag steht dort, wo er gespeichert wurde.
consequence = Folge
exhausted = Die Suche hat hier angehalten, weil sie sehr viel hätte lesen müssen. Auch unter älteren Einträgen kann es Treffer geben.
go-on = Weitersuchen
empty-match = Keine Treffer.
empty-match-hint = Einen Filter wegnehmen oder einen längeren Zeitraum wählen.
empty-own = Über Sie ist noch nichts aufgezeichnet.
empty-own-hint = Was Sie von jetzt an in Matomo ändern, erscheint hier.
empty-imported = Es gibt keinen importierten Eintrag, den Sie sehen dürfen.
empty-log = Noch ist nichts aufgezeichnet.
empty-log-hint = Eine Matomo-Instanz auf ihrem Server verbinden; ein erster Eintrag beweist, dass es funktioniert:
empty-log-next = Schon verbunden? Dann in Matomo etwas ändern, zum Beispiel eine Anmerkung, und diese Seite neu laden.
all-activity = Alle Aktivitäten

# Was aufgezeichnet wird
recorded-title = Was aufgezeichnet wird und was nicht
recorded-what = Aufgezeichnet
recorded-hint = Fehlgeschlagene und abgewiesene Versuche werden unter denselben Namen aufgezeichnet. Alles andere, was über die API von Matomo etwas ändert, wird als „Andere Änderung über die API“ aufgezeichnet.
recorded-not = Nicht aufgezeichnet, und warum
recorded-not-hint = Alles, was dieses Produkt kennt und nicht aufzeichnet.
recorded-not-what = Was
recorded-not-why = Warum

# Wer
who-anonymous = Jemand ohne Anmeldung
who-claimed = nicht bewiesen
who-cli = Konsole
who-system = Matomo
who-log = Aktivitätsprotokoll
who-database = Datenbank
who-acting-as = mit den Rechten von { $other }

# Sätze
unnamed = (ohne Namen)
site-number = Webseite { $id }
site-unnamed = Webseite { $id }
sentence-denied = hat versucht, { $attempt }, und wurde abgewiesen
sentence-failed = hat vergeblich versucht, { $attempt }
sentence-denied-other = hat etwas versucht und wurde abgewiesen: { $what }
sentence-failed-other = hat etwas vergeblich versucht: { $what }
activity-unknown = { $activity }
activity-unknown-with-target = { $activity }: „{ $target }“

# Tage
day = { $weekday }, { $day }. { $month } { $year }
day-today = Heute, { $day }. { $month } { $year }
day-yesterday = Gestern, { $day }. { $month } { $year }
weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember

# Geschlossene Listen
outcome-success = Erfolg
outcome-failure = Fehlgeschlagen
outcome-denied = Abgewiesen
severity-info = Info
severity-notice = Hinweis
severity-warning = Warnung
severity-critical = Kritisch
role-admin = Administrator
role-write = Schreiben
role-view = Ansicht
role-none = kein Zugriff
auth-session = Browser-Sitzung
auth-token = API-Token
auth-password = Passwort
auth-console = Konsole des Servers
auth-scheduler = Zeitplaner
auth-reset_link = Link zum Zurücksetzen des Passworts
auth-invite_link = Link einer Einladung
auth-none = Keine
source-plugin = Matomo-Plugin
source-http = Über HTTP gesendet
source-import = Importiert
source-server = Dieser Server

# Ein Eintrag
back-to-list = Zurück zur Liste
what-changed = Was sich geändert hat
told = In den Worten eines anderen Plugins
changed-field = Feld
changed-old = Vorher
changed-new = Nachher
who-where-when = Wer, wo, wann
fact-time = Zeit
fact-received = Gespeichert
fact-activity = Aktivität
fact-person = Person
fact-acting-as = Gehandelt als
fact-auth = Angemeldet mit
fact-token = API-Token
fact-os-user = Systembenutzer
fact-object = Objekt
fact-site = Webseite
fact-address = IP-Adresse
fact-peer = Verbindung von
fact-agent = Programm
fact-session = Sitzung
fact-method = Aufruf
fact-request = Anfrage
fact-source = Gemeldet von
fact-also = Passt auch zu
fact-reason = Grund
link-same-activity = Alle dieser Art
link-same-person = Alle dieser Person
link-same-token = Alle mit diesem Token
link-history = Der ganze Verlauf
link-same-site = Alle dieser Webseite
link-same-address = Alle von dieser Adresse
link-same-session = Die ganze Sitzung
link-same-request = Die ganze Anfrage
parameters = Parameter
parameters-hint = Geheimnisse werden nie aufgezeichnet.
cause = Ausgelöst durch
cause-elsewhere = Die Aktion, die dies ausgelöst hat, gehört nicht zu dem, was Sie sehen dürfen.
consequences = Folgen
consequences-more = Alle Folgen
permalink = Link zu diesem Eintrag
raw = Als JSON

# Werte
value-yes = ja
value-no = nein
value-empty = leer
value-empty-list = leere Liste
value-more = { $count ->
    [one] und ein weiterer
   *[other] und { $count } weitere
}
value-hidden = nicht aufgezeichnet
value-cut = gekürzt; insgesamt { $size }
value-binary = binär, { $size }
value-object = Objekt
value-deep = zu tief verschachtelt

# Anmelden
sign-in = Anmelden
sign-in-needed = Sie sind nicht angemeldet.
sign-in-worthless = Dieser Link funktioniert nicht mehr.
sign-in-why = Ein Anmelde-Link funktioniert nur einmal und nur kurze Zeit. So ist er harmlos, wenn ihn später jemand anders findet.
sign-in-how = Es gibt zwei Wege hinein:
sign-in-matomo = In Matomo Administration › Diagnose › Aktivitätsprotokoll öffnen und „Vollständige Konsole öffnen“ wählen. Dort ist zu sehen, was Sie in Matomo sehen dürfen.
sign-in-operator = Wer den Server betreibt, startet ihn neu: Beim Start zeigt er einen neuen Link an.
signed-in = Angemeldet
signed-in-go-on = Sie sind angemeldet. Weiter zum Aktivitätsprotokoll

# Fehler
error = Das hat nicht funktioniert
error-not-found = Nicht gefunden
tabs = Seiten des Aktivitätsprotokolls
tab-log = Protokoll
tab-recorded = Was aufgezeichnet wird
