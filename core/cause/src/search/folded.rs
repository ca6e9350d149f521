//! The texts of the catalogues, folded once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Subject;
use super::fold::fold;
use super::keyword::KEYWORDS;
use super::program_word::PROGRAM_WORDS;
use crate::Language;

static FOLDED: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
    let mut folded = BTreeMap::new();
    let mut keep = |text: &'static str| {
        folded.entry(text).or_insert_with(|| fold(text));
    };
    for subject in Subject::all() {
        subject.names().for_each(&mut keep);
        subject.titles().for_each(|(_, title)| keep(title));
        let sentence = subject.explanation().caller;
        for language in Language::ALL {
            keep(sentence.in_language(language));
        }
    }
    for keyword in KEYWORDS {
        keyword.words.iter().copied().for_each(&mut keep);
    }
    for entry in PROGRAM_WORDS {
        keep(entry.word);
    }
    folded
});

/// A text of the catalogues or of the tables of words, folded.
pub(super) fn folded(text: &'static str) -> &'static str {
    FOLDED.get(text).map_or(text, String::as_str)
}
