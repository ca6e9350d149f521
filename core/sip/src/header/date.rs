//! Date (RFC 3261 §20.17).

use std::fmt;

use super::{HeaderError, TypedHeader, grammar, malformed};
use crate::name::HeaderName;

/// A moment to the second, as RFC 1123 writes it, always in GMT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Seconds since the Unix epoch; years 1970 to 9999.
    pub unix_seconds: u64,
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

impl<'a> TypedHeader<'a> for Date {
    const NAME: HeaderName = HeaderName::Date;

    fn parse(value: &'a str) -> Result<Self, HeaderError> {
        read(grammar::trim(value)).ok_or(malformed(Self::NAME, "date"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.unix_seconds / 86_400;
        let second = self.unix_seconds % 86_400;
        let (year, month, day) = civil_from_days(days);
        let weekday = WEEKDAYS[(days % 7) as usize];
        let name = MONTHS[(month - 1) as usize];
        write!(
            f,
            "{weekday}, {day:02} {name} {year:04} {:02}:{:02}:{:02} GMT",
            second / 3600,
            second / 60 % 60,
            second % 60
        )
    }
}

fn read(text: &str) -> Option<Date> {
    let (weekday, rest) = text.split_once(',')?;
    let mut words = rest
        .split([' ', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty());
    let day = digits(words.next()?, 2)?;
    let month = words.next()?;
    let month = MONTHS
        .iter()
        .position(|name| name.eq_ignore_ascii_case(month))?;
    let month = u64::try_from(month).ok()? + 1;
    let year = digits(words.next()?, 4)?;
    let mut clock = words.next()?.split(':');
    let (hour, minute, second) = (
        digits(clock.next()?, 2)?,
        digits(clock.next()?, 2)?,
        digits(clock.next()?, 2)?,
    );
    let is_gmt = words.next()?.eq_ignore_ascii_case("GMT");
    if !is_gmt || words.next().is_some() || clock.next().is_some() {
        return None;
    }
    if year < 1970 || day == 0 || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days_from_civil(year, month, day);
    if civil_from_days(days) != (year, month, day) {
        return None;
    }
    let name = WEEKDAYS.get(usize::try_from(days % 7).ok()?)?;
    if !name.eq_ignore_ascii_case(grammar::trim(weekday)) {
        return None;
    }
    Some(Date {
        unix_seconds: days * 86_400 + hour * 3600 + minute * 60 + second,
    })
}

fn digits(text: &str, count: usize) -> Option<u64> {
    grammar::decimal(text).filter(|_| text.len() == count)
}

/// Days since the epoch of a day in the Gregorian calendar, with years that begin in March.
const fn days_from_civil(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

const fn civil_from_days(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year_of_era;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_and_print() {
        for (text, unix_seconds) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Sat, 13 Nov 2010 23:29:00 GMT", 1_289_690_940),
            ("Tue, 29 Feb 2000 12:00:01 GMT", 951_825_601),
            ("Sun, 01 Mar 2026 00:00:00 GMT", 1_772_323_200),
        ] {
            assert_eq!(Date::parse(text), Ok(Date { unix_seconds }), "{text}");
            assert_eq!(Date { unix_seconds }.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_in_gmt_is_refused() {
        for text in [
            "Fri, 01 Jan 2010 16:00:00 EST",
            "Sat, 01 Jan 2010 16:00:00 GMT",
            "Mon, 29 Feb 2010 16:00:00 GMT",
            "Fri, 1 Jan 2010 16:00:00 GMT",
            "Fri, 01 Jan 2010 24:00:00 GMT",
            "Fri, 01 Jan 2010 16:00 GMT",
            "Wed, 31 Dec 1969 16:00:00 GMT",
            "Fri, 00 Jan 2010 16:00:00 GMT",
            "",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }
}
