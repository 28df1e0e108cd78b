dashboard-layout_saved =
    .label = Dashboard layout saved
    .text = arranged the dashboard { $target }
