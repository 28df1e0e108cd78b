# Links for elsewhere: feeds and embedded views.

links-title = Enlaces para otros lugares
links-card = Para otros lugares
links-card-hint = Una fuente para un lector, o una vista dentro de una página de otro sitio web, que muestra las entradas más recientes de esta búsqueda.
links-card-go = Crear o revocar un enlace…
links-new = Enlace nuevo
links-hint = Quien tenga su dirección ve las entradas más recientes de la búsqueda sin iniciar sesión: trátela como una contraseña. La zona horaria y el idioma son los suyos de hoy. El enlace termina por sí solo, cuando se revoca y cuando usted ya no puede ver estas entradas. Crearlo, usarlo y revocarlo queda registrado.
links-back = Volver a las exportaciones
links-out-of-reach = Los enlaces no funcionarían desde otros lugares: este servidor no conoce la dirección con la que se llega a él desde allí. Quien lo administra puede definir public_url en su configuración.
links-name = Nombre
links-search = Búsqueda
links-for = Para qué
links-kind-feed = Fuente (Atom)
links-kind-embed = Vista en otra página
links-ends = Termina después de
links-days = { $count ->
    [one] un día
   *[other] { $count } días
}
links-websites = Sitios web que pueden mostrar la vista
links-websites-hint = Solo para una vista en otra página: una dirección por línea, por ejemplo https://intranet.example.org, { $count } como máximo. Ningún otro sitio web puede mostrarla.
links-make = Crear el enlace
links-made = El enlace se ha creado:
links-once = Copie su dirección ahora. Se muestra solo esta vez y no se guarda en ningún lugar; quien la pierda crea un enlace nuevo.
links-address = Dirección
links-code = Para la página que la muestra
links-there = Enlaces existentes
links-none = Todavía no hay ningún enlace.
links-others-hint = Son los enlaces de todas las personas: usted puede revocar cada uno.
links-limit = Una persona tiene { $count } como máximo.
links-maker = Creado por
links-operator = Operador del servidor
links-made-on = Creación
links-ends-on = Fin
links-used = Último uso
links-revoke = Revocar
links-revoked = El enlace está revocado. Su dirección ya no funciona.

embed-nothing = No hay entradas así.
embed-open = Abrir en el registro de actividad
embed-as-of = Actualizado a las { $time }

links-wrong-name = Un enlace necesita un nombre de 1 a { $count } caracteres.
links-wrong-too-long = Esta búsqueda es demasiado larga para un enlace.
links-wrong-website = «{ $text }» no sirve aquí. Escriba un sitio web como https://intranet.example.org, sin nada detrás del nombre; las letras que no son de la a a la z como xn--….
links-wrong-websites = Indique de 1 a { $count } sitios web que pueden mostrar la vista.
links-wrong-too-many = Una persona tiene { $count } enlaces como máximo. Revoque uno que ya nadie necesite.
links-wrong-full = No hay sitio para más enlaces en este servidor. Revoque algunos que ya nadie necesite.
links-wrong-unknown = Este enlace ya no existe.
