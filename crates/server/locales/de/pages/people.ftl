tab-people = Personen
tab-websites = Webseiten
people-title = Personen
people-state = Konto
people-nobody = Keine Treffer.
people-show-all = Alle
people-show-super = Hauptadministratoren
people-show-active = Aktiv in den letzten 90 Tagen
people-show-quiet = Zugriff, aber nicht aktiv
people-show-never = Nie gesehen
people-show-no-two-factor = Ohne Zwei-Faktor-Authentifizierung
people-show-gone-with-access = Kein Konto mehr, aber Zugriff
people-show-gone = Kein Konto mehr
people-failures = Fehlgeschlagene Anmeldungen, { $count } Tage
people-too-many = Hier sind mehr als { $count } Personen, zu viele, um sie nach einer Zeit zu ordnen. Suchen Sie nach einigen davon, oder wählen Sie eine der Listen.
people-not-sure = Es gibt so viel anzusehen, dass einige dieser Personen doch gesehen worden sein können.
person-title = Person { $name }
person-state-super = Hauptadministrator
person-state-here = hat ein Konto
person-state-invited = eingeladen
person-state-gone = kein Konto mehr
person-state-gone-with-access = kein Konto mehr, aber Zugriff
person-state-unknown = Konto nicht bekannt
person-deleted = Konto gelöscht:
person-still-access = Dieses Konto hat noch Rechte oder API-Token.
person-seen = Aktivität
person-last-seen = Letzter Eintrag
person-last-login = Letzte Anmeldung
person-first-seen = Erster Eintrag
person-entries = Einträge
person-logins = Anmeldungen
person-failed-logins = Fehlgeschlagene Anmeldungen
person-at-least = mindestens { $number }
person-may = Zugriff
person-two-factor = Zwei-Faktor-Authentifizierung
person-websites = Webseiten { $sites }
person-no-rights = Keine Rechte auf Webseiten.
person-newer = Das Konto ist jünger als die Bestandsaufnahme; seine Rechte stehen in den Einträgen unten.
person-token-expires = Läuft ab
person-what = Was geändert wurde
person-where = Auf welchen Webseiten
person-addresses = IP-Adressen
person-sessions = Neueste Sitzungen
person-replay = Nachspielen
person-devices = Programme
person-devices-hint = Aus den neuesten Einträgen.
person-rights-history = Rechte und Konto im Lauf der Zeit
person-newest = Neueste Einträge
person-nothing = Es ist nichts aufgezeichnet.
websites-title = Webseiten
websites-search = Name oder Nummer
websites-count = { $count ->
    [one] { $count } Webseite
   *[other] { $count } Webseiten
}
websites-none = Keine Treffer.
websites-number = Nummer
websites-gone = nicht mehr vorhanden
websites-first = Erste Webseiten
websites-more = Weitere Webseiten
website-title = Webseite { $name }
website-earlier = Frühere Namen
website-access = Wer Zugriff hat
website-supers = { $count ->
    [one] { $count } Hauptadministrator, der alles darf
   *[other] { $count } Hauptadministratoren, die alles dürfen
}
website-supers-at-least = { $count ->
    [one] Mindestens { $count } Hauptadministrator, der alles darf
   *[other] Mindestens { $count } Hauptadministratoren, die alles dürfen
}
