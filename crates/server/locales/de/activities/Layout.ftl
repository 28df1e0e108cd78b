dashboard-layout_saved =
    .label = Anordnung eines Dashboards gespeichert
    .text = hat die Anordnung des Dashboards „{ $target }“ gespeichert
    .attempt = die Anordnung des Dashboards „{ $target }“ zu speichern
