//! The name that a mistyped one was meant to be.

use super::Subject;
use super::fold::fold;
use super::folded::folded;
use super::keyword::KEYWORDS;
use super::program_word::PROGRAM_WORDS;

/// Of this many letters one may be wrong.
const LETTERS_PER_ERROR: usize = 4;

/// Names longer than this are compared with nothing: nobody types them from memory.
const LONGEST: usize = 48;

/// The name, phrase, title or word that is nearest to `query` among those that differ by few letters:
/// one of four. `None` if none does.
pub fn nearest(query: &str) -> Option<&'static str> {
    let query: Vec<char> = fold(query).chars().collect();
    if query.len() > LONGEST {
        return None;
    }
    let allowed = query.len() / LETTERS_PER_ERROR;
    let names = Subject::all().flat_map(|subject| {
        let titles: Vec<&str> = subject.titles().map(|(_, title)| title).collect();
        subject.names().chain(titles).collect::<Vec<_>>()
    });
    let words = KEYWORDS.iter().flat_map(|it| it.words.iter().copied());
    let programs = PROGRAM_WORDS.iter().map(|it| it.word);
    names
        .chain(words)
        .chain(programs)
        .filter_map(|name| {
            let candidate: Vec<char> = folded(name).chars().collect();
            let is_near = candidate.len().abs_diff(query.len()) <= allowed;
            let distance = is_near.then(|| distance(&query, &candidate))?;
            (distance <= allowed).then_some((distance, name))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many characters must be put in, taken out, exchanged or swapped with their neighbour to make one
/// into the other.
fn distance(one: &[char], other: &[char]) -> usize {
    let width = other.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    for (at, a) in one.iter().enumerate() {
        let mut row = vec![at + 1; width];
        for (column, b) in other.iter().enumerate() {
            let exchanged = above[column] + usize::from(a != b);
            let mut least = exchanged.min(above[column + 1] + 1).min(row[column] + 1);
            let is_swapped = at > 0 && column > 0 && one[at - 1] == *b && *a == other[column - 1];
            if is_swapped {
                least = least.min(before[column - 1] + 1);
            }
            row[column + 1] = least;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_are_forgiven_and_nonsense_is_not() {
        for (query, name) in [
            ("busi here", Some("Busy Here")),
            ("bezte", Some("bezet")),
            ("ORIGINATOR_CANCLE", Some("ORIGINATOR_CANCEL")),
            ("xyzzy plugh", None),
            ("ab", None),
        ] {
            assert_eq!(nearest(query), name, "{query}");
        }
    }

    #[test]
    fn distances_count_letters() {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        for (one, other, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
            ("realm", "relm", 1),
            ("bezet", "bezte", 1),
        ] {
            assert_eq!(
                distance(&letters(one), &letters(other)),
                expected,
                "{one} {other}"
            );
        }
    }
}
