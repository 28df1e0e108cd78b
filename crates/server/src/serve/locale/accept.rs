//! The language of somebody who is not known yet: what their browser asks for (`Accept-Language`, RFC 9110).

use axum::http::{HeaderMap, header};

use super::Locale;

/// Most languages of a request that are looked at.
const RANGES_MAX: usize = 20;

impl Locale {
    /// The language of these headers; English where they name none that there is.
    pub fn accepted(headers: &HeaderMap) -> &'static Locale {
        let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let mut best: Option<(f32, &'static Locale)> = None;
        for range in asked.unwrap_or_default().split(',').take(RANGES_MAX) {
            let (code, weight) = range.split_once(';').unwrap_or((range, ""));
            let weight = weight.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse().ok());
            // What cannot be read counts for nothing; of equals the first is meant.
            let weight = weight.filter(|weight| *weight > 0.0).unwrap_or(0.0);
            if let Some(locale) = Locale::find(code.trim())
                && weight > best.map_or(0.0, |(weight, _)| weight)
            {
                best = Some((weight, locale));
            }
        }
        best.map_or_else(Locale::complete, |(_, locale)| locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_that_there_is() {
        let tag = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, text.parse().unwrap());
            Locale::accepted(&headers).tag()
        };
        assert_eq!(Locale::accepted(&HeaderMap::new()).tag(), "en");
        assert_eq!(tag("de-CH, en;q=0.9"), "de");
        assert_eq!(tag("tlh, en;q=0.5, de;q=0.8, *;q=0.1"), "de");
        assert_eq!(tag("de;q=0, en;q=0.1"), "en");
        for odd in ["", ",,;q=", "de;q=x", "*", "../../etc", &"de;q=0.0,".repeat(5_000)] {
            assert_eq!(tag(odd), "en", "{odd:.20}");
        }
    }
}
