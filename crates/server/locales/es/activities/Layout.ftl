dashboard-layout_saved =
    .label = Distribución de un tablero guardada
    .text = reorganizó el tablero { $target }
