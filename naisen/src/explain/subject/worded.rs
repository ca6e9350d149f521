//! Codes with words around them: `486 Busy Here`, `User busy (17)`, `oorzaak 17`, and the lines in
//! which programs log them.

use naisen_cause::{Cause, Language, Rank, Subject as Entry, search};
use naisen_sip::StatusCode;

use super::{Recognised, Subject, code};

/// Words before the number of a cause. Those of East Asia may be part of a longer word.
const CAUSES: [&str; 12] = [
    "cause",
    "causecode",
    "hangupcause",
    "hangupcausecode",
    "hangup_cause",
    "oorzaak",
    "q850",
    "q931",
    "isdn",
    "原因",
    "理由",
    "事由",
];

/// Words before a number of which more must be known: it may be a status or a cause.
const CODES: [&str; 25] = [
    "code",
    "status",
    "sip",
    "statuscode",
    "sipcode",
    "error",
    "errorcode",
    "fout",
    "foutcode",
    "foutmelding",
    "response",
    "responsecode",
    "reply",
    "antwoord",
    "コード",
    "ステータス",
    "エラー",
    "代碼",
    "代码",
    "狀態",
    "状态",
    "錯誤",
    "错误",
    "回應",
    "ans",
];

/// Words that may stand between those and the number.
const JOINTS: [&str; 11] = [
    "is", "was", "nr", "no", "number", "nummer", "van", "of", "値", "は", "值",
];

/// In a line of at most this many words a code needs nothing to show that it is one.
const SHORT: usize = 6;

/// A word of the text.
struct Word<'a> {
    text: &'a str,
    /// It stands in round brackets of its own.
    bracketed: bool,
    /// A `=` or `:` stands before it.
    assigned: bool,
}

impl Word<'_> {
    /// Its number: up to three digits, or hex.
    fn number(&self) -> Option<u16> {
        let is_short = self.text.len() <= 3 && self.text.bytes().all(|it| it.is_ascii_digit());
        let is_hex = self.text.starts_with("0x");
        (is_short || is_hex).then(|| code::value(self.text))?
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        let lower = self.text.to_lowercase();
        words
            .iter()
            .any(|word| lower == *word || !word.is_ascii() && lower.contains(word))
    }
}

/// The codes of `text`, and what else stands in it if it is short; `None` if there is no code.
pub(super) fn codes(text: &str) -> Option<Recognised> {
    if let Some(subjects) = list(text) {
        return Some(Recognised {
            subjects,
            unexplained: Vec::new(),
            language: None,
        });
    }
    let text = text.replace("SIP/2.0", "SIP").replace("sip/2.0", "sip");
    let text = without_points(&text);
    let words = words(&text);
    let mut subjects = marked(&words);
    if subjects.is_empty() {
        subjects.extend(bracketed(&words));
    }
    if subjects.is_empty() {
        subjects = program_words(&words);
    }
    if subjects.is_empty() {
        return bare(&words);
    }
    subjects.dedup();
    Some(Recognised {
        subjects,
        unexplained: Vec::new(),
        language: language(&words),
    })
}

/// The language of the words that say what a number is; `None` for those that several have.
fn language(words: &[Word<'_>]) -> Option<Language> {
    let is_any = |known: &[&str]| words.iter().any(|word| word.is_one_of(known));
    if is_any(&["oorzaak", "fout", "foutcode", "foutmelding", "antwoord"]) {
        Some(Language::Nl)
    } else if is_any(&["コード", "ステータス", "エラー", "理由", "事由"]) {
        Some(Language::Ja)
    } else if is_any(&["代碼", "代码", "狀態", "状态", "錯誤", "错误", "回應"]) {
        Some(Language::Zh)
    } else {
        None
    }
}

/// Nothing but codes, with blanks or signs between them.
fn list(text: &str) -> Option<Vec<Subject>> {
    let parts = text.split(|sign: char| sign.is_whitespace() || ",;".contains(sign));
    parts
        .filter(|part| !part.is_empty())
        .map(code::alone)
        .collect()
}

/// `Q.850` as one word.
fn without_points(text: &str) -> String {
    let mut text = text.to_owned();
    for (name, plain) in [
        ("q.850", "q850"),
        ("Q.850", "q850"),
        ("q.931", "q931"),
        ("Q.931", "q931"),
    ] {
        text = text.replace(name, plain);
    }
    text
}

/// Cuts the text where blanks and signs stand, and between scripts.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut before = None;
    let mut ends: Vec<(usize, char)> = text.char_indices().collect();
    ends.push((text.len(), ' '));
    for (at, sign) in ends {
        let belongs = sign.is_alphanumeric() || sign == '_';
        let changes = before.is_some_and(|it: char| it.is_ascii() != sign.is_ascii());
        if let Some(from) = start
            && (!belongs || changes)
        {
            let leading = text.get(..from).unwrap_or_default().trim_end();
            words.push(Word {
                text: text.get(from..at).unwrap_or_default(),
                bracketed: leading.ends_with('(') && sign == ')',
                assigned: leading.ends_with(['=', ':']),
            });
            start = None;
        }
        if belongs && start.is_none() {
            start = Some(at);
        }
        before = belongs.then_some(sign);
    }
    words
}

/// Numbers behind a word that says what they are.
fn marked(words: &[Word<'_>]) -> Vec<Subject> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(number) = word.number() else {
            continue;
        };
        let mut is_code = false;
        let mut is_cause = false;
        for marker in words.iter().take(at).rev().take(3) {
            if marker.is_one_of(&CAUSES) {
                is_cause = true;
                break;
            }
            let is_marker = marker.is_one_of(&CODES);
            is_code |= is_marker;
            if !is_marker && !marker.is_one_of(&JOINTS) {
                break;
            }
        }
        if is_cause {
            found.push(code::cause(number));
        } else if is_code {
            found.push(code::any(number));
        }
    }
    found
}

/// `User busy (17)`: the number in brackets whose name stands before it, or the only one of a short
/// text.
fn bracketed(words: &[Word<'_>]) -> Option<Subject> {
    let numbers: Vec<(usize, u16)> = words
        .iter()
        .enumerate()
        .filter(|(at, word)| *at > 0 && word.bracketed)
        .filter_map(|(at, word)| Some((at, word.number()?)))
        .collect();
    let is_named = |at: usize, number: u16| {
        let last = words.get(at - 1).map_or("", |word| word.text);
        last.chars().any(char::is_alphabetic) && entry(number).is_some_and(|it| it.is_called(last))
    };
    let named = numbers.iter().find(|(at, number)| is_named(*at, *number));
    let only = numbers
        .first()
        .filter(|_| numbers.len() == 1 && words.len() <= SHORT);
    named.or(only).map(|(_, number)| code::any(*number))
}

/// Words in the dress of a program: `CHANUNAVAIL`, `NORMAL_CLEARING`.
fn program_words(words: &[Word<'_>]) -> Vec<Subject> {
    let is_dressed = |word: &&Word<'_>| {
        let is_upper = word.text.len() >= 4
            && word
                .text
                .bytes()
                .all(|it| it.is_ascii_uppercase() || it == b'_' || it.is_ascii_digit());
        is_upper || word.assigned && word.text.len() >= 4
    };
    words
        .iter()
        .filter(is_dressed)
        .filter(|word| {
            search(word.text).first().is_some_and(|hit| {
                hit.rank == Rank::Exact
                    && (hit.program.is_some() || word.assigned || word.text.contains('_'))
            })
        })
        .map(|word| Subject::Words(word.text.to_owned()))
        .collect()
}

/// Numbers without a mark: nothing but numbers, a number with its name, or numbers in a short text.
fn bare(words: &[Word<'_>]) -> Option<Recognised> {
    let numbers: Vec<u16> = words.iter().filter_map(Word::number).collect();
    let others: Vec<&str> = words
        .iter()
        .filter(|word| word.number().is_none())
        .map(|word| word.text)
        .collect();
    let is_called = |text: &str| {
        numbers
            .iter()
            .filter_map(|it| entry(*it))
            .any(|it| it.is_called(text))
    };
    let is_named = !others.is_empty() && others.iter().all(|word| is_called(word));
    let is_status = |number: &u16| *number >= 300 && entry(*number).is_some();
    let is_short = words.len() <= SHORT && numbers.iter().any(is_status);
    if numbers.is_empty() || !(others.is_empty() || is_named || is_short) {
        return None;
    }
    let unexplained = others.iter().filter(|word| !is_called(word));
    Some(Recognised {
        subjects: numbers.iter().map(|it| code::any(*it)).collect(),
        unexplained: unexplained.map(|word| (*word).to_owned()).collect(),
        language: None,
    })
}

/// The entry of the catalogues that a number names.
fn entry(number: u16) -> Option<Entry> {
    let status = || Entry::of_status(StatusCode::new(number)?);
    let cause = || {
        Cause::new(u8::try_from(number).ok()?)?
            .entry()
            .map(Entry::Cause)
    };
    status().or_else(cause)
}
