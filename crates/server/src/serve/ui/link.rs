//! A choice between pages: the bar, ranges of time, filters.

/// One of them.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) label: String,
    pub(super) href: String,
    /// The page that is shown.
    pub(super) is_here: bool,
}
