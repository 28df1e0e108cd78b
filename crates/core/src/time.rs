//! Points in time as the log keeps them: UTC, microseconds.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Microseconds since 1970-01-01T00:00:00Z. Written as RFC 3339 with exactly six digits and `Z`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// Text that is no RFC 3339 time within the years 1970 to 9999.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a time such as 2026-11-22T20:41:21.123456Z")]
pub struct TimeError(pub String);

/// 9999-12-31T00:00:00Z: whatever claims to be later is wrong.
const MAX_MICROS: i64 = 253_402_214_400_000_000;

impl Time {
    /// From microseconds since the epoch; values outside 1970…9999 are clamped.
    pub fn from_micros(micros: i64) -> Self {
        Time(micros.clamp(0, MAX_MICROS))
    }

    /// Microseconds since the epoch.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// The same point as a [`Timestamp`] of the time library.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The month in UTC as `YYYY-MM`: the name of the time segment that takes what was received then.
    pub fn month(self) -> String {
        let date = self.timestamp().to_zoned(jiff::tz::TimeZone::UTC).date();
        format!("{:04}-{:02}", date.year(), date.month())
    }
}

impl From<Timestamp> for Time {
    fn from(timestamp: Timestamp) -> Self {
        Time::from_micros(timestamp.as_microsecond())
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.timestamp().strftime("%Y-%m-%dT%H:%M:%S%.6fZ"))
    }
}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError(text.chars().take(60).collect());
        let timestamp: Timestamp = text.parse().map_err(|_| wrong())?;
        let micros = timestamp.as_microsecond();
        if (0..=MAX_MICROS).contains(&micros) { Ok(Time(micros)) } else { Err(wrong()) }
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_always() {
        let time: Time = "2026-11-22T20:41:21Z".parse().unwrap();
        assert_eq!(time.to_string(), "2026-11-22T20:41:21.000000Z");
        assert_eq!(time.month(), "2026-11");
        let time: Time = "2026-11-22T21:41:21.123456+01:00".parse().unwrap();
        assert_eq!(time.to_string(), "2026-11-22T20:41:21.123456Z");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "yesterday", "2026-13-01T00:00:00Z", "1812-01-01T00:00:00Z", "2026-11-22"] {
            assert!(text.parse::<Time>().is_err(), "{text}");
        }
    }
}
