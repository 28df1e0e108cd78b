//! Query text and form fields, brought together: the text is the truth, the form shows what of it fits a field.

use activity_log_core::query::{Context, Query, QueryError};

use super::fields::Fields;
use super::given::Given;

/// How terms begin that say from when and to when.
const TIMES: [&str; 2] = ["after:", "before:"];

/// What is asked for, ready to search and to show.
#[derive(Debug)]
pub(super) struct Filter {
    /// The whole query as text, for the box and for links.
    pub(super) q: String,
    /// What of it no field shows; travels with the form.
    pub(super) rest: String,
    pub(super) fields: Fields,
    /// Its terms as text.
    pub(super) pieces: Vec<String>,
    /// The query, or what is wrong.
    pub(super) query: Result<Query, Wrong>,
}

/// What is wrong with it.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The field of the form, when the mistake is there.
    pub(super) field: Option<&'static str>,
    pub(super) error: QueryError,
}

impl Filter {
    pub(super) fn new(given: &Given, context: &Context) -> Filter {
        let mut pieces = pieces(&given.q);
        let mut q = given.q.clone();
        if let Some(fields) = &given.fields {
            match fields.terms(context) {
                Ok(terms) => {
                    // A range that is chosen takes the place of the one there was.
                    for start in TIMES {
                        if terms.iter().any(|term| term.starts_with(start)) {
                            pieces.retain(|piece| !piece.starts_with(start));
                        }
                    }
                    pieces
                        .extend(terms.into_iter().filter(|term| !pieces.contains(term)).collect::<Vec<_>>());
                    q = pieces.join(" ");
                }
                Err((field, error)) => {
                    return Filter {
                        rest: q.clone(),
                        q,
                        fields: fields.clone(),
                        pieces: Vec::new(),
                        query: Err(Wrong { field: Some(field), error }),
                    };
                }
            }
        }
        let query = match Query::parse(&q, context) {
            Ok(query) => query,
            Err(error) => {
                let wrong = Wrong { field: None, error };
                return Filter {
                    rest: q.clone(),
                    q,
                    fields: Fields::default(),
                    pieces: Vec::new(),
                    query: Err(wrong),
                };
            }
        };
        let mut fields = Fields::default();
        let rest: Vec<&str> =
            pieces.iter().map(String::as_str).filter(|piece| !fields.take(piece, context)).collect();
        Filter { rest: rest.join(" "), q, fields, pieces, query: Ok(query) }
    }

    /// The terms that say from when and to when.
    pub(super) fn range(&self) -> Vec<&str> {
        self.pieces.iter().map(String::as_str).filter(|piece| is_time(piece)).collect()
    }

    /// The query with another range of time.
    pub(super) fn with_range(&self, terms: &[&str]) -> String {
        let others = self.pieces.iter().map(String::as_str).filter(|piece| !is_time(piece));
        others.chain(terms.iter().copied()).collect::<Vec<_>>().join(" ")
    }

    /// The query without one of its terms.
    pub(super) fn without(&self, index: usize) -> String {
        let kept = self.pieces.iter().enumerate().filter(|(at, _)| *at != index);
        kept.map(|(_, piece)| piece.as_str()).collect::<Vec<_>>().join(" ")
    }
}

fn is_time(piece: &str) -> bool {
    TIMES.iter().any(|start| piece.starts_with(start))
}

/// Cuts a query at spaces outside quotes. A piece is one term (or two that were written without a space between).
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if c.is_whitespace() && !quoted {
            pieces.push(String::new());
            continue;
        }
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(q: &str, fields: Option<Fields>) -> Filter {
        let context = Context::utc("2026-11-22T12:00:00Z".parse().unwrap());
        Filter::new(&Given { q: q.into(), fields, ..Given::default() }, &context)
    }

    #[test]
    fn what_fits_a_field_is_shown_there_and_comes_back_the_same() {
        let q = r#"user:alice activity:goal.* -severity:info after:2026-11-01 before:2026-11-08 "two words" site:3,4"#;
        let shown = filter(q, None);
        assert_eq!(shown.fields.user, "alice");
        assert_eq!(shown.fields.activity, "goal.*");
        assert_eq!((shown.fields.from.as_str(), shown.fields.to.as_str()), ("2026-11-01", "2026-11-07"));
        assert_eq!(shown.fields.text, "two words");
        assert_eq!(shown.rest, "-severity:info site:3,4");
        let sent = filter(&shown.rest, Some(shown.fields.clone()));
        assert_eq!(sent.fields, shown.fields);
        let sorted = |query: &Query| {
            let mut terms: Vec<_> = query.terms.iter().map(ToString::to_string).collect();
            terms.sort();
            terms
        };
        assert_eq!(sorted(sent.query.as_ref().unwrap()), sorted(shown.query.as_ref().unwrap()));
    }

    #[test]
    fn hostile_values_stay_values() {
        for text in ["a b", "x\" user:bob", "user:bob", "-", "\\", "=cmd()", "a,b", "*", "\u{202e}"] {
            let fields = Fields { user: text.into(), ..Fields::default() };
            let query = filter("", Some(fields)).query.unwrap();
            assert_eq!(query.terms.len(), 1, "{text}");
        }
    }

    #[test]
    fn mistakes_name_their_place() {
        assert_eq!(filter("colour:red", None).query.unwrap_err().error.to, 6);
        let fields = Fields { site: "shop".into(), ..Fields::default() };
        let wrong = filter("user:alice", Some(fields));
        assert_eq!(wrong.query.unwrap_err().field, Some("site"));
        assert_eq!(wrong.fields.site, "shop");
        let fields = Fields { from: "tomorrow or so".into(), ..Fields::default() };
        assert_eq!(filter("", Some(fields)).query.unwrap_err().field, Some("from"));
    }

    #[test]
    fn times_of_day_have_fields_and_a_chosen_range_replaces_another() {
        let shown = filter("after:2026-11-01T14:30 before:2026-11-07T18:00 site:3", None);
        let fields = &shown.fields;
        assert_eq!(
            [&fields.from, &fields.from_time, &fields.to, &fields.to_time],
            ["2026-11-01", "14:30", "2026-11-07", "18:00"]
        );
        let sent = filter("", Some(fields.clone()));
        assert_eq!(sent.q, "site:3 after:2026-11-01T14:30 before:2026-11-07T18:00");
        for q in ["after:2026-11-01T14:30:05", "after:2026-11-01T14:30:00Z", "before:today"] {
            assert_eq!(filter(q, None).rest, q);
        }
        let fields = Fields { from: "2026-11-02".into(), ..Fields::default() };
        assert_eq!(
            filter("after:today before:2026-11-05 x", Some(fields)).q,
            "before:2026-11-05 x after:2026-11-02"
        );
        let fields = Fields { to_time: "12:00".into(), ..Fields::default() };
        assert_eq!(filter("", Some(fields)).query.unwrap_err().field, Some("to"));
        assert_eq!(shown.with_range(&["after:7d"]), "site:3 after:7d");
        assert_eq!(shown.range().len(), 2);
    }

    #[test]
    fn terms_can_be_taken_away() {
        let shown = filter(r#"user:alice "a b" site:3"#, None);
        assert_eq!(shown.without(1), "user:alice site:3");
    }
}
