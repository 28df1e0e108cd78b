custom_dimension-created =
    .label = Benutzerdefinierte Dimension erstellt
    .text = hat die benutzerdefinierte Dimension „{ $target }“{ on-site } erstellt
    .attempt = die benutzerdefinierte Dimension „{ $target }“{ on-site } zu erstellen
custom_dimension-updated =
    .label = Benutzerdefinierte Dimension geändert, aktiviert oder deaktiviert
    .text = hat die benutzerdefinierte Dimension „{ $target }“{ on-site } geändert
    .attempt = die benutzerdefinierte Dimension „{ $target }“{ on-site } zu ändern
