//! JJ-22.11 §12.2.1: who is shown, in seven steps.

use naisen_agent::Caller::{self, Shown, Withheld as Hidden};
use naisen_agent::PresentationMethod::Headers;
use naisen_agent::Withheld::{ByUser, Payphone, Service, Unavailable};

use super::shown;

#[track_caller]
fn check(rows: &[(&str, Caller)]) {
    for (lines, expected) in rows {
        let lines: String = lines
            .lines()
            .map(|line| format!("{}\r\n", line.trim()))
            .collect();
        assert_eq!(&shown(Headers, &lines), expected, "{lines}");
    }
}

fn number(text: &str) -> Caller {
    Shown(text.into())
}

/// R-12.2-1, R-12.2.1-3, R-12.2.1-4, R-12.2.1-5: with P-Asserted-Identity its reason counts, else its digits, whatever
/// Privacy and From say.
#[test]
fn an_asserted_identity_is_shown_by_its_reason_or_its_digits() {
    check(&[
        (
            "From: \"Taro\" <sip:101@h>;tag=1
             P-Asserted-Identity: <sip:102@h>, \"0612345678\" <tel:+81612345678>",
            number("0612345678"),
        ),
        (
            "From: \"Taro\" <sip:101@h>;tag=1
             Privacy: none
             P-Asserted-Identity: \"Hanako\" <sip:102@h>
             P-Asserted-Identity: \"0612345678\" <tel:+81612345678>",
            number("0612345678"),
        ),
        (
            "From: <sip:101@h>;tag=1
             P-Asserted-Identity: \"0612345678\" <tel:+81612345678>, \"Anonymous\" <sip:102@h>",
            Hidden(ByUser),
        ),
        (
            "From: <sip:101@h>;tag=1
             P-Asserted-Identity: Coin line/payphone <sip:102@h>
             P-Asserted-Identity: \"0612345678\" <tel:+81612345678>",
            Hidden(Payphone),
        ),
        (
            "From: <sip:101@h>;tag=1
             P-Asserted-Identity: \"Interaction with other service\" <sip:102@h>",
            Hidden(Service),
        ),
        (
            "From: <sip:101@h>;tag=1
             P-Asserted-Identity: Unavailable <sip:102@h>, \"06\" <tel:06>",
            Hidden(Unavailable),
        ),
        // Privacy is asked for only where nothing is asserted.
        (
            "From: \"Taro\" <sip:101@h>;tag=1
             Privacy: id
             P-Asserted-Identity: <sip:102@h>, \"0612345678\" <tel:+81612345678>",
            number("0612345678"),
        ),
        (
            "From: <sip:101@h>;tag=1
             Privacy: id
             P-Asserted-Identity: \"Coin line/payphone\" <sip:102@h>",
            Hidden(Payphone),
        ),
        // And so is From.
        (
            "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1
             P-Asserted-Identity: <sip:102@h>, \"0612345678\" <tel:+81612345678>",
            number("0612345678"),
        ),
        // A reason that the table does not know is none.
        (
            "From: <sip:101@h>;tag=1
             P-Asserted-Identity: \"Nobody\" <sip:102@h>, \"06\" <tel:06>",
            number("06"),
        ),
    ]);
}

/// R-12.2.1-5, JJ-22.11 E-19: without a display-name the tel URI's own number, without a tel URI step 4.
#[test]
fn an_asserted_identity_without_digits_is_filled_in() {
    check(&[
        (
            "From: \"Taro\" <sip:101@h>;tag=1
             P-Asserted-Identity: <sip:102@h>, <tel:0612345678;phone-context=x>",
            number("0612345678"),
        ),
        (
            "From: \"Taro\" <sip:101@h>;tag=1
             P-Asserted-Identity: <sip:102@h>, \" \" <tel:0612345678>",
            number("0612345678"),
        ),
        (
            "From: \"Taro\" <sip:101@h>;tag=1
             P-Asserted-Identity: <sip:102@h>",
            number("Taro"),
        ),
        (
            "From: \"Taro\" <sip:101@h>;tag=1
             Privacy: id
             P-Asserted-Identity: <sip:102@h>",
            Hidden(Unavailable),
        ),
    ]);
}

/// R-12.2-1, R-12.2.1-3, R-12.2.1-6, R-12.2.1-7, R-12.2.1-8: without P-Asserted-Identity and without Privacy: id the
/// display-name of From, else its user part.
#[test]
fn without_an_asserted_identity_from_is_shown() {
    check(&[
        ("From: \"Taro\" <sip:101@h>;tag=1", number("Taro")),
        (
            "From: Taro <sip:101@h>;tag=1\nPrivacy: none",
            number("Taro"),
        ),
        ("From: <sip:101@h>;tag=1\nPrivacy: none", number("101")),
        ("From: <sip:101@h>;tag=1", number("101")),
        ("From: sip:101@h;tag=1", number("101")),
        ("From: \"\" <sip:101@h>;tag=1", number("101")),
        ("From: \" \" <sip:101@h>;tag=1", number("101")),
        ("From: <sip:%3101@h>;tag=1", number("101")),
        // What stands there is shown as it is, even if it is a reason.
        ("From: \"Anonymous\" <sip:101@h>;tag=1", number("Anonymous")),
        (
            "From: Unavailable <sip:101@h>;tag=1\nPrivacy: none",
            number("Unavailable"),
        ),
        (
            "From: <sip:anonymous@anonymous.invalid>;tag=1",
            number("anonymous"),
        ),
        ("From: <tel:0612345678>;tag=1", number("0612345678")),
        ("From: <sip:h>;tag=1", Hidden(Unavailable)),
    ]);
}

/// R-12.2.1-6, R-12.2.1-9: with Privacy: id a reason of the table, else that it cannot be given; never the number or
/// the name.
#[test]
fn with_privacy_only_a_reason_is_shown() {
    check(&[
        (
            "From: Anonymous <sip:anonymous@anonymous.invalid>;tag=1\nPrivacy: id",
            Hidden(ByUser),
        ),
        (
            "From: \"Coin line/payphone\" <sip:101@h>;tag=1\nPrivacy: id",
            Hidden(Payphone),
        ),
        (
            "From: Coin line/payphone <sip:101@h>;tag=1\nPrivacy: id",
            Hidden(Payphone),
        ),
        (
            "From: Interaction with other service <sip:101@h>;tag=1\nPrivacy: id",
            Hidden(Service),
        ),
        (
            "From: \"Unavailable\" <sip:101@h>;tag=1\nPrivacy: id",
            Hidden(Unavailable),
        ),
        ("From: <sip:101@h>;tag=1\nPrivacy: id", Hidden(Unavailable)),
        (
            "From: \"Taro\" <sip:101@h>;tag=1\nPrivacy: id",
            Hidden(Unavailable),
        ),
        (
            "From: \"0612345678\" <sip:101@h>;tag=1\nPrivacy: ID;critical",
            Hidden(Unavailable),
        ),
        (
            "From: \"Taro\" <sip:101@h>;tag=1\nPrivacy: header; id",
            Hidden(Unavailable),
        ),
        // The user part gives no reason in this step.
        (
            "From: <sip:anonymous@anonymous.invalid>;tag=1\nPrivacy: id",
            Hidden(Unavailable),
        ),
    ]);
}
