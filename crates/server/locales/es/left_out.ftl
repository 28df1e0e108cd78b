### See locales/en/left_out.ftl.

left-out-console-googleanalyticsimporter-archive-imported-data = Lo ejecuta cron continuamente; calcula informes a partir de lo importado.

left-out-console-core-archive = Los ejecuta cron continuamente; lo que hacen se registra por separado.

left-out-console-climulti-request = Matomo lo inicia por sí mismo para cada parte del archivado; las llamadas que cambian algo se registran.

left-out-console-list = Comandos que muestran algo y no cambian nada.

left-out-console-core-test-email = Envía un mensaje de prueba y no cambia nada.

left-out-maintenance-scheduled_tasks-run = Lo llama cron continuamente; lo que hacen las tareas se registra por separado.
    .what = Tareas programadas ejecutadas mediante la API

left-out-maintenance-reports-archived = El archivado lo llama para cada informe; calcula y no cambia ningún ajuste.
    .what = Informes calculados

left-out-user-changes_read = Alguien ha visto la lista de novedades.
    .what = «Qué hay de nuevo» marcado como leído

left-out-maintenance-caches-cleared = Ocurre en muchas acciones, que se registran por sí mismas.
    .what = Cachés vaciadas

left-out-settings-tagmanager_teaser-disabled = Oculta un aviso y nada más.
    .what = Aviso sobre el administrador de etiquetas ocultado

left-out-user-language_session_changed = Cambia el idioma de una sesión, nada duradero.
    .what = Idioma de una sesión cambiado

left-out-login-authenticate-processsuccessfulsession-end = Sigue de inmediato a cada inicio de sesión correcto y no dice nada más.

left-out-tracker-request-authenticate-failed = Solo se ve durante el seguimiento, donde el complemento nunca se carga.

left-out-controller-login-login = Las páginas en sí; lo que resulta de ellas (sesión iniciada, fallo, bloqueo, restablecimiento, aceptación, rechazo) se registra.

left-out-console-openactivitylog-inventory = Consulta lo que existe para el propio registro; no cambia nada.

left-out-console-openactivitylog-vet-activities = Examina clases de actividad de otros complementos; se registra cuáles se usan desde entonces y cuáles ya no.

left-out-settings-promo-dismissed = Oculta un anuncio.
    .what = Anuncio ocultado

left-out-settings-tour-skipped = Ayuda para principiantes; no cambia nada que vean los demás.
    .what = Paso de la introducción omitido

left-out-settings-feedback-feature_sent = Opinión dirigida a los autores de Matomo; no cambia nada en Matomo.
    .what = Opinión enviada o aplazada

left-out-settings-report_view-saved = Recuerda cómo vio una persona un informe por última vez.
    .what = Vista de un informe recordada

left-out-maintenance-update_check = Comprueba si hay una versión más reciente.
    .what = Búsqueda manual de actualizaciones

left-out-install-super_user_created = El complemento aún no está instalado. Las cuentas que existen al conectarlo forman parte del inventario.
    .what = Superusuario creado y Matomo instalado por el instalador

left-out-tracking-ip_range-banned = Ocurre durante el seguimiento, donde el complemento nunca se carga.
    .what = Rango de direcciones bloqueado por la protección contra el spam

left-out-tracking-spammer_list-updated = Una tarea semanal que obtiene una lista pública; nadie decide nada.
    .what = Lista de referencias de spam actualizada

left-out-columns-of-the-database-updated-one-by-one-with-matomo = Una actualización de Matomo comunica cada dimensión («log_visit.…») como un componente. La actualización y los complementos se registran.
    .what = Columnas de la base de datos actualizadas una a una con Matomo

left-out-auditlog-entries_purged = Esta versión conserva todas las entradas; nada las elimina.
    .what = Entradas eliminadas al vencer su plazo

left-out-auditlog-integrity_failed = Esta versión no tiene sellos que puedan romperse. Lo que se pierde de camino al registro se registra como una laguna.
    .what = Comprobación de la integridad del registro fallida

left-out-controller-annotations-addannotation = Llaman a la API, que se registra.

left-out-controller-coreadminhome-generalsettings = Páginas y partes de páginas; muestran algo y no cambian nada.

left-out-controller-corehome-marknotificationasread = Alguien ha descartado un mensaje.

left-out-website-tracking_code_test_started = Comprueba si el seguimiento funciona; no cambia nada que vean los demás.
    .what = Prueba del código de seguimiento iniciada

left-out-tagmanager-container_file-changed = Archivos que se reescriben cada vez que se guarda o publica un contenedor, lo que se registra por separado.
    .what = Archivos de contenedores publicados escritos o eliminados

left-out-controller-twofactorauth-usersettings = Muestra una página.

left-out-user-preference_initialised = Una tarea diaria que completa los valores predeterminados de cada usuario.
    .what = Preferencias completadas con valores predeterminados

left-out-user-ignore_cookie_set = Guarda una cookie en el propio navegador y nada más.
    .what = Visitas propias excluidas mediante una cookie

left-out-usersmanager-checkpassword = Contiene contraseñas en texto sin cifrar; el complemento no lo escucha.
    .what = Reglas de contraseña comprobadas
