//! Days, times and spans as the reader says them. All take what is in the reader's zone already.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use fluent_bundle::{FluentArgs, FluentValue};

use super::Locale;

/// Words of months by number, so that no number is formatted on the way.
const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Locale {
    /// A day for headings: “Sunday, 22 November 2026”; today and yesterday are called so.
    pub fn day(&self, date: Date, today: Date) -> String {
        let id = match today.since(date).map(|span| span.get_days()) {
            Ok(0) => "day-today",
            Ok(1) => "day-yesterday",
            _ => "day",
        };
        self.dated(id, date, self.word("month", month(date)))
    }

    /// A day for tables: “22 Nov 2026”.
    pub fn date(&self, date: Date) -> String {
        self.dated("date", date, self.word("month-short", month(date)))
    }

    /// A day of a year that is known, for the axes of charts: “22 Nov”.
    pub fn date_short(&self, date: Date) -> String {
        self.dated("date-short", date, self.word("month-short", month(date)))
    }

    /// A month: “November 2026”.
    pub fn month(&self, date: Date) -> String {
        self.dated("month-year", date, self.word("month", month(date)))
    }

    /// A moment for tables: “22 Nov 2026, 14:03”.
    pub fn moment(&self, time: DateTime) -> String {
        let date = self.date(time.date());
        self.with("date-time", &[("date", &date), ("time", &time.strftime("%H:%M").to_string())])
    }

    /// How long, in its largest unit: “3 minutes”.
    pub fn span(&self, span: SignedDuration) -> String {
        let (unit, count) = largest(span);
        self.count(&format!("span-{unit}"), count)
    }

    /// How long ago, in its largest unit: “3 minutes ago”; “just now” within a minute (and for what lies ahead).
    pub fn ago(&self, time: Timestamp, now: Timestamp) -> String {
        let span = now.duration_since(time);
        if span.as_secs() < MINUTE {
            return self.t("ago-now");
        }
        let (unit, count) = largest(span);
        self.count(&format!("ago-{unit}"), count)
    }

    fn dated(&self, id: &str, date: Date, month: String) -> String {
        let mut args = FluentArgs::new();
        // A number, because some languages say “the first” of the first day only.
        args.set("day", FluentValue::from(i64::from(date.day())));
        args.set("month", month);
        args.set("weekday", self.word("weekday", &date.weekday().to_monday_one_offset().to_string()));
        args.set("year", date.year().to_string());
        self.message(id, None, Some(&args)).unwrap_or_else(|| date.to_string())
    }
}

fn month(date: Date) -> &'static str {
    NUMBERS[usize::from(date.month().unsigned_abs()).clamp(1, 12) - 1]
}

fn largest(span: SignedDuration) -> (&'static str, u64) {
    let seconds = span.as_secs().abs();
    let (unit, length) = match seconds {
        0..MINUTE => ("seconds", 1),
        MINUTE..HOUR => ("minutes", MINUTE),
        HOUR..DAY => ("hours", HOUR),
        _ => ("days", DAY),
    };
    (unit, (seconds / length).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const SUNDAY: Date = date(2026, 11, 22);

    #[test]
    fn english_and_german_days() {
        let (en, de) = (Locale::of("en"), Locale::of("de"));
        assert_eq!(en.day(SUNDAY, date(2026, 12, 1)), "Sunday, 22 November 2026");
        assert_eq!(en.day(SUNDAY, date(2026, 11, 23)), "Yesterday, 22 November 2026");
        assert_eq!(de.day(SUNDAY, date(2026, 12, 1)), "Sonntag, 22. November 2026");
        assert_eq!(de.day(SUNDAY, SUNDAY), "Heute, 22. November 2026");
        assert_eq!([en.date(SUNDAY), en.date_short(SUNDAY)], ["22 Nov 2026", "22 Nov"]);
        assert_eq!([en.month(SUNDAY), de.month(SUNDAY)], ["November 2026", "November 2026"]);
        assert_eq!(en.moment(SUNDAY.at(4, 3, 9, 0)), "22 Nov 2026, 04:03");
    }

    #[test]
    fn spans_in_their_largest_unit() {
        let en = Locale::of("en");
        let of = |seconds| en.span(SignedDuration::from_secs(seconds));
        assert_eq!([of(0), of(1), of(59)], ["0 seconds", "1 second", "59 seconds"]);
        assert_eq!([of(60), of(7_199), of(7_200)], ["1 minute", "1 hour", "2 hours"]);
        assert_eq!([of(172_800), of(172_800_000)], ["2 days", "2,000 days"]);
        let now = Timestamp::from_second(1_000_000).unwrap();
        let ago = |l: &Locale, seconds: i64| l.ago(now - SignedDuration::from_secs(seconds), now);
        assert_eq!([ago(en, -5), ago(en, 59)], ["just now", "just now"]);
        assert_eq!([ago(en, 180), ago(en, 90_000)], ["3 minutes ago", "1 day ago"]);
        assert_eq!(ago(Locale::of("de"), 180_000), "vor 2 Tagen");
    }

    #[test]
    fn a_language_can_say_the_first_and_count_nothing_as_one() {
        let text = "date = { $day ->\n    [1] 1er\n   *[other] { $day }\n} { $month } { $year }\nmonth-short-11 = nov.\n\
                    ago-days = { $count ->\n    [one] il y a { $count } jour\n   *[other] il y a { $count } jours\n}\n";
        let fr = Locale::made("fr", [text].into_iter());
        assert_eq!(fr.date(date(2026, 11, 1)), "1er nov. 2026");
        assert_eq!(fr.date(date(2026, 11, 21)), "21 nov. 2026");
        let (fr_pages, first) = (Locale::of("fr"), date(2026, 11, 1));
        assert_eq!(fr_pages.day(first, SUNDAY), "Dimanche 1er novembre 2026");
        assert_eq!(fr_pages.day(first, first), "Aujourd’hui, 1er novembre 2026");
        assert_eq!(fr_pages.day(SUNDAY, SUNDAY), "Aujourd’hui, 22 novembre 2026");
        assert_eq!([fr.count("ago-days", 0), fr.count("ago-days", 2)], ["il y a 0 jour", "il y a 2 jours"]);
        assert_eq!(fr.count("ago-days", 1_234), "il y a 1\u{202f}234 jours");
    }

    /// Every language has all the words, and none leaves a number or a name out.
    #[test]
    fn every_language_says_all_of_it() {
        for l in Locale::all() {
            for month in 1..=12 {
                let day = l.day(date(2026, month, 1), date(2020, 1, 1));
                let words = day.split_whitespace().count();
                assert!(words >= 3 && day.contains('1') && day.contains("2026"), "{}: {day}", l.tag());
                assert!(l.date(date(2026, month, 28)).contains("28"), "{}", l.tag());
            }
        }
    }
}
