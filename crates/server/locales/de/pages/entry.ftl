entry-neighbours = Nachbarn in der Liste
entry-newer = Neuerer Eintrag
entry-older = Älterer Eintrag
entry-diff-legend = − entfernt, + hinzugefügt
entry-diff-removed = Entfernt
entry-diff-added = Hinzugefügt
entry-diff-full = Vorher und nachher vollständig
entry-diff-key = Schlüssel
entry-diff-no-key = nicht vorhanden
entry-diff-reordered = Dieselben Elemente in anderer Reihenfolge.
entry-diff-partly = Nicht alle Elemente wurden aufgezeichnet.
entry-diff-same-items = { $count ->
    [one] { $count } Element ist unverändert.
   *[other] { $count } Elemente sind unverändert.
}
entry-diff-same-keys = { $count ->
    [one] { $count } Schlüssel ist unverändert.
   *[other] { $count } Schlüssel sind unverändert.
}
entry-request = Die Anfrage
entry-request-method = Aufruf
entry-request-none = Es wurden keine Parameter aufgezeichnet.
entry-history = Dasselbe Objekt
entry-history-all = Sein ganzer Verlauf
entry-around = Dieselbe Person, davor und danach
entry-around-all = Alles von dieser Person
entry-this = dieser Eintrag
entry-copy-json = Als JSON kopieren
entry-copy-link = Link kopieren
entry-copied = Kopiert.
entry-not-copied = Der Browser hat das Kopieren nicht erlaubt. Den Text markieren und kopieren.
