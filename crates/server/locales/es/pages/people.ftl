tab-people = Personas
tab-websites = Sitios web
people-title = Personas
people-state = Cuenta
people-nobody = Nadie coincide.
people-show-all = Todas las personas
people-show-super = Superusuarios
people-show-active = Con actividad en 90 días
people-show-quiet = Con acceso, sin actividad
people-show-never = Nunca vistos
people-show-no-two-factor = Sin autenticación de dos factores
people-show-gone-with-access = Ya sin cuenta, pero con acceso
people-show-gone = Ya sin cuenta
people-failures = Inicios de sesión fallidos, { $count } días
people-too-many = Aquí hay más de { $count } personas, demasiadas para ordenarlas por una fecha. Busque algunas de ellas o elija una de las listas.
people-not-sure = Hay tanto que revisar que algunas de estas personas quizá sí fueron vistas.
person-title = Persona { $name }
person-state-super = superusuario
person-state-here = tiene cuenta
person-state-invited = invitación pendiente
person-state-gone = ya no tiene cuenta
person-state-gone-with-access = ya no tiene cuenta, pero sí acceso
person-state-unknown = cuenta desconocida
person-deleted = Cuenta eliminada:
person-still-access = Esta cuenta aún tiene permisos o tokens de API.
person-seen = Actividad
person-last-seen = Última entrada
person-last-login = Último inicio de sesión
person-first-seen = Primera entrada
person-entries = Entradas
person-logins = Inicios de sesión
person-failed-logins = Inicios de sesión fallidos
person-at-least = al menos { $number }
person-may = Acceso
person-two-factor = Autenticación de dos factores
person-websites = sitios web { $sites }
person-no-rights = Sin permisos en ningún sitio web.
person-newer = La cuenta es posterior al inventario; sus permisos están en las entradas de abajo.
person-token-expires = Caduca
person-what = Qué se cambió
person-where = En qué sitios web
person-addresses = Direcciones IP
person-sessions = Sesiones más recientes
person-replay = Reproducir
person-devices = Programas
person-devices-hint = Según las entradas más recientes.
person-rights-history = Permisos y cuenta a lo largo del tiempo
person-newest = Entradas más recientes
person-nothing = No hay nada registrado.
websites-title = Sitios web
websites-search = Nombre o número
websites-count = { $count ->
    [one] { $count } sitio web
   *[other] { $count } sitios web
}
websites-none = Ningún sitio web coincide.
websites-number = Número
websites-gone = ya no existe
websites-first = Primeros sitios web
websites-more = Más sitios web
website-title = Sitio web { $name }
website-earlier = Nombres anteriores
website-access = Quién tiene acceso
website-supers = { $count ->
    [one] { $count } superusuario, que puede hacerlo todo
   *[other] { $count } superusuarios, que pueden hacerlo todo
}
website-supers-at-least = { $count ->
    [one] Al menos { $count } superusuario, que puede hacerlo todo
   *[other] Al menos { $count } superusuarios, que pueden hacerlo todo
}
