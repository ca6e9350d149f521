//! Finding entries of the catalogues by a phrase or a part of one, in any language.

mod fold;
mod folded;
mod keyword;
mod nearest;
mod program_word;

use naisen_sip::StatusCode;

use crate::{Cause, CauseEntry, Explanation, Language, Rule, Status};
use fold::{find_words, fold};
use folded::folded;
use keyword::KEYWORDS;

pub use nearest::nearest;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A SIP status.
    Status(&'static Status),
    /// A cause.
    Cause(&'static CauseEntry),
    /// A reason why a call ended or went as it did.
    Rule(Rule),
    /// A number above 127 where a cause is expected: a device's own.
    Proprietary,
}

/// How well it fits; the best is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A name, phrase or title is what was asked for, or a program's own word for it.
    Exact,
    /// It is a word by which people ask for the entry.
    Keyword,
    /// A name, phrase or title starts with it.
    Prefix,
    /// A name, phrase, title or such a word has it somewhere.
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
    /// The name, phrase, title, word or sentence that fits.
    pub matched: &'static str,
    /// The language of that text; `None` for phrases and names, which have none of their own.
    pub language: Option<Language>,
    /// The program whose own word it is, if it is one's.
    pub program: Option<&'static str>,
}

/// An entry as the tables of words name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    /// A status by its code.
    S(u16),
    /// A cause by its number.
    C(u8),
    /// A rule.
    R(Rule),
    /// Numbers above 127.
    Proprietary,
}

impl Key {
    fn is(self, subject: Subject) -> bool {
        match (self, subject) {
            (Key::S(code), Subject::Status(status)) => status.code.code() == code,
            (Key::C(value), Subject::Cause(entry)) => entry.cause.value() == value,
            (Key::R(rule), Subject::Rule(other)) => rule == other,
            (Key::Proprietary, Subject::Proprietary) => true,
            _ => false,
        }
    }
}

impl Subject {
    /// What is said of it.
    pub fn explanation(&self) -> &'static Explanation {
        match self {
            Subject::Status(status) => status.explanation,
            Subject::Cause(entry) => entry.explanation,
            Subject::Rule(rule) => rule.explanation(),
            Subject::Proprietary => Cause::meaning(u16::MAX).explanation(),
        }
    }

    /// All entries of the catalogues: statuses, causes, rules.
    pub fn all() -> impl Iterator<Item = Subject> {
        let statuses = Status::ALL.iter().map(Subject::Status);
        let causes = CauseEntry::ALL.iter().map(Subject::Cause);
        let rules = Rule::ALL.iter().copied().map(Subject::Rule);
        statuses
            .chain(causes)
            .chain(rules)
            .chain([Subject::Proprietary])
    }

    /// The entry of a status code; `None` if it is not registered.
    pub fn of_status(code: StatusCode) -> Option<Self> {
        Status::ALL
            .iter()
            .find(|status| status.code == code)
            .map(Subject::Status)
    }

    /// Whether `text` is a part of one of its names, phrases or titles, or the other way round.
    pub fn is_called(&self, text: &str) -> bool {
        let text = fold(text);
        let titles = self.titles().map(|(_, title)| title);
        text.is_empty()
            || self.names().chain(titles).any(|name| {
                let name = folded(name);
                find_words(name, &text).is_some() || find_words(&text, name).is_some()
            })
    }

    /// Its names and phrases, the current one first.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let (name, others) = match self {
            Subject::Status(status) => (status.phrase, status.other_phrases),
            Subject::Cause(entry) => (entry.name, entry.other_names),
            Subject::Rule(rule) => (Some(rule.id()), &[][..]),
            Subject::Proprietary => (None, &[][..]),
        };
        name.into_iter().chain(others.iter().copied())
    }

    /// Its titles.
    fn titles(&self) -> impl Iterator<Item = (Language, &'static str)> {
        let title = self.explanation().title;
        Language::ALL
            .into_iter()
            .map(move |language| (language, title.in_language(language)))
    }
}

/// The entries whose names, phrases, titles or sentences for the caller hold `query`, or that it is a
/// usual word for; the best first, and among equals statuses, causes, rules in their order. Case,
/// hyphens, underscores and the number of blanks do not matter. In scripts with blanks between words a
/// word is found from its beginning, one of up to three letters as a whole. Nothing is found for an
/// empty query, nor for one Latin letter.
pub fn search(query: &str) -> Vec<Hit> {
    let query = fold(query);
    if query.len() < 2 {
        return Vec::new();
    }
    let mut hits: Vec<(usize, Hit)> = Subject::all()
        .filter_map(|subject| best(subject, &query))
        .collect();
    hits.sort_by_key(|(place, hit)| (hit.rank, *place));
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// How `subject` fits best, and its place in the list of the word that fits.
fn best(subject: Subject, query: &str) -> Option<(usize, Hit)> {
    let hit = |rank, matched, language, program| Hit {
        subject,
        rank,
        matched,
        language,
        program,
    };
    let names = subject
        .names()
        .filter_map(|name| Some((0, hit(rank(name, query)?, name, None, None))));
    let titles = subject.titles().filter_map(|(language, title)| {
        Some((0, hit(rank(title, query)?, title, Some(language), None)))
    });
    let sentence = subject.explanation().caller;
    let sentences = Language::ALL.into_iter().filter_map(|language| {
        let text = sentence.in_language(language);
        rank(text, query)?;
        Some((0, hit(Rank::Caller, text, Some(language), None)))
    });
    let programs = program_word::of(query).filter_map(|entry| {
        let place = entry.keys.iter().position(|key| key.is(subject))?;
        let rank = if place == 0 {
            Rank::Exact
        } else {
            Rank::Keyword
        };
        Some((place, hit(rank, entry.word, None, Some(entry.program))))
    });
    let dressed = program_word::undressed(query).and_then(|(name, program)| {
        let is_cause = matches!(subject, Subject::Cause(_));
        let name = subject.names().find(|it| is_cause && folded(it) == name)?;
        Some((0, hit(Rank::Exact, name, None, Some(program))))
    });
    names
        .chain(titles)
        .chain(programs)
        .chain(dressed)
        .chain(keywords(subject, query, hit))
        .chain(sentences)
        .min_by_key(|(place, hit)| (hit.rank, *place))
}

/// The words by which people ask for `subject` that fit.
fn keywords(
    subject: Subject,
    query: &str,
    hit: impl Fn(Rank, &'static str, Option<Language>, Option<&'static str>) -> Hit,
) -> impl Iterator<Item = (usize, Hit)> {
    KEYWORDS.iter().filter_map(move |keyword| {
        let place = keyword.keys.iter().position(|key| key.is(subject))?;
        let best = keyword
            .words
            .iter()
            .filter_map(|word| Some((rank(word, query)?, *word)))
            .min_by_key(|(rank, _)| *rank)?;
        let rank = match best.0 {
            Rank::Exact => Rank::Keyword,
            _ => Rank::Part,
        };
        Some((place, hit(rank, best.1, keyword.language, None)))
    })
}

fn rank(text: &'static str, query: &str) -> Option<Rank> {
    let text = folded(text);
    Some(match find_words(text, query)? {
        0 if text.len() == query.len() => Rank::Exact,
        0 => Rank::Prefix,
        _ => Rank::Part,
    })
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
            Subject::Proprietary => "proprietary".to_owned(),
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

    fn labels(query: &str, most: usize) -> Vec<String> {
        let hits = search(query);
        hits.iter()
            .take(most)
            .map(|hit| label(hit.subject))
            .collect()
    }

    #[test]
    fn the_words_of_the_desk_find_their_entries_first() {
        for (query, expected) in [
            ("busy", &["486", "busy", "q850/17"][..]),
            ("engaged", &["486", "q850/17"]),
            ("bezettoon", &["486", "q850/17"]),
            ("佔線", &["486", "q850/17"]),
            ("占線", &["486", "q850/17"]),
            ("忙线", &["486", "q850/17"]),
            ("話し中", &["486", "q850/17"]),
            ("切断", &["q850/16"]),
            ("拒否", &["q850/21", "603"]),
            ("afgewezen", &["q850/21", "603"]),
            ("transit network", &["q850/2"]),
            ("incompleet", &["484", "q850/28"]),
            ("niet compleet", &["484"]),
            ("niet herkend", &["404", "q850/1"]),
            ("neemt niet aan", &["408"]),
            ("antwoordt niet", &["487"]),
            ("neemt niet op", &["q850/19"]),
            ("eindigt gesprek", &["487"]),
            ("fout bij opzeggen", &["500"]),
            ("buiten gebruik", &["q850/27"]),
            ("niet storen", &["480"]),
            ("dnd", &["480"]),
            ("wrong number", &["404"]),
            ("unregistered", &["not-registered"]),
            ("call dropped", &["missing-ack"]),
            ("沒人接", &["q850/19"]),
            ("无人接听", &["q850/19"]),
            ("Proprietary diagnostic code", &["proprietary"]),
            ("DISCONNECT", &["q850/16"]),
            ("T303", &["q850/18", "q850/102"]),
            ("T310", &["q850/18", "q850/102"]),
        ] {
            assert_eq!(labels(query, expected.len()), expected, "{query}");
        }
    }

    #[test]
    fn the_words_of_programs_are_marked_as_theirs() {
        for (query, subject, program) in [
            ("CHANUNAVAIL", "not-registered", "Asterisk DIALSTATUS"),
            ("AST_CAUSE_NO_ANSWER", "q850/19", "Asterisk"),
            ("AST_CAUSE_UNALLOCATED", "q850/1", "Asterisk"),
            ("LOSE_RACE", "forked", "FreeSWITCH"),
            ("ORIGINATOR_CANCEL", "caller-gave-up", "FreeSWITCH"),
        ] {
            let hits = search(query);
            let hit = hits.first().expect(query);
            assert_eq!(label(hit.subject), subject, "{query}");
            assert_eq!(
                (hit.rank, hit.program),
                (Rank::Exact, Some(program)),
                "{query}"
            );
        }
    }

    #[test]
    fn a_part_of_another_word_is_not_found() {
        for (query, never) in [("foo", "telefoon"), ("nat", "national")] {
            let inside = |hit: &Hit| {
                fold(hit.matched).contains(never)
                    && !fold(hit.matched).contains(&format!(" {query} "))
            };
            assert!(!search(query).iter().any(inside), "{query}");
        }
    }
}
