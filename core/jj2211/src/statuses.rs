//! The statuses that a row is about, as `1xx`, `18x`, `300-699`, `405` or all.

use std::ops::RangeInclusive;

/// A set of response codes, as a table writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statuses {
    text: &'static str,
    ranges: Vec<RangeInclusive<u16>>,
}

impl Statuses {
    /// Reads a list of codes, classes and ranges; an empty one and `all` mean every code.
    pub(crate) fn parse(text: &'static str) -> Option<Self> {
        let ranges = match text {
            "" | "all" => Some(vec![100..=699]),
            list => list.split(',').map(range).collect(),
        };
        ranges.map(|ranges| Self { text, ranges })
    }

    /// As in the data: `1xx,2xx`, `300-699`, `all` or nothing.
    pub const fn as_str(&self) -> &'static str {
        self.text
    }

    /// Whether `status` is one of them.
    pub fn contains(&self, status: u16) -> bool {
        self.width_at(status).is_some()
    }

    /// How wide the narrowest range around `status` is: of two rows the narrower one is meant.
    pub(crate) fn width_at(&self, status: u16) -> Option<u16> {
        let around = self.ranges.iter().filter(|range| range.contains(&status));
        around.map(|range| range.end() - range.start()).min()
    }
}

fn range(text: &str) -> Option<RangeInclusive<u16>> {
    if let Some((first, last)) = text.split_once('-') {
        return Some(first.parse().ok()?..=last.parse().ok()?);
    }
    let digits = text.trim_end_matches('x');
    let number: u16 = digits.parse().ok()?;
    match (digits.len(), text.len()) {
        (3, 3) => Some(number..=number),
        (2, 3) => Some(number * 10..=number * 10 + 9),
        (1, 3) => Some(number * 100..=number * 100 + 99),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_classes_and_ranges_are_understood() {
        for (text, inside, outside) in [
            ("1xx,2xx", [100, 299], [300, 404]),
            ("2xx,18x", [180, 200], [170, 190]),
            ("300-699", [300, 699], [299, 100]),
            ("3xx,485", [399, 485], [484, 486]),
            ("404,413", [404, 413], [405, 412]),
        ] {
            let statuses = Statuses::parse(text).unwrap();
            assert!(inside.iter().all(|code| statuses.contains(*code)), "{text}");
            assert!(
                !outside.iter().any(|code| statuses.contains(*code)),
                "{text}"
            );
        }
        assert!(Statuses::parse("").unwrap().contains(100));
        for text in ["xxx", "4", "4x", "12345", "2xx;18x", "a-b"] {
            assert!(Statuses::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_code_is_narrower_than_its_class() {
        let code = Statuses::parse("405").unwrap();
        let rest = Statuses::parse("300-699").unwrap();
        assert!(code.width_at(405) < rest.width_at(405));
        assert_eq!(rest.width_at(200), None);
    }
}
