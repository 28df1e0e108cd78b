# What went wrong, for people. The command line and programs get the same in English from the code.

error-not-signed-in = sesión no iniciada
error-not-allowed = Esto es solo para el operador del servidor.
error-not-super-user = Esto es solo para superusuarios.
error-nothing-here = Aquí no hay nada, o nada que usted pueda ver.
error-wrong-method = Esta dirección no acepta este tipo de solicitud.
error-wrong-host = Este servidor no responde al nombre de esta dirección. Ábralo con su dirección IP o defina public_url.
error-cross-site = Esta solicitud procedía de otro sitio web y no se ejecutó.
error-busy = El registro está ocupado en este momento. Vuelva a intentarlo en unos segundos.
error-too-much-work = Habría que leer demasiado del registro de una vez. Elija un periodo más corto o menos entradas.
error-too-many-exports = Se están haciendo varias exportaciones en este momento. Espere a que termine una de ellas e inténtelo de nuevo.
error-too-many-own-exports = Ya está haciendo tantas exportaciones como una persona puede hacer a la vez. Espere a que termine una de ellas e inténtelo de nuevo.
error-internal = Algo falló en el servidor. Su archivo de registro indica la causa.

# What is wrong with a query. Names of fields and examples are those of the query language in every language.
# $most is a number, $known a list of words of the query language, $field and $text are what was typed.
query-error-too-long = Una búsqueda tiene como máximo { $most } caracteres.
query-error-too-many-terms = Una búsqueda tiene como máximo { $most } términos.
query-error-too-many-values = Un término tiene como máximo { $most } valores.
query-error-lonely-minus = Justo detrás del signo menos debe ir un término, por ejemplo -severity:info.
query-error-empty-quotes = No hay nada entre las comillas.
query-error-open-quote = Aquí se abre una comilla que nunca se cierra.
query-error-unknown-field = No existe el campo «{ $field }». Los campos son { $known }.
query-error-no-value = Justo detrás de «{ $field }:» debe ir un valor.
query-error-no-address = «{ $text }» no es una dirección. Escriba 203.0.113.7 o un rango como 203.0.113.0/24.
query-error-none-of = «{ $field }:» admite uno de estos valores: { $known }.
query-error-no-site = «site:» lleva el número de un sitio web, por ejemplo site:3.
query-error-no-time = «{ $text }» no es una fecha ni una hora. Escriba 2026-11-01, 2026-11-01T14:30, today, yesterday, this-month, last-month, this-year, 7d, 24h o 30m.
error-gone = Este enlace ha terminado. Quien lo creó puede crear uno nuevo.
