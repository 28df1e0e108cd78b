replay-title = { $name }, { $time }
replay-hint = paso a paso, en el orden en que ocurrió
replay-steps = { $count ->
    [one] { $count } paso
   *[other] { $count } pasos
}
replay-controls = Reproducción
replay-show-all = Todo
replay-show-changes = Solo cambios
replay-show-failures = Solo fallos
replay-guide-repeat = Cómo repetirlo
replay-guide-undo = Cómo deshacerlo
replay-play = Reproducir
replay-pause = Pausa
replay-previous = Paso anterior
replay-next = Paso siguiente
replay-speed = Velocidad
replay-gap = { $span } sin nada
replay-list = Las mismas entradas como lista
replay-more = Más pasos
guide-title-repeat = Repetir: { $what }
guide-title-undo = Deshacer: { $what }
guide-hint-repeat = Siga los pasos a mano en Matomo, de arriba abajo. Los valores son los que se introdujeron entonces.
guide-hint-undo = Siga los pasos a mano en Matomo, de arriba abajo: primero se deshace el último cambio. Los valores son los de antes. Compruebe en cada uno si alguien lo ha cambiado desde entonces.
guide-back = Volver a la reproducción
guide-download = Descargar como archivo
guide-end = Fin de la guía. Está completa.
guide-cut-repeat = Esta guía solo contiene las primeras { $count } entradas. Para las demás, elija un periodo más corto.
guide-cut-undo = Esta guía solo contiene las primeras { $count } entradas. Lo que vino después debe deshacerse antes: elija para ello un periodo más corto.
guide-left-out = { $count ->
    [one] { $count } entrada omitida: inicio de sesión, fallo o consecuencia
   *[other] { $count } entradas omitidas: inicios de sesión, fallos, consecuencias
}
guide-more = Estos son solo los primeros pasos; la reproducción tiene los demás.
guide-nothing = No hay nada que hacer: aquí nadie cambió nada.
guide-then = Lo que ocurrió:
guide-make = Créelo con estos valores.
guide-take = Elimínelo.
guide-again = Haga lo mismo otra vez.
guide-enter = Introduzca estos valores.
guide-enter-old = Introduzca los valores de antes.
guide-take-what-was-made = Elimine lo que se creó entonces.
guide-make-again = Créelo de nuevo con lo que se sabe de él.
guide-look = No se registró lo que había antes: examínelo y decida.
guide-lost = Los datos eliminados no vuelven así; solo los tiene una copia de seguridad de la base de datos. Un objeto nuevo recibe un número nuevo.
guide-secret = Un valor es secreto y no se registró.
guide-where-annotation = Anotaciones, bajo el gráfico de un informe
guide-where-custom_alert = Personal › Alertas personalizadas
guide-where-custom_dimension = Administración › Sitios de internet › Dimensiones personalizadas
guide-where-dashboard = Tablero
guide-where-goal = Administración › Sitios de internet › Objetivos
guide-where-personal_data = Administración › Privacidad
guide-where-plugin = Administración › Complementos
guide-where-privacy = Administración › Privacidad
guide-where-report = Personal › Informes por correo electrónico
guide-where-segment = La lista de segmentos sobre los informes
guide-where-settings = Administración › Sistema › Configuración general
guide-where-tag_manager = Administrador de etiquetas
guide-where-token = Personal › Seguridad
guide-where-user = Administración › Sistema › Usuarios
guide-where-website = Administración › Sitios de internet › Administrar
