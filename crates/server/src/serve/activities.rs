//! Names and groups of activities for menus, taken from the catalogue.

use activity_log_core::catalog::{Catalog, foreign};
use activity_log_core::event::Severity;

/// One activity of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Such as `goal.updated`.
    pub id: String,
    /// Group, such as `goal`.
    pub category: String,
    /// Matomo plugin as users know it, such as `Goals`.
    pub plugin: String,
    /// Usual severity.
    pub severity: Severity,
}

/// All activities of the catalogue, ordered by plugin and id.
#[derive(Clone, Debug, Default)]
pub struct Activities(Vec<Activity>);

impl Activities {
    /// From a list.
    pub fn new(mut list: Vec<Activity>) -> Activities {
        list.sort_by(|a, b| (&a.plugin, &a.id).cmp(&(&b.plugin, &b.id)));
        Activities(list)
    }

    /// Those of the product's own catalogue.
    pub fn of_product() -> Activities {
        let rows = Catalog::builtin().menu().into_iter();
        Activities::new(
            rows.map(|row| Activity {
                id: row.id.clone(),
                category: row.category.clone(),
                plugin: row.plugin.clone(),
                severity: row.severity,
            })
            .collect(),
        )
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Activity> {
        self.0.iter()
    }

    /// The group of an activity. Of one that only another plugin's class knows it is that of the plugin; of unknown ones the
    /// first word of the id.
    pub fn category<'a>(&'a self, id: &'a str) -> &'a str {
        if let Some(activity) = self.0.iter().find(|activity| activity.id == id) {
            return &activity.category;
        }
        let Some((plugin, _)) = foreign::parts(id) else { return id.split('.').next().unwrap_or(id) };
        let known = self.0.iter().find(|activity| activity.plugin.eq_ignore_ascii_case(plugin));
        known.map_or(plugin, |activity| &activity.category)
    }
}
