# Words of the pages. Sentences about activities stand in activities.ftl.

product = Open Activity Log
log-title = Registro de actividad
entry-title = Entrada { $seq }
skip = Ir al contenido
own-hint = Aquí ve sus propias acciones.
sign-out = Cerrar sesión
signed-in-as = Sesión iniciada como
role-superuser = superusuario
role-operator = operador
role-user = usuario

# Searching
search-label = Buscar
search-placeholder = user:alice activity:goal.* after:7d "checkout"
search-button = Buscar
filters = Filtros
filters-more = Más filtros
filters-apply = Aplicar
filter-user = Persona
filter-activity = Actividad
filter-site = Sitio web
filter-outcome = Resultado
filter-severity = Gravedad
filter-ip = Dirección IP o rango
filter-from = Desde
filter-to = Hasta
filter-text = Texto
filter-nested = Mostrar consecuencias
filter-limit = Por página
any-person = todas las personas
any = cualquiera
site-any = todos los sitios web
activity-any = todas las actividades
activity-group-all = { $group }: todo
activity-chosen = Selección actual
searched-for = Búsqueda
remove-term = Quitar
remove-all = Mostrar todo
wrong-query = Esta búsqueda no es válida.

# The list
list-label = Entradas, primero las más recientes
times-in = Zona horaria: { $zone }
newest = Las más recientes
newer = Más recientes
older = Más antiguas
pages = Páginas
fold-more = { $count ->
    [one] y otra similar
   *[other] y otras { $count } similares
}
fold-since = desde las { $time }
fold-names = { $count } nombres distintos
fold-addresses = { $count } direcciones
unfolded = Cada entrada se muestra por separado.
fold-again = Agrupar entradas similares
logs = Historial
log-witnessed = Historial observado
log-imported = Historial importado
imported = importada
imported-hint = Tomada de la tabla de otro complemento o de un archivo; este registro no la observó.
late = llegó más tarde
late-hint = Se guardó mucho después de ocurrir; figura según el momento en que se guardó.
consequence = consecuencia
exhausted = La búsqueda se detuvo aquí porque habría tenido que leer demasiado. Puede haber más coincidencias entre las entradas más antiguas.
go-on = Seguir buscando
empty-match = No hay coincidencias.
empty-match-hint = Quite un filtro o elija un periodo más largo.
empty-own = Todavía no se ha registrado nada sobre usted.
empty-own-hint = Lo que cambie en Matomo a partir de ahora aparecerá aquí.
empty-imported = No hay ninguna entrada importada que usted pueda ver.
empty-log = Todavía no hay nada registrado.
empty-log-hint = Conecte una instancia de Matomo desde su servidor; una primera entrada demuestra que funciona:
empty-log-next = ¿Ya está conectada? Cambie algo en Matomo, por ejemplo una anotación, y vuelva a cargar esta página.
all-activity = Toda la actividad

# What is recorded
recorded-title = Qué se registra y qué no
recorded-what = Lo que se registra
recorded-hint = Los intentos fallidos o denegados se registran con los mismos nombres. Cualquier otro cambio hecho mediante la API de Matomo se registra como «Otro cambio mediante la API».
recorded-not = Lo que no se registra, y por qué
recorded-not-hint = Todo lo que este producto conoce y no registra.
recorded-not-what = Qué
recorded-not-why = Por qué

# Who
who-anonymous = Alguien sin sesión iniciada
who-claimed = sin verificar
who-cli = Consola
who-system = Matomo
who-log = Registro de actividad
who-database = Base de datos
who-acting-as = con los permisos de { $other }

# Sentences
unnamed = (sin nombre)
site-number = Sitio web { $id }
site-unnamed = el sitio web { $id }
sentence-denied = intentó { $attempt }, pero se le denegó
sentence-failed = intentó { $attempt }, pero falló
sentence-denied-other = intentó una acción denegada: { $what }
sentence-failed-other = intentó una acción que falló: { $what }
activity-unknown = { $activity }
activity-unknown-with-target = { $activity }: «{ $target }»

# Days
day = { $weekday }, { $day } de { $month } de { $year }
day-today = Hoy, { $day } de { $month } de { $year }
day-yesterday = Ayer, { $day } de { $month } de { $year }
# With a capital because a day's name opens a line.
weekday-1 = Lunes
weekday-2 = Martes
weekday-3 = Miércoles
weekday-4 = Jueves
weekday-5 = Viernes
weekday-6 = Sábado
weekday-7 = Domingo
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

# Closed lists
outcome-success = Correcto
outcome-failure = Fallido
outcome-denied = Denegado
severity-info = Información
severity-notice = Aviso
severity-warning = Advertencia
severity-critical = Crítica
role-admin = administrador
role-write = escritura
role-view = ver
role-none = sin acceso
auth-session = Sesión del navegador
auth-token = Token de API
auth-password = Contraseña
auth-console = Consola del servidor
auth-scheduler = Programador de tareas
auth-reset_link = Enlace para restablecer la contraseña
auth-invite_link = Enlace de una invitación
auth-none = Ninguna
source-plugin = Complemento de Matomo
source-http = Envío por HTTP
source-import = Importación
source-server = Este servidor

# One entry
back-to-list = Volver a la lista
what-changed = Qué cambió
told = Según otro complemento
changed-field = Campo
changed-old = Antes
changed-new = Después
who-where-when = Quién, dónde, cuándo
fact-time = Fecha y hora
fact-received = Guardado
fact-activity = Actividad
fact-person = Persona
fact-acting-as = Actuó como
fact-auth = Autenticación
fact-token = Token de API
fact-os-user = Usuario del sistema
fact-object = Objeto
fact-site = Sitio web
fact-address = Dirección IP
fact-peer = Conexión desde
fact-agent = Programa
fact-session = Sesión
fact-method = Llamada
fact-request = Solicitud
fact-source = Procedencia
fact-also = También coincide con
fact-reason = Motivo
link-same-activity = Todas las de este tipo
link-same-person = Todas las de esta persona
link-same-token = Todas las de este token
link-history = Su historial
link-same-site = Todas las de este sitio web
link-same-address = Todas las de esta dirección
link-same-session = La sesión completa
link-same-request = La solicitud completa
parameters = Parámetros
parameters-hint = Los datos secretos nunca se registran.
cause = Causa
cause-elsewhere = La acción que causó esta entrada no está entre lo que usted puede ver.
consequences = Consecuencias
consequences-more = Todas las consecuencias
permalink = Enlace a esta entrada
raw = Como JSON

# Values
value-yes = sí
value-no = no
value-empty = vacío
value-empty-list = lista vacía
value-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
}
value-hidden = valor no registrado
value-cut = valor cortado; { $size } en total
value-binary = datos binarios, { $size }
value-object = objeto
value-deep = demasiados niveles anidados

# Signing in
sign-in = Iniciar sesión
sign-in-needed = No ha iniciado sesión.
sign-in-worthless = Este enlace ya no funciona.
sign-in-why = Un enlace de acceso sirve una sola vez y por poco tiempo. Así es inofensivo si otra persona lo encuentra después.
sign-in-how = Hay dos formas de entrar:
sign-in-matomo = En Matomo, abra Administración › Diagnóstico › Registro de actividad y elija «Abrir la consola completa». Allí verá lo mismo que puede ver en Matomo.
sign-in-operator = Si usted opera el servidor, vuelva a iniciarlo: al arrancar muestra un enlace nuevo.
signed-in = Sesión iniciada
signed-in-go-on = Ha iniciado sesión. Continuar al registro de actividad

# Errors
error = Esto no funcionó
error-not-found = No se encontró
tabs = Páginas del registro de actividad
tab-log = Registro
tab-recorded = Qué se registra
