//! A span of time that a page looks at, cut into pieces for a chart, and the one of the same length before it.

use activity_log_core::Time;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span as Step, Timestamp, ToSpan, Zoned};

use super::params::Params;
use crate::serve::locale::Locale;

/// Ranges that are offered, and how many days each is (0: the last 24 hours).
pub(super) const RANGES: [(&str, i64); 5] = [("24h", 0), ("7d", 7), ("30d", 30), ("90d", 90), ("365d", 365)];
/// The range when nobody says otherwise.
const RANGE: (&str, i64) = ("30d", 30);
/// Most pieces of a chart.
pub(super) const PIECES_MAX: usize = 400;
/// Longest span of one's own, in days.
const DAYS_MAX: i64 = 3_700;

/// How a span is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
}

impl Unit {
    pub(super) const ALL: [Unit; 4] = [Unit::Hour, Unit::Day, Unit::Week, Unit::Month];

    /// As in addresses; `unit-…` is its name in the locale.
    pub(super) fn name(self) -> &'static str {
        match self {
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
        }
    }

    /// The first boundary behind this time.
    fn next(self, at: &Zoned) -> Option<Zoned> {
        let date = at.date();
        let next = match self {
            Unit::Hour => return at.checked_add(1.hour()).ok(),
            Unit::Day => date.checked_add(1.day()),
            Unit::Week => date.nth_weekday(1, Weekday::Monday),
            Unit::Month => date.first_of_month().checked_add(1.month()),
        };
        next.and_then(|date| date.to_zoned(at.time_zone().clone())).ok()
    }
}

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) from: Zoned,
    pub(super) until: Zoned,
    /// The span before begins here and ends where this one begins.
    pub(super) before: Zoned,
    pub(super) unit: Unit,
    /// The range that was chosen; empty for a span of one's own.
    pub(super) range: &'static str,
}

/// One piece.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) from: Zoned,
    pub(super) until: Zoned,
}

impl Span {
    /// What the address asks for: `range`, or `from` and `to` (days, both included), and `unit`.
    pub(super) fn of(params: &Params, zone: &TimeZone, now: Timestamp) -> Span {
        let now = now.to_zoned(zone.clone());
        let own = Span::own(params, zone);
        let (from, until, before, range) = own.unwrap_or_else(|| {
            let asked = params.get("range");
            let (name, days) = RANGES.into_iter().find(|(name, _)| *name == asked).unwrap_or(RANGE);
            let (until, back) = match days {
                0 => (Unit::Hour.next(&hour(&now)), 24.hours()),
                days => (Unit::Day.next(&now), days.days()),
            };
            let until = until.unwrap_or_else(|| now.clone());
            let from = earlier(&until, back);
            let before = earlier(&from, back);
            (from, until, before, name)
        });
        let mut span = Span { from, until, before, unit: Unit::Day, range };
        let hours = span.until.timestamp().duration_since(span.from.timestamp()).as_hours();
        let usual = match hours {
            ..=50 => Unit::Hour,
            51..=2_400 => Unit::Day,
            2_401..=9_600 => Unit::Week,
            _ => Unit::Month,
        };
        let asked = Unit::ALL.into_iter().find(|unit| unit.name() == params.get("unit"));
        span.unit = asked.filter(|unit| span.offers(*unit)).unwrap_or(usual);
        span
    }

    fn own(params: &Params, zone: &TimeZone) -> Option<(Zoned, Zoned, Zoned, &'static str)> {
        let day = |name: &str| params.get(name).parse::<Date>().ok();
        let (from, to) = (day("from").or_else(|| day("to"))?, day("to").or_else(|| day("from"))?);
        let (from, to) = (from.min(to), from.max(to));
        let days = i64::from(from.until(to).ok()?.get_days()) + 1;
        let days = days.min(DAYS_MAX);
        let from = from.to_zoned(zone.clone()).ok()?;
        let until = from.checked_add(days.days()).ok()?;
        let before = from.checked_sub(days.days()).ok()?;
        Some((from, until, before, ""))
    }

    /// Whether it can be cut so.
    pub(super) fn offers(&self, unit: Unit) -> bool {
        let count = self.cut(unit).len();
        (2..=PIECES_MAX).contains(&count)
    }

    /// Its pieces, oldest first.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        self.cut(self.unit)
    }

    fn cut(&self, unit: Unit) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = self.from.clone();
        while at < self.until && pieces.len() <= PIECES_MAX {
            let Some(next) = unit.next(&at) else { break };
            let next = next.min(self.until.clone());
            pieces.push(Piece { from: at, until: next.clone() });
            at = next;
        }
        pieces
    }

    /// What makes this span again in an address.
    pub(super) fn params(&self) -> Vec<(&'static str, String)> {
        match self.range {
            "" => vec![("from", self.from.date().to_string()), ("to", self.last_day().to_string())],
            range => vec![("range", range.to_owned())],
        }
    }

    /// The last day that it touches.
    pub(super) fn last_day(&self) -> Date {
        last_day(&self.until)
    }

    /// This span in the query language.
    pub(super) fn terms(&self) -> String {
        terms(&self.from, &self.until)
    }

    /// Where it begins and ends in words.
    pub(super) fn words(&self, l: &Locale) -> String {
        words(&self.from, &self.until, l)
    }

    /// The span before, in words.
    pub(super) fn words_before(&self, l: &Locale) -> String {
        words(&self.before, &self.from, l)
    }
}

impl Piece {
    /// This piece in the query language.
    pub(super) fn terms(&self) -> String {
        terms(&self.from, &self.until)
    }

    /// What stands under it.
    pub(super) fn label(&self, unit: Unit, l: &Locale) -> String {
        match unit {
            Unit::Hour => l.moment(self.from.datetime()),
            Unit::Month => l.month(self.from.date()),
            Unit::Day | Unit::Week => words(&self.from, &self.until, l),
        }
    }

    /// Parameters that make this piece the span.
    pub(super) fn zoom(&self) -> [(&'static str, String); 2] {
        [("from", self.from.date().to_string()), ("to", last_day(&self.until).to_string())]
    }
}

/// An edge for [`crate::store::tally::Tally`].
pub(super) fn edge(at: &Zoned) -> Time {
    at.timestamp().into()
}

fn hour(at: &Zoned) -> Zoned {
    at.with().minute(0).second(0).subsec_nanosecond(0).build().unwrap_or_else(|_| at.clone())
}

fn earlier(at: &Zoned, by: Step) -> Zoned {
    at.checked_sub(by).unwrap_or_else(|_| at.clone())
}

fn last_day(until: &Zoned) -> Date {
    let is_midnight = until.time() == jiff::civil::Time::midnight();
    if is_midnight { until.date().yesterday().unwrap_or_else(|_| until.date()) } else { until.date() }
}

fn terms(from: &Zoned, until: &Zoned) -> String {
    let text = |at: &Zoned| match at.time() == jiff::civil::Time::midnight() {
        true => at.date().to_string(),
        false => at.strftime("%Y-%m-%dT%H:%M").to_string(),
    };
    format!("after:{} before:{}", text(from), text(until))
}

fn words(from: &Zoned, until: &Zoned, l: &Locale) -> String {
    let is_day = |at: &Zoned| at.time() == jiff::civil::Time::midnight();
    if !is_day(from) || !is_day(until) {
        return format!("{} – {}", l.moment(from.datetime()), l.moment(until.datetime()));
    }
    let last = last_day(until);
    match from.date() == last {
        true => l.date(last),
        false if from.year() == last.year() => format!("{} – {}", l.date_short(from.date()), l.date(last)),
        false => format!("{} – {}", l.date(from.date()), l.date(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::ui::params::tests::params;

    fn span(asked: &str) -> Span {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        Span::of(&params(asked), &zone, "2026-11-22T20:41:21Z".parse().unwrap())
    }

    #[test]
    fn ranges_end_with_today_and_compare_with_as_much_before() {
        let span = span("range=7d");
        assert_eq!(span.terms(), "after:2026-11-16 before:2026-11-23");
        assert_eq!(span.before.date().to_string(), "2026-11-09");
        assert_eq!((span.unit, span.pieces().len()), (Unit::Day, 7));
        assert_eq!(span.words(Locale::complete()), "16 Nov – 22 Nov 2026");
    }

    #[test]
    fn hours_are_whole_and_the_last_one_is_this() {
        let span = span("range=24h");
        assert_eq!(span.terms(), "after:2026-11-21T22:00 before:2026-11-22T22:00");
        assert_eq!((span.unit, span.pieces().len()), (Unit::Hour, 24));
    }

    #[test]
    fn days_of_one_s_own_may_be_turned_round_and_have_the_length_they_have() {
        // The clock goes back on the 25th of October there: 25 hours.
        let span = span("from=2026-10-26&to=2026-10-25&unit=hour");
        assert_eq!(span.terms(), "after:2026-10-25 before:2026-10-27");
        assert_eq!(span.pieces().len(), 49);
        assert_eq!(span.pieces()[0].zoom()[1].1, "2026-10-25");
    }

    #[test]
    fn what_cannot_be_cut_so_is_cut_otherwise() {
        let year = span("range=365d&unit=hour");
        assert_eq!(year.unit, Unit::Week);
        let months = span("from=2020-01-15&to=2026-11-22");
        assert_eq!(months.unit, Unit::Month);
        assert_eq!(months.pieces()[1].from.date().to_string(), "2020-02-01");
        assert_eq!(span("range=nonsense&from=x").range, "30d");
        let pieces = span("range=365d").pieces();
        assert!(pieces.windows(2).all(|pair| pair[0].until == pair[1].from));
        assert!(pieces[1..].iter().all(|piece| piece.from.weekday() == Weekday::Monday));
    }
}
