//! When a line of a log was written.

use naisen_node::Time;

const SECOND: u64 = 1_000_000;
const DAY: u64 = 86_400 * SECOND;

/// A time in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Days since the Unix epoch, if the log says the day.
    day: Option<u64>,
    /// Microseconds since midnight.
    micros: u64,
}

/// The time of a log, which goes on where a line does not say it.
#[derive(Debug, Default)]
pub(super) struct Clock {
    now: Time,
    /// The day of a log that says none.
    day: u64,
}

impl Stamp {
    /// The first time in a line: hours, minutes and seconds, with or without a fraction, and the
    /// date before it as `2026-11-20`, `2026/11/20` or `Nov 20`. Zones are not looked at.
    pub(super) fn find(line: &str) -> Option<Self> {
        let bytes = line.as_bytes();
        let mut from = 0;
        while let Some(at) = memchr::memchr(b':', &bytes[from..]) {
            let colon = from + at;
            from = colon + 1;
            if let Some((start, micros)) = time_of_day(bytes, colon) {
                let before = line.get(..start).unwrap_or_default();
                let day = day(before.trim_end_matches([' ', 'T', '\t']));
                return Some(Self { day, micros });
            }
        }
        None
    }
}

/// The time whose first colon stands at `colon`, and where it begins.
fn time_of_day(bytes: &[u8], colon: usize) -> Option<(usize, u64)> {
    let start = colon.checked_sub(2)?;
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    if before.is_some_and(u8::is_ascii_digit) || bytes.get(colon + 3) != Some(&b':') {
        return None;
    }
    let hour = pair(bytes, start).filter(|hour| *hour < 24)?;
    let minute = pair(bytes, colon + 1).filter(|minute| *minute < 60)?;
    let second = pair(bytes, colon + 4).filter(|second| *second < 61)?;
    let mut micros = (hour * 3_600 + minute * 60 + second) * SECOND;
    if matches!(bytes.get(colon + 6), Some(b'.' | b',')) {
        let mut unit = SECOND / 10;
        let digits = bytes[colon + 7..]
            .iter()
            .take_while(|octet| octet.is_ascii_digit());
        for digit in digits.take(6) {
            micros += u64::from(digit - b'0') * unit;
            unit /= 10;
        }
    }
    Some((start, micros))
}

fn pair(bytes: &[u8], at: usize) -> Option<u64> {
    match bytes.get(at..at + 2)? {
        &[a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(u64::from(a - b'0') * 10 + u64::from(b - b'0')),
        _ => None,
    }
}

/// The date at the end of a text, in days since the Unix epoch.
fn day(text: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let last = text.rsplit([' ', '[', '\t']).next()?;
    let mut numbers = last.split(['-', '/']).map(str::parse::<u32>);
    if let (Some(Ok(year)), Some(Ok(month)), Some(Ok(date)), None) = (
        numbers.next(),
        numbers.next(),
        numbers.next(),
        numbers.next(),
    ) {
        return days(year, month, date);
    }
    let date: u32 = last.parse().ok()?;
    let before = text[..text.len() - last.len()].trim_end();
    let month = MONTHS.iter().position(|month| before.ends_with(month))?;
    days(1970, month as u32 + 1, date)
}

/// Days since the Unix epoch, after the calendar of Gregory.
fn days(year: u32, month: u32, date: u32) -> Option<u64> {
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return None;
    }
    // Years are counted from March, so that the leap day is the last of a year.
    let (year, month) = if month < 3 {
        (year - 1, month + 9)
    } else {
        (year, month - 3)
    };
    let leaps = year / 4 - year / 100 + year / 400;
    let days = year * 365 + leaps + (month * 153 + 2) / 5 + date - 1;
    Some(u64::from(days).saturating_sub(719_468))
}

impl Clock {
    pub(super) fn now(&self) -> Time {
        self.now
    }

    /// Sets the time. Without a date, a step back by more than half a day is midnight.
    pub(super) fn set(&mut self, stamp: Stamp) {
        let micros = match stamp.day {
            Some(day) => day * DAY + stamp.micros,
            None => {
                let mut micros = self.day * DAY + stamp.micros;
                if self.now.as_micros() > micros + DAY / 2 {
                    self.day += 1;
                    micros += DAY;
                }
                micros
            }
        };
        self.now = Time::from_micros(micros);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_with_and_without_a_date() {
        let cases: [(&str, u64); 9] = [
            ("12:00:00", 43_200_000_000),
            ("at 12:00:00.5:", 43_200_500_000),
            ("[1970-01-02 00:00:01.000001] VERBOSE", 86_401_000_001),
            ("2026/11/20 12:34:56.789012 x", 1_795_178_096_789_012),
            ("2000-02-29T00:00:00,123", 951_782_400_123_000),
            ("[Mar  1 00:00:00] x", 59 * 86_400_000_000),
            ("[Jan  2 00:00:00]", 86_400_000_000),
            ("UDP:10.0.0.1:5060 at 00:00:02", 2_000_000),
            ("--- 2026-11-20\t12:34:56.000000", 1_795_178_096_000_000),
        ];
        for (line, micros) in cases {
            let mut clock = Clock::default();
            clock.set(Stamp::find(line).expect(line));
            assert_eq!(clock.now(), Time::from_micros(micros), "{line}");
        }
        for line in [
            "10.0.0.1:5060",
            "fe80::1:2",
            "25:00:00",
            "112:00:00",
            ":::::",
            "",
        ] {
            assert_eq!(Stamp::find(line), None, "{line}");
        }
    }

    #[test]
    fn midnight_passes_in_a_log_without_dates() {
        let mut clock = Clock::default();
        for line in ["23:59:59", "00:00:01"] {
            clock.set(Stamp::find(line).unwrap());
        }
        assert_eq!(clock.now(), Time::from_micros(DAY + SECOND));
    }
}
