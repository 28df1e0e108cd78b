object-title = Historique d’un objet
object-own-hint = Seules vos propres entrées figurent ici ; d’autres ont pu le modifier aussi.
object-deleted = supprimé
object-earlier = Anciens noms :
object-all = Dans le journal
object-made = Créé
object-gone = Supprimé
object-history = Ce qui lui est arrivé, le plus récent d’abord
