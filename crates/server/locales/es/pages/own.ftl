own-title = Su actividad
own-last-login = Último inicio de sesión:
own-changes = { $count ->
    [one] { $count } acción suya en 30 días
   *[other] { $count } acciones suyas en 30 días
}
own-failed = { $count ->
    [one] { $count } inicio de sesión fallido en su cuenta en 30 días
   *[other] { $count } inicios de sesión fallidos en su cuenta en 30 días
}
own-tokens = { $count ->
    [one] { $count } acción con sus tokens de API en 30 días
   *[other] { $count } acciones con sus tokens de API en 30 días
}
own-days = { $entries } en { $count } días
widget-failed = { $count ->
    [one] { $count } inicio de sesión fallido hoy
   *[other] { $count } inicios de sesión fallidos hoy
}
