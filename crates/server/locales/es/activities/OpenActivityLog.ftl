auditlog-activated =
    .label = Registro de actividades activado
    .text = activó el registro de actividades
auditlog-deactivated =
    .label = Registro de actividades desactivado
    .text = desactivó el registro de actividades
auditlog-connected =
    .label = Instancia de Matomo conectada
    .text = conectó una instancia de Matomo al registro
auditlog-export_started =
    .label = Exportación del registro de actividad iniciada
    .text = inició una exportación del registro de actividad
auditlog-exported =
    .label = Registro de actividad exportado
    .text = exportó entradas del registro de actividad
auditlog-assertion_refused =
    .label = Solicitud al registro rechazada
    .text = envió al registro solicitudes que fueron rechazadas porque nada prueba quién las envió
auditlog-gap_detected =
    .label = Faltan líneas del spool
    .text = detectó que faltan líneas del spool
auditlog-spool_line_quarantined =
    .label = Línea apartada
    .text = apartó una línea del spool que no se pudo leer
auditlog-unexplained_change =
    .label = Cambio sin entrada en el registro
    .text = { $what ->
        [user-appeared] detectó el usuario «{ $target }», cuya creación no consta en el registro
        [user-vanished] detectó que el usuario «{ $target }» desapareció sin que conste en el registro
        [user-superuser_access] detectó que «{ $target }» { $now ->
            [yes] obtuvo
           *[other] perdió
        } el acceso de superusuario sin que conste en el registro
        [user-email] detectó que la dirección de correo electrónico de «{ $target }» cambió sin que conste en el registro
        [user-password] detectó que la contraseña de «{ $target }» cambió sin que conste en el registro
        [user-two_factor] detectó que el segundo factor de «{ $target }» se { $now ->
            [yes] activó
           *[other] desactivó
        } sin que conste en el registro
        [user-pending] detectó que la invitación de «{ $target }» cambió sin que conste en el registro
        [access-appeared] detectó que «{ $target }» obtuvo el acceso «{ $new }»{ to-websites } sin que conste en el registro
        [access-vanished] detectó que «{ $target }» perdió el acceso «{ $old }»{ to-websites } sin que conste en el registro
        [access-changed] detectó que el acceso de «{ $target }»{ to-websites } cambió de «{ $old }» a «{ $new }» sin que conste en el registro
        [token-appeared] detectó el token de API «{ $target }» de { $owner }, cuya creación no consta en el registro
        [token-vanished] detectó que el token de API «{ $target }» de { $owner } desapareció sin que conste en el registro
        [token-changed] detectó que el token de API «{ $target }» de { $owner } cambió sin que conste en el registro
        [website-appeared] detectó el sitio web «{ $target }», cuya creación no consta en el registro
        [website-vanished] detectó que el sitio web «{ $target }» desapareció sin que conste en el registro
        [website-changed] detectó que el nombre del sitio web «{ $target }» cambió sin que conste en el registro
        [goal-appeared] detectó el objetivo «{ $target }»{ on-site }, cuya creación no consta en el registro
        [goal-vanished] detectó que el objetivo «{ $target }»{ on-site } desapareció sin que conste en el registro
        [goal-changed] detectó que el nombre del objetivo «{ $target }»{ on-site } cambió sin que conste en el registro
        [plugin-appeared] detectó el complemento «{ $target }», cuya instalación no consta en el registro
        [plugin-vanished] detectó que el complemento «{ $target }» desapareció sin que conste en el registro
        [plugin-changed] detectó que el complemento «{ $target }» cambió sin que conste en el registro
        [files-changed] detectó que cambiaron archivos de su propio complemento sin que conste en el registro
        [matomo-changed] detectó que la versión de Matomo cambió sin que conste en el registro
        [setting-changed] detectó que el ajuste «{ $target }» del registro cambió sin que conste en él
       *[other] detectó más cambios que no constan en el registro
    }
auditlog-imported =
    .label = Historial importado
    .text = importó un historial en un registro aparte
auditlog-activity_classes_enabled =
    .label = Clases de otros complementos en uso
    .text = examinó clases de actividad de otros complementos y las usa
auditlog-activity_class_disabled =
    .label = Clase de otro complemento desactivada
    .text = desactivó la clase de actividad «{ $target }» de otro complemento
auditlog-viewed =
    .label = Registro de actividad consultado
    .text = consultó las entradas de todas las personas en el registro de actividad
auditlog-settings_changed =
    .label = Ajustes del registro de actividad cambiados
    .text = cambió ajustes del registro de actividad
auditlog-link_created =
    .label = Enlace para otros lugares creado
    .text = creó el enlace «{ $target }», que muestra entradas en otros lugares
auditlog-link_revoked =
    .label = Enlace para otros lugares terminado
    .text = terminó el enlace «{ $target }», que mostraba entradas en otros lugares
auditlog-link_used =
    .label = Enlace para otros lugares usado
    .text = miró entradas con el enlace «{ $target }»
