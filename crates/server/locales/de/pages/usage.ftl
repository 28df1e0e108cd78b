tab-usage = Nutzung
usage-title = Nutzung
usage-choose = Was und wann
usage-show-views = Was angesehen wird
usage-show-changes = Was geändert wird
usage-matrix = Personen und Funktionen
usage-all-features = Alle Funktionen
usage-views-hint = Wie oft Berichte angesehen wurden, nach Person und Stunde gezählt. Eine Funktion anwählen zeigt ihre Berichte.
usage-changes-hint = Einträge jeder Person nach dem, worum es geht. Anmeldungen und bloßes Ansehen zählen nicht mit.
usage-no-views = Ansichten werden gezählt, solange „Zählen, welche Berichte angesehen werden“ in den Plugin-Einstellungen eingeschaltet ist.
usage-sum = Summe
usage-everybody = Alle
usage-others = Übrige zusammen
usage-others-hint = „Übrige“ fasst zusammen, was keine eigene Spalte hat.
usage-people = { $count ->
    [one] { $count } Person
   *[other] { $count } Personen
}
usage-first = Erste Personen
usage-more = Weitere Personen
usage-older = Davor genutzt, in diesem Zeitraum nicht
usage-dormant = Zugriff, aber kein Anzeichen von Nutzung
usage-dormant-since = Zeit ohne Eintrag und ohne gezählte Ansicht:
usage-no-inventory = Wer Zugriff hat, ist bekannt, sobald die erste Bestandsaufnahme da ist. Das Plugin macht eine beim Verbinden und jede Nacht.
usage-inventory = Stand der Konten: { $time }.
usage-nobody-dormant = Alle mit Zugriff haben ihn genutzt.
usage-dormant-people = { $count ->
    [one] { $count } Konto
   *[other] { $count } Konten, die mit den meisten Rechten zuerst
}
usage-rights = Rechte
usage-tokens = API-Token
usage-last = Letzter Eintrag
usage-never = nie
usage-cut = Nur die ersten werden angezeigt.
usage-all-people = Alle Personen
