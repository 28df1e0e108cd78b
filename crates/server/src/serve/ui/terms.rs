//! Parts of queries that pages make.

use activity_log_core::query::{Field, Pattern, Query, Term, Test};

use crate::serve::find::exactly;

/// The term for exactly this value, as text.
pub(super) fn is(field: Field, value: impl Into<String>) -> String {
    Term { negated: false, test: exactly(field, value) }.to_string()
}

/// The term for none of these values, as text.
pub(super) fn is_none_of(field: Field, values: &[&str]) -> String {
    let patterns = values.iter().map(|value| Pattern::Exact((*value).to_owned())).collect();
    Term { negated: true, test: Test::Facet(field, patterns) }.to_string()
}

/// Everything that happened to an object, consequences of other actions included; within a website where ids count in each.
pub(super) fn history(kind: &str, id: &str, site: Option<&str>) -> Query {
    let either = ["yes", "no"].map(|word| Pattern::Exact(word.to_owned())).to_vec();
    let query = Query::one(exactly(Field::Object, format!("{kind}/{id}")));
    let query = match site {
        Some(site) => query.and(exactly(Field::Site, site)),
        None => query,
    };
    query.and(Test::Facet(Field::Nested, either))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_values_stay_values() {
        for value in ["a b", "x\" user:bob", "user:bob", "-", "\\", "a,b", "*", "<i>"] {
            let context = activity_log_core::query::Context::utc(jiff::Timestamp::UNIX_EPOCH);
            let text = is(Field::User, value);
            assert_eq!(Query::parse(&text, &context), Ok(Query::one(exactly(Field::User, value))), "{text}");
        }
        assert_eq!(is_none_of(Field::Category, &["goal", "user"]), "-category:goal,user");
        assert_eq!(history("goal", "7", Some("3")).to_string(), "object:goal/7 site:3 nested:yes,no");
    }
}
