//! Names of activities that only another plugin's class knows (docs/formats/activity-classes.md): `activity.tagmanager.container_added`.

use super::Catalog;

/// First word of such an id.
pub const PREFIX: &str = "activity.";
/// Longest name of a plugin and class, in bytes.
const CLASS_BYTES_MAX: usize = 150;

/// The id for a class such as `TagManager.ContainerAdded`; nothing for what is no such name.
pub fn activity_id(class: &str) -> Option<String> {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    if class.len() > CLASS_BYTES_MAX || !class.chars().all(good) || class.split('.').any(str::is_empty) {
        return None;
    }
    let (plugin, name) = class.split_once('.')?;
    Some(format!("{PREFIX}{}.{}", plugin.to_ascii_lowercase(), snake(name)))
}

/// Plugin and name in such an id.
pub fn parts(id: &str) -> Option<(&str, &str)> {
    id.strip_prefix(PREFIX)?.split_once('.')
}

/// Group of such an activity: that of the catalogue's activities of this plugin, or else the plugin itself.
pub fn category(id: &str, catalog: &Catalog) -> Option<String> {
    let (plugin, _) = parts(id)?;
    let known = catalog.activities().iter().find(|activity| activity.plugin.eq_ignore_ascii_case(plugin));
    Some(known.map_or_else(|| plugin.to_owned(), |activity| activity.category.clone()))
}

/// `ContainerAdded` → `container_added`.
fn snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut was_lower = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && was_lower {
            out.push('_');
        }
        was_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_look_like_those_of_the_catalogue() {
        let id = |class| activity_id(class);
        assert_eq!(id("TagManager.ContainerAdded").as_deref(), Some("activity.tagmanager.container_added"));
        assert_eq!(id("OAuth2.Sub.URLChanged").as_deref(), Some("activity.oauth2.sub.urlchanged"));
        for wrong in ["TagManager", "A.", ".B", "A..B", "A.<b>", "A.B C", "", "Ä.B"] {
            assert_eq!(id(wrong), None, "{wrong}");
        }
        assert_eq!(id(&format!("A.{}", "b".repeat(200))), None);
    }

    #[test]
    fn a_known_plugin_has_its_group() {
        let catalog = Catalog::builtin();
        assert_eq!(category("activity.tagmanager.container_added", catalog).as_deref(), Some("tag_manager"));
        assert_eq!(category("activity.shop.sold", catalog).as_deref(), Some("shop"));
        assert_eq!(category("goal.updated", catalog), None);
    }
}
