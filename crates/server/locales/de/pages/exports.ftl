# The page of exports, and the report to print.

tab-exports = Exporte
exports-link = Exportieren …
exports-title = Exporte
exports-what = Was exportiert wird
exports-back = Zurück zur Liste
exports-everything = Alle Einträge
exports-how = In welcher Form
exports-hint = Eine Datei enthält genau die hier gefilterten Einträge, die ältesten zuerst, und jeder Export ist selbst ein Eintrag im Protokoll.
exports-times = Zeiten stehen in { $zone } und in UTC.
exports-count = { $count ->
    [one] Ein Eintrag passt.
   *[other] { $count } Einträge passen.
}
exports-at-least = Mindestens { $count } Einträge passen.
exports-download = Herunterladen
exports-open = Öffnen
exports-form-csv = CSV
exports-hint-csv = Für Tabellenprogramme und Skripte; keine Zelle wird als Formel gelesen.
exports-form-xlsx = Excel-Arbeitsmappe (XLSX)
exports-hint-xlsx = Nur Textzellen; nach etwa einer Million Zeilen folgt ein weiteres Blatt.
exports-form-ndjson = NDJSON
exports-hint-ndjson = Ein JSON-Objekt je Zeile, mit allem; für Programme.
exports-form-html = Bericht zum Drucken
exports-hint-html = Eine Seite zum Drucken oder Speichern als PDF; höchstens { $count } Einträge.
exports-waiting = Der Export beginnt.
exports-running = { $count } Zeilen bisher
exports-finished = Fertig: { $count } Zeilen.
exports-broken = Nach { $count } Zeilen abgebrochen. Die Datei ist nicht vollständig.

report-title = Bericht aus dem Aktivitätsprotokoll
report-query = Gesucht wurde
report-history = Verlauf
report-count = Einträge
report-by = Erstellt von
report-instance = Matomo
report-when = Erstellt am
report-number = Nr.
report-local = Zeit
report-utc = Zeit (UTC)
report-who = Wer
report-what = Was
report-site = Webseite
report-outcome = Ergebnis
report-ip = IP-Adresse
report-end = Ende des Berichts. Er ist vollständig.
report-cut = Der Bericht endet hier: Er enthält nur die ersten { $count } Einträge. Bitte die Suche eingrenzen oder eine Tabelle exportieren, die keine solche Grenze hat.
