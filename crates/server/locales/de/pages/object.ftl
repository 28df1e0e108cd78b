object-title = Verlauf eines Objekts
object-own-hint = Hier stehen nur Ihre eigenen Einträge; andere können es auch geändert haben.
object-deleted = gelöscht
object-earlier = Frühere Namen:
object-all = Im Protokoll
object-made = Erstellt
object-gone = Gelöscht
object-history = Was damit geschah, das Neueste zuerst
