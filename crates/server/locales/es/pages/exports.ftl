# The page of exports, and the report to print.

tab-exports = Exportaciones
exports-link = Exportar…
exports-title = Exportaciones
exports-what = Qué se exporta
exports-back = Volver a la lista
exports-everything = Todas las entradas
exports-how = En qué formato
exports-hint = Un archivo contiene exactamente las entradas filtradas aquí, las más antiguas primero, y cada exportación es a su vez una entrada del registro.
exports-times = Las horas se indican en { $zone } y en UTC.
exports-count = { $count ->
    [one] Coincide una entrada.
   *[other] Coinciden { $count } entradas.
}
exports-at-least = Coinciden al menos { $count } entradas.
exports-download = Descargar
exports-open = Abrir
exports-form-csv = CSV
exports-hint-csv = Para hojas de cálculo y scripts; ninguna celda se interpreta como fórmula.
exports-form-xlsx = Libro de Excel (XLSX)
exports-hint-xlsx = Solo celdas de texto; otra hoja después de un millón de filas aproximadamente.
exports-form-ndjson = NDJSON
exports-hint-ndjson = Un objeto JSON por línea, completo; para programas.
exports-form-html = Informe para imprimir
exports-hint-html = Una página para imprimir o guardar como PDF; como máximo { $count } entradas.
exports-waiting = La exportación comienza.
exports-running = { $count } filas hasta ahora
exports-finished = Terminado: { $count } filas.
exports-broken = Interrumpido tras { $count } filas. El archivo no está completo.

report-title = Informe del registro de actividad
report-query = Búsqueda
report-history = Historial
report-count = Entradas
report-by = Elaborado por
report-instance = Matomo
report-when = Elaborado el
report-number = N.º
report-local = Hora
report-utc = Hora (UTC)
report-who = Quién
report-what = Qué
report-site = Sitio web
report-outcome = Resultado
report-ip = Dirección IP
report-end = Fin del informe. Está completo.
report-cut = El informe termina aquí: solo contiene las primeras { $count } entradas. Acote la búsqueda o exporte una tabla, que no tiene ese límite.
