//! When two URIs are the same (RFC 3261 §19.1.4, RFC 3966 §4): the comparison of their parts.
//!
//! The relation is not transitive: a parameter that only one URI has mostly does not count.

use super::{is_visual_separator, resolve};
use crate::params::Params;

/// Only these differ from their escapes (RFC 3261 §19.1.4).
const fn is_reserved(byte: u8) -> bool {
    matches!(
        byte,
        b';' | b'/' | b'?' | b':' | b'@' | b'&' | b'=' | b'+' | b'$' | b','
    )
}

fn comparable(text: &str, fold_case: bool) -> impl Iterator<Item = (u8, bool)> + '_ {
    resolve(text).map(move |(byte, escaped)| {
        let byte = if fold_case {
            byte.to_ascii_lowercase()
        } else {
            byte
        };
        (byte, escaped && is_reserved(byte))
    })
}

pub(super) fn same_text(left: Option<&str>, right: Option<&str>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => comparable(left, false).eq(comparable(right, false)),
        (None, None) => true,
        _ => false,
    }
}

fn same_folded(left: Option<&str>, right: Option<&str>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => comparable(left, true).eq(comparable(right, true)),
        (None, None) => true,
        _ => false,
    }
}

/// These decide even if only one URI has them. The clause names the first four; its examples show
/// the fifth.
const DECIDING_PARAMS: [&str; 5] = ["user", "ttl", "method", "maddr", "transport"];

pub(super) fn same_sip_params(left: &Params<'_>, right: &Params<'_>) -> bool {
    let common = left.iter().all(|(name, value)| match right.get(name) {
        Some(theirs) => same_folded(value, theirs),
        None => true,
    });
    common
        && DECIDING_PARAMS
            .iter()
            .all(|name| left.has(name) == right.has(name))
}

pub(super) fn same_headers(left: Option<&str>, right: Option<&str>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        return left.is_none() && right.is_none();
    };
    let contains = |all: &str, header: &str| all.split('&').any(|one| same_header(one, header));
    left.split('&').count() == right.split('&').count()
        && left.split('&').all(|header| contains(right, header))
        && right.split('&').all(|header| contains(left, header))
}

fn same_header(left: &str, right: &str) -> bool {
    let (left_name, left_value) = left.split_once('=').unwrap_or((left, ""));
    let (right_name, right_value) = right.split_once('=').unwrap_or((right, ""));
    same_folded(Some(left_name), Some(right_name)) && same_text(Some(left_value), Some(right_value))
}

/// RFC 3966 §4: visual separators do not count, and a global number never equals a local one.
pub(super) fn same_number(left: Option<&str>, right: Option<&str>) -> bool {
    let digits = |number: &str| {
        number
            .bytes()
            .filter(|byte| !is_visual_separator(*byte))
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<smallvec::SmallVec<[u8; 32]>>()
    };
    match (left, right) {
        (Some(left), Some(right)) => digits(left) == digits(right),
        _ => false,
    }
}

pub(super) fn same_tel_params(left: &Params<'_>, right: &Params<'_>) -> bool {
    let covers = |one: &Params<'_>, other: &Params<'_>| {
        one.iter().all(|(name, value)| match other.get(name) {
            Some(theirs)
                if name.eq_ignore_ascii_case("phone-context")
                    || name.eq_ignore_ascii_case("ext") =>
            {
                same_context(value, theirs)
            }
            Some(theirs) => same_folded(value, theirs),
            None => false,
        })
    };
    covers(left, right) && covers(right, left)
}

fn same_context(left: Option<&str>, right: Option<&str>) -> bool {
    let is_number = |text: Option<&str>| {
        text.is_some_and(|text| text.starts_with(|c: char| c == '+' || c.is_ascii_digit()))
    };
    if is_number(left) && is_number(right) {
        same_number(left, right)
    } else {
        same_folded(left, right)
    }
}

#[cfg(test)]
mod tests {
    use crate::Uri;

    fn uri(text: &str) -> Uri<'_> {
        Uri::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    /// The examples of RFC 3261 §19.1.4.
    #[test]
    fn uris_compare_as_the_examples_of_the_rfc_say() {
        let table: &[(&str, &str, bool)] = &[
            (
                "sip:%61lice@atlanta.com;transport=TCP",
                "sip:alice@AtLanTa.CoM;Transport=tcp",
                true,
            ),
            (
                "sip:carol@chicago.com",
                "sip:carol@chicago.com;newparam=5",
                true,
            ),
            (
                "sip:carol@chicago.com",
                "sip:carol@chicago.com;security=on",
                true,
            ),
            (
                "sip:carol@chicago.com;newparam=5",
                "sip:carol@chicago.com;security=on",
                true,
            ),
            (
                "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
                "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
                true,
            ),
            (
                "sip:alice@atlanta.com?subject=project%20x&priority=urgent",
                "sip:alice@atlanta.com?priority=urgent&subject=project%20x",
                true,
            ),
            (
                "SIP:ALICE@AtLanTa.CoM;Transport=udp",
                "sip:alice@AtLanTa.CoM;Transport=UDP",
                false,
            ),
            ("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false),
            (
                "sip:bob@biloxi.com",
                "sip:bob@biloxi.com;transport=udp",
                false,
            ),
            (
                "sip:bob@biloxi.com",
                "sip:bob@biloxi.com:6000;transport=tcp",
                false,
            ),
            (
                "sip:carol@chicago.com",
                "sip:carol@chicago.com?Subject=next%20meeting",
                false,
            ),
            ("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4", false),
            (
                "sip:carol@chicago.com;security=on",
                "sip:carol@chicago.com;security=off",
                false,
            ),
            ("sip:bob@biloxi.com", "sips:bob@biloxi.com", false),
            ("sip:bob%2Cx@biloxi.com", "sip:bob,x@biloxi.com", false),
            ("sip:bob@[2001:db8::1]", "sip:bob@[2001:DB8:0::1]", true),
        ];
        for (left, right, same) in table {
            assert_eq!(uri(left).equivalent(&uri(right)), *same, "{left} {right}");
            assert_eq!(uri(right).equivalent(&uri(left)), *same, "{right} {left}");
        }
    }

    #[test]
    fn telephone_numbers_compare_without_their_separators() {
        let table = [
            ("tel:+81-3-1234-5678", "TEL:+81312345678", true),
            ("tel:0312345678", "tel:+81312345678", false),
            (
                "tel:101;phone-context=+81-3",
                "tel:101;phone-context=+813",
                true,
            ),
            (
                "tel:101;phone-context=a.example",
                "tel:101;phone-context=A.EXAMPLE",
                true,
            ),
            ("tel:101;phone-context=a.example", "tel:101", false),
        ];
        for (left, right, same) in table {
            assert_eq!(uri(left).equivalent(&uri(right)), same, "{left} {right}");
        }
    }
}
