//! The catalogues against the lists that they replace, code by code, and against IANA's list.

use std::collections::BTreeSet;

use naisen_cause::{
    Cause, CauseClass, CauseEntry, Explanation, Language, Rank, Rule, Standing, Status, Subject,
    Text, Translation, search,
};
use naisen_sip::StatusCode;

const DUTCH: &str = include_str!("data/sip-status-nl.csv");
const CHINESE: &str = include_str!("data/q931-causes-zh.csv");
const IANA: &str = include_str!("data/iana-sip-status.csv");

/// Causes of Q.850 that the Chinese table lacks.
const MISSING_IN_CHINESE: [u8; 5] = [13, 14, 20, 62, 110];

/// Causes of the Chinese table that Q.850 does not have.
const NOT_IN_Q850: [u8; 16] = [
    10, 11, 33, 35, 36, 37, 45, 51, 52, 54, 56, 67, 68, 89, 92, 93,
];

/// Causes to which the Chinese table gives another meaning than Q.850.
const OTHER_MEANING: [u8; 8] = [8, 9, 23, 24, 25, 39, 40, 90];

/// Rows of the Chinese table that are broken, with what stands there and what is right.
const BROKEN: [(u8, &str, &str); 2] = [
    (
        92,
        "Invalid facility parameter 93 Mandatory information element is missing",
        "Invalid facility parameter",
    ),
    (
        93,
        "Message type non-existent or not implemented",
        "Mandatory information element is missing",
    ),
];

fn rows(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split_once(',').expect("a number and the rest"))
}

fn statuses(list: &str) -> impl Iterator<Item = (Status, &str)> {
    rows(list).map(|(code, rest)| {
        let code = StatusCode::new(code.parse().expect(code)).expect(code);
        (Status::of(code), rest)
    })
}

fn chinese() -> impl Iterator<Item = (&'static CauseEntry, &'static str)> {
    rows(CHINESE).map(|(cause, name)| {
        let cause = Cause::new(cause.parse().expect(cause)).expect(cause);
        (cause.entry().expect("in the catalogue"), name)
    })
}

fn same(one: &str, other: &str) -> bool {
    one.trim_end_matches('.')
        .eq_ignore_ascii_case(other.trim_end_matches('.'))
}

#[test]
fn every_code_of_iana_is_there_and_no_stranger() {
    let mut codes = BTreeSet::new();
    for (status, rest) in statuses(IANA) {
        let (document, phrase) = rest.split_once(',').expect("document and phrase");
        assert_eq!(status.phrase, Some(phrase), "{}", status.code);
        let cited = status.document.split(" §").next();
        assert_eq!(cited, Some(document), "{}", status.code);
        assert!(codes.insert(status.code));
    }
    assert_eq!(codes.len(), 75);
    let catalogue: BTreeSet<StatusCode> = Status::ALL.iter().map(|status| status.code).collect();
    assert_eq!(catalogue, codes);
}

#[test]
fn every_code_of_the_dutch_list_is_found_by_its_phrase() {
    let mut count = 0;
    for (status, phrase) in statuses(DUTCH) {
        let known = status
            .phrase
            .into_iter()
            .chain(status.other_phrases.iter().copied())
            .any(|candidate| same(candidate, phrase));
        assert!(known, "{} {phrase}", status.code);
        let found = search(phrase).into_iter().any(|hit| {
            hit.rank == Rank::Exact
                && matches!(hit.subject, Subject::Status(it) if it.code == status.code)
        });
        assert!(found, "{} {phrase}", status.code);
        count += 1;
    }
    assert_eq!(count, 51);
}

#[test]
fn every_cause_of_the_chinese_table_is_found_by_its_name() {
    let mut count = 0;
    for (entry, name) in chinese() {
        count += 1;
        let value = entry.cause.value();
        let right = match BROKEN.iter().find(|(cause, ..)| *cause == value) {
            Some((_, printed, right)) => {
                assert_eq!(name, *printed);
                assert!(entry.note.is_some());
                right
            }
            None => name,
        };
        let known = entry
            .name
            .into_iter()
            .chain(entry.other_names.iter().copied())
            .any(|candidate| same(candidate, right));
        assert!(known, "{value} {right}");
        let found = search(right.trim_end_matches('.')).into_iter().any(|hit| {
            hit.rank == Rank::Exact
                && matches!(hit.subject, Subject::Cause(it) if it.cause == entry.cause)
        });
        assert!(found, "{value} {right}");
    }
    assert_eq!(count, 83);
}

#[test]
fn the_catalogue_is_the_chinese_table_and_the_rest_of_q850() {
    let mut expected: BTreeSet<u8> = chinese().map(|(entry, _)| entry.cause.value()).collect();
    for cause in MISSING_IN_CHINESE {
        assert!(expected.insert(cause), "{cause}");
    }
    let catalogue: BTreeSet<u8> = CauseEntry::ALL
        .iter()
        .map(|entry| entry.cause.value())
        .collect();
    assert_eq!(catalogue, expected);
    let unnamed: Vec<u8> = CauseEntry::ALL
        .iter()
        .filter(|entry| entry.name.is_none())
        .map(|entry| entry.cause.value())
        .collect();
    assert_eq!(unnamed, NOT_IN_Q850);
}

#[test]
fn what_the_chinese_table_gets_wrong_is_set_right_and_noted() {
    for (entry, name) in chinese() {
        let value = entry.cause.value();
        if OTHER_MEANING.contains(&value) {
            assert!(entry.name.is_some_and(|current| !same(current, name)));
            assert!(entry.other_names.contains(&name), "{value}");
        }
        let is_doubtful = OTHER_MEANING.contains(&value) || NOT_IN_Q850.contains(&value);
        assert_eq!(
            entry.note.is_some(),
            is_doubtful || value == 29,
            "{value}: a note warns of doubt, and of nothing else"
        );
    }
    assert!(
        Cause::COMPLETED_ELSEWHERE
            .entry()
            .is_some_and(|it| it.note.is_some())
    );
    let broken = Cause::new(93).expect("seven bits").entry().expect("listed");
    assert!(broken.note.is_some_and(|note| note.en.contains("97")));
    for (number, name) in [
        (8, "Preemption"),
        (9, "Preemption - circuit reserved for reuse"),
        (23, "Redirection to new destination"),
        (24, "Call rejected due to feature at the destination"),
        (25, "Exchange - routing error"),
        (29, "Facility rejected"),
        (90, "Non-existent CUG"),
        (97, "Message type non-existent or not implemented"),
    ] {
        assert_eq!(Cause::new(number).and_then(Cause::name), Some(name));
    }
    let example = Cause::new(0x90 & 0x7f).expect("seven bits");
    assert_eq!(example, Cause::NORMAL_CLEARING);
    assert_eq!(
        example.class(),
        CauseClass::NormalClearing,
        "not class 0, value 0"
    );
}

#[test]
fn nothing_that_was_not_read_passes_for_read() {
    for entry in CauseEntry::ALL {
        assert_ne!(entry.standing, Standing::Read);
    }
    let recalled: Vec<u8> = CauseEntry::ALL
        .iter()
        .filter(|entry| {
            entry
                .diagnostic
                .is_some_and(|(_, standing)| standing == Standing::Recalled)
        })
        .map(|entry| entry.cause.value())
        .collect();
    assert_eq!(
        recalled,
        [16, 17, 29, 34, 50, 57, 58, 65, 66, 69, 82, 91, 98, 103, 110]
    );
}

#[test]
fn every_table_has_all_its_rows() {
    for (name, to_cause, to_status, standing) in [
        ("rfc3398", 43, 36, Standing::Read),
        ("rfc4497", 42, 35, Standing::Read),
        ("q1912.5", 12, 1, Standing::SecondHand),
        ("asterisk", 39, 21, Standing::Read),
        ("freeswitch", 45, 30, Standing::Read),
        ("jj-22.02", 0, 0, Standing::Recalled),
    ] {
        let table = Translation::builtin(name).expect(name);
        assert_eq!(table.cause_rows().len(), to_cause, "{name}");
        assert_eq!(table.status_rows().len(), to_status, "{name}");
        assert_eq!(table.standing(), standing, "{name}");
        assert!(!table.source().is_empty());
    }
    let gap = Translation::builtin("jj-22.02").expect("builtin");
    assert!(!gap.gaps().is_empty());
}

fn name(subject: Subject) -> String {
    match subject {
        Subject::Status(status) => status.code.to_string(),
        Subject::Cause(entry) => format!("q850/{}", entry.cause),
        Subject::Rule(rule) => rule.id().to_owned(),
        Subject::Proprietary => "proprietary".to_owned(),
    }
}

fn texts(explanation: &Explanation) -> [(&'static str, Text); 4] {
    [
        ("title", explanation.title),
        ("caller", explanation.caller),
        ("happened", explanation.happened),
        ("next", explanation.next),
    ]
}

#[test]
fn every_entry_is_explained_in_every_language() {
    let mut gaps = Vec::new();
    for subject in Subject::all() {
        for (field, text) in texts(subject.explanation()) {
            for language in Language::ALL {
                if text.in_language(language).trim().is_empty() {
                    gaps.push(format!("{}: {field} {language}", name(subject)));
                }
            }
        }
    }
    assert!(
        gaps.is_empty(),
        "{} gaps, first {:?}",
        gaps.len(),
        gaps.first()
    );
}

/// Three digits in a row look like a code.
fn has_code(text: &str) -> bool {
    text.as_bytes()
        .windows(3)
        .any(|three| three.iter().all(u8::is_ascii_digit))
}

fn all_explanations() -> impl Iterator<Item = &'static Explanation> {
    Subject::all()
        .map(|subject| subject.explanation())
        .chain(CauseClass::ALL.into_iter().map(Cause::of_class))
        .chain(
            (1..7)
                .filter_map(|class| StatusCode::new(class * 100))
                .map(|code| Status::of_class(code.class())),
        )
        .chain([Cause::meaning(200).explanation()])
}

#[test]
fn titles_are_names_and_sentences_for_callers_are_plain() {
    let mut wrong = Vec::new();
    for explanation in all_explanations() {
        for language in Language::ALL {
            let title = explanation.title.in_language(language);
            let caller = explanation.caller.in_language(language);
            if title.ends_with(['.', '。']) {
                wrong.push(title);
            }
            let stop = match language {
                Language::En | Language::Nl => '.',
                Language::Ja | Language::Zh => '。',
            };
            let technical = ["SIP", "Q.850", "SDP", "INVITE", "BYE", "RFC", "ISDN", "NAT"];
            let is_plain = !technical.iter().any(|word| caller.contains(word)) && !has_code(caller);
            if !caller.ends_with(stop) || !is_plain {
                wrong.push(caller);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_text_is_in_its_language() {
    let is_kana = |character: char| matches!(character, 'ぁ'..='ヿ');
    let is_cjk = |character: char| matches!(character, '一'..='鿿');
    let mut wrong = Vec::new();
    for explanation in all_explanations() {
        for (field, text) in texts(explanation) {
            let fits = !text.en.contains(|it| is_kana(it) || is_cjk(it))
                && !text.nl.contains(|it| is_kana(it) || is_cjk(it))
                && (field == "title" || text.en != text.nl)
                && (field == "title" || text.ja.contains(is_kana))
                && text.zh.contains(is_cjk)
                && !text.zh.contains(|it| is_kana(it) && it != '・');
            if !fits {
                wrong.push((field, text));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_words_that_people_ask_with_find_the_right_entries() {
    for (query, codes, causes, rules) in [
        ("busy", &[486, 600][..], &[17][..], &[Rule::Busy][..]),
        ("bezet", &[486], &[17], &[]),
        ("in gesprek", &[486], &[17], &[Rule::Busy]),
        ("話中", &[486, 600], &[17], &[Rule::Busy]),
        ("忙線", &[486, 600], &[17], &[Rule::Busy]),
        ("無人接聽", &[], &[19], &[Rule::NoAnswer]),
    ] {
        let hits = search(query);
        for code in codes {
            let found = hits.iter().any(
                |hit| matches!(hit.subject, Subject::Status(status) if status.code.code() == *code),
            );
            assert!(found, "{query} {code}");
        }
        for cause in causes {
            let found = hits.iter().any(
                |hit| matches!(hit.subject, Subject::Cause(entry) if entry.cause.value() == *cause),
            );
            assert!(found, "{query} cause {cause}");
        }
        for rule in rules {
            let found = hits
                .iter()
                .any(|hit| matches!(hit.subject, Subject::Rule(it) if it == *rule));
            assert!(found, "{query} {}", rule.id());
        }
    }
    assert_eq!(search("bezet toon"), []);
}
