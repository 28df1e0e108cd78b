own-title = Votre activité
own-last-login = Dernière connexion :
own-changes = { $count ->
    [one] { $count } action de votre part en 30 jours
   *[other] { $count } actions de votre part en 30 jours
}
own-failed = { $count ->
    [one] { $count } échec de connexion à votre compte en 30 jours
   *[other] { $count } échecs de connexion à votre compte en 30 jours
}
own-tokens = { $count ->
    [one] { $count } action avec vos jetons en 30 jours
   *[other] { $count } actions avec vos jetons en 30 jours
}
own-days = { $entries } en { $count } jours
widget-failed = { $count ->
    [one] { $count } échec de connexion aujourd’hui
   *[other] { $count } échecs de connexion aujourd’hui
}
