# Was schiefging, für Menschen.

error-not-signed-in = nicht angemeldet
error-not-allowed = Das ist nur für den Betreiber des Servers.
error-not-super-user = Das ist nur für Hauptadministratoren.
error-nothing-here = Hier ist nichts, oder nichts, was Sie sehen dürfen.
error-wrong-method = Diese Adresse nimmt eine solche Anfrage nicht an.
error-wrong-host = Dieser Server hört nicht auf den Namen in dieser Adresse. Ihn über seine IP-Adresse öffnen oder public_url setzen.
error-cross-site = Diese Anfrage kam von einer anderen Webseite und wurde nicht ausgeführt.
error-busy = Das Protokoll ist gerade ausgelastet. Bitte in einigen Sekunden erneut versuchen.
error-too-much-work = Dafür wäre zu viel vom Protokoll auf einmal zu lesen. Bitte einen kürzeren Zeitraum oder weniger Einträge wählen.
error-too-many-exports = Gerade werden mehrere Exporte erstellt. Bitte warten, bis einer davon fertig ist, und es dann erneut versuchen.
error-too-many-own-exports = Sie erstellen schon so viele Exporte, wie eine Person gleichzeitig erstellen kann. Warten Sie, bis einer davon fertig ist, und versuchen Sie es erneut.
error-internal = Im Server ist etwas schiefgegangen. Was, steht in seiner Protokolldatei.

# Was an einer Suche falsch ist. Namen von Feldern und Beispiele sind in jeder Sprache die der Suchsprache.
query-error-too-long = Eine Suche hat höchstens { $most } Zeichen.
query-error-too-many-terms = Eine Suche hat höchstens { $most } Bedingungen.
query-error-too-many-values = Eine Bedingung hat höchstens { $most } Werte.
query-error-lonely-minus = Direkt hinter einem Minus muss eine Bedingung stehen, zum Beispiel -severity:info.
query-error-empty-quotes = Zwischen den Anführungszeichen steht nichts.
query-error-open-quote = Hier beginnt ein Anführungszeichen, das nie geschlossen wird.
query-error-unknown-field = Das Feld „{ $field }“ gibt es nicht. Die Felder sind { $known }.
query-error-no-value = Direkt hinter „{ $field }:“ muss ein Wert stehen.
query-error-no-address = „{ $text }“ ist keine Adresse. Möglich sind 203.0.113.7 oder ein Bereich wie 203.0.113.0/24.
query-error-none-of = Hinter „{ $field }:“ steht eines von { $known }.
query-error-no-site = Hinter „site:“ steht die Nummer einer Webseite, zum Beispiel site:3.
query-error-no-time = „{ $text }“ ist keine Zeit. Möglich sind 2026-11-01, 2026-11-01T14:30, today, yesterday, this-month, last-month, this-year, 7d, 24h oder 30m.
error-gone = Dieser Link ist beendet. Wer ihn erstellt hat, kann einen neuen erstellen.
