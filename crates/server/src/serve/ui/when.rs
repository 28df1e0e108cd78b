//! Times as the reader reads them.

use activity_log_core::Time;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::serve::locale::Locale;

const MONTHS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

/// A time in the reader's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// For the `datetime` attribute.
    pub(super) iso: String,
    /// `14:03:22`
    pub(super) clock: String,
    /// Day, for grouping and for reading.
    pub(super) day: String,
    /// Everything: `2026-11-22 14:03:22.123456 +01:00`.
    pub(super) full: String,
}

impl When {
    pub(super) fn new(time: Time, zone: &TimeZone, now: Timestamp, l: &Locale) -> When {
        let zoned = time.timestamp().to_zoned(zone.clone());
        let today = now.to_zoned(zone.clone()).date();
        let date = zoned.date();
        let (number, year) = (date.day().to_string(), date.year().to_string());
        let weekday = l.word("weekday", &date.weekday().to_monday_one_offset().to_string());
        let month = l.word("month", MONTHS[usize::from(date.month().unsigned_abs()).clamp(1, 12) - 1]);
        let args = [
            ("weekday", weekday.as_str()),
            ("day", number.as_str()),
            ("month", month.as_str()),
            ("year", year.as_str()),
        ];
        let id = match today.since(date).map(|span| span.get_days()) {
            Ok(0) => "day-today",
            Ok(1) => "day-yesterday",
            _ => "day",
        };
        When {
            iso: time.to_string(),
            clock: zoned.strftime("%H:%M:%S").to_string(),
            day: l.with(id, &args),
            full: zoned.strftime("%Y-%m-%d %H:%M:%S%.6f %:z").to_string(),
        }
    }
}

/// Name of the zone for people, with its offset now.
pub(super) fn zone_name(zone: &TimeZone, now: Timestamp) -> String {
    let zoned = now.to_zoned(zone.clone());
    match zone.iana_name() {
        Some("UTC" | "Etc/UTC" | "Etc/UCT" | "Zulu") => "UTC".to_owned(),
        Some(name) => format!("{name} ({})", zoned.strftime("%:z")),
        None => zoned.strftime("%:z").to_string(),
    }
}
