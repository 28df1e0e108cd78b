user-language_changed =
    .label = Idioma de la interfaz cambiado
    .text = cambió el idioma de la interfaz de «{ $target }»
    .attempt = cambiar el idioma de la interfaz de «{ $target }»
user-time_format_changed =
    .label = Formato de hora (12 o 24 horas) cambiado
    .text = cambió el formato de hora de «{ $target }»
    .attempt = cambiar el formato de hora de «{ $target }»
