//! Ladders as they are drawn.

mod script;

use naisen_cause::Language;
use naisen_trace::Ladder;
use script::{Leg, Load, Script, b2bua_call, host};

#[test]
fn a_call_through_an_exchange() {
    let ladder = Ladder::of(&b2bua_call().call());
    insta::assert_snapshot!("exchange", ladder.text(100, false, Language::En));
    insta::assert_snapshot!("exchange_narrow", ladder.text(60, false, Language::En));
    insta::assert_snapshot!("exchange_svg", ladder.svg(Language::En));
}

#[test]
fn a_call_that_nobody_answers_in_colour() {
    let mut script = Script::default();
    let leg = Leg::new("c", "話中", "%1B%3Cb%3E&");
    let invite = leg.request("INVITE", 1, "i", "", "");
    script
        .send(host(1), host(2), &invite)
        .wait(490)
        .send(host(1), host(2), &invite)
        .load(host(1), host(2), Load::Unreachable);
    let ladder = Ladder::of(&script.call());
    insta::assert_snapshot!(
        "unreachable",
        ladder.text(80, true, Language::En).replace('\u{1b}', "ESC")
    );
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let ladder = Ladder::of(&b2bua_call().call());
    for language in Language::ALL {
        for width in [40, 41, 70, 80, 132, 300] {
            for line in ladder.text(width, false, language).lines() {
                assert!(
                    unicode_width::UnicodeWidthStr::width(line) <= width,
                    "{width}: {line}"
                );
            }
        }
    }
}

#[test]
fn the_words_are_those_of_the_reader() {
    let ladder = Ladder::of(&b2bua_call().call());
    for (language, title, callee) in [
        (Language::En, "Call 1: ", "called"),
        (Language::Ja, "呼 1: ", "着信側"),
        (Language::Nl, "Oproep 1: ", "gebelde"),
        (Language::Zh, "通話 1: ", "受話端"),
    ] {
        for drawn in [ladder.text(100, false, language), ladder.svg(language)] {
            assert!(drawn.contains(title), "{drawn}");
            assert!(drawn.contains(callee), "{drawn}");
        }
    }
}
