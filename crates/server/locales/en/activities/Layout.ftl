dashboard-layout_saved =
    .label = Dashboard layout saved
    .text = saved the layout of the dashboard “{ $target }”
    .attempt = save the layout of the dashboard “{ $target }”
