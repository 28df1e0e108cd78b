# The page of exports, and the report to print.

tab-exports = Exports
exports-link = Exporter…
exports-title = Exports
exports-what = Ce qui est exporté
exports-back = Retour à la liste
exports-everything = Toutes les entrées
exports-how = Sous quelle forme
exports-hint = Un fichier contient exactement les entrées filtrées ici, les plus anciennes d’abord, et chaque export est lui-même une entrée du journal.
exports-times = Les heures sont indiquées en { $zone } et en UTC.
exports-count = { $count ->
    [one] { $count } entrée correspond.
   *[other] { $count } entrées correspondent.
}
exports-at-least = Au moins { $count } entrées correspondent.
exports-download = Télécharger
exports-open = Ouvrir
exports-form-csv = CSV
exports-hint-csv = Pour les tableurs et les scripts ; aucune cellule n’est interprétée comme une formule.
exports-form-xlsx = Classeur Excel (XLSX)
exports-hint-xlsx = Uniquement des cellules de texte ; une nouvelle feuille après environ un million de lignes.
exports-form-ndjson = NDJSON
exports-hint-ndjson = Un objet JSON par ligne, complet ; pour les programmes.
exports-form-html = Rapport à imprimer
exports-hint-html = Une page à imprimer ou à enregistrer en PDF ; au plus { $count } entrées.
exports-waiting = L’export commence.
exports-running = { $count } lignes pour l’instant
exports-finished = Terminé : { $count } lignes.
exports-broken = Interrompu après { $count } lignes. Le fichier n’est pas complet.

report-title = Rapport du journal d’activité
report-query = Recherche
report-history = Historique
report-count = Entrées
report-by = Établi par
report-instance = Matomo
report-when = Établi le
report-number = N°
report-local = Heure
report-utc = Heure (UTC)
report-who = Qui
report-what = Quoi
report-site = Site web
report-outcome = Résultat
report-ip = Adresse IP
report-end = Fin du rapport. Il est complet.
report-cut = Le rapport s’arrête ici : il ne contient que les { $count } premières entrées. Restreignez la recherche ou exportez un tableau, qui n’a pas cette limite.
