//! What can be wrong with a query: a kind with its values, so that every reader gets it in words of their own.

use std::fmt;

use super::Field;

/// What is wrong with a query, and where: characters `from..to` of it. Prints as an English sentence that says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct QueryError {
    /// What is wrong.
    pub kind: QueryErrorKind,
    /// First character, counted from 0.
    pub from: usize,
    /// One behind the last character.
    pub to: usize,
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryErrorKind {
    /// More characters than this.
    TooLong(usize),
    /// More terms than this.
    TooManyTerms(usize),
    /// A term with more values than this.
    TooManyValues(usize),
    /// A minus that turns nothing round.
    LonelyMinus,
    /// `""`
    EmptyQuotes,
    /// A quote without its end.
    OpenQuote,
    /// There is no field of this name.
    UnknownField(String),
    /// Nothing stands behind the colon of this field.
    NoValue(String),
    /// This is neither an address nor a range.
    NoAddress(String),
    /// This field takes certain words only.
    NoneOf(Field, Vec<&'static str>),
    /// A website is no number.
    NoSite,
    /// This is no time.
    NoTime(String),
}

impl QueryErrorKind {
    /// Its name in translations.
    pub fn name(&self) -> &'static str {
        match self {
            QueryErrorKind::TooLong(_) => "too-long",
            QueryErrorKind::TooManyTerms(_) => "too-many-terms",
            QueryErrorKind::TooManyValues(_) => "too-many-values",
            QueryErrorKind::LonelyMinus => "lonely-minus",
            QueryErrorKind::EmptyQuotes => "empty-quotes",
            QueryErrorKind::OpenQuote => "open-quote",
            QueryErrorKind::UnknownField(_) => "unknown-field",
            QueryErrorKind::NoValue(_) => "no-value",
            QueryErrorKind::NoAddress(_) => "no-address",
            QueryErrorKind::NoneOf(..) => "none-of",
            QueryErrorKind::NoSite => "no-site",
            QueryErrorKind::NoTime(_) => "no-time",
        }
    }

    /// What a translation may put into its sentence, by name. What somebody typed is among it: escape it.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            QueryErrorKind::TooLong(most)
            | QueryErrorKind::TooManyTerms(most)
            | QueryErrorKind::TooManyValues(most) => vec![("most", most.to_string())],
            QueryErrorKind::LonelyMinus
            | QueryErrorKind::EmptyQuotes
            | QueryErrorKind::OpenQuote
            | QueryErrorKind::NoSite => Vec::new(),
            QueryErrorKind::UnknownField(name) => {
                let known: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).collect();
                vec![("field", name.clone()), ("known", format!("{}, after, before", known.join(", ")))]
            }
            QueryErrorKind::NoValue(field) => vec![("field", field.clone())],
            QueryErrorKind::NoAddress(text) | QueryErrorKind::NoTime(text) => vec![("text", text.clone())],
            QueryErrorKind::NoneOf(field, words) => {
                vec![("field", field.as_str().to_owned()), ("known", words.join(", "))]
            }
        }
    }

    fn english(&self) -> &'static str {
        match self {
            QueryErrorKind::TooLong(_) => "A query has at most {most} characters.",
            QueryErrorKind::TooManyTerms(_) => "A query has at most {most} terms.",
            QueryErrorKind::TooManyValues(_) => "A term has at most {most} values.",
            QueryErrorKind::LonelyMinus => "A minus needs a term right behind it, such as -severity:info.",
            QueryErrorKind::EmptyQuotes => "There is nothing between the quotes.",
            QueryErrorKind::OpenQuote => "A quote is opened here and never closed.",
            QueryErrorKind::UnknownField(_) => "There is no field “{field}”. Fields are {known}.",
            QueryErrorKind::NoValue(_) => "“{field}:” needs a value right behind it.",
            QueryErrorKind::NoAddress(_) => {
                "“{text}” is no address. Write 203.0.113.7 or a range such as 203.0.113.0/24."
            }
            QueryErrorKind::NoneOf(..) => "“{field}:” is one of {known}.",
            QueryErrorKind::NoSite => "“site:” takes the number of a website, such as site:3.",
            QueryErrorKind::NoTime(_) => {
                "“{text}” is no time. Write 2026-11-01, 2026-11-01T14:30, today, yesterday, this-month, last-month, this-year, 7d, 24h or 30m."
            }
        }
    }
}

impl fmt::Display for QueryErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.values();
        let mut rest = self.english();
        // Values are written, never searched: what somebody typed may look like a place for another value.
        while let Some((words, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            f.write_str(words)?;
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                f.write_str(value)?;
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_as_it_is() {
        let error = QueryErrorKind::UnknownField("{known}".into()).to_string();
        assert!(error.starts_with("There is no field “{known}”. Fields are user, activity,"), "{error}");
        assert!(error.ends_with(", after, before."), "{error}");
    }
}
