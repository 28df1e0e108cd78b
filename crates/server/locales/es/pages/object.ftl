object-title = Historial de un objeto
object-own-hint = Aquí solo ve sus propias entradas; otros también pueden haberlo cambiado.
object-deleted = eliminado
object-earlier = Nombres anteriores:
object-all = En el registro
object-made = Creado
object-gone = Eliminado
object-history = Qué le ha ocurrido, lo más reciente primero
