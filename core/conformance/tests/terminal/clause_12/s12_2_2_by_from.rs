//! JJ-22.11 §12.2.2: who is shown where From alone tells it, and what the reasons of JJ-22.11 T12-3 mean.

use naisen_agent::Caller::{Shown, Withheld as Hidden};
use naisen_agent::PresentationMethod::{Headers, Prefix};
use naisen_agent::Withheld::{self, ByUser, Payphone, Service, Unavailable};
use naisen_cause::Language;
use naisen_terminal::withheld_meaning;

use super::shown;

/// Each reason of the table as it is written there.
const REASONS: [(&str, Withheld); 4] = [
    ("Anonymous", ByUser),
    ("Coin line/payphone", Payphone),
    ("Interaction with other service", Service),
    ("Unavailable", Unavailable),
];

/// R-12.2-1, R-12.2.2-1, R-12.2.2-2, R-12.2.2-3: a reason in display-name or user part withholds; else the display-name is
/// shown, else the user part. The headers of the other method do not count.
#[test]
fn from_alone_decides() {
    let rows = [
        ("<sip:anonymous@anonymous.invalid>", Hidden(ByUser)),
        ("<sip:Anonymous@h>", Hidden(ByUser)),
        ("\"anonymous\" <sip:101@h>", Hidden(ByUser)),
        ("ANONYMOUS <sip:101@h>", Hidden(ByUser)),
        ("\"101\" <sip:anonymous@h>", Hidden(ByUser)),
        ("\"Unavailable\" <sip:101@h>", Hidden(Unavailable)),
        ("<sip:101@h>", Shown("101".into())),
        ("sip:101@h", Shown("101".into())),
        ("\"0612345678\" <sip:101@h>", Shown("0612345678".into())),
        ("\" \" <sip:101@h>", Shown("101".into())),
        ("<sip:ab101@h>", Shown("ab101".into())),
        (
            "\"not anonymous\" <sip:101@h>",
            Shown("not anonymous".into()),
        ),
    ];
    for (from, expected) in rows {
        for more in [
            "",
            "Privacy: id\r\n",
            "P-Asserted-Identity: \"Unavailable\" <sip:9@h>, \"9\" <tel:9>\r\n",
        ] {
            let lines = format!("From: {from};tag=1\r\n{more}");
            assert_eq!(shown(Prefix, &lines), expected, "{lines}");
        }
    }
}

/// R-12.2.2-5, R-12.2.2-6, R-12.2.2-7, R-12.2.2-8, R-12.2.2-9, R-12.2.2-10: each reason with and without quotation marks, with
/// anything behind it, in any case, by both methods.
#[test]
fn a_reason_is_known_with_or_without_quotes_and_whatever_follows() {
    for (text, reason) in REASONS {
        let (upper, lower) = (text.to_uppercase(), text.to_lowercase());
        for text in [text, &upper, &lower] {
            for written in [
                text.to_owned(),
                format!("\"{text}\""),
                format!("\"{text}-xyz\""),
                format!("{text}-xyz"),
                format!("\"{text} (06)\""),
                format!("{text} (06)"),
                format!("\"\\\"{text}\\\"\""),
            ] {
                let from = format!("From: {written} <sip:101@h>;tag=1\r\n");
                assert_eq!(shown(Prefix, &from), Hidden(reason), "{from}");
                let private = format!("{from}Privacy: id\r\n");
                assert_eq!(shown(Headers, &private), Hidden(reason), "{from}");
                let asserted = format!(
                    "From: <sip:101@h>;tag=1\r\nP-Asserted-Identity: {written} <sip:101@h>\r\n"
                );
                assert_eq!(shown(Headers, &asserted), Hidden(reason), "{asserted}");
            }
        }
        // A part of the name is not the name.
        let part = &text[..text.len() - 1];
        let from = format!("From: \"{part}\" <sip:101@h>;tag=1\r\n");
        assert_eq!(shown(Prefix, &from), Shown(part.into()));
    }
}

/// R-12.2.2-5, R-12.2.2-6, R-12.2.2-7, R-12.2.2-8, R-12.2.1-4, R-12.2.1-9: what the user is told, in each language.
#[test]
fn each_reason_is_told_in_four_languages() {
    let rows = [
        (
            ByUser,
            ["by the caller", "発信者の希望", "door de beller", "來電者"],
        ),
        (
            Payphone,
            [
                "public telephone",
                "公衆電話",
                "openbare telefoon",
                "公用電話",
            ],
        ),
        (
            Service,
            [
                "another service",
                "サービスと競合",
                "andere dienst",
                "其他服務衝突",
            ],
        ),
        (
            Unavailable,
            [
                "service cannot",
                "サービスを提供できない",
                "dienst kan",
                "服務無法提供",
            ],
        ),
    ];
    for (reason, words) in rows {
        for (language, word) in Language::ALL.into_iter().zip(words) {
            let told = withheld_meaning(reason).in_language(language);
            assert!(told.contains(word), "{language}: {told}");
        }
    }
}
