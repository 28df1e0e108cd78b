token-expired_removed =
    .label = Abgelaufene API-Token entfernt
    .text = hat abgelaufene API-Token entfernt
    .attempt = abgelaufene API-Token zu entfernen
