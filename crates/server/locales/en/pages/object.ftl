object-title = History of an object
object-own-hint = You see only your own entries here; others may have changed it too.
object-deleted = deleted
object-earlier = Earlier names:
object-all = In the log
object-made = Made
object-gone = Deleted
object-history = What happened to it, newest first
