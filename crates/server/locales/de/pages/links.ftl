# Links for elsewhere: feeds and embedded views.

links-title = Links für anderswo
links-card = Für anderswo
links-card-hint = Ein Feed für einen Feedreader oder eine Ansicht in der Seite einer anderen Website, die die neuesten Einträge dieser Suche zeigt.
links-card-go = Link erstellen oder widerrufen…
links-new = Neuer Link
links-hint = Wer seine Adresse hat, sieht die neuesten Einträge der Suche, ohne sich anzumelden: Sie ist wie ein Passwort zu behandeln. Zeitzone und Sprache sind die, die hier heute gelten. Der Link endet von selbst, wenn er widerrufen wird und wenn Sie diese Einträge nicht mehr sehen dürfen. Erstellen, Benutzen und Widerrufen werden im Protokoll aufgezeichnet.
links-back = Zurück zu den Exporten
links-out-of-reach = Links würden von anderswo nicht funktionieren: Dieser Server kennt die Adresse nicht, unter der er dort erreichbar ist. Wer ihn betreibt, kann public_url in seiner Konfiguration setzen.
links-name = Name
links-search = Suche
links-for = Wofür
links-kind-feed = Feed (Atom)
links-kind-embed = Ansicht in einer anderen Seite
links-ends = Endet nach
links-days = { $count ->
    [one] einem Tag
   *[other] { $count } Tagen
}
links-websites = Websites, die die Ansicht zeigen dürfen
links-websites-hint = Nur für eine Ansicht in einer anderen Seite: eine Adresse je Zeile, zum Beispiel https://intranet.example.org, höchstens { $count }. Keine andere Website kann sie zeigen.
links-make = Link erstellen
links-made = Der Link ist erstellt:
links-once = Bitte die Adresse jetzt kopieren. Sie wird nur dieses eine Mal gezeigt und nirgends aufbewahrt; wer sie verliert, erstellt einen neuen Link.
links-address = Adresse
links-code = Für die Seite, die sie zeigt
links-there = Vorhandene Links
links-none = Es gibt noch keinen Link.
links-others-hint = Das sind die Links aller Personen: Sie dürfen jeden widerrufen.
links-limit = Eine Person hat höchstens { $count }.
links-maker = Erstellt von
links-operator = Betreiber des Servers
links-made-on = Erstellt
links-ends-on = Endet
links-used = Zuletzt benutzt
links-revoke = Widerrufen
links-revoked = Der Link ist widerrufen. Seine Adresse funktioniert nicht mehr.

embed-nothing = Es gibt keine solchen Einträge.
embed-open = Im Aktivitätsprotokoll öffnen
embed-as-of = Stand { $time }

links-wrong-name = Ein Link braucht einen Namen mit 1 bis { $count } Zeichen.
links-wrong-too-long = Diese Suche ist zu lang für einen Link.
links-wrong-website = „{ $text }“ geht hier nicht. Eine Website sieht aus wie https://intranet.example.org, ohne etwas hinter dem Namen; andere Buchstaben als a bis z als xn--….
links-wrong-websites = Nennen Sie 1 bis { $count } Websites, die die Ansicht zeigen dürfen.
links-wrong-too-many = Eine Person hat höchstens { $count } Links. Widerrufen Sie einen, den niemand mehr braucht.
links-wrong-full = Auf diesem Server ist kein Platz für weitere Links. Widerrufen Sie welche, die niemand mehr braucht.
links-wrong-unknown = Diesen Link gibt es nicht mehr.
