//! A line of a hex dump: offset, octets, and the same as characters.

use super::pairs;

/// The most octets that a line of a dump has; hexdump, xxd, tcpdump and tshark write sixteen.
const WIDTH: usize = 16;

/// The octets of a line of a hex dump; `None` if the line is none.
///
/// An offset is four to eight hex digits, with a colon or two spaces before the octets or with a
/// space if the octets stand in pairs of digits. The characters begin at the first wide gap, which
/// hexdump also leaves in the middle of the line, or at what is no octet.
pub(super) fn line(line: &str) -> Option<Vec<u8>> {
    let line = line.trim();
    let line = line.strip_prefix("0x").unwrap_or(line);
    let end = line
        .find(|sign: char| !sign.is_ascii_hexdigit())
        .filter(|end| (4..=8).contains(end))?;
    let after = line.get(end..)?;
    let (after, colon) = match after.strip_prefix(':') {
        Some(after) => (after, true),
        None => (after, false),
    };
    if !after.starts_with([' ', '\t']) {
        return None;
    }
    let wide = gap(after) >= 2 || after.starts_with('\t');
    let mut rest = after.trim_start();
    let first = rest.split_whitespace().next()?;
    if !colon && first.len() != 2 && !wide {
        return None;
    }
    let mut octets = Vec::with_capacity(WIDTH);
    while octets.len() < WIDTH {
        let word = rest.split([' ', '\t']).next().unwrap_or_default();
        if !matches!(word.len(), 2 | 4) {
            break;
        }
        let Some(pair) = pairs(word) else { break };
        octets.extend(pair);
        let after = rest.get(word.len()..).unwrap_or_default();
        let width = gap(after);
        if width > 2 || (width == 2 && octets.len() != WIDTH / 2) {
            break;
        }
        rest = after.trim_start();
    }
    octets.truncate(WIDTH);
    (!octets.is_empty()).then_some(octets)
}

/// Whether the line is an offset alone, as hexdump writes it after the last octets.
pub(super) fn is_end(line: &str) -> bool {
    let line = line.trim();
    (4..=8).contains(&line.len()) && line.bytes().all(|sign| sign.is_ascii_hexdigit())
}

/// How many spaces `text` begins with.
fn gap(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}
