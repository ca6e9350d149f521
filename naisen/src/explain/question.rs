//! The questions on the command line: files, standard input, and what is asked in words and codes.

use std::path::{Path, PathBuf};

use naisen_cause::{Rank, search};

use super::octets;
use super::subject::{Recognised, Subject, is_code};

/// One thing that is asked.
pub(super) enum Question {
    /// Whatever comes in.
    StandardInput,
    /// A file, be it there or not.
    File(PathBuf),
    /// Something to recognise, and what it was recognised as.
    Asked(String, Recognised),
}

/// Endings of names that only files have.
const ENDINGS: [&str; 9] = [
    ".pcap", ".pcapng", ".cap", ".log", ".txt", ".trace", ".gz", ".sip", ".snoop",
];

/// Splits the arguments into questions. Files, codes and quoted phrases stand for themselves, words
/// that follow each other are one phrase, and pairs of hex digits are the octets of one element or
/// message.
pub(super) fn questions(arguments: &[String]) -> Vec<Question> {
    if arguments.len() > 1
        && let Some(octets) = pairs(arguments)
    {
        return vec![asked(&arguments.join(" "), octets.into())];
    }
    let whole = arguments.join(" ");
    let is_name = search(&whole)
        .first()
        .is_some_and(|hit| hit.rank == Rank::Exact);
    let is_quoted = |it: &String| it.contains(|sign: char| sign.is_whitespace() || sign == ';');
    let apart = !is_name
        && (arguments.len() == 1
            || arguments.iter().all(|it| is_code(it))
            || arguments.iter().any(|it| is_quoted(it) || is_file(it)));
    if apart {
        return arguments.iter().map(|it| question(it)).collect();
    }
    vec![asked(&whole, Recognised::of(&whole))]
}

fn question(argument: &str) -> Question {
    if argument == "-" {
        Question::StandardInput
    } else if is_file(argument) {
        Question::File(argument.into())
    } else {
        asked(argument, Recognised::of(argument))
    }
}

fn asked(input: &str, recognised: Recognised) -> Question {
    Question::Asked(input.to_owned(), recognised)
}

/// Octets in pairs of digits, an argument each; the last may lack a digit.
fn pairs(arguments: &[String]) -> Option<Subject> {
    let (last, others) = arguments.split_last()?;
    let cut_off = last.len() == 1 && last.bytes().all(|digit| digit.is_ascii_hexdigit());
    let whole = if cut_off { others } else { arguments };
    let octets: Option<Vec<u8>> = whole
        .iter()
        .map(|it| {
            let is_pair = it.len() == 2 && it.bytes().all(|digit| digit.is_ascii_hexdigit());
            is_pair.then(|| u8::from_str_radix(it, 16).ok())?
        })
        .collect();
    let octets = octets.filter(|it| it.len() > 1 && octets::read(it).is_some())?;
    Some(Subject::Octets { octets, cut_off })
}

/// Whether the word is meant as a file. A code goes before a file of its name.
fn is_file(word: &str) -> bool {
    if word == "-" {
        return true;
    }
    if is_code(word) || word.contains('\n') {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    let ends = ENDINGS.iter().any(|end| lower.ends_with(end));
    let is_path = word.contains('/') && !word.contains(';') && search(word).is_empty();
    let is_one_word = !word.contains(char::is_whitespace);
    Path::new(word).exists() || is_one_word && (ends || is_path)
}
