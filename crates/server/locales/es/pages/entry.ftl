entry-neighbours = Entradas vecinas de la lista
entry-newer = Entrada más reciente
entry-older = Entrada más antigua
entry-diff-legend = − quitado, + agregado
entry-diff-removed = Quitado
entry-diff-added = Agregado
entry-diff-full = Antes y después por completo
entry-diff-key = Clave
entry-diff-no-key = no existe
entry-diff-reordered = Los mismos elementos en otro orden.
entry-diff-partly = No se registraron todos los elementos.
entry-diff-same-items = { $count ->
    [one] { $count } elemento sin cambios.
   *[other] { $count } elementos sin cambios.
}
entry-diff-same-keys = { $count ->
    [one] { $count } clave sin cambios.
   *[other] { $count } claves sin cambios.
}
entry-request = La solicitud
entry-request-method = Llamada
entry-request-none = No se registraron parámetros.
entry-history = El mismo objeto
entry-history-all = Todo su historial
entry-around = La misma persona, antes y después
entry-around-all = Todo lo que hizo esta persona
entry-this = esta entrada
entry-copy-json = Copiar como JSON
entry-copy-link = Copiar el enlace
entry-copied = Copiado.
entry-not-copied = El navegador no permitió copiar. Seleccione el texto y cópielo.
