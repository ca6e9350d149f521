//! What the user wants explained: a code, a cause, octets, a Reason header, a message, words.

mod code;
mod width;
mod worded;

use naisen_cause::{Language, Location, Rank, Reasons, Rule, octets, search};
use naisen_sip::{Message, StatusClass, StatusCode};

use super::octets::read;
use width::half_width;

/// What was recognised in the words of the command line, in a line of standard input or in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A SIP status code.
    Status(StatusCode),
    /// All SIP status codes of a class: 4xx.
    StatusClass(StatusClass),
    /// A cause, by its number; above 127 it is a device's own.
    Cause(u16),
    /// A number that may be either.
    StatusOrCause(StatusCode, u16),
    /// The octets of a Cause element or of a Q.931 message.
    Octets {
        /// The whole octets.
        octets: Vec<u8>,
        /// Whether half an octet follows them.
        cut_off: bool,
    },
    /// The values of Reason header fields.
    Reasons(String),
    /// A SIP message.
    Message(Vec<u8>),
    /// A rule, by its name.
    Rule(Rule),
    /// Where a cause was generated.
    Location(Location),
    /// A number that neither a status nor a cause can have.
    OutOfRange(u16),
    /// A phrase or a part of one.
    Words(String),
}

/// The subjects of a question, and the words that belong to none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recognised {
    pub(super) subjects: Vec<Subject>,
    pub(super) unexplained: Vec<String>,
    /// The language of the words around a code, where it shows.
    pub(super) language: Option<Language>,
}

impl From<Subject> for Recognised {
    fn from(subject: Subject) -> Self {
        Self {
            subjects: vec![subject],
            unexplained: Vec::new(),
            language: None,
        }
    }
}

/// From this many octets on, octets go before a code among words.
const OCTETS_ENOUGH: usize = 4;

impl Recognised {
    /// Recognises `text`. Whatever is nothing else is a phrase to look for.
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim();
        if let Some(message) = message(text) {
            return Subject::Message(message).into();
        }
        let narrow = half_width(text);
        if let Some(subject) = code::alone(&narrow) {
            return subject.into();
        }
        if let Some(rule) = Rule::parse(&narrow.to_ascii_lowercase()) {
            return Subject::Rule(rule).into();
        }
        if let Some(values) = reasons(text) {
            return Subject::Reasons(values.to_owned()).into();
        }
        let is_name = |it: &naisen_cause::Hit| it.rank == Rank::Exact;
        if search(text).first().is_some_and(is_name) {
            return Subject::Words(text.to_owned()).into();
        }
        let octets = octets_of(&narrow);
        let is_plain = octets.as_ref().is_some_and(|octets| {
            octets.len() >= OCTETS_ENOUGH || narrow.contains("0x") || is_hex_alone(&narrow)
        });
        match (octets, worded::codes(&narrow)) {
            (Some(octets), found) if is_plain || found.is_none() => Subject::Octets {
                octets,
                cut_off: octets::parse_cut_off(&narrow).is_some(),
            }
            .into(),
            (_, Some(found)) => found,
            (_, None) => Subject::Words(text.to_owned()).into(),
        }
    }
}

/// Whether an argument of the command line is a code by itself.
pub(super) fn is_code(word: &str) -> bool {
    code::alone(&half_width(word)).is_some()
}

/// The octets of a text, if they can be read as anything.
fn octets_of(text: &str) -> Option<Vec<u8>> {
    let octets = match octets::parse(text) {
        Ok(octets) => octets,
        Err(_) => octets::parse_cut_off(text)?,
    };
    read(&octets).is_some().then_some(octets)
}

fn is_hex_alone(text: &str) -> bool {
    text.chars()
        .all(|it| it.is_ascii_hexdigit() || it.is_whitespace() || ",:-.[]".contains(it))
}

/// A SIP message, with whatever line ends it was pasted, quoted in a mail or not; a status line alone
/// will do.
fn message(text: &str) -> Option<Vec<u8>> {
    let quoted = text
        .lines()
        .all(|line| line.is_empty() || line.starts_with('>'));
    let unquoted = |line: &'_ str| -> String {
        let line = if quoted {
            line.trim_start_matches('>')
        } else {
            line
        };
        let line = if quoted {
            line.strip_prefix(' ').unwrap_or(line)
        } else {
            line
        };
        line.to_owned()
    };
    let mut lines = text.lines().map(unquoted);
    let first = lines.next()?;
    if !first.starts_with("SIP/2.0 ") && !first.trim_end().ends_with(" SIP/2.0") {
        return None;
    }
    let mut restored = String::with_capacity(text.len() + 64);
    for line in std::iter::once(first).chain(lines) {
        restored.push_str(&line);
        restored.push_str("\r\n");
    }
    if !restored.contains("\r\n\r\n") {
        restored.push_str("\r\n");
    }
    Message::parse(restored.as_bytes())
        .is_ok()
        .then(|| restored.into_bytes())
}

/// The values of a Reason header, with or without its name.
fn reasons(text: &str) -> Option<&str> {
    let named = text
        .get(..7)
        .filter(|name| name.eq_ignore_ascii_case("reason:"));
    let values = match named {
        Some(name) => text[name.len()..].trim(),
        None => text,
    };
    let protocol = values.split(';').next()?.trim();
    let known = [
        "q.850",
        "sip",
        "preemption",
        "stir",
        "freeswitch",
        "asterisk",
    ];
    let is_known = known.iter().any(|it| protocol.eq_ignore_ascii_case(it));
    let is_token = protocol.bytes().all(|it| it.is_ascii_graphic()) && !protocol.contains('=');
    let is_reason = named.is_some()
        || is_known && values.contains(';')
        || is_token && values.contains(";cause=");
    (is_reason && !Reasons::parse(values).is_empty()).then_some(values)
}

#[cfg(test)]
mod tests;
