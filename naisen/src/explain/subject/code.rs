//! A code that stands alone: `486`, `sip/486`, `q850/17`, `cause 17`, `17`, `4xx`, `RLN`.

use naisen_cause::Location;
use naisen_sip::{StatusClass, StatusCode};

use super::Subject;

/// What may stand before a status and nothing else.
const STATUSES: [&str; 1] = ["sip"];

/// What may stand before a cause and nothing else.
const CAUSES: [&str; 5] = ["q.850", "q850", "q.931", "q931", "isdn"];

/// What may stand before the number or the abbreviation of a location.
const LOCATIONS: [&str; 4] = ["location", "locatie", "生成源", "位置"];

/// The code that `text` is. Points, brackets and quotes around it do not matter.
pub(super) fn alone(text: &str) -> Option<Subject> {
    let text = text.trim_matches(|sign: char| {
        sign.is_whitespace() || ".,;:!?()[]\"'`「」（）。、".contains(sign)
    });
    let lower = text.to_ascii_lowercase();
    if let Some(rest) = after_prefix(&lower, &LOCATIONS) {
        let by_number = rest.parse().ok().and_then(Location::new);
        return by_number
            .or_else(|| Location::parse(rest))
            .map(Subject::Location);
    }
    // Of lower case an abbreviation of one or two letters would be any word.
    if text.len() > 1
        && text.bytes().all(|it| !it.is_ascii_lowercase())
        && let Some(location) = Location::parse(text)
    {
        return Some(Subject::Location(location));
    }
    if let Some(hundreds) = lower.strip_suffix("xx") {
        return class(hundreds).map(Subject::StatusClass);
    }
    if let Some(rest) = after_prefix(&lower, &STATUSES) {
        return Some(status(value(rest)?));
    }
    if let Some(rest) = after_prefix(&lower, &CAUSES) {
        return Some(Subject::Cause(value(rest)?));
    }
    if let Some(rest) = after_prefix(&lower, &["cause"]) {
        return Some(cause(value(rest)?));
    }
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 3;
    is_number.then(|| text.parse().ok().map(any))?
}

/// A number of which nothing is known but that it is a status or a cause. A number of two digits may
/// be the octet of a dump, but nobody asks for one octet alone.
pub(super) fn any(value: u16) -> Subject {
    match (StatusCode::new(value), value) {
        (None, 0..=127) => Subject::Cause(value),
        (Some(status), 100..=127) => Subject::StatusOrCause(status, value),
        (Some(status), _) => Subject::Status(status),
        (None, _) => Subject::OutOfRange(value),
    }
}

/// A number that is called a cause. What can only be a status may be one all the same.
pub(super) fn cause(value: u16) -> Subject {
    match StatusCode::new(value).filter(|_| value > 127) {
        Some(status) if status.is_known() => Subject::StatusOrCause(status, value),
        _ => Subject::Cause(value),
    }
}

/// A number that is called a status.
pub(super) fn status(value: u16) -> Subject {
    StatusCode::new(value).map_or(Subject::OutOfRange(value), Subject::Status)
}

/// Digits, or hex after `0x`.
pub(super) fn value(digits: &str) -> Option<u16> {
    match digits.strip_prefix("0x") {
        Some(hex) => u16::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    }
}

fn class(digit: &str) -> Option<StatusClass> {
    let hundreds = digit.parse::<u16>().ok()?.checked_mul(100)?;
    Some(StatusCode::new(hundreds)?.class())
}

/// What stands after one of the prefixes and a sign or blank, or right after it if it is a digit.
fn after_prefix<'a>(lower: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| {
        let rest = lower.strip_prefix(prefix)?;
        let bare = rest.trim_start_matches(['/', ':', '=', ' ', '#']);
        let is_joined = bare.starts_with(|sign: char| sign.is_ascii_digit());
        (is_joined || bare.len() < rest.len()).then_some(bare)
    })
}
