tab-usage = Uso
usage-title = Uso
usage-choose = Qué y cuándo
usage-show-views = Lo que se consulta
usage-show-changes = Lo que se modifica
usage-matrix = Personas y funciones
usage-all-features = Todas las funciones
usage-views-hint = Cuántas veces se consultaron los informes, por persona y hora. Elija una función para ver sus informes.
usage-changes-hint = Entradas de cada persona según su objeto. No cuentan los inicios de sesión ni las simples consultas.
usage-no-views = Las consultas se cuentan mientras ese ajuste esté activado en la configuración del complemento.
usage-sum = Total
usage-everybody = Todos
usage-others = Otros en conjunto
usage-others-hint = «Otras» suma lo que no tiene columna propia.
usage-people = { $count ->
    [one] { $count } persona
   *[other] { $count } personas
}
usage-first = Primeras personas
usage-more = Más personas
usage-older = Usadas antes, no en este periodo
usage-dormant = Acceso, pero sin señales de uso
usage-dormant-since = Sin entradas ni consultas contadas desde hace
usage-no-inventory = Se sabrá quién tiene acceso cuando se haga el primer inventario. El complemento hace uno al conectarse y cada noche.
usage-inventory = Cuentas según su estado en { $time }.
usage-nobody-dormant = Se ha visto a todas las personas con acceso.
usage-dormant-people = { $count ->
    [one] { $count } cuenta, las más poderosas primero
   *[other] { $count } cuentas, las más poderosas primero
}
usage-rights = Permisos
usage-tokens = Tokens de API
usage-last = Última entrada
usage-never = nunca
usage-cut = Solo se muestran las primeras.
usage-all-people = Todas las personas
