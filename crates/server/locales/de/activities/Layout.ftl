dashboard-layout_saved =
    .label = Anordnung eines Dashboards gespeichert
    .text = hat das Dashboard „{ $target }“ neu angeordnet
    .attempt = das Dashboard „{ $target }“ neu anzuordnen
