//! Finding entries of the catalogues by a phrase or a part of one, in any language.

use crate::{CauseEntry, Explanation, Language, Rule, Status};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A SIP status.
    Status(&'static Status),
    /// A cause.
    Cause(&'static CauseEntry),
    /// A reason why a call ended or went as it did.
    Rule(Rule),
}

/// How well it fits; the best is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A name, phrase or title is what was asked for.
    Exact,
    /// A name, phrase or title starts with it.
    Prefix,
    /// A name, phrase or title has it somewhere.
    Part,
    /// The sentence for the caller has it somewhere.
    Caller,
}

/// An entry that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub subject: Subject,
    /// How well it fits.
    pub rank: Rank,
    /// The name, phrase, title or sentence that fits.
    pub matched: &'static str,
    /// The language of that text; `None` for phrases and names, which have none of their own.
    pub language: Option<Language>,
}

impl Subject {
    /// What is said of it.
    pub const fn explanation(&self) -> &'static Explanation {
        match self {
            Subject::Status(status) => status.explanation,
            Subject::Cause(entry) => entry.explanation,
            Subject::Rule(rule) => rule.explanation(),
        }
    }

    /// All entries of the catalogues: statuses, causes, rules.
    pub fn all() -> impl Iterator<Item = Subject> {
        let statuses = Status::ALL.iter().map(Subject::Status);
        let causes = CauseEntry::ALL.iter().map(Subject::Cause);
        let rules = Rule::ALL.iter().copied().map(Subject::Rule);
        statuses.chain(causes).chain(rules)
    }

    /// Its names and phrases, the current one first.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let (name, others) = match self {
            Subject::Status(status) => (status.phrase, status.other_phrases),
            Subject::Cause(entry) => (entry.name, entry.other_names),
            Subject::Rule(rule) => (Some(rule.id()), &[][..]),
        };
        name.into_iter().chain(others.iter().copied())
    }
}

/// The entries whose names, phrases, titles or sentences for the caller hold `query`; the best
/// first, and among equals statuses, causes, rules in their order. Case, hyphens, underscores and the
/// number of blanks do not matter. Nothing is found for an empty query, nor for one Latin letter.
pub fn search(query: &str) -> Vec<Hit> {
    let query = fold(query);
    if query.len() < 2 {
        return Vec::new();
    }
    let mut hits: Vec<Hit> = Subject::all()
        .filter_map(|subject| best(subject, &query))
        .collect();
    hits.sort_by_key(|hit| hit.rank);
    hits
}

fn best(subject: Subject, query: &str) -> Option<Hit> {
    let explanation = subject.explanation();
    let names = subject.names().map(|text| (None, text, rank(text, query)));
    let titles = Language::ALL.into_iter().map(|language| {
        let text = explanation.title.in_language(language);
        (Some(language), text, rank(text, query))
    });
    let sentences = Language::ALL.into_iter().map(|language| {
        let text = explanation.caller.in_language(language);
        (
            Some(language),
            text,
            rank(text, query).map(|_| Rank::Caller),
        )
    });
    names
        .chain(titles)
        .chain(sentences)
        .filter_map(|(language, matched, rank)| {
            Some(Hit {
                subject,
                rank: rank?,
                matched,
                language,
            })
        })
        .min_by_key(|hit| hit.rank)
}

fn rank(text: &str, query: &str) -> Option<Rank> {
    let text = fold(text);
    Some(match text.find(query)? {
        0 if text.len() == query.len() => Rank::Exact,
        0 => Rank::Prefix,
        _ => Rank::Part,
    })
}

/// Lower case, half width, and one blank for each run of blanks, hyphens and underscores.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().map(half_width) {
        if character.is_whitespace() || matches!(character, '-' | '–' | '_') {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            folded.extend(character.to_lowercase());
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The ASCII character of a full-width one.
fn half_width(character: char) -> char {
    match u32::from(character) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(query: &str) -> Option<(String, Rank)> {
        search(query)
            .first()
            .map(|hit| (label(hit.subject), hit.rank))
    }

    fn label(subject: Subject) -> String {
        match subject {
            Subject::Status(status) => status.code.to_string(),
            Subject::Cause(entry) => format!("q850/{}", entry.cause),
            Subject::Rule(rule) => rule.id().to_owned(),
        }
    }

    #[test]
    fn current_old_and_foreign_names_are_found() {
        for (query, label, rank) in [
            ("Busy Here", "486", Rank::Exact),
            ("  busy   HERE ", "486", Rank::Exact),
            ("ｂｕｓｙ　ｈｅｒｅ", "486", Rank::Exact),
            ("busy h", "486", Rank::Prefix),
            ("server time out", "504", Rank::Exact),
            ("SessionTimerTooSmall", "422", Rank::Exact),
            ("Unsupported URI Type", "416", Rank::Exact),
            ("user busy", "q850/17", Rank::Exact),
            ("NORMAL_CLEARING", "q850/16", Rank::Exact),
            ("prefix 0 dialed but not allowed", "q850/8", Rank::Exact),
            ("T.301 expired", "q850/19", Rank::Prefix),
            ("internetworking, unspecified", "q850/127", Rank::Exact),
            ("missing-ack", "missing-ack", Rank::Exact),
        ] {
            assert_eq!(first(query), Some((label.to_owned(), rank)), "{query}");
        }
    }

    #[test]
    fn better_matches_come_first_and_each_entry_once() {
        let hits = search("busy");
        assert!(hits.is_sorted_by_key(|hit| hit.rank));
        let mut labels: Vec<String> = hits.iter().map(|hit| label(hit.subject)).collect();
        let count = labels.len();
        labels.sort();
        labels.dedup();
        assert_eq!(labels.len(), count);
        assert!(labels.iter().any(|label| label == "600"));
    }

    #[test]
    fn nonsense_and_single_letters_find_nothing() {
        for query in ["", " ", "-", "a", "bezet toon", "no such phrase anywhere"] {
            assert_eq!(search(query), [], "{query}");
        }
    }
}
