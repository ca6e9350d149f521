//! Citations are data: each has one of five forms, and what it cites exists.
//!
//! | form | cites |
//! | --- | --- |
//! | `RFC 3261 §17.1.1.2` | a section of an RFC; the number is on our list |
//! | `JJ-22.11 §9.3.2` | a clause of the standard |
//! | `JJ-22.11 T13-20` | a table of the standard; the short `T13-20` is known too |
//! | `JJ-22.11 E-17` | a reading of an error of the standard; `E-17` in short |
//! | `R-9.3-1` | a requirement |
//!
//! After a document several sections may follow: `RFC 3261 §17.1, §17.2 and §18`. A citation may
//! run over the end of a line of comment.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::standard::Standard;
use super::{Finding, SourceFile, Tree};

/// The kinds of files that cite.
const CITING: [&str; 3] = [".rs", ".md", ".toml"];

/// A document and the sections that follow it.
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(?:RFC (?P<rfc>\d+)|(?P<jj>JJ-22\.11))\b",
        r"(?P<sections>(?:(?:,|,? and|,? or|,? to)? ?§[0-9A-Zi]+(?:\.\d+)*)*)",
    ))
    .expect("the pattern is right")
});

static SECTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"§([0-9A-Zi]+(?:\.\d+)*)").expect("the pattern is right"));

/// An id of a requirement, a table or an erratum, wherever it stands.
static ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?P<requirement>R-[0-9i][0-9.]*-\d+)\b|\b(?P<table>T\d+-\d+)\b|\b(?P<erratum>E-\d+)\b",
    )
    .expect("the pattern is right")
});

/// What is meant as a citation and has none of the forms.
static MALFORMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\bRFC[-_]?\d+",
        r"|\b[Rr]fc \d+",
        r"|\b(?:RFC \d+|JJ-22\.11),? (?:§ |(?:[Ss]ection|[Cc]lause|sec\.|cl\.) ?\d|\d+\.\d)",
        r"|\bJJ(?: |_|-)?2211\b|\bJJ[ _]?22\.11",
    ))
    .expect("the pattern is right")
});

/// The outcome of the rule.
#[derive(Debug)]
pub(crate) struct Cited {
    /// Citations of what does not exist, or of no known form.
    pub(crate) findings: Vec<Finding>,
    /// How many of the required ids the sources cite at least once.
    pub(crate) required_cited: usize,
}

/// Reads every citation of the tree.
pub(crate) fn examine(tree: &Tree, standard: &Standard) -> Cited {
    let mut findings = Vec::new();
    let mut cited = BTreeSet::new();
    for file in tree.ending_in(&CITING) {
        let text = FlowingText::of(file);
        let mut fault = |at: usize, what: String| {
            findings.push(Finding::new(file.path.as_str(), text.line_at(at), what));
        };
        for found in MALFORMED.find_iter(&text.text) {
            fault(
                found.start(),
                format!("\"{}\" is no form of citation", found.as_str().trim()),
            );
        }
        let mut explained = Vec::new();
        for found in DOCUMENT.captures_iter(&text.text) {
            let whole = found.get(0).expect("the whole match is always there");
            explained.push(whole.range());
            for what in missing_sections(&found, standard) {
                fault(whole.start(), what);
            }
        }
        for found in SECTION.find_iter(&text.text) {
            if !explained.iter().any(|range| range.contains(&found.start())) {
                fault(
                    found.start(),
                    format!("{} does not say of which document", found.as_str()),
                );
            }
        }
        for found in ID.captures_iter(&text.text) {
            let id = found.get(0).expect("the whole match is always there");
            if !id_exists(&found, standard) {
                fault(id.start(), format!("{} does not exist", id.as_str()));
            }
            if found.name("requirement").is_some() && file.path.ends_with(".rs") {
                cited.insert(id.as_str().to_owned());
            }
        }
    }
    let required_cited = standard.required().filter(|id| cited.contains(*id)).count();
    Cited {
        findings,
        required_cited,
    }
}

/// The ids of requirements and errata that a text cites, and where in it each begins.
pub(crate) fn ids_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    ID.captures_iter(text)
        .filter(|found| found.name("table").is_none())
        .map(|found| {
            let id = found.get(0).expect("the whole match is always there");
            (id.start(), id.as_str())
        })
}

/// What a citation of a document names that does not exist.
fn missing_sections(found: &Captures<'_>, standard: &Standard) -> Vec<String> {
    if let Some(number) = found.name("rfc") {
        return if standard.rfcs.contains(number.as_str()) {
            Vec::new()
        } else {
            vec![format!(
                "RFC {} is not in xtask/data/rfcs.txt; is it meant?",
                number.as_str()
            )]
        };
    }
    SECTION
        .captures_iter(&found["sections"])
        .filter(|section| !standard.clauses.contains(&section[1]))
        .map(|section| format!("JJ-22.11 has no §{}", &section[1]))
        .collect()
}

fn id_exists(found: &Captures<'_>, standard: &Standard) -> bool {
    if let Some(id) = found.name("requirement") {
        standard.requirements.contains_key(id.as_str())
    } else if let Some(table) = found.name("table") {
        standard.tables.contains(table.as_str())
    } else {
        found
            .name("erratum")
            .is_some_and(|id| standard.errata.contains(id.as_str()))
    }
}

/// A file with its line breaks and the marks of its comments taken out, so that a citation that
/// runs over two lines reads as one.
struct FlowingText {
    text: String,
    /// Where in `text` each line begins.
    begins: Vec<usize>,
}

impl FlowingText {
    fn of(file: &SourceFile) -> Self {
        let mut text = String::with_capacity(file.text.len());
        let mut begins = Vec::new();
        for (_, line) in file.lines() {
            begins.push(text.len());
            text.push_str(line.trim().trim_start_matches(['/', '!', '#']).trim());
            text.push(' ');
        }
        Self { text, begins }
    }

    /// The line, counted from 1, on which an offset of `text` lies.
    fn line_at(&self, offset: usize) -> usize {
        self.begins.partition_point(|begin| *begin <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard() -> Standard {
        Standard::read(&crate::shell::root().join("xtask/data")).unwrap()
    }

    fn faults(text: &str) -> Vec<String> {
        let tree = Tree::of(&[("core/sip/src/via.rs", text)]);
        let findings = examine(&tree, &standard()).findings;
        findings
            .into_iter()
            .map(|finding| finding.to_string())
            .collect()
    }

    #[test]
    fn every_form_that_cites_what_exists_passes() {
        let right = [
            "RFC 3261 §17.1.1.2",
            "(RFC 3261 §17, RFC 6026)",
            "RFC 3261 §17.1, §17.2 and §18",
            "RFC 4733 §2.5.1.2",
            "RFC 5234 §B.1",
            "JJ-22.11 §9.3.2",
            "JJ-22.11 §i.4",
            "JJ-22.11 §5 to §12",
            "JJ-22.11 T13-20",
            "JJ-22.11 E-17",
            "R-9.3.1.1-1",
            "/// as RFC 3261\n/// §17.1.1.2 says",
            "rfc4475_torture(), 1E-05, UTF-8, SHA-256, GR-303",
        ];
        for text in right {
            assert_eq!(faults(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_does_not_exist_is_found() {
        let wrong = [
            (
                "RFC 3621 §17",
                "RFC 3621 is not in xtask/data/rfcs.txt; is it meant?",
            ),
            ("JJ-22.11 §9.7", "JJ-22.11 has no §9.7"),
            ("JJ-22.11 §5 to §14", "JJ-22.11 has no §14"),
            ("JJ-22.11 T13-25", "T13-25 does not exist"),
            ("JJ-22.11 E-47", "E-47 does not exist"),
            ("R-9.3.1.1-99", "R-9.3.1.1-99 does not exist"),
        ];
        for (text, what) in wrong {
            assert_eq!(
                faults(text),
                [format!("core/sip/src/via.rs:1: {what}")],
                "{text}"
            );
        }
    }

    #[test]
    fn what_has_no_known_form_is_found() {
        let wrong = [
            "RFC3261",
            "RFC-3261",
            "rfc 3261",
            "RFC 3261 section 17",
            "RFC 3261, 17.2",
            "JJ-22.11 clause 9",
            "JJ-22.11 9.3",
            "JJ22.11",
            "see §17.1",
        ];
        for text in wrong {
            assert!(!faults(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_fault_is_reported_on_the_line_where_it_begins() {
        let found = faults("//! One.\n//! Two, JJ-22.11\n//! §9.7\n");
        assert_eq!(found, ["core/sip/src/via.rs:2: JJ-22.11 has no §9.7"]);
    }

    #[test]
    fn required_ids_are_counted_once_and_only_when_required() {
        let standard = standard();
        let mut required = standard.required();
        let (first, second) = (required.next().unwrap(), required.next().unwrap());
        let optional = standard
            .requirements
            .iter()
            .find(|(_, level)| **level == naisen_jj2211::Level::May)
            .unwrap()
            .0
            .as_str();
        let text = format!("{first} {first} {optional}\n{second}");
        let tree = Tree::of(&[("core/sip/src/via.rs", &text)]);
        assert_eq!(examine(&tree, &standard).required_cited, 2);
    }
}
