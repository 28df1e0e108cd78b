replay-title = { $name }, { $time }
replay-hint = Schritt für Schritt, in der Reihenfolge des Geschehens
replay-steps = { $count ->
    [one] { $count } Schritt
   *[other] { $count } Schritte
}
replay-controls = Nachspielen
replay-show-all = Alles
replay-show-changes = Nur Änderungen
replay-show-failures = Nur Fehlschläge
replay-guide-repeat = Wie man es wiederholt
replay-guide-undo = Wie man es rückgängig macht
replay-play = Abspielen
replay-pause = Pause
replay-previous = Voriger Schritt
replay-next = Nächster Schritt
replay-speed = Tempo
replay-gap = { $span } nichts
replay-list = Dieselben Einträge als Liste
replay-more = Weitere Schritte
guide-title-repeat = Wiederholen: { $what }
guide-title-undo = Rückgängig machen: { $what }
guide-hint-repeat = Die Schritte von Hand in Matomo ausführen, von oben nach unten. Die Werte sind die damals eingegebenen.
guide-hint-undo = Die Schritte von Hand in Matomo ausführen, von oben nach unten: Die letzte Änderung wird zuerst rückgängig gemacht. Die Werte sind die von vorher. Bei jedem prüfen, ob es seither jemand geändert hat.
guide-back = Zurück zum Nachspielen
guide-download = Als Datei herunterladen
guide-end = Ende der Anleitung. Sie ist vollständig.
guide-cut-repeat = Diese Anleitung enthält nur die ersten { $count } Einträge. Wählen Sie für die übrigen einen kürzeren Zeitraum.
guide-cut-undo = Diese Anleitung enthält nur die ersten { $count } Einträge. Was später kam, muss vorher rückgängig gemacht werden: Wählen Sie dafür einen kürzeren Zeitraum.
guide-left-out = { $count ->
    [one] { $count } Eintrag ausgelassen: eine Anmeldung, ein Fehlschlag oder eine Folge
   *[other] { $count } Einträge ausgelassen: Anmeldungen, Fehlschläge, Folgen
}
guide-more = Das sind nur die ersten Schritte; die übrigen stehen beim Nachspielen.
guide-nothing = Es ist nichts zu tun: Hier hat niemand etwas geändert.
guide-then = Was geschah:
guide-make = Mit diesen Werten erstellen.
guide-take = Löschen.
guide-again = Dasselbe noch einmal tun.
guide-enter = Diese Werte eingeben.
guide-enter-old = Die Werte von vorher eingeben.
guide-take-what-was-made = Löschen, was damals erstellt wurde.
guide-make-again = Mit dem, was davon bekannt ist, neu erstellen.
guide-look = Was vorher war, ist nicht aufgezeichnet: ansehen und entscheiden.
guide-lost = Gelöschte Daten kommen so nicht zurück; nur eine Sicherung der Datenbank enthält sie. Ein neues Objekt bekommt eine neue Nummer.
guide-secret = Ein Wert ist geheim und wurde nicht aufgezeichnet.
guide-where-annotation = Anmerkungen, unter dem Graphen eines Berichts
guide-where-custom_alert = Persönlich › Benutzerdefinierte Benachrichtigungen
guide-where-custom_dimension = Administration › Webseiten › Benutzerdefinierte Dimensionen
guide-where-dashboard = Dashboard
guide-where-goal = Administration › Webseiten › Ziele
guide-where-personal_data = Administration › Privatsphäre
guide-where-plugin = Administration › Plugins
guide-where-privacy = Administration › Privatsphäre
guide-where-report = Persönlich › E-Mail-Berichte
guide-where-segment = Die Liste der Segmente über den Berichten
guide-where-settings = Administration › System › Allgemeine Einstellungen
guide-where-tag_manager = Tag Manager
guide-where-token = Persönlich › Sicherheit
guide-where-user = Administration › System › Benutzer
guide-where-website = Administration › Webseiten › Verwalten
