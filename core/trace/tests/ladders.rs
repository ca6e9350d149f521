//! Ladders as they are drawn.

mod script;

use naisen_trace::Ladder;
use script::{Leg, Load, Script, b2bua_call, host};

#[test]
fn a_call_through_an_exchange() {
    let ladder = Ladder::of(&b2bua_call().call());
    insta::assert_snapshot!("exchange", ladder.text(100, false));
    insta::assert_snapshot!("exchange_narrow", ladder.text(60, false));
    insta::assert_snapshot!("exchange_svg", ladder.svg());
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
        ladder.text(80, true).replace('\u{1b}', "ESC")
    );
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let ladder = Ladder::of(&b2bua_call().call());
    for width in [40, 41, 70, 80, 132, 300] {
        for line in ladder.text(width, false).lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}
