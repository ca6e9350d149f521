//! Octets as people paste them: hex in any dress, lines of a hex dump, lines of a trace.
//!
//! | accepted | example |
//! | --- | --- |
//! | pairs, in a row or apart | `08028190`, `08 02 81 90`, `08:02:81:90`, `08-02-81-90` |
//! | as a program writes them | `0x08,0x02`, `{0x08, 0x02}`, `\x08\x02`, `0x8190` |
//! | a hex dump with offsets and characters | `0000  08 02 81 90   ....` |
//! | a line of a trace | `Cause i = 0x8190`, `08 02 81 90 Cause`, `< [08 02 81 90]` |
//!
//! What the octets are, an element, its contents or a message, is a question of its own:
//! [`recognise`].

mod dump;
mod recognise;

pub use recognise::{Candidate, Form, recognise};

use thiserror::Error;

/// The most octets that are taken from a text: more than any message of Q.931 has.
pub const MOST: usize = 4096;

/// Why a text yields no octets.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OctetsError {
    /// Nothing in the text is an octet in hex.
    #[error("no octets in hex")]
    NoOctets,
    /// A run of hex digits that cannot be cut into octets.
    #[error("line {line}: {digits} hex digits make no whole octets")]
    OddDigits {
        /// The line, counted from 1.
        line: usize,
        /// How many digits the run has.
        digits: usize,
    },
    /// More octets than [`MOST`].
    #[error("more than {MOST} octets")]
    TooMany,
}

/// The octets that `text` holds. All lines count; lines without octets are passed over. If a line
/// gives a cause in one word, as routers print it (`Cause i = 0x8190`), that word is all that is taken.
///
/// # Errors
///
/// When there are none, or too many, or the hex does not come in whole octets.
pub fn parse(text: &str) -> Result<Vec<u8>, OctetsError> {
    if let Some(cause) = text.lines().find_map(cause_in_one_word) {
        return Ok(cause);
    }
    let mut octets = Vec::new();
    let (mut odd, mut in_dump) = (None, false);
    for (line, number) in text.lines().zip(1..) {
        if let Some(dumped) = dump::line(line) {
            octets.extend(dumped);
            in_dump = true;
        } else if !(in_dump && dump::is_end(line)) {
            match plain_line(line) {
                Ok(found) => octets.extend(found),
                Err(digits) => odd = odd.or(Some((number, digits))),
            }
        }
        if octets.len() > MOST {
            return Err(OctetsError::TooMany);
        }
    }
    match odd {
        Some((line, digits)) => Err(OctetsError::OddDigits { line, digits }),
        None if octets.is_empty() => Err(OctetsError::NoOctets),
        None => Ok(octets),
    }
}

/// The whole octets that `text` holds when it ends within one, and `None` if it does not: of
/// `08 02 81 9` the first three.
pub fn parse_cut_off(text: &str) -> Option<Vec<u8>> {
    let Err(OctetsError::OddDigits { .. }) = parse(text) else {
        return None;
    };
    let mut rest = text.trim_end().chars();
    let half = rest.next_back()?;
    half.is_ascii_hexdigit()
        .then(|| parse(rest.as_str()).ok())?
}

/// `Cause i = 0x8190 - Normal call clearing`: contents of the element.
fn cause_in_one_word(line: &str) -> Option<Vec<u8>> {
    let start = position_ignoring_case(line, "cause")?;
    let (_, after) = line.get(start..)?.split_once('=')?;
    let word = after.split_whitespace().next()?;
    match word_octets(word) {
        Some(Word::Octets(octets)) if word.starts_with("0x") && octets.len() >= 2 => Some(octets),
        _ => None,
    }
}

fn position_ignoring_case(line: &str, word: &str) -> Option<usize> {
    line.as_bytes()
        .windows(word.len())
        .position(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// A word of a line.
enum Word {
    /// Octets, each marked or in a pair of digits.
    Octets(Vec<u8>),
    /// An odd number of hex digits, this many.
    Odd(usize),
}

/// The octets of a line without offset. If other words stand in it, the longest run of octets counts,
/// and it must have two at least. An odd run of digits, alone in its line, is an error: their number.
fn plain_line(line: &str) -> Result<Vec<u8>, usize> {
    let mut runs: Vec<Vec<u8>> = vec![Vec::new()];
    let (mut strange, mut odd) = (false, None);
    let words: Vec<&str> = line
        .split(|sign: char| sign.is_whitespace() || ",;[](){}<>\"'|".contains(sign))
        .filter(|word| !word.is_empty())
        .collect();
    for (index, word) in words.iter().enumerate() {
        let read = if is_time_of_day(word) && words.len() > 1 && index < 3 {
            None
        } else {
            word_octets(word)
        };
        match read {
            Some(Word::Octets(octets)) => {
                if let Some(run) = runs.last_mut() {
                    run.extend(octets);
                }
            }
            other => {
                match other {
                    Some(Word::Odd(digits)) => odd = Some(digits),
                    _ => strange = true,
                }
                runs.push(Vec::new());
            }
        }
    }
    let mixed = runs.len() > 1;
    let longest = runs.into_iter().max_by_key(Vec::len).unwrap_or_default();
    match odd {
        Some(digits) if !strange && (!longest.is_empty() || digits > 4) => Err(digits),
        _ if mixed && longest.len() < 2 => Ok(Vec::new()),
        _ if !line.contains(|sign: char| sign.is_ascii_digit()) => Ok(Vec::new()),
        _ => Ok(longest),
    }
}

/// `22:13:34`, with or without a fraction.
fn is_time_of_day(word: &str) -> bool {
    let mut fields = word.splitn(3, ':');
    let mut below = |limit: u32| {
        fields
            .next()
            .and_then(|field| field.split('.').next())
            .filter(|field| field.len() == 2)
            .and_then(|field| field.parse::<u32>().ok())
            .is_some_and(|value| value < limit)
    };
    below(24) && below(60) && below(61)
}

/// Reads one word: `08`, `0x08`, `08028190`, `0x8190`, `08:02:81:90`, `\x08\x02`, `08h`.
fn word_octets(word: &str) -> Option<Word> {
    let mut octets = Vec::new();
    let pieces = word
        .split([':', '-', '\\'])
        .filter(|piece| !piece.is_empty());
    for piece in pieces {
        let marked = piece
            .strip_prefix("0x")
            .or_else(|| piece.strip_prefix("0X"))
            .or_else(|| piece.strip_prefix('x'));
        let digits = marked.unwrap_or(piece).trim_end_matches(['h', 'H', '.']);
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        match (digits.len(), marked) {
            (1, Some(_)) => octets.push(u8::from_str_radix(digits, 16).ok()?),
            (length, _) if length % 2 == 1 => return Some(Word::Odd(length)),
            _ => octets.extend(pairs(digits)?),
        }
    }
    if octets.is_empty() {
        None
    } else {
        Some(Word::Octets(octets))
    }
}

/// An even number of hex digits as octets.
fn pairs(digits: &str) -> Option<Vec<u8>> {
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect()
}
