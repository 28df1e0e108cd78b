//! Numbers and sizes as the reader writes them: `1,234.5`, `1.234,5`, `1 234,5`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};

use super::Locale;

/// Stands between thousands where a space does; no line may end there.
const SPACE: char = '\u{a0}';
/// The same in French.
const NARROW_SPACE: char = '\u{202f}';

/// The signs of a language (CLDR): between thousands, and before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// `1,234.5`
    Comma,
    /// `1.234,5`
    Point,
    /// `1234,5`, but `12.345`
    LatePoint,
    /// `1 234,5`
    Space,
    /// `1234,5`, but `12 345`
    LateSpace,
    /// `1 234,5` with narrow spaces
    Narrow,
}

impl Signs {
    /// Of a language; `None` where it is not known here (a test says so of those in `locales/`).
    pub(super) fn of(tag: &str) -> Option<Signs> {
        let language = tag.split('-').next().unwrap_or_default();
        Some(match (tag, language) {
            ("pt-pt", _) | (_, "pl") => Signs::LateSpace,
            (_, "de" | "it" | "nl" | "da" | "el" | "tr" | "id" | "ro" | "hr" | "sl" | "pt") => Signs::Point,
            (_, "es" | "ca" | "gl" | "eu") => Signs::LatePoint,
            (_, "fr") => Signs::Narrow,
            (_, "ru" | "uk" | "cs" | "sk" | "sv" | "nb" | "no" | "fi" | "hu" | "bg" | "lt" | "lv" | "et") => {
                Signs::Space
            }
            (_, "en" | "ja" | "zh" | "ko" | "he" | "th" | "ar" | "hi") => Signs::Comma,
            _ => return None,
        })
    }

    fn group(self) -> char {
        match self {
            Signs::Comma => ',',
            Signs::Point | Signs::LatePoint => '.',
            Signs::Space | Signs::LateSpace => SPACE,
            Signs::Narrow => NARROW_SPACE,
        }
    }

    fn decimal(self) -> char {
        if self == Signs::Comma { '.' } else { ',' }
    }

    /// Smallest number whose thousands are set apart.
    fn least(self) -> u64 {
        if matches!(self, Signs::LatePoint | Signs::LateSpace) { 10_000 } else { 1_000 }
    }

    fn whole(self, number: u64) -> String {
        let digits = number.to_string();
        if number < self.least() {
            return digits;
        }
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(self.group());
            }
            text.push(digit);
        }
        text
    }

    fn tenths(self, number: f64) -> String {
        let text = format!("{number:.1}");
        let (whole, tenth) = text.split_once('.').unwrap_or((&text, "0"));
        // Only sizes below a thousand units come here, but for the largest unit.
        format!("{}{}{tenth}", self.whole(whole.parse().unwrap_or_default()), self.decimal())
    }

    /// Numbers within messages look the same as those beside them.
    pub(super) fn apply(self, bundle: &mut FluentBundle<FluentResource>) {
        // A formatter is a plain function: one for each.
        match self {
            Signs::Comma => bundle.set_formatter(Some(|value, _| Signs::Comma.within(value))),
            Signs::Point => bundle.set_formatter(Some(|value, _| Signs::Point.within(value))),
            Signs::LatePoint => bundle.set_formatter(Some(|value, _| Signs::LatePoint.within(value))),
            Signs::Space => bundle.set_formatter(Some(|value, _| Signs::Space.within(value))),
            Signs::LateSpace => bundle.set_formatter(Some(|value, _| Signs::LateSpace.within(value))),
            Signs::Narrow => bundle.set_formatter(Some(|value, _| Signs::Narrow.within(value))),
        }
    }

    /// Our own messages count whole things only.
    fn within(self, value: &FluentValue<'_>) -> Option<String> {
        let FluentValue::Number(number) = value else { return None };
        (number.value >= 0.0 && number.value.fract() == 0.0).then(|| self.whole(number.value as u64))
    }
}

impl Locale {
    /// A number as the reader writes it: `12,345` or `12.345`. Numbers in [`Locale::count`] look the same by themselves.
    pub fn number(&self, number: u64) -> String {
        self.signs.whole(number)
    }

    /// Bytes for people: `52.4 kB`.
    pub fn bytes(&self, count: u64) -> String {
        let (id, number) = match count {
            0..1_000 => ("size-b", self.number(count)),
            1_000..1_000_000 => ("size-kb", self.signs.tenths(count as f64 / 1e3)),
            _ => ("size-mb", self.signs.tenths(count as f64 / 1e6)),
        };
        self.with(id, &[("number", &number)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_signs() {
        for locale in Locale::all() {
            assert!(Signs::of(locale.tag()).is_some(), "how does {} write numbers?", locale.tag());
        }
        let shown = |tag| [1_234, 1_234_567].map(|number| Signs::of(tag).unwrap().whole(number));
        assert_eq!(shown("en"), ["1,234", "1,234,567"]);
        assert_eq!(shown("de"), ["1.234", "1.234.567"]);
        assert_eq!(shown("es"), ["1234", "1.234.567"]);
        assert_eq!(shown("fr"), ["1\u{202f}234", "1\u{202f}234\u{202f}567"]);
        assert_eq!(shown("pt-br"), ["1.234", "1.234.567"]);
    }

    #[test]
    fn numbers_in_messages_look_the_same() {
        let en = Locale::of("en");
        assert_eq!(en.count("fold-more", 1), "and one more like it");
        assert_eq!(en.count("fold-more", 12_345), "and 12,345 more like it");
        assert!(Locale::of("de").count("fold-more", 12_345).contains("12.345"));
        assert_eq!(en.bytes(999), "999 B");
        assert_eq!(en.bytes(52_431), "52.4 kB");
        assert_eq!(Locale::of("de").bytes(52_431), "52,4 kB");
        assert_eq!(en.bytes(52_431_000_000), "52,431.0 MB");
    }
}
