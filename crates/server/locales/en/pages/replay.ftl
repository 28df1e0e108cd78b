# A session step by step, and guides to repeat or undo it by hand. Menu paths are called as in Matomo.

replay-title = { $name }, { $time }
replay-hint = step by step, in the order in which it happened
replay-steps = { $count ->
    [one] { $count } step
   *[other] { $count } steps
}
replay-controls = Replay
replay-show-all = Everything
replay-show-changes = Only changes
replay-show-failures = Only failures
replay-guide-repeat = How to repeat it
replay-guide-undo = How to undo it
replay-play = Play
replay-pause = Pause
replay-previous = Previous step
replay-next = Next step
replay-speed = Speed
replay-gap = { $span } nothing
replay-list = The same entries as a list
replay-more = Further steps
guide-title-repeat = How to repeat: { $what }
guide-title-undo = How to undo: { $what }
guide-hint-repeat = Do the steps by hand in Matomo, from top to bottom. The values are those that were entered then.
guide-hint-undo = Do the steps by hand in Matomo, from top to bottom: the last change is undone first. The values are those from before. Check each whether somebody changed it since.
guide-back = Back to the replay
guide-download = Download as a file
guide-end = End of the guide. It is whole.
guide-cut-repeat = This guide has the first { $count } entries only. Choose a shorter time for the others.
guide-cut-undo = This guide has the first { $count } entries only. What came later must be undone before: choose a shorter time for it.
guide-left-out = { $count ->
    [one] { $count } entry left out: a sign-in, a failure or a consequence
   *[other] { $count } entries left out: sign-ins, failures, consequences
}
guide-more = These are the first steps only; the replay has the others.
guide-nothing = There is nothing to do: nobody changed anything here.
guide-then = What happened:
guide-make = Create it with these values.
guide-take = Delete it.
guide-again = Do the same again.
guide-enter = Enter these values.
guide-enter-old = Enter the values from before.
guide-take-what-was-made = Delete what was created then.
guide-make-again = Create it again with what is known of it.
guide-look = What was there before is not recorded: look at it and decide.
guide-lost = Deleted data does not come back this way; only a backup of the database has it. A new object gets a new number.
guide-secret = A value is a secret and was not recorded.
guide-where-annotation = Annotations, below the chart of a report
guide-where-custom_alert = Personal › Custom alerts
guide-where-custom_dimension = Administration › Websites › Custom dimensions
guide-where-dashboard = Dashboard
guide-where-goal = Administration › Websites › Goals
guide-where-personal_data = Administration › Privacy
guide-where-plugin = Administration › Plugins
guide-where-privacy = Administration › Privacy
guide-where-report = Personal › Email reports
guide-where-segment = The list of segments above the reports
guide-where-settings = Administration › System › General settings
guide-where-tag_manager = Tag Manager
guide-where-token = Personal › Security
guide-where-user = Administration › System › Users
guide-where-website = Administration › Websites › Manage
