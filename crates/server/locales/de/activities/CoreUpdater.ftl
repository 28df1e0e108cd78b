update-core-started =
    .label = Aktualisierung von Matomo gestartet
    .text = hat die Aktualisierung von Matomo gestartet
    .attempt = die Aktualisierung von Matomo zu starten
