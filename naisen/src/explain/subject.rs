//! What the user wants explained: a code, a cause, octets, a Reason header, a message, words.

use naisen_cause::{Rule, octets};
use naisen_sip::{Message, StatusCode};

/// What was recognised in the words of the command line, in a line of standard input or in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A SIP status code.
    Status(StatusCode),
    /// A cause, by its number; above 127 it is a device's own.
    Cause(u16),
    /// 100 to 127 without saying of what.
    StatusOrCause(StatusCode, u16),
    /// The octets of a Cause element or of a Q.931 message.
    Octets(Vec<u8>),
    /// The values of Reason header fields.
    Reasons(String),
    /// A SIP message.
    Message(Vec<u8>),
    /// A rule, by its name.
    Rule(Rule),
    /// A phrase or a part of one.
    Words(String),
}

impl Subject {
    /// Recognises `text`. Whatever is nothing else is a phrase to look for.
    pub(super) fn recognise(text: &str) -> Self {
        let text = text.trim();
        if let Some(message) = message(text) {
            return Self::Message(message);
        }
        if let Some(subject) = number(text) {
            return subject;
        }
        if let Some(rule) = Rule::parse(&text.to_ascii_lowercase()) {
            return Self::Rule(rule);
        }
        if let Some(values) = reasons(text) {
            return Self::Reasons(values.to_owned());
        }
        match octets::parse(text) {
            Ok(octets) => Self::Octets(octets),
            Err(_) => Self::Words(text.to_owned()),
        }
    }

    /// Splits the words of the command line: codes that stand alone are a subject each, all else is
    /// one subject.
    pub(super) fn from_arguments(arguments: &[String]) -> Vec<Self> {
        let numbers: Option<Vec<Self>> = arguments.iter().map(|word| number(word)).collect();
        match numbers {
            Some(subjects) if !subjects.is_empty() => subjects,
            _ => vec![Self::recognise(&arguments.join(" "))],
        }
    }
}

/// A code: `486`, `sip/486`, `q850/17`, `cause 17`, `17`.
fn number(text: &str) -> Option<Subject> {
    let lower = text.to_ascii_lowercase();
    let prefixed = |prefixes: &[&str]| {
        prefixes.iter().find_map(|prefix| {
            let rest = lower.strip_prefix(prefix)?;
            let digits = rest.trim_start_matches(['/', ':', '=', ' ', '#']);
            (digits.len() < rest.len() || rest.is_empty()).then(|| digits.parse::<u16>().ok())?
        })
    };
    if let Some(code) = prefixed(&["sip"]) {
        return StatusCode::new(code).map(Subject::Status);
    }
    let causes = ["q.850", "q850", "q.931", "q931", "isdn", "cause"];
    if let Some(cause) = prefixed(&causes) {
        return Some(Subject::Cause(cause));
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) || text.len() > 3 {
        return None;
    }
    let value: u16 = text.parse().ok()?;
    match (StatusCode::new(value), value) {
        // Two digits may be the octet of a dump, but nobody asks for one octet alone.
        (None, 0..=127) => Some(Subject::Cause(value)),
        (Some(status), 100..=127) => Some(Subject::StatusOrCause(status, value)),
        (Some(status), _) => Some(Subject::Status(status)),
        (None, _) => None,
    }
}

/// A SIP message, with whatever line ends it was pasted; a status line alone will do.
fn message(text: &str) -> Option<Vec<u8>> {
    let first = text.lines().next()?;
    if !first.starts_with("SIP/2.0 ") && !first.trim_end().ends_with(" SIP/2.0") {
        return None;
    }
    let mut restored = String::with_capacity(text.len() + 64);
    for line in text.lines() {
        restored.push_str(line);
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
    let known = ["q.850", "sip", "preemption", "stir", "q.850.3"];
    let known = known.iter().any(|it| protocol.eq_ignore_ascii_case(it));
    (named.is_some() || known && values.contains(';')).then_some(values)
}
