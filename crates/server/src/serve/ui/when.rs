//! Times as the reader reads them.

use activity_log_core::Time;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::serve::locale::Locale;

/// A time in the reader's zone. Days, months and spans without a time of day are [`Locale::date`], [`Locale::date_short`],
/// [`Locale::month`], [`Locale::moment`], [`Locale::span`] and [`Locale::ago`]; numbers are [`Locale::number`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// For the `datetime` attribute.
    pub(super) iso: String,
    /// `14:03:22`
    pub(super) clock: String,
    /// `22 Nov 2026, 14:03`, as the language writes it.
    pub(super) short: String,
    /// Day, for grouping and for reading.
    pub(super) day: String,
    /// Everything: `2026-11-22 14:03:22.123456 +01:00`.
    pub(super) full: String,
}

impl When {
    pub(super) fn new(time: Time, zone: &TimeZone, now: Timestamp, l: &Locale) -> When {
        let zoned = time.timestamp().to_zoned(zone.clone());
        let today = now.to_zoned(zone.clone()).date();
        When {
            iso: time.to_string(),
            clock: zoned.strftime("%H:%M:%S").to_string(),
            short: l.moment(zoned.datetime()),
            day: l.day(zoned.date(), today),
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
