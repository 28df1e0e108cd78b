tab-usage = Uso
usage-title = Uso
usage-choose = Qué y cuándo
usage-show-views = Lo que se consulta
usage-show-changes = Lo que se modifica
usage-matrix = Personas y funciones
usage-all-features = Todas las funciones
usage-views-hint = Cuántas veces se consultaron los informes, por persona y hora. Elija una función para ver sus informes.
usage-changes-hint = Entradas de cada persona según su objeto. No cuentan los inicios de sesión ni las simples consultas.
usage-no-views = Las consultas se cuentan mientras «Contar qué informes se consultan» esté activado en la configuración del complemento.
usage-sum = Total
usage-everybody = Todas las personas
usage-others = Las demás
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
usage-inventory = Estado de las cuentas a fecha de { $time }.
usage-nobody-dormant = Todas las personas con acceso lo han usado.
usage-dormant-people = { $count ->
    [one] { $count } cuenta
   *[other] { $count } cuentas, primero las de más permisos
}
usage-rights = Permisos
usage-tokens = Tokens de API
usage-last = Última entrada
usage-never = nunca
usage-cut = Solo se muestran las primeras cuentas.
usage-all-people = Todas las personas
