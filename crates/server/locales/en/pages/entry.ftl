# One entry.

entry-neighbours = Neighbours in the list
entry-newer = Newer entry
entry-older = Older entry
entry-diff-legend = − removed, + added
entry-diff-removed = Removed
entry-diff-added = Added
entry-diff-full = Before and after in full
entry-diff-key = Key
entry-diff-no-key = not there
entry-diff-reordered = The same items in another order.
entry-diff-partly = Not all items were recorded.
entry-diff-same-items = { $count ->
    [one] { $count } item stayed.
   *[other] { $count } items stayed.
}
entry-diff-same-keys = { $count ->
    [one] { $count } key is unchanged.
   *[other] { $count } keys are unchanged.
}
entry-request = The request
entry-request-method = Call
entry-request-none = No parameters were recorded.
entry-history = The same object
entry-history-all = Its whole history
entry-around = The same person, before and after
entry-around-all = Everything by this person
entry-this = this entry
entry-copy-json = Copy as JSON
entry-copy-link = Copy link
entry-copied = Copied.
entry-not-copied = Your browser did not allow copying. Select the text and copy it.
