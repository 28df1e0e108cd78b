own-title = Ihre Aktivität
own-last-login = Letzte Anmeldung:
own-changes = { $count ->
    [one] { $count } Aktion von Ihnen in 30 Tagen
   *[other] { $count } Aktionen von Ihnen in 30 Tagen
}
own-failed = { $count ->
    [one] { $count } fehlgeschlagene Anmeldung an Ihrem Konto in 30 Tagen
   *[other] { $count } fehlgeschlagene Anmeldungen an Ihrem Konto in 30 Tagen
}
own-tokens = { $count ->
    [one] { $count } Aktion mit Ihren API-Token in 30 Tagen
   *[other] { $count } Aktionen mit Ihren API-Token in 30 Tagen
}
own-days = { $entries } in { $count } Tagen
widget-failed = { $count ->
    [one] { $count } fehlgeschlagene Anmeldung heute
   *[other] { $count } fehlgeschlagene Anmeldungen heute
}
