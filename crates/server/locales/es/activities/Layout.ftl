dashboard-layout_saved =
    .label = Distribución de un tablero guardada
    .text = guardó la distribución del tablero «{ $target }»
    .attempt = guardar la distribución del tablero «{ $target }»
