//! The bar at the top of every page: where else there is something to see, for this viewer.

use super::link::Link;
use super::shell::Shell;
use crate::serve::find::Which;
use crate::serve::locale::Locale;

/// One page of the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Overview,
    Log,
    People,
    Websites,
    Usage,
    Exports,
    Recorded,
}

/// In the order of the bar.
const ALL: [Tab; 7] =
    [Tab::Overview, Tab::Log, Tab::People, Tab::Websites, Tab::Usage, Tab::Exports, Tab::Recorded];

impl Tab {
    /// Its page, as in addresses; `tab-…` is its name in the locale.
    fn page(self) -> &'static str {
        match self {
            Tab::Overview => "overview",
            Tab::Log => "log",
            Tab::People => "people",
            Tab::Websites => "websites",
            Tab::Usage => "usage",
            Tab::Exports => "exports",
            Tab::Recorded => "recorded",
        }
    }

    /// Whether only those who may see everything have it.
    fn is_for_all_entries(self) -> bool {
        match self {
            Tab::Overview | Tab::People | Tab::Websites | Tab::Usage => true,
            Tab::Log | Tab::Exports | Tab::Recorded => false,
        }
    }
}

/// The bar for this viewer.
pub(super) fn bar(shell: &Shell, here: Tab, l: &Locale) -> Vec<Link> {
    let may = |tab: &Tab| !(tab.is_for_all_entries() && shell.is_own());
    // Only the list tells imported history apart.
    let witnessed = shell.in_log(Which::Witnessed);
    let shown = |tab: Tab| Link {
        label: l.word("tab", tab.page()),
        href: if tab == Tab::Log { shell.to(tab.page(), &[]) } else { witnessed.to(tab.page(), &[]) },
        is_here: tab == here,
    };
    ALL.into_iter().filter(may).map(shown).collect()
}
