entry-neighbours = Nachbarn in der Liste
entry-newer = Neuerer Eintrag
entry-older = Älterer Eintrag
entry-diff-legend = − entfernt, + hinzugefügt
entry-diff-removed = Entfernt
entry-diff-added = Hinzugefügt
entry-diff-full = Vorher und nachher ganz
entry-diff-key = Schlüssel
entry-diff-no-key = nicht vorhanden
entry-diff-reordered = Dasselbe in anderer Reihenfolge.
entry-diff-partly = Nicht alles wurde aufgezeichnet.
entry-diff-same-items = { $count ->
    [one] { $count } Eintrag der Liste blieb.
   *[other] { $count } Einträge der Liste blieben.
}
entry-diff-same-keys = { $count ->
    [one] { $count } Schlüssel ist unverändert.
   *[other] { $count } Schlüssel sind unverändert.
}
entry-request = Die Anfrage
entry-request-method = Aufruf
entry-request-none = Keine Parameter wurden aufgezeichnet.
entry-history = Dasselbe Objekt
entry-history-all = Seine ganze Geschichte
entry-around = Dieselbe Person, davor und danach
entry-around-all = Alles von dieser Person
entry-this = dieser Eintrag
entry-copy-json = Als JSON kopieren
entry-copy-link = Link kopieren
entry-copied = Kopiert.
entry-not-copied = Der Browser hat das Kopieren nicht erlaubt. Den Text markieren und kopieren.
